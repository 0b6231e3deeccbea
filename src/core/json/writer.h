// Writes JSON in the form of RFC 8785: no white space, the fewest escapes, UTF-8, integers only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tact/time.h"

namespace tact {

// The largest integer, either side of zero, that RFC 8785 writes digit by digit (2^53 - 1).
inline constexpr std::int64_t canonical_integer_max = 9'007'199'254'740'991;

enum class KeyOrder : std::uint8_t {
  sorted,      // RFC 8785: keys ascend, integers stay within canonical_integer_max; both checked
  as_written,  // HTTP answers: whatever order reads best
};

// Appends one JSON value to a string that the caller owns, and allocates nothing else. One thread.
// Calls that do not make JSON (a key outside an object, a value without its key, an end that does
// not match, more than depth_max levels) are bugs and abort.
//
// REQUIRES, everywhere: text is valid UTF-8. The target is appended to by nobody else until the
// value is complete().
class JsonWriter {
 public:
  static constexpr std::size_t depth_max = 32;

  // `out` must outlive the writer; what it holds already stays.
  JsonWriter(std::string& out, KeyOrder order) : out_(out), order_(order) {}

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();

  // REQUIRES: under KeyOrder::sorted, `name` comes after the object's previous key
  // (canonical_less).
  void key(std::string_view name);

  void string(std::string_view text);
  void integer(std::int64_t number);
  void boolean(bool truth);
  void null();

  // REQUIRES: `json` is one complete JSON value, itself in the form that this writer promises.
  void raw(std::string_view json);

  // Shorthands for key() and the value.
  void string(std::string_view name, std::string_view text) { key(name), string(text); }
  // As format_instant() writes it, with no string of its own.
  void instant(std::string_view name, Instant at);
  void integer(std::string_view name, std::int64_t number) { key(name), integer(number); }
  void boolean(std::string_view name, bool truth) { key(name), boolean(truth); }

  // Whether exactly one whole value was written.
  bool complete() const { return depth_ == 0 && started_; }

 private:
  // Without values of its own: begin() gives each level its, and most values need one or two of
  // the many.
  struct Level {
    std::size_t key_begin;  // Where in out_ the object's last key stands, as written …
    std::size_t key_size;   // … without its quotes.
    bool is_object;
    bool is_empty;
    bool has_key;         // A key was written and waits for its value.
    bool is_key_escaped;  // It does not stand there as it was given.
  };

  Level& level() { return levels_[depth_ - 1]; }
  void before_value();
  void begin(bool is_object, char bracket);
  void end(bool is_object, char bracket);
  // Appends so many bytes, to be overwritten.
  char* room(std::size_t size) {
    const std::size_t begin = out_.size();
    out_.resize(begin + size);
    return out_.data() + begin;
  }
  void plain(std::string_view before, std::string_view text, std::string_view after);

  std::string& out_;
  const KeyOrder order_;
  bool started_ = false;
  std::size_t depth_ = 0;
  std::array<Level, depth_max> levels_;
};

}  // namespace tact
