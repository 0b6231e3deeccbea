#include "core/json/writer.h"

#include <algorithm>
#include <charconv>

#include "tact/check.h"

#include "core/json/canonical_order.h"
#include "core/json/escapes.h"
#include "core/time/instant_text.h"

namespace tact {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

// Reverses append_escaped() on a key. Only keys that needed escapes come here, which is rare.
std::string unescaped(std::string_view written) {
  std::string text;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '\\') {
      text += written[i];
      continue;
    }
    switch (written[++i]) {
      case 'b': text += '\b'; break;
      case 't': text += '\t'; break;
      case 'n': text += '\n'; break;
      case 'f': text += '\f'; break;
      case 'r': text += '\r'; break;
      case 'u':
        text += static_cast<char>(hex_digits.find(written[i + 3]) * 16 +
                                  hex_digits.find(written[i + 4]));
        i += 4;
        break;
      default: text += written[i]; break;  // A char, not an enum of ours: `"` and `\`.
    }
  }
  return text;
}

bool stands_after(std::string_view name, std::string_view written_before, bool is_escaped) {
  if (!is_escaped) return canonical_less(written_before, name);
  return canonical_less(unescaped(written_before), name);
}

}  // namespace

void JsonWriter::begin_object() { begin(true, '{'); }
void JsonWriter::end_object() { end(true, '}'); }
void JsonWriter::begin_array() { begin(false, '['); }
void JsonWriter::end_array() { end(false, ']'); }

void JsonWriter::key(std::string_view name) {
  TACT_CHECK(depth_ > 0 && level().is_object && !level().has_key);
  Level& object = level();
  const bool is_first = object.is_empty;
  if (!is_first && order_ == KeyOrder::sorted) {
    const std::string_view before(out_.data() + object.key_begin, object.key_size);
    TACT_CHECK(stands_after(name, before, object.is_key_escaped));
  }
  object.key_begin = out_.size() + (is_first ? 1 : 2);
  object.is_key_escaped = needs_escape(name);
  if (object.is_key_escaped) {
    out_ += is_first ? "\"" : ",\"";
    append_escaped(name, out_);
    out_ += "\":";
  } else {
    plain(is_first ? "\"" : ",\"", name, "\":");
  }
  object.key_size = out_.size() - 2 - object.key_begin;
  object.is_empty = false;
  object.has_key = true;
}

void JsonWriter::string(std::string_view text) {
  before_value();
  if (!needs_escape(text)) return plain("\"", text, "\"");
  out_ += '"';
  append_escaped(text, out_);
  out_ += '"';
}

void JsonWriter::instant(std::string_view name, Instant at) {
  key(name);
  before_value();
  const InstantText text = instant_text(at);
  plain("\"", {text.data(), text.size()}, "\"");
}

void JsonWriter::integer(std::int64_t number) {
  TACT_CHECK(order_ == KeyOrder::as_written ||
             (number >= -canonical_integer_max && number <= canonical_integer_max));
  before_value();
  std::array<char, 20> digits;  // "-9223372036854775808"
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  TACT_CHECK(error == std::errc());
  out_.append(digits.data(), end);
}

void JsonWriter::boolean(bool truth) {
  before_value();
  out_ += truth ? "true" : "false";
}

void JsonWriter::null() {
  before_value();
  out_ += "null";
}

void JsonWriter::raw(std::string_view json) {
  TACT_CHECK(!json.empty());
  before_value();
  out_ += json;
}

void JsonWriter::before_value() {
  if (depth_ == 0) {
    TACT_CHECK(!started_);
    started_ = true;
    return;
  }
  Level& parent = level();
  if (parent.is_object) {
    TACT_CHECK(parent.has_key);
    parent.has_key = false;
    return;
  }
  if (!parent.is_empty) out_ += ',';
  parent.is_empty = false;
}

void JsonWriter::begin(bool is_object, char bracket) {
  before_value();
  TACT_CHECK(depth_ < depth_max);
  levels_[depth_++] = {.key_begin = 0,
                       .key_size = 0,
                       .is_object = is_object,
                       .is_empty = true,
                       .has_key = false,
                       .is_key_escaped = false};
  out_ += bracket;
}

void JsonWriter::end(bool is_object, char bracket) {
  TACT_CHECK(depth_ > 0 && level().is_object == is_object && !level().has_key);
  --depth_;
  out_ += bracket;
}

void JsonWriter::plain(std::string_view before, std::string_view text, std::string_view after) {
  char* to = room(before.size() + text.size() + after.size());
  to = std::copy(before.begin(), before.end(), to);
  to = std::copy(text.begin(), text.end(), to);
  std::copy(after.begin(), after.end(), to);
}

}  // namespace tact
