#include "http/plain_head.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace tact::http {
namespace {

// Fields that are read, or that change how the rest is to be read.
enum class Field : std::uint8_t {
  host,
  accept,
  authorization,
  content_length,
  content_type,
  from_page,
  unusual,
  other,
};

constexpr std::array<std::pair<std::string_view, Field>, 13> fields = {{
    {"host", Field::host},
    {"accept", Field::accept},
    {"authorization", Field::authorization},
    {"content-length", Field::content_length},
    {"content-type", Field::content_type},
    {"origin", Field::from_page},
    {"sec-fetch-site", Field::from_page},
    {"connection", Field::unusual},
    {"proxy-connection", Field::unusual},
    {"transfer-encoding", Field::unusual},
    {"upgrade", Field::unusual},
    {"expect", Field::unusual},
    {"trailer", Field::unusual},
}};

constexpr std::array<std::pair<std::string_view, Method>, 4> methods = {{
    {"GET", Method::get},
    {"POST", Method::post},
    {"PUT", Method::put},
    {"DELETE", Method::del},
}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// Every byte from `first` to 0x7e. Without a branch for each byte: nearly all texts are.
bool is_ascii_from(char first, std::string_view text) {
  bool is_all = true;
  for (const char c : text) is_all = is_all && c >= first && c <= 0x7e;
  return is_all;
}

bool is_same(std::string_view name, std::string_view lower_name) {
  if (name.size() != lower_name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (lower(name[i]) != lower_name[i]) return false;
  }
  return true;
}

Field field_of(std::string_view name) {
  for (const auto& [known, field] : fields) {
    if (is_same(name, known)) return field;
  }
  return Field::other;
}

// The next line without its end; empty where it has none of CR and LF.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') return std::nullopt;
  const std::string_view line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  return line;
}

bool read_first_line(std::string_view line, RequestHead& head) {
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return false;
  constexpr std::string_view version = " HTTP/1.1";
  if (!line.ends_with(version) || line.size() < blank + 2 + version.size()) return false;
  const std::string_view target = line.substr(blank + 1, line.size() - version.size() - blank - 1);
  if (!is_ascii_from('!', target)) return false;
  head.target = target;
  for (const auto& [name, method] : methods) {
    if (line.substr(0, blank) != name) continue;
    head.method = method;
    return true;
  }
  return false;  // HEAD too: it is rare.
}

bool set_once(std::string& field, std::string_view value) {
  if (!field.empty() || value.empty()) return false;
  field = value;
  return true;
}

bool read_length(std::string_view value, std::optional<std::uint64_t>& length) {
  constexpr std::size_t digits_max = 18;
  if (length || value.empty() || value.size() > digits_max) return false;
  std::uint64_t number = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || stop != end) return false;
  length = number;
  return true;
}

bool read_field(std::string_view line, RequestHead& head, bool& has_host) {
  std::size_t colon = 0;
  while (colon < line.size() && is_name_byte(line[colon])) ++colon;
  if (colon == 0 || colon == line.size() || line[colon] != ':') return false;
  std::string_view value = line.substr(colon + 1);
  if (!is_ascii_from(' ', value)) return false;
  while (value.starts_with(' ')) value.remove_prefix(1);
  while (value.ends_with(' ')) value.remove_suffix(1);
  switch (field_of(line.substr(0, colon))) {
    case Field::host: return !std::exchange(has_host, true);
    case Field::accept: return set_once(head.accept, value);
    case Field::authorization: return set_once(head.authorization, value);
    case Field::content_length: return read_length(value, head.body_bytes);
    case Field::content_type: return set_once(head.content_type, value);
    case Field::from_page: head.is_from_page = true; return true;
    case Field::unusual: return false;
    case Field::other: return true;
  }
  return false;
}

}  // namespace

std::size_t read_plain_head(std::string_view bytes, RequestHead& head) {
  std::string_view rest = bytes;
  const auto first = take_line(rest);
  if (!first || !read_first_line(*first, head)) return 0;
  bool has_host = false;
  for (;;) {
    const auto line = take_line(rest);
    if (!line) return 0;
    if (line->empty()) break;
    if (!read_field(*line, head, has_host)) return 0;
  }
  return has_host ? bytes.size() - rest.size() : 0;
}

}  // namespace tact::http
