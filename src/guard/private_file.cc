#include "guard/private_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tact {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  const int number_;
};

Error failed(const std::string& doing, const std::string& path) {
  return {"cannot " + doing + " `" + path + "`: " + std::strerror(errno)};
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

Result<std::string> read_text(const Descriptor& file, const std::string& path,
                              std::size_t bytes_max) {
  std::string text;
  for (;;) {
    const std::size_t held = text.size();
    if (held > bytes_max) {
      return Error{'`' + path + "` is over " + std::to_string(bytes_max >> 10) + " KiB"};
    }
    text.resize(held + 64 * 1024);
    const ssize_t got = ::read(file.get(), text.data() + held, text.size() - held);
    if (got < 0 && errno != EINTR) return failed("read", path);
    text.resize(held + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got == 0) return text;
  }
}

Status write_all(const Descriptor& file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) return failed("write", path);
    if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fsync(file.get()) != 0) return failed("write", path);
  return Done{};
}

// The new file is the old one's owner's: else one that root changes could not be read any more by
// the daemon's user.
Status keep_owner(const Descriptor& fresh, const std::string& path) {
  struct stat old {};
  if (::stat(path.c_str(), &old) != 0 || old.st_uid == ::geteuid()) return Done{};
  if (::fchown(fresh.get(), old.st_uid, old.st_gid) != 0) return failed("keep the owner of", path);
  return Done{};
}

}  // namespace

Result<std::optional<std::string>> read_private_file(const std::string& path,
                                                     std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) {
    if (errno == ENOENT) return std::optional<std::string>();
    return failed("read", path);
  }
  // Of the file that is open, not of one that has taken its place.
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return failed("read", path);
  if (!S_ISREG(status.st_mode)) return Error{'`' + path + "` is not a file"};
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Error{"others may read or write `" + path + "`; only its owner should: chmod 600 " +
                 path};
  }
  auto text = read_text(file, path, bytes_max);
  if (!text) return text.error();
  return std::optional(*std::move(text));
}

Status replace_private_file(const std::string& path, std::string_view text) {
  const std::string place = folder_of(path);
  const Descriptor folder(::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return failed("open the folder", place);
  std::string fresh = path + ".new-XXXXXX";
  Status written = Done{};
  {
    const Descriptor file(::mkostemp(fresh.data(), O_CLOEXEC));  // With mode 0600.
    if (!file.is_open()) return failed("write beside", path);
    written = keep_owner(file, path);
    if (written.ok()) written = write_all(file, text, path);
  }
  if (written.ok() && ::rename(fresh.c_str(), path.c_str()) != 0) written = failed("write", path);
  if (!written) {
    ::unlink(fresh.c_str());
    return written;
  }
  if (::fsync(folder.get()) != 0) return failed("write", path);
  return Done{};
}

Status make_private_folder(const std::string& path) {
  const std::string folder = folder_of(path);
  if (::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return Done{};
  return failed("make the folder", folder);
}

std::string file_behind(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  return error ? path : real.string();
}

Result<FileLock> FileLock::wait_for(const std::string& path) {
  FileLock lock(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (lock.descriptor_ < 0 || ::flock(lock.descriptor_, LOCK_EX) != 0) return failed("lock", path);
  return lock;
}

Result<std::optional<FileLock>> FileLock::try_on(const std::string& path) {
  FileLock lock(::open(path.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0600));
  if (lock.descriptor_ < 0) return failed("open", path);
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) == 0) {
    return std::optional<FileLock>(std::move(lock));
  }
  if (errno != EWOULDBLOCK) return failed("lock", path);
  return std::optional<FileLock>();
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace tact
