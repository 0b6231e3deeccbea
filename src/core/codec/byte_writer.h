// Writes the pieces that the layouts put together. Its methods are ByteReader's, in the other
// direction. One value, one writer.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tact/ids.h"
#include "tact/time.h"

#include "core/codec/recent.h"

namespace tact {

class ByteWriter {
 public:
  // How the layouts name what they are given: a writer changes nothing.
  template <class Value>
  using Of = const Value;
  static constexpr bool reads = false;

  // Appends to `out`, which must outlive the writer and is whole only after finish(): until then it
  // is longer than what was written.
  explicit ByteWriter(std::string& out) : out_(out), at_(out.data() + out.size()), end_(at_) {}
  ByteWriter(const ByteWriter&) = delete;
  ByteWriter& operator=(const ByteWriter&) = delete;

  // After the last piece: gives the string its length.
  void finish() { out_.resize(static_cast<std::size_t>(at_ - out_.data())); }

  void byte(std::uint8_t value) {
    *room(1) = static_cast<char>(value);
    ++at_;
  }

  void number(std::uint64_t value) {
    char* to = room(number_bytes_max);
    while (value >= 0x80) {
      *to++ = static_cast<char>(value | 0x80);
      value >>= 7;
    }
    *to++ = static_cast<char>(value);
    at_ = to;
  }

  template <std::size_t size>
  void bytes(const std::array<std::uint8_t, size>& value) {
    at_ = std::copy(value.begin(), value.end(), room(size));
  }

  // As the difference from the value's last one, wrapping around, so that near ones are short.
  void instant(Instant value) {
    number(zigzag(static_cast<std::uint64_t>(value.time_since_epoch().count()) - last_instant_));
    last_instant_ = static_cast<std::uint64_t>(value.time_since_epoch().count());
  }
  void seq(Seq value) {
    number(zigzag(value.value - last_seq_));
    last_seq_ = value.value;
  }

  void duration(Duration value) { number(zigzag(static_cast<std::uint64_t>(value.count()))); }
  void date(LocalDate value) {
    number(zigzag(static_cast<std::uint64_t>(value.time_since_epoch().count())));
  }

  // A text that takes no slot.
  void plain_text(std::string_view value) {
    number(value.size());
    at_ = std::copy(value.begin(), value.end(), room(value.size()));
  }
  void text(std::string_view value) {
    if (value.empty()) return byte(0);
    const std::size_t slot = texts_.find({value});
    if (slot < texts_.size()) return byte(static_cast<std::uint8_t>(2 + slot));
    byte(1);
    plain_text(value);
    texts_.add({value});
  }
  void subject(const SubjectId& value) {
    const std::size_t slot = subjects_.find({&value});
    if (slot < subjects_.size()) return byte(static_cast<std::uint8_t>(1 + slot));
    byte(0);
    bytes(value.bytes);
    subjects_.add({&value});
  }

 private:
  // A small number, either side of zero, as a small number.
  static std::uint64_t zigzag(std::uint64_t value) {
    return (value << 1) ^ (std::uint64_t{0} - (value >> 63));
  }

  struct Text {  // Not empty.
    std::string_view text;
    std::uint8_t mark() const {
      const auto first = static_cast<unsigned char>(text.front());
      const auto last = static_cast<unsigned char>(text.back());
      return static_cast<std::uint8_t>(text.size() * 31 + first * 7 + last);
    }
    bool operator==(const Text&) const = default;
  };

  struct SubjectPointer {
    const SubjectId* id = nullptr;
    std::uint8_t mark() const { return id->bytes.front(); }
    bool operator==(const SubjectPointer& other) const { return *id == *other.id; }
  };

  // Where at least so many bytes may be written.
  char* room(std::size_t size) {
    if (static_cast<std::size_t>(end_ - at_) < size) grow(size);
    return at_;
  }
  // Filling what grows with zeros costs little, growing often does not.
  void grow(std::size_t size) {
    const auto written = static_cast<std::size_t>(at_ - out_.data());
    out_.resize(std::max({written + size, written + growth_min, out_.capacity()}));
    at_ = out_.data() + written;
    end_ = out_.data() + out_.size();
  }

  static constexpr std::size_t number_bytes_max = 10;
  static constexpr std::size_t growth_min = 64;

  std::string& out_;
  char* at_;
  char* end_;  // of out_
  std::uint64_t last_instant_ = 0;
  std::uint64_t last_seq_ = 0;
  SearchedRecent<Text> texts_;
  SearchedRecent<SubjectPointer> subjects_;
};

}  // namespace tact
