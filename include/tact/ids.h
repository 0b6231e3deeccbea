// Identifiers and positions, each with its own type.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tact {

// Position of an entry in the ledger: 0, 1, 2, … without gaps. A decision's id is its Seq.
struct Seq {
  std::uint64_t value = 0;
  auto operator<=>(const Seq&) const = default;
};

// A pseudonym: the only name that the ledger has for a customer, an address or a household. A
// customer's and a household's are random; an address's is a keyed hash of it (src/design/0002).
struct SubjectId {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const SubjectId&) const = default;
};

// 32 lower-case hexadecimal digits.
std::string format_subject(const SubjectId& id);
std::optional<SubjectId> parse_subject(std::string_view text);

struct SubjectIdHash {
  // The bytes are random or a hash already: the first eight are as good as any.
  std::size_t operator()(const SubjectId& id) const {
    std::size_t hash = 0;
    std::memcpy(&hash, id.bytes.data(), sizeof hash);
    return hash;
  }
};

}  // namespace tact
