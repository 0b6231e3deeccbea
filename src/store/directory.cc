#include "store/directory.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <rocksdb/env.h>
#include <unistd.h>

#include "store/keys.h"

namespace tact {
namespace {

constexpr std::string_view live_mark = "tact store 3\n";
constexpr std::string_view trial_mark = "tact store 3 trial\n";
// Each with another `state/`, which is a fold of the same ledger.
constexpr std::array<std::string_view, 2> old_live_marks{"tact store 1\n", "tact store 2\n"};
constexpr std::array<std::string_view, 2> old_trial_marks{"tact store 1 trial\n",
                                                          "tact store 2 trial\n"};

bool is_one_of(std::span<const std::string_view> marks, std::string_view mark) {
  return std::find(marks.begin(), marks.end(), mark) != marks.end();
}
bool is_live(std::string_view mark) { return mark == live_mark || is_one_of(old_live_marks, mark); }
bool is_trial_mark(std::string_view mark) {
  return mark == trial_mark || is_one_of(old_trial_marks, mark);
}
bool is_old(std::string_view mark) {
  return is_one_of(old_live_marks, mark) || is_one_of(old_trial_marks, mark);
}

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

Error unknown_format(const std::string& path, std::string mark) {
  mark.erase(std::find(mark.begin(), mark.end(), '\n'), mark.end());
  return {"`" + path + "` has a format unknown to this version, `" + mark.substr(0, 64) +
          "`; use the version that wrote it, or a newer one"};
}

Result<std::string> read_mark(rocksdb::Env& env, const std::string& path) {
  std::string mark;
  const rocksdb::Status status = rocksdb::ReadFileToString(&env, mark_path(path), &mark);
  if (!status.ok()) return cannot("read", mark_path(path), status);
  return mark;
}

Status check_mark(const std::string& mark, const std::string& path, bool trial) {
  if (trial ? is_trial_mark(mark) : is_live(mark)) return Done{};
  if (is_trial_mark(mark)) {
    return Error{"`" + path + "` was made with --trial; open it with --trial, or use another"};
  }
  if (is_live(mark)) {
    return Error{"`" + path + "` holds a live ledger; use another directory with --trial"};
  }
  return unknown_format(path, mark);
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

// Removes files of `path`/state: all, or those that were never taken in. The directory may be
// absent.
Status clear_state(rocksdb::Env& env, const std::string& path, bool all) {
  const std::string state = path + "/state";
  std::vector<std::string> names;
  rocksdb::Status status = env.GetChildren(state, &names);
  if (status.IsNotFound()) return Done{};
  for (const std::string& name : names) {
    if (!status.ok()) break;
    if (name == "." || name == "..") continue;
    if (all || name.starts_with(run_prefix)) status = env.DeleteFile(state + '/' + name);
  }
  if (!status.ok()) return cannot("clear", state, status);
  return Done{};
}

Error in_use(const std::string& path, const std::string& why) {
  return {"cannot lock `" + path + "`: another process may be using it (" + why +
          "); stop that one first"};
}

// A lock that readers share and that whoever writes lacks room for; -1 where nobody ever locked.
Result<int> lock_for_reading(const std::string& path) {
  const int file = ::open((path + "/LOCK").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    if (errno == ENOENT) return -1;
    return Error{"cannot read `" + path + "/LOCK`: " + std::strerror(errno)};
  }
  struct flock lock {};
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  if (::fcntl(file, F_SETLK, &lock) == 0) return file;
  const std::string why = std::strerror(errno);
  ::close(file);
  return in_use(path, why);
}

}  // namespace

Result<std::unique_ptr<Directory>> Directory::open_read_only(rocksdb::Env& env,
                                                             const std::string& path) {
  const Result<Content> content = look_into(env, path);
  if (!content) return content.error();
  if (*content == Content::none) {
    return Error{"`" + path + "` holds no ledger; name the directory that `tactd --data` uses"};
  }
  const Result<std::string> mark = read_mark(env, path);
  if (!mark) return mark.error();
  if (!is_live(*mark) && !is_trial_mark(*mark)) return unknown_format(path, *mark);
  const Result<int> lock = lock_for_reading(path);
  if (!lock) return lock.error();
  return std::unique_ptr<Directory>(
      new Directory(env, path, is_trial_mark(*mark), nullptr, *lock, is_old(*mark)));
}

Result<std::unique_ptr<Directory>> Directory::open(rocksdb::Env& env, const std::string& path,
                                                   bool trial) {
  Result<Content> content = look_into(env, path);
  if (!content) return content.error();
  if (*content == Content::marked) {
    const Result<std::string> mark = read_mark(env, path);
    if (!mark) return mark.error();
    if (Status checked = check_mark(*mark, path, trial); !checked) return checked.error();
  } else if (Status made = make(env, path); !made) {
    return made.error();
  }
  rocksdb::FileLock* lock = nullptr;
  const rocksdb::Status locked = env.LockFile(path + "/LOCK", &lock);
  if (!locked.ok()) return in_use(path, locked.ToString());
  std::unique_ptr<Directory> directory(new Directory(env, path, trial, lock, -1, false));
  // Another process may have made it between the look and the lock.
  content = look_into(env, path);
  if (!content) return content.error();
  bool has_new_mark = false;
  if (*content == Content::marked) {
    const Result<std::string> mark = read_mark(env, path);
    if (!mark) return mark.error();
    if (Status checked = check_mark(*mark, path, trial); !checked) return checked.error();
    has_new_mark = !is_old(*mark);
    if (Status cleared = clear_state(env, path, is_old(*mark)); !cleared) return cleared.error();
  }
  // An old state is gone before the mark says so.
  if (has_new_mark) return directory;
  if (Status marked = write_mark(env, path, trial); !marked) return marked.error();
  return directory;
}

Directory::Directory(rocksdb::Env& env, std::string path, bool trial, rocksdb::FileLock* lock,
                     int read_lock, bool old_state)
    : env_(env),
      path_(std::move(path)),
      trial_(trial),
      lock_(lock),
      read_lock_(read_lock),
      old_state_(old_state) {}

Status Directory::sync() const {
  const rocksdb::Status status = sync_directory(env_, path_);
  if (!status.ok()) return cannot("sync", path_, status);
  return Done{};
}

Directory::~Directory() {
  if (lock_ != nullptr) env_.UnlockFile(lock_).PermitUncheckedError();
  if (read_lock_ >= 0) ::close(read_lock_);
}

}  // namespace tact
