// Files that hold secrets: only their owner may read them, and they are replaced whole or not at
// all.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tact/result.h"

namespace tact {

// Empty where there is no such file. Refuses one that anybody but its owner may read or write, that
// is no file, or that is longer than `bytes_max`; errors name the file and quote nothing of it.
Result<std::optional<std::string>> read_private_file(const std::string& path,
                                                     std::size_t bytes_max);

// Durable when it returns; with mode 0600, and the owner of the file that was there. The folder
// must exist.
Status replace_private_file(const std::string& path, std::string_view text);

// Makes the folder that `path` is to stand in, with mode 0700, where it is missing. The one above
// it must exist: what is a slip of the pen makes no tree of folders.
Status make_private_folder(const std::string& path);

// Where a link leads, so that the file is replaced and not the link.
std::string file_behind(const std::string& path);

// An advisory lock on a file or folder, until this goes. Movable.
class FileLock {
 public:
  // Waits for whoever holds it. `path` must exist.
  static Result<FileLock> wait_for(const std::string& path);
  // Makes the file, and holds it; empty where another process does.
  static Result<std::optional<FileLock>> try_on(const std::string& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace tact
