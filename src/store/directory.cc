#include "store/directory.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include <rocksdb/env.h>

namespace tact {
namespace {

constexpr std::string_view live_mark = "tact store 1\n";
constexpr std::string_view trial_mark = "tact store 1 trial\n";

Error cannot(std::string_view what, const std::string& path, const rocksdb::Status& status) {
  return {"cannot " + std::string(what) + " `" + path + "`: " + status.ToString()};
}

std::string mark_path(const std::string& path) { return path + "/FORMAT"; }

// What a new file system or an attempt that was cut short may have left.
bool is_nothing(const std::string& name) {
  return name == "." || name == ".." || name == "lost+found" || name == "LOCK" ||
         name == "FORMAT.new";
}

enum class Content { none, marked };

Result<Content> look_into(rocksdb::Env& env, const std::string& path) {
  std::vector<std::string> names;
  const rocksdb::Status status = env.GetChildren(path, &names);
  if (status.IsNotFound()) return Content::none;
  if (!status.ok()) return cannot("read", path, status);
  if (std::find(names.begin(), names.end(), "FORMAT") != names.end()) return Content::marked;
  if (std::all_of(names.begin(), names.end(), is_nothing)) return Content::none;
  return Error{"`" + path + "` holds other files; use an empty directory, or a store's"};
}

Status check_mark(rocksdb::Env& env, const std::string& path, bool trial) {
  std::string mark;
  const rocksdb::Status status = rocksdb::ReadFileToString(&env, mark_path(path), &mark);
  if (!status.ok()) return cannot("read", mark_path(path), status);
  if (mark == (trial ? trial_mark : live_mark)) return Done{};
  if (mark == trial_mark) {
    return Error{"`" + path + "` was made with --trial; open it with --trial, or use another"};
  }
  if (mark == live_mark) {
    return Error{"`" + path + "` holds a live ledger; use another directory with --trial"};
  }
  mark.erase(std::find(mark.begin(), mark.end(), '\n'), mark.end());
  return Error{"`" + path + "` has a format unknown to this version, `" + mark.substr(0, 64) +
               "`; use the version that wrote it, or a newer one"};
}

rocksdb::Status sync_directory(rocksdb::Env& env, const std::string& path) {
  std::unique_ptr<rocksdb::Directory> directory;
  const rocksdb::Status status = env.NewDirectory(path, &directory);
  return status.ok() ? directory->Fsync() : status;
}

Status make(rocksdb::Env& env, const std::string& path) {
  rocksdb::Status status = env.CreateDirIfMissing(path);
  const std::string parent = std::filesystem::path(path).parent_path().string();
  if (status.ok()) status = sync_directory(env, parent.empty() ? "." : parent);
  if (!status.ok()) return cannot("make", path, status);
  return Done{};
}

Status write_mark(rocksdb::Env& env, const std::string& path, bool trial) {
  const std::string temporary = path + "/FORMAT.new";
  rocksdb::Status status = rocksdb::WriteStringToFile(&env, trial ? trial_mark : live_mark,
                                                      temporary, /*should_sync=*/true);
  if (status.ok()) status = env.RenameFile(temporary, mark_path(path));
  if (status.ok()) status = sync_directory(env, path);
  if (!status.ok()) return cannot("write", mark_path(path), status);
  return Done{};
}

}  // namespace

Result<std::unique_ptr<Directory>> Directory::open(rocksdb::Env& env, const std::string& path,
                                                   bool trial) {
  Result<Content> content = look_into(env, path);
  if (!content) return content.error();
  if (*content == Content::marked) {
    if (Status mark = check_mark(env, path, trial); !mark) return mark.error();
  } else if (Status made = make(env, path); !made) {
    return made.error();
  }
  rocksdb::FileLock* lock = nullptr;
  const rocksdb::Status locked = env.LockFile(path + "/LOCK", &lock);
  if (!locked.ok()) {
    return Error{"cannot lock `" + path + "`: another process may be using it (" +
                 locked.ToString() + "); stop that one first"};
  }
  std::unique_ptr<Directory> directory(new Directory(env, path, lock));
  // Another process may have made it between the look and the lock.
  content = look_into(env, path);
  if (!content) return content.error();
  Status marked =
      *content == Content::marked ? check_mark(env, path, trial) : write_mark(env, path, trial);
  if (!marked) return marked.error();
  return directory;
}

Directory::Directory(rocksdb::Env& env, std::string path, rocksdb::FileLock* lock)
    : env_(env), path_(std::move(path)), lock_(lock) {}

Status Directory::sync() const {
  const rocksdb::Status status = sync_directory(env_, path_);
  if (!status.ok()) return cannot("sync", path_, status);
  return Done{};
}

Directory::~Directory() { env_.UnlockFile(lock_).PermitUncheckedError(); }

}  // namespace tact
