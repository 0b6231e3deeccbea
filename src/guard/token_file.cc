#include "guard/token_file.h"

#include <algorithm>
#include <map>

#include "core/names/hex.h"

namespace tact {
namespace {

constexpr std::string_view version_line = "tact-tokens 1";
constexpr std::string_view remarks =
    "# Who may ask tactd what. Written by `tactd token add` and `tactd token revoke`, which keep\n"
    "# no other remarks. A running tactd takes up what is saved here.\n"
    "# NAME  ID  ROLES  CREATED  EXPIRES  CHECK  HASH\n";

constexpr std::size_t columns = 7;
constexpr std::size_t id_digits = 12;

std::vector<std::string_view> split(std::string_view line) {
  constexpr std::string_view blanks = " \t\r";
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(blanks); at != line.npos;) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(blanks, end);
  }
  return words;
}

std::string check_text(std::uint16_t check) {
  const std::array<std::uint8_t, 2> bytes = {static_cast<std::uint8_t>(check >> 8),
                                             static_cast<std::uint8_t>(check & 0xff)};
  std::string text;
  append_hex(bytes, text);
  return text;
}

// The first thing that is wrong with a line is enough: the lines are written by a program.
Result<Token, std::string> parse_line(const std::vector<std::string_view>& words) {
  if (words.size() != columns) {
    return "has " + std::to_string(words.size()) + " columns and not 7: NAME ID ROLES CREATED " +
           "EXPIRES CHECK HASH";
  }
  Token token;
  if (const std::string wrong = wrong_with_token_name(words[0]); !wrong.empty()) {
    return "NAME " + wrong;
  }
  token.name = words[0];
  std::array<std::uint8_t, id_digits / 2> id{};
  if (!parse_hex(words[1], id)) return std::string("ID must be 12 hexadecimal digits");
  token.id = words[1];
  const auto roles = parse_roles(words[2]);
  if (!roles) return "ROLES " + roles.error().message;
  token.roles = *roles;
  const auto created = parse_instant(words[3]);
  if (!created) return std::string("CREATED is no time, such as 2026-11-24T12:00:00Z");
  token.created = *created;
  if (words[4] != "-") {
    token.expires = parse_instant(words[4]);
    if (!token.expires) return std::string("EXPIRES is neither a time nor `-`");
  }
  std::array<std::uint8_t, 2> check{};
  if (!parse_hex(words[5], check)) return std::string("CHECK must be 4 hexadecimal digits");
  token.check = static_cast<std::uint16_t>(check[0] << 8 | check[1]);
  const auto hash = parse_secret_hash(words[6]);
  if (!hash) return std::string("HASH is not scrypt:LOG2_N:R:P:SALT:DIGEST, or too weak or dear");
  token.hash = *hash;
  return token;
}

// Reads line after line, and goes on after a mistake.
class Reader {
 public:
  void read(std::size_t number, std::string_view line) {
    const std::vector<std::string_view> words = split(line);
    if (number == 1) {
      if (line != version_line) say(1, "is not `" + std::string(version_line) + '`');
      return;
    }
    if (words.empty() || words.front().starts_with('#')) return;
    auto token = parse_line(words);
    if (!token) {
      say(number, std::move(token).error());
      return;
    }
    const auto [name, is_new_name] = lines_.try_emplace("name " + token->name, number);
    if (!is_new_name) {
      say(number, "has the NAME of line " + std::to_string(name->second));
      return;
    }
    const auto [id, is_new_id] = lines_.try_emplace("id " + token->id, number);
    if (!is_new_id) {
      say(number, "has the ID of line " + std::to_string(id->second));
      return;
    }
    tokens.push_back(*std::move(token));
  }

  std::vector<Token> tokens;
  std::vector<TokenFileError> errors;

 private:
  void say(std::size_t number, std::string message) {
    errors.push_back({number, std::move(message)});
  }

  std::map<std::string, std::size_t> lines_;  // where each name and id is
};

}  // namespace

Result<std::vector<Token>, std::vector<TokenFileError>> parse_tokens(std::string_view text) {
  Reader reader;
  std::size_t number = 0;
  do {
    const std::size_t end = text.find('\n');
    reader.read(++number, text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  } while (!text.empty());
  if (!reader.errors.empty()) return std::move(reader.errors);
  return std::move(reader.tokens);
}

std::string format_tokens(const std::vector<Token>& tokens) {
  std::string text(version_line);
  text.append("\n").append(remarks);
  for (const Token& token : tokens) {
    const std::string expires = token.expires ? format_instant(*token.expires) : "-";
    for (const std::string& word :
         {token.name, token.id, format_roles(token.roles), format_instant(token.created), expires,
          check_text(token.check)}) {
      text += word + "  ";
    }
    text += format_secret_hash(token.hash) + '\n';
  }
  return text;
}

}  // namespace tact
