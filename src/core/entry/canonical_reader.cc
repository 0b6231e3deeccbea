#include "core/entry/canonical_reader.h"

#include <optional>

#include "core/json/writer.h"
#include "core/names/hex.h"

namespace tact {
namespace {

bool stands_for_itself(char c) {
  return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The control characters that have an escape of their own.
char short_escape(char letter) {
  switch (letter) {
    case 'b': return '\b';
    case 't': return '\t';
    case 'n': return '\n';
    case 'f': return '\f';
    case 'r': return '\r';
    default: return 0;  // A char, not an enum of ours.
  }
}

bool has_short_escape(char c) {
  return c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

}  // namespace

bool CanonicalReader::take_key(std::string_view name) {
  const std::size_t comma = first_ ? 0 : 1;
  const std::string_view rest = text_.substr(at_);
  // ,"name":
  if (failed_ || rest.size() < comma + name.size() + 3) return false;
  if (comma == 1 && rest[0] != ',') return false;
  if (rest[comma] != '"' || rest.substr(comma + 1, name.size()) != name) return false;
  if (rest[comma + 1 + name.size()] != '"' || rest[comma + 2 + name.size()] != ':') return false;
  at_ += comma + name.size() + 3;
  first_ = false;
  return true;
}

bool CanonicalReader::take_any_key(std::string& key) {
  if (failed_ || (at_ < text_.size() && text_[at_] == '}')) return false;
  if (!first_) expect(',');
  first_ = false;
  key = string();
  expect(':');
  return !failed_;
}

bool CanonicalReader::begin_array() {
  expect('[');
  // No list of ours is written when it is empty.
  return !failed_;
}

bool CanonicalReader::next_in_array() {
  if (take(',')) return true;
  expect(']');
  return false;
}

std::string CanonicalReader::string() {
  std::string out;
  expect('"');
  while (!failed_) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && stands_for_itself(text_[at_])) ++at_;
    out.append(text_, begin, at_ - begin);
    if (take('"')) return out;
    read_escape(out);
  }
  return {};
}

void CanonicalReader::read_escape(std::string& out) {
  expect('\\');
  if (failed_ || at_ == text_.size()) return fail();
  const char letter = text_[at_++];
  if (letter == '"' || letter == '\\') {
    out += letter;
  } else if (const char c = short_escape(letter)) {
    out += c;
  } else if (letter == 'u' && text_.substr(at_, 2) == "00" && text_.size() - at_ >= 4) {
    std::uint8_t value = 0;
    if (!parse_hex(text_.substr(at_ + 2, 2), {&value, 1})) return fail();
    const char escaped = static_cast<char>(value);
    if (value >= 0x20 || has_short_escape(escaped)) return fail();
    out += escaped;
    at_ += 4;
  } else {
    fail();
  }
}

std::int64_t CanonicalReader::integer() {
  const bool negative = take('-');
  const std::size_t begin = at_;
  std::int64_t value = 0;
  while (at_ < text_.size() && is_digit(text_[at_])) {
    value = value * 10 + (text_[at_++] - '0');
    if (value > canonical_integer_max) fail();
    if (failed_) return 0;
  }
  const bool leading_zero = at_ - begin > 1 && text_[begin] == '0';
  if (at_ == begin || leading_zero || (negative && value == 0)) fail();
  if (failed_) return 0;
  return negative ? -value : value;
}

void CanonicalReader::literal(std::string_view word) {
  if (failed_ || text_.substr(at_, word.size()) != word) return fail();
  at_ += word.size();
}

std::string_view CanonicalReader::plain_string() {
  expect('"');
  const std::size_t begin = at_;
  while (at_ < text_.size() && stands_for_itself(text_[at_])) ++at_;
  const std::size_t end = at_;
  expect('"');
  if (failed_) return {};
  return text_.substr(begin, end - begin);
}

Instant CanonicalReader::instant() {
  const std::string_view text = plain_string();
  // Of all that parse_instant reads, this shape is the one that format_instant writes.
  constexpr std::string_view shape = "2026-11-25T06:00:00.000Z";
  if (text.size() != shape.size() || text[10] != 'T' || text[19] != '.' || text.back() != 'Z') {
    fail();
    return {};
  }
  const std::optional<Instant> instant = parse_instant(text);
  if (!instant) fail();
  return instant.value_or(Instant{});
}

void CanonicalReader::hex(std::span<std::uint8_t> bytes) {
  if (!parse_hex(plain_string(), bytes)) fail();
}

bool CanonicalReader::take(char c) {
  if (failed_ || at_ == text_.size() || text_[at_] != c) return false;
  ++at_;
  return true;
}

void CanonicalReader::expect(char c) {
  if (!take(c)) fail();
}

}  // namespace tact
