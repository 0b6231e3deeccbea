#include "support/crash_fs.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>
#include <utility>

#include <rocksdb/system_clock.h>

namespace tact {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

std::string directory_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().lexically_normal().string();
}

std::optional<std::string> content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

class CrashFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  CrashFile(CrashFs& fs, std::string path, std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFileOwnerWrapper(std::move(file)), fs_(fs), path_(std::move(path)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    return counted(data, [&] { return target()->Append(data, options, debug); });
  }
  IOStatus Append(const Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& info, IODebugContext* debug) override {
    return counted(data, [&] { return target()->Append(data, options, info, debug); });
  }
  // Only for direct I/O, which the store does not use.
  IOStatus PositionedAppend(const Slice&, std::uint64_t, const IOOptions&,
                            IODebugContext*) override {
    return IOStatus::NotSupported();
  }
  IOStatus PositionedAppend(const Slice&, std::uint64_t, const IOOptions&,
                            const rocksdb::DataVerificationInfo&, IODebugContext*) override {
    return IOStatus::NotSupported();
  }
  IOStatus Truncate(std::uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = fs_.check(path_);
    if (status.ok()) status = target()->Truncate(size, options, debug);
    if (status.ok()) fs_.truncated(path_, size);
    return status;
  }
  IOStatus Sync(const IOOptions&, IODebugContext*) override { return marked(); }
  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return marked(); }

 private:
  template <class Call>
  IOStatus counted(const Slice& data, Call call) {
    IOStatus status = fs_.check(path_);
    if (status.ok()) status = call();
    if (status.ok()) fs_.appended(path_, data.size());
    return status;
  }

  // The disk below need not sync: this one decides what survives.
  IOStatus marked() {
    IOStatus status = fs_.check(path_);
    if (status.ok()) fs_.synced(path_);
    return status;
  }

  CrashFs& fs_;
  const std::string path_;
};

class CrashDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  CrashDirectory(CrashFs& fs, std::string path, std::unique_ptr<rocksdb::FSDirectory> directory)
      : FSDirectoryWrapper(std::move(directory)), fs_(fs), path_(std::move(path)) {}

  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return marked(); }
  IOStatus FsyncWithDirOptions(const IOOptions&, IODebugContext*,
                               const rocksdb::DirFsyncOptions&) override {
    return marked();
  }

 private:
  IOStatus marked() {
    IOStatus status = fs_.check(path_);
    if (status.ok()) fs_.directory_synced(path_);
    return status;
  }

  CrashFs& fs_;
  const std::string path_;
};

class SleeplessClock final : public rocksdb::SystemClockWrapper {
 public:
  SleeplessClock() : SystemClockWrapper(rocksdb::SystemClock::Default()) {}
  const char* Name() const override { return "SleeplessClock"; }
  void SleepForMicroseconds(int /*micros*/) override { std::this_thread::yield(); }
};

class CrashEnv final : public rocksdb::EnvWrapper {
 public:
  explicit CrashEnv(std::unique_ptr<rocksdb::Env> env) : EnvWrapper(std::move(env)) {
    system_clock_ = std::make_shared<SleeplessClock>();
  }
  const char* Name() const override { return "CrashEnv"; }
};

}  // namespace

std::unique_ptr<rocksdb::Env> make_crash_env(const std::shared_ptr<CrashFs>& disk) {
  return std::make_unique<CrashEnv>(rocksdb::NewCompositeEnv(disk));
}

CrashFs::CrashFs() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

void CrashFs::cut() {
  const std::lock_guard lock(mutex_);
  is_cut_ = true;
}

void CrashFs::cut_after(std::uint64_t changes) {
  const std::lock_guard lock(mutex_);
  changes_left_ = changes;
}

bool CrashFs::is_cut() const {
  const std::lock_guard lock(mutex_);
  return is_cut_;
}

void CrashFs::restore(std::uint64_t seed) {
  const std::lock_guard lock(mutex_);
  std::mt19937_64 random(seed);
  for (auto& [directory, names] : new_names_) {
    std::reverse(names.begin(), names.end());
    for (const NewName& name : names) {
      if (!std::filesystem::exists(name.path)) continue;
      if (name.renamed_from) {
        std::filesystem::rename(name.path, *name.renamed_from);
        files_[*name.renamed_from] = files_[name.path];
      } else {
        std::filesystem::remove(name.path);
      }
      files_.erase(name.path);
      if (name.replaced) std::ofstream(name.path, std::ios::binary) << *name.replaced;
    }
  }
  for (const auto& [path, file] : files_) {
    const std::uint64_t unsafe = file.size - file.safe;
    if (unsafe == 0 || !std::filesystem::exists(path)) continue;
    std::filesystem::resize_file(path, file.safe + (seed == 0 ? 0 : random() % (unsafe + 1)));
  }
  files_.clear();
  new_names_.clear();
  is_cut_ = false;
  changes_left_.reset();
}

void CrashFs::break_files(const std::string& suffix) {
  const std::lock_guard lock(mutex_);
  broken_suffix_ = suffix;
}

IOStatus CrashFs::check(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (changes_left_ && (*changes_left_)-- == 0) {
    is_cut_ = true;
    changes_left_.reset();
  }
  if (is_cut_) return IOStatus::IOError("the power is cut", path);
  if (!broken_suffix_.empty() && path.ends_with(broken_suffix_)) {
    return IOStatus::IOError("the disk is broken", path);
  }
  return IOStatus::OK();
}

void CrashFs::appended(const std::string& path, std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  files_[path].size += bytes;
}

void CrashFs::truncated(const std::string& path, std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  File& file = files_[path];
  file.size = size;
  file.safe = std::min(file.safe, size);
}

void CrashFs::synced(const std::string& path) {
  const std::lock_guard lock(mutex_);
  files_[path].safe = files_[path].size;
}

void CrashFs::directory_synced(const std::string& path) {
  const std::lock_guard lock(mutex_);
  new_names_.erase(directory_of(path + "/name"));
}

IOStatus CrashFs::NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                  std::unique_ptr<rocksdb::FSWritableFile>* file,
                                  IODebugContext* debug) {
  IOStatus status = check(path);
  const bool is_new = !std::filesystem::exists(path);
  if (status.ok()) status = target()->NewWritableFile(path, options, file, debug);
  if (!status.ok()) return status;
  *file = std::make_unique<CrashFile>(*this, path, std::move(*file));
  const std::lock_guard lock(mutex_);
  files_[path] = File{};
  if (is_new) new_names_[directory_of(path)].push_back({path, {}, {}});
  return status;
}

// The store's settings never lead here; a file that is opened again would escape the count.
IOStatus CrashFs::ReopenWritableFile(const std::string&, const rocksdb::FileOptions&,
                                     std::unique_ptr<rocksdb::FSWritableFile>*, IODebugContext*) {
  return IOStatus::NotSupported();
}

IOStatus CrashFs::ReuseWritableFile(const std::string&, const std::string&,
                                    const rocksdb::FileOptions&,
                                    std::unique_ptr<rocksdb::FSWritableFile>*, IODebugContext*) {
  return IOStatus::NotSupported();
}

IOStatus CrashFs::NewDirectory(const std::string& path, const IOOptions& options,
                               std::unique_ptr<rocksdb::FSDirectory>* directory,
                               IODebugContext* debug) {
  IOStatus status = target()->NewDirectory(path, options, directory, debug);
  if (status.ok()) {
    *directory = std::make_unique<CrashDirectory>(*this, path, std::move(*directory));
  }
  return status;
}

IOStatus CrashFs::DeleteFile(const std::string& path, const IOOptions& options,
                             IODebugContext* debug) {
  IOStatus status = check(path);
  if (status.ok()) status = target()->DeleteFile(path, options, debug);
  if (!status.ok()) return status;
  const std::lock_guard lock(mutex_);
  files_.erase(path);
  std::erase_if(new_names_[directory_of(path)],
                [&](const NewName& name) { return name.path == path; });
  return status;
}

IOStatus CrashFs::LinkFile(const std::string& from, const std::string& to, const IOOptions& options,
                           IODebugContext* debug) {
  IOStatus status = check(to);
  if (status.ok()) status = target()->LinkFile(from, to, options, debug);
  if (!status.ok()) return status;
  const std::lock_guard lock(mutex_);
  files_[to] = files_[from];
  new_names_[directory_of(to)].push_back({to, {}, {}});
  return status;
}

IOStatus CrashFs::RenameFile(const std::string& from, const std::string& to,
                             const IOOptions& options, IODebugContext* debug) {
  IOStatus status = check(to);
  std::optional<std::string> replaced = content_of(to);
  if (status.ok()) status = target()->RenameFile(from, to, options, debug);
  if (!status.ok()) return status;
  const std::lock_guard lock(mutex_);
  files_[to] = files_[from];
  files_.erase(from);
  new_names_[directory_of(to)].push_back({to, from, std::move(replaced)});
  return status;
}

}  // namespace tact
