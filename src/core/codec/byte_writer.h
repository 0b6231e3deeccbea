// Writes the pieces that the layouts put together. Its methods are ByteReader's, in the other
// direction. One value, one writer.
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

class ByteWriter {
 public:
  // How the layouts name what they are given: a writer changes nothing.
  template <class Value>
  using Of = const Value;
  static constexpr bool reads = false;

  // Appends to `out`, which must outlive the writer.
  explicit ByteWriter(std::string& out) : out_(out) {}

  void byte(std::uint8_t value) { out_ += static_cast<char>(value); }

  void number(std::uint64_t value) {
    if (value < 0x80) return byte(static_cast<std::uint8_t>(value));
    std::array<char, 10> bytes;
    std::size_t size = 0;
    while (value >= 0x80) {
      bytes[size++] = static_cast<char>(value | 0x80);
      value >>= 7;
    }
    bytes[size++] = static_cast<char>(value);
    out_.append(bytes.data(), size);
  }

  template <std::size_t size>
  void bytes(const std::array<std::uint8_t, size>& value) {
    out_.append(reinterpret_cast<const char*>(value.data()), size);
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
    out_ += value;
  }
  void text(std::string_view value) {
    if (value.empty()) return byte(0);
    const std::size_t slot = texts_.find(value);
    if (slot < texts_.size()) return byte(static_cast<std::uint8_t>(2 + slot));
    byte(1);
    number(value.size());
    out_ += value;
    texts_.add(value);
  }
  void subject(const SubjectId& value) {
    const std::size_t slot = subjects_.find(&value);
    if (slot < subjects_.size()) return byte(static_cast<std::uint8_t>(1 + slot));
    byte(0);
    bytes(value.bytes);
    subjects_.add(&value);
  }

 private:
  // A small number, either side of zero, as a small number.
  static std::uint64_t zigzag(std::uint64_t value) {
    return (value << 1) ^ (std::uint64_t{0} - (value >> 63));
  }

  struct SubjectPointer {
    const SubjectId* id = nullptr;
    SubjectPointer() = default;
    SubjectPointer(const SubjectId* pointer) : id(pointer) {}  // NOLINT: implicit
    bool operator==(const SubjectPointer& other) const { return *id == *other.id; }
  };

  std::string& out_;
  std::uint64_t last_instant_ = 0;
  std::uint64_t last_seq_ = 0;
  Recent<std::string_view> texts_;
  Recent<SubjectPointer> subjects_;
};

}  // namespace tact
