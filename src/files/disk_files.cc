#include "files/disk_files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace tact {
namespace {

constexpr std::uintmax_t file_bytes_max = 4 << 20;

}  // namespace

Result<std::string> DiskFiles::read(const std::string& path) {
  std::error_code failure;
  const std::filesystem::file_status status = std::filesystem::status(path, failure);
  if (status.type() == std::filesystem::file_type::not_found) return Error{"there is no such file"};
  if (failure) return Error{failure.message()};
  if (status.type() == std::filesystem::file_type::directory) return Error{"it is a folder"};
  if (status.type() != std::filesystem::file_type::regular) return Error{"it is not a file"};
  const std::uintmax_t size = std::filesystem::file_size(path, failure);
  if (failure) return Error{failure.message()};
  if (size > file_bytes_max) return Error{"it is over 4 MiB"};

  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return Error{errno == 0 ? "it cannot be opened" : std::strerror(errno)};
  std::string text(size, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(size));
  // A file that is written while it is read: the bytes that were there are taken, and the next
  // reading sees the rest.
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return Error{"it cannot be read"};
  return text;
}

std::string policy_file_at(const std::string& path) {
  std::error_code failure;
  if (!std::filesystem::is_directory(path, failure)) return path;
  return path.ends_with('/') ? path + "policy.yaml" : path + "/policy.yaml";
}

}  // namespace tact
