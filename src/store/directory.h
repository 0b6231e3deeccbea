// A store's directory: locked against other processes, and marked with its format and its kind.
//
// The mark is a file of one line, so that it can be read, and a directory refused, before a
// database is opened, which would change it.
#pragma once

#include <memory>
#include <string>

#include "tact/result.h"

namespace rocksdb {
class Env;
class FileLock;
}  // namespace rocksdb

namespace tact {

class Directory {
 public:
  // Makes and marks the directory if it is absent or empty, and takes away what is of no use in
  // `state/`: what a crash left half written, and all of it where it is of format 1. Holds the lock
  // until destroyed.
  static Result<std::unique_ptr<Directory>> open(rocksdb::Env& env, const std::string& path,
                                                 bool trial);
  // For reading, whichever its kind: makes and writes nothing, so it may be on a disk that cannot
  // be written to. Others may read it meanwhile, nobody may write. Not in a process that has the
  // directory open already: that one's lock would be lost.
  static Result<std::unique_ptr<Directory>> open_read_only(rocksdb::Env& env,
                                                           const std::string& path);
  ~Directory();

  bool is_trial() const { return trial_; }
  // Only where it is only read: `state/` is of format 1, so it is as if it were not there.
  bool has_old_state() const { return old_state_; }

  // What was made in it survives a power cut.
  Status sync() const;

  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

 private:
  Directory(rocksdb::Env& env, std::string path, bool trial, rocksdb::FileLock* lock, int read_lock,
            bool old_state);

  rocksdb::Env& env_;
  const std::string path_;
  const bool trial_;
  rocksdb::FileLock* const lock_;  // null where it is only read
  const int read_lock_;            // a file's descriptor; -1 none
  const bool old_state_;
};

}  // namespace tact
