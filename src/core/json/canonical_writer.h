// Writes canonical JSON (RFC 8785) whose keys stand in the code, for the two texts that every
// decision makes: its entry, and its request's digest. JsonWriter checks what it is told and is for
// everything else; here the keys and their order are the caller's word, proven by its tests.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tact/time.h"

namespace tact {

// Appends to a string of the caller's, which is whole only after finish(): until then it is longer
// than what was written. One thread.
//
// REQUIRES, everywhere: keys (but given ones) need no escapes, and all ascend within their object;
// text is valid UTF-8; integers are within canonical_integer_max; calls make JSON.
class CanonicalWriter {
 public:
  // `out` must outlive the writer; what it holds already stays.
  explicit CanonicalWriter(std::string& out) : out_(out), at_(out.data() + out.size()), end_(at_) {}
  CanonicalWriter(const CanonicalWriter&) = delete;
  CanonicalWriter& operator=(const CanonicalWriter&) = delete;

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  // In the header, and always inline, so that a key is a few stores where it is a literal.
  [[gnu::always_inline]] void key(std::string_view name) {
    char* to = room(name.size() + 3);
    *to++ = '"';
    to = std::copy(name.begin(), name.end(), to);
    *to++ = '"';
    *to++ = ':';
    at_ = to;
  }

  // A key that came from outside, escaped where it must be.
  void given_key(std::string_view name) {
    string(name);
    at_[-1] = ':';
  }

  void string(std::string_view text);
  void integer(std::int64_t number);
  void boolean(bool truth);
  void instant(Instant at);
  void hex(std::span<const std::uint8_t> bytes);
  // `append` appends one whole value to the string.
  template <class Append>
  void other(Append append) {
    cut();
    append(out_);
    at_ = end_ = out_.data() + out_.size();
    comma();
  }

  // After the last value: gives the string its length.
  void finish();

 private:
  // Every value puts a comma behind itself; whatever ends takes the last one back.
  void comma() { *room(1) = ',', ++at_; }
  void open(char bracket) { *room(1) = bracket, ++at_; }
  void close(char bracket) {
    if (at_[-1] == ',') --at_;
    char* to = room(2);
    *to++ = bracket;
    *to++ = ',';
    at_ = to;
  }

  // Where at least so many bytes may be written.
  char* room(std::size_t size) {
    if (static_cast<std::size_t>(end_ - at_) < size) grow(size);
    return at_;
  }
  void grow(std::size_t size);
  void cut();  // to what was written

  std::string& out_;
  char* at_;
  char* end_;  // of out_
};

}  // namespace tact
