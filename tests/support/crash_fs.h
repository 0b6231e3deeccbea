// A file system for RocksDB that can lose power: it forgets what was not synced, as LevelDB's
// fault_injection_test does. Files live on the real one below.
//
// A file's bytes are safe up to its last sync. A new name, or a rename, is safe after a sync of its
// directory. A deletion is safe at once, and so is a new directory. Nothing is really synced, so it
// is quick besides.
//
// Threads: any, but restore() when all files are closed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

namespace tact {

class CrashFs final : public rocksdb::FileSystemWrapper {
 public:
  CrashFs();

  // The power goes: from now on every change fails.
  void cut();
  // It goes after so many changes more.
  void cut_after(std::uint64_t changes);
  bool is_cut() const;
  // It comes back: takes away what was not safe. Of each file's unsynced bytes a part may have
  // reached the disk; `seed` says how many, and 0 that none has.
  void restore(std::uint64_t seed = 0);

  // Writes to, and syncs of, files whose names end with `suffix` fail from now on; "" ends that.
  void break_files(const std::string& suffix);

  // For CrashFs's files.
  rocksdb::IOStatus check(const std::string& path);
  void appended(const std::string& path, std::uint64_t bytes);
  void truncated(const std::string& path, std::uint64_t size);
  void synced(const std::string& path);
  void directory_synced(const std::string& path);

  const char* Name() const override { return "CrashFs"; }
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* file,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReuseWritableFile(const std::string& path, const std::string& old_path,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;

 private:
  struct File {
    std::uint64_t size = 0;
    std::uint64_t safe = 0;
  };
  // A new name that its directory does not hold safely yet.
  struct NewName {
    std::string path;
    std::optional<std::string> renamed_from;
    std::optional<std::string> replaced;  // What `path` held before the rename.
  };

  mutable std::mutex mutex_;  // Guards all below.
  bool is_cut_ = false;
  std::optional<std::uint64_t> changes_left_;
  std::string broken_suffix_;
  std::map<std::string, File> files_;
  std::map<std::string, std::vector<NewName>> new_names_;  // By directory.
};

// Everything on `disk`, and nobody in RocksDB sleeps: after an error it does so for a second.
std::unique_ptr<rocksdb::Env> make_crash_env(const std::shared_ptr<CrashFs>& disk);

}  // namespace tact
