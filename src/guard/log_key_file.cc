#include "guard/log_key_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include <sys/stat.h>

#include "guard/private_file.h"

namespace tact {
namespace {

constexpr std::size_t file_bytes_max = 64 * 1024;

Error broken(const std::string& path, std::size_t line, const std::string& why) {
  return {'`' + path + "` is broken: line " + std::to_string(line) + ' ' + why};
}

Status make_folder(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) return Done{};
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return Done{};
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
  if (error || ::mkdir(folder.c_str(), 0700) != 0) {
    return Error{"cannot make the folder `" + folder.string() +
                 "`: " + (error ? error.message() : std::strerror(errno))};
  }
  return Done{};
}

}  // namespace

Result<std::optional<LogKeys>> read_log_keys(const std::string& path) {
  const auto text = read_private_file(path, file_bytes_max);
  if (!text) return text.error();
  if (!text->has_value()) return std::optional<LogKeys>();
  std::vector<SecretKey> keys;
  std::string_view rest = **text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    auto key = parse_secret_key(line);
    if (!key) return broken(path, number, key.error().message);
    if (keys.size() == 2) return broken(path, number, "is one key more than the two it may hold");
    keys.push_back(*std::move(key));
  }
  if (keys.empty()) return Error{'`' + path + "` holds no key"};
  LogKeys read{keys.front(), std::nullopt};
  if (keys.size() == 2) read.previous = keys.back();
  return std::optional(std::move(read));
}

Status write_log_keys(const std::string& path, const LogKeys& keys) {
  if (auto status = make_folder(path); !status) return status;
  std::string text =
      "# Signs the checkpoints of this ledger: whoever reads this line can forge them.\n" +
      format_secret_key(keys.key) + '\n';
  if (keys.previous) {
    text += "# The key before it, until tactd has recorded the new one.\n" +
            format_secret_key(*keys.previous) + '\n';
  }
  return replace_private_file(file_behind(path), text);
}

}  // namespace tact
