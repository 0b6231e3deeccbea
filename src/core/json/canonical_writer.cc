#include "core/json/canonical_writer.h"

#include <charconv>

#include "tact/check.h"

#include "core/json/escapes.h"
#include "core/json/writer.h"
#include "core/names/hex.h"
#include "core/time/instant_text.h"

namespace tact {
namespace {

// At least so much at a time: filling what grows with zeros costs little, growing often does not.
constexpr std::size_t growth_min = 512;
constexpr std::size_t integer_bytes_max = 20;  // "-9223372036854775808"

}  // namespace

void CanonicalWriter::string(std::string_view text) {
  char* to = room(text.size() + 3);
  *to++ = '"';
  if (!copy_unescaped(text, to)) {
    return other([text](std::string& out) {
      out += '"';
      append_escaped(text, out);
      out += '"';
    });
  }
  to += text.size();
  *to++ = '"';
  *to++ = ',';
  at_ = to;
}

void CanonicalWriter::integer(std::int64_t number) {
  TACT_CHECK(number >= -canonical_integer_max && number <= canonical_integer_max);
  char* to = room(integer_bytes_max + 1);
  to = std::to_chars(to, to + integer_bytes_max, number).ptr;
  *to++ = ',';
  at_ = to;
}

void CanonicalWriter::boolean(bool truth) {
  const std::string_view text = truth ? "true," : "false,";
  at_ = std::copy(text.begin(), text.end(), room(text.size()));
}

void CanonicalWriter::instant(Instant at) {
  const InstantText text = instant_text(at);
  char* to = room(text.size() + 3);
  *to++ = '"';
  to = std::copy(text.begin(), text.end(), to);
  *to++ = '"';
  *to++ = ',';
  at_ = to;
}

void CanonicalWriter::hex(std::span<const std::uint8_t> bytes) {
  char* to = room(2 * bytes.size() + 3);
  *to++ = '"';
  to = write_hex(bytes, to);
  *to++ = '"';
  *to++ = ',';
  at_ = to;
}

void CanonicalWriter::finish() {
  TACT_CHECK(at_ != out_.data() && at_[-1] == ',');
  --at_;
  cut();
}

void CanonicalWriter::cut() {
  out_.resize(static_cast<std::size_t>(at_ - out_.data()));
  end_ = at_;
}

void CanonicalWriter::grow(std::size_t size) {
  const auto written = static_cast<std::size_t>(at_ - out_.data());
  out_.resize(std::max({written + size, written + growth_min, out_.capacity()}));
  at_ = out_.data() + written;
  end_ = out_.data() + out_.size();
}

}  // namespace tact
