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
  // Makes and marks the directory if it is absent or empty. Holds the lock until destroyed.
  static Result<std::unique_ptr<Directory>> open(rocksdb::Env& env, const std::string& path,
                                                 bool trial);
  ~Directory();

  // What was made in it survives a power cut.
  Status sync() const;

  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

 private:
  Directory(rocksdb::Env& env, std::string path, rocksdb::FileLock* lock);

  rocksdb::Env& env_;
  const std::string path_;
  rocksdb::FileLock* const lock_;
};

}  // namespace tact
