#include "ledger/damage.h"

#include <charconv>

#include "core/hash/encoding.h"
#include "core/merkle/tree_hash.h"

namespace tact {

std::string_view name_of(DamageKind kind) {
  switch (kind) {
    case DamageKind::altered: return "altered";
    case DamageKind::removed: return "removed";
    case DamageKind::added: return "added";
    case DamageKind::reordered: return "reordered";
    case DamageKind::duplicated: return "duplicated";
    case DamageKind::cut_off: return "cut off";
  }
  return "";
}

std::string_view name_of(EvidencePart part) {
  switch (part) {
    case EvidencePart::entries: return "entries";
    case EvidencePart::hashes: return "hashes";
    case EvidencePart::checkpoint: return "checkpoint";
    case EvidencePart::receipt: return "receipt";
  }
  return "";
}

Hash256 token_of_entry(Sha256& hasher, std::string_view line) { return leaf_hash(hasher, line); }

Hash256 token_of_hash(Sha256& hasher, std::string_view line) {
  Hash256 hash;
  const auto bytes = line.size() == 2 * hash.size() ? from_hex(line) : std::nullopt;
  if (!bytes) return hasher.hash("not a hash: ", line);
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

const Hash256& token_of_dropped() {
  static const Hash256 token = [] {
    Sha256 hasher;
    return token_of_entry(hasher, "");
  }();
  return token;
}

std::optional<std::uint64_t> stated_number(std::string_view line) {
  constexpr std::string_view key = "\"seq\":";
  constexpr std::size_t digits_max = 19;
  // Quotes inside of texts are escaped, so there is one such place; a text may follow a label's
  // key of that name, but no number.
  for (std::size_t at = line.find(key); at != line.npos; at = line.find(key, at + 1)) {
    const std::string_view rest = line.substr(at + key.size());
    const std::size_t digits = rest.find_first_not_of("0123456789");
    if (digits == 0 || digits == rest.npos || digits > digits_max) continue;
    if (rest[digits] != ',' && rest[digits] != '}') continue;
    if (digits > 1 && rest[0] == '0') continue;
    std::uint64_t number = 0;
    std::from_chars(rest.data(), rest.data() + digits, number);
    return number;
  }
  return std::nullopt;
}

}  // namespace tact
