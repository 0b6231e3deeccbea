#include "guard/token_disk.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "guard/private_file.h"
#include "guard/token_file.h"

namespace tact {
namespace {

constexpr std::size_t file_bytes_max = std::size_t{4} << 20;

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
  const auto text = read_private_file(path, file_bytes_max);
  if (!text) return text.error();
  if (!text->has_value()) return std::optional<std::vector<Token>>();
  auto tokens = parse_tokens(**text);
  if (!tokens) return Error{list_errors(path, tokens.error())};
  return std::optional(*std::move(tokens));
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
  // The folder, as the file itself is replaced.
  const auto lock = FileLock::wait_for(place);
  if (!lock) return lock.error();
  auto read = read_if_there(file);
  if (!read) return read.error();
  std::vector<Token> tokens = std::move(*read).value_or(std::vector<Token>());
  if (auto status = change(tokens); !status) return status;
  return replace_private_file(file, format_tokens(tokens));
}

}  // namespace tact
