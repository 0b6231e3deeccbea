// Reads the pieces that the layouts put together. After the first mistake every read gives zero or
// nothing, and failed() stays true; nothing outside the bytes is ever touched.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "tact/ids.h"
#include "tact/time.h"

#include "core/codec/recent.h"

namespace tact {

class ByteReader {
 public:
  template <class Value>
  using Of = Value;
  static constexpr bool reads = true;

  // `bytes` must outlive the reader.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool failed() const { return failed_; }
  void fail() {
    failed_ = true;
    rest_ = {};
  }
  // Whether everything was read, and nothing amiss.
  bool finished() const { return !failed_ && rest_.empty(); }

  void byte(std::uint8_t& value) { value = take_byte(); }

  void number(std::uint64_t& value) { value = take_number(); }

  template <std::size_t size>
  void bytes(std::array<std::uint8_t, size>& value) {
    const std::string_view taken = take(size);
    if (!failed_) std::memcpy(value.data(), taken.data(), size);
  }

  void instant(Instant& value) {
    last_instant_ += unzigzag(take_number());
    value = Instant(Duration(static_cast<std::int64_t>(last_instant_)));
  }
  void seq(Seq& value) {
    last_seq_ += unzigzag(take_number());
    value.value = last_seq_;
  }

  void duration(Duration& value) {
    value = Duration(static_cast<std::int64_t>(unzigzag(take_number())));
  }
  void date(LocalDate& value);

  void plain_text(std::string& value) { value = take(take_number()); }
  void text(std::string& value) { value = take_text(); }
  void subject(SubjectId& value);

  // How many elements follow, of `bytes_min` bytes at least: a wrong count cannot ask for more
  // memory than a small multiple of the bytes that are left.
  std::size_t count(std::size_t bytes_min) {
    const std::uint64_t size = take_number();
    if (size <= rest_.size() / bytes_min) return static_cast<std::size_t>(size);
    fail();
    return 0;
  }

 private:
  static std::uint64_t unzigzag(std::uint64_t value) {
    return (value >> 1) ^ (std::uint64_t{0} - (value & 1));
  }
  std::uint8_t take_byte();
  std::uint64_t take_number();
  std::string_view take_text();
  std::string_view take(std::uint64_t size);

  std::string_view rest_;
  bool failed_ = false;
  std::uint64_t last_instant_ = 0;
  std::uint64_t last_seq_ = 0;
  Recent<std::string_view> texts_;
  Recent<SubjectId> subjects_;
};

}  // namespace tact
