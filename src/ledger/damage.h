// What is wrong with evidence, an export of the ledger or a copy of it, and where: the simplest
// change that explains the first difference. tools/verify_log.py says the same in the same words;
// tests/vectors/evidence.json holds both to it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/hash.h"

#include "core/hash/sha256.h"

namespace tact {

enum class DamageKind : std::uint8_t { altered, removed, added, reordered, duplicated, cut_off };

// "altered", "cut off", …
std::string_view name_of(DamageKind kind);

enum class EvidencePart : std::uint8_t { entries, hashes, checkpoint, receipt };

std::string_view name_of(EvidencePart part);

struct Damage {
  EvidencePart part{};
  DamageKind kind{};
  // The first entry that it is about, and the last one that it may be about where only a range is
  // known; none of a checkpoint and a receipt.
  std::optional<std::uint64_t> first;
  std::uint64_t last = 0;
  std::string why;  // "entry 17 was removed: line 18 is entry 18"

  bool operator==(const Damage&) const = default;
};

// What stands for a line of a file: of the entries the leaf's hash, of the hashes what it says.
using LineToken = Hash256 (*)(Sha256& hasher, std::string_view line);
Hash256 token_of_entry(Sha256& hasher, std::string_view line);
// Of a line that is no hash: something that is none of an entry.
Hash256 token_of_hash(Sha256& hasher, std::string_view line);

// Of an empty line: an entry stood there that the log's owner dropped, or someone emptied it.
const Hash256& token_of_dropped();

// What an entry's line says that its seq is. It is not read any further: it may be anybody's.
std::optional<std::uint64_t> stated_number(std::string_view line);

struct FoundLines {
  LineToken token = token_of_entry;
  std::vector<Hash256> tokens;
  std::vector<std::optional<std::uint64_t>> numbers;  // stated; for find_by_numbers only
  bool is_ended = true;                               // the last line has its line feed
  bool has_dropped = false;                           // there are empty ones among the entries
  // A line's bytes once more; "" where it cannot be read again.
  std::function<std::string(std::size_t)> text;
};

// The first difference between the lines and `truth`, the hashes of the entries from `first` on,
// which a signed root covers. An empty line is no difference where its entry stands nowhere else:
// whether it was dropped rightly is DroppedLines' to say. What stood next to dropped ones and is
// missing cannot be told from them: then the range is theirs as well. REQUIRES: there is a
// difference. Pure, but for `text`.
Damage find_by_hashes(EvidencePart part, const FoundLines& lines, std::span<const Hash256> truth,
                      std::uint64_t first);

// The same where nothing is known but how many entries there are: by what the lines call
// themselves. `known_good`: so many first entries are as they were. REQUIRES: there is a
// difference.
Damage find_by_numbers(const FoundLines& lines, std::uint64_t size, std::uint64_t known_good);

}  // namespace tact
