#include "core/codec/byte_reader.h"

namespace tact {

std::uint8_t ByteReader::take_byte() {
  if (rest_.empty()) {
    fail();
    return 0;
  }
  const auto value = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return value;
}

std::uint64_t ByteReader::take_number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint64_t byte = take_byte();
    const std::uint64_t bits = byte & 0x7f;
    // The tenth byte has room for one bit, and a last byte of zero says nothing.
    if (shift == 63 && byte > 1) break;
    value |= bits << shift;
    if (byte < 0x80) {
      if (byte == 0 && shift > 0) break;
      return value;
    }
  }
  fail();
  return 0;
}

std::string_view ByteReader::take_text() {
  const std::size_t how = take_byte();
  if (how == 0) return {};
  if (how > 1) {
    const std::size_t slot = how - 2;
    if (slot < texts_.size()) return texts_[slot];
    fail();
    return {};
  }
  const std::string_view value = take(take_number());
  if (value.empty()) {
    fail();
    return {};
  }
  texts_.add(value);
  return value;
}

void ByteReader::date(LocalDate& value) {
  const auto days = static_cast<std::int64_t>(unzigzag(take_number()));
  constexpr std::int64_t far = 10'000 * 366;
  if (days < -far || days > far) return fail();
  value = LocalDate(std::chrono::days(days));
}

void ByteReader::subject(SubjectId& value) {
  const std::size_t how = take_byte();
  if (how > 0) {
    const std::size_t slot = how - 1;
    if (slot >= subjects_.size()) return fail();
    value = subjects_[slot];
    return;
  }
  bytes(value.bytes);
  if (!failed_) subjects_.add(value);
}

std::string_view ByteReader::take(std::uint64_t size) {
  if (size > rest_.size()) {
    fail();
    return {};
  }
  const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(size));
  rest_.remove_prefix(static_cast<std::size_t>(size));
  return taken;
}

}  // namespace tact
