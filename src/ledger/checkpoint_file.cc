#include "ledger/checkpoint_file.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace tact {
namespace {

// REQUIRES: errno is that of the call that failed.
Error cannot(std::string_view what, const std::string& path) {
  const int code = errno;
  return {"cannot " + std::string(what) + " `" + path +
          "`: " + std::generic_category().message(code)};
}

// A file descriptor, closed at the latest when it leaves.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : number_(::open(path.c_str(), flags, 0644)) {}
  ~Descriptor() { static_cast<void>(close()); }

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool ok() const { return number_ >= 0; }
  int number() const { return number_; }

  bool close() {
    const int number = std::exchange(number_, -1);
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Status write_durably(const std::string& path, std::string_view text) {
  Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
  if (!file.ok()) return cannot("open", path);
  if (!write_all(file.number(), text)) return cannot("write", path);
  if (::fsync(file.number()) != 0) return cannot("sync", path);
  if (!file.close()) return cannot("close", path);
  return Done{};
}

Status sync_directory(const std::string& path) {
  const Descriptor directory(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (!directory.ok()) return cannot("open", path);
  if (::fsync(directory.number()) != 0) return cannot("sync", path);
  return Done{};
}

}  // namespace

CheckpointFile::CheckpointFile(std::string path) : path_(std::move(path)) {}

Status CheckpointFile::write(std::string_view text) const {
  const std::string temporary = path_ + ".new";
  if (Status written = write_durably(temporary, text); !written) return written;
  if (std::rename(temporary.c_str(), path_.c_str()) != 0) return cannot("replace", path_);
  // Before this the name may still lead to the old text after a power cut.
  const std::string directory = std::filesystem::path(path_).parent_path().string();
  return sync_directory(directory.empty() ? "." : directory);
}

Result<std::optional<std::string>> CheckpointFile::read() const {
  const Descriptor file(path_, O_RDONLY | O_CLOEXEC);
  if (!file.ok() && errno == ENOENT) return std::optional<std::string>();
  if (!file.ok()) return cannot("open", path_);
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t got = ::read(file.number(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot("read", path_);
    if (got == 0) return std::optional(std::move(text));
    text.append(part.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace tact
