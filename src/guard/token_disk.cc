#include "guard/token_disk.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guard/token_file.h"

namespace tact {
namespace {

constexpr std::size_t file_bytes_max = std::size_t{4} << 20;

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

Result<std::string> read_text(const Descriptor& file, const std::string& path) {
  std::string text;
  for (;;) {
    const std::size_t held = text.size();
    if (held > file_bytes_max) return Error{'`' + path + "` is over 4 MiB"};
    text.resize(held + 64 * 1024);
    const ssize_t got = ::read(file.get(), text.data() + held, text.size() - held);
    if (got < 0 && errno != EINTR) return failed("read", path);
    text.resize(held + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got == 0) return text;
  }
}

std::string list_errors(const std::string& path, const std::vector<TokenFileError>& errors) {
  constexpr std::size_t shown_max = 5;
  std::string text = '`' + path + "` is broken";
  for (std::size_t i = 0; i < std::min(errors.size(), shown_max); ++i) {
    text += i == 0 ? ": " : "; ";
    text += "line " + std::to_string(errors[i].line) + ' ' + errors[i].message;
  }
  if (errors.size() > shown_max) {
    text += "; and " + std::to_string(errors.size() - shown_max) + " more lines";
  }
  return text;
}

// Empty where there is no such file.
Result<std::optional<std::vector<Token>>> read_if_there(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) {
    if (errno == ENOENT) return std::optional<std::vector<Token>>();
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
  const auto text = read_text(file, path);
  if (!text) return text.error();
  auto tokens = parse_tokens(*text);
  if (!tokens) return Error{list_errors(path, tokens.error())};
  return std::optional(*std::move(tokens));
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

// A new file takes the old one's place when all of it is on disk. `folder` is where it is, open.
Status replace(const std::string& path, const std::string& text, const Descriptor& folder) {
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

// Where a link leads, so that the file is replaced and not the link.
std::string file_behind(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  return error ? path : real.string();
}

}  // namespace

Result<std::vector<Token>> read_token_file(const std::string& path) {
  auto tokens = read_if_there(path);
  if (!tokens) return tokens.error();
  if (!tokens->has_value()) {
    return Error{"there is no `" + path + "`; make it: tactd token add NAME --roles admin " +
                 "--tokens " + path};
  }
  return **std::move(tokens);
}

Status change_token_file(const std::string& path,
                         const std::function<Status(std::vector<Token>&)>& change) {
  const std::string file = file_behind(path);
  std::string place = std::filesystem::path(file).parent_path().string();
  if (place.empty()) place = ".";
  const Descriptor folder(::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return failed("open the folder", place);
  // The folder, as the file itself is replaced. Given back when it is closed.
  if (::flock(folder.get(), LOCK_EX) != 0) return failed("lock the folder", place);
  auto read = read_if_there(file);
  if (!read) return read.error();
  std::vector<Token> tokens = std::move(*read).value_or(std::vector<Token>());
  if (auto status = change(tokens); !status) return status;
  return replace(file, format_tokens(tokens), folder);
}

}  // namespace tact
