#include "files/replace_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tact {
namespace {

Error last_error(const char* doing, const std::string& path) {
  return Error{std::string("cannot ") + doing + " `" + path + "`: " + std::strerror(errno)};
}

// Closed, and removed unless it was renamed.
class NewFile {
 public:
  explicit NewFile(std::string path) : path_(std::move(path)), file_(::mkstemp(path_.data())) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (file_ < 0) return;
    ::close(file_);
    if (!is_renamed_) ::unlink(path_.c_str());
  }

  bool is_open() const { return file_ >= 0; }
  const std::string& path() const { return path_; }

  bool write(std::string_view text) const {
    while (!text.empty()) {
      const ::ssize_t written = ::write(file_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file_) == 0;
  }

  bool take_after(const struct stat& old) const {
    // Another's file keeps its owner only where the process may say so.
    if (::fchown(file_, old.st_uid, old.st_gid) != 0 && errno != EPERM) return false;
    return ::fchmod(file_, old.st_mode & 07777) == 0;
  }

  bool rename_to(const std::string& path) {
    is_renamed_ = ::rename(path_.c_str(), path.c_str()) == 0;
    return is_renamed_;
  }

 private:
  std::string path_;
  const int file_;
  bool is_renamed_ = false;
};

}  // namespace

Status replace_file(const std::string& path, std::string_view text) {
  std::error_code failure;
  const std::string target = std::filesystem::canonical(path, failure).string();
  struct stat old {};
  if (failure || ::stat(target.c_str(), &old) != 0) {
    return Error{"there is no file `" + path + "`"};
  }
  NewFile file(target + ".XXXXXX");
  if (!file.is_open()) return last_error("write beside", target);
  if (!file.write(text) || !file.take_after(old)) return last_error("write", file.path());
  if (!file.rename_to(target)) return last_error("replace", target);
  return Done{};
}

}  // namespace tact
