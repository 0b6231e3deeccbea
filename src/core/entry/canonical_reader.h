// Reads JSON that must be in one exact form: keys in a known order, no white space, the fewest
// escapes. Whoever reads asks for each key in turn; what stands there instead is a mistake. So a
// text that reads without a mistake is the one text that a writer of the same fields makes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tact/time.h"

namespace tact {

// After the first mistake every read gives zero or nothing and failed() stays true.
class CanonicalReader {
 public:
  // `text` must outlive the reader.
  // REQUIRES: it is valid UTF-8.
  explicit CanonicalReader(std::string_view text) : text_(text) {}

  bool failed() const { return failed_; }
  void fail() { failed_ = true; }
  // Whether everything was read, and nothing amiss.
  bool finished() const { return !failed_ && at_ == text_.size(); }
  // How far reading came: where the mistake is.
  std::size_t position() const { return at_; }

  void begin_object() { expect('{'), first_ = true; }
  void end_object() { expect('}'), first_ = false; }

  // Whether the object goes on with this key; if so, its value is next.
  bool take_key(std::string_view name);
  // Whether the object ends here; otherwise its next key, whichever it is, and its value is next.
  bool take_any_key(std::string& key);

  // Between the elements of a list: whether there is another one.
  bool begin_array();
  bool next_in_array();

  std::string string();
  std::int64_t integer();
  void literal(std::string_view word);
  bool next_is_string() const { return at_ < text_.size() && text_[at_] == '"'; }

  // The text between quotes without escapes, for what has none: names, times, digits.
  std::string_view plain_string();
  Instant instant();
  void hex(std::span<std::uint8_t> bytes);

 private:
  bool take(char c);
  void expect(char c);
  void read_escape(std::string& out);

  std::string_view text_;
  std::size_t at_ = 0;
  bool failed_ = false;
  bool first_ = false;  // No key of the innermost object was read yet.
};

}  // namespace tact
