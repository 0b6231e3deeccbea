// What retention dropped, as a copy of the ledger shows it: empty lines, and the entries that say
// so. An empty line is believed only if a later `retention` entry covers it, and only as many of
// them as those entries say together.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tact/time.h"

#include "ledger/damage.h"

namespace tact {

// What one `retention` entry says.
struct RetentionMark {
  std::uint64_t seq = 0;
  Instant before{};           // what is older was to be dropped
  std::uint64_t first = 0;    // the first entry that was not subject to it
  std::uint64_t dropped = 0;  // how many it dropped, all of them before `first`

  bool operator==(const RetentionMark&) const = default;
};

// Nothing: the line is none, or one that this version cannot read.
std::optional<RetentionMark> read_retention_mark(std::string_view line);

struct Dropped {
  std::uint64_t count = 0;           // empty lines
  std::uint64_t last = 0;            // the last one of them
  std::vector<RetentionMark> marks;  // in the ledger's order

  std::uint64_t stated() const;   // how many were dropped, as the marks say
  std::uint64_t covered() const;  // what a mark covers is before this entry
  bool has_uncovered() const { return count > 0 && last >= covered(); }

  bool operator==(const Dropped&) const = default;
};

// Gathers them, line by line. Memory: the marks.
class DroppedLines {
 public:
  void look_at(std::uint64_t seq, std::string_view line);
  // Of an entry after the lines, which the checkpoint does not cover yet.
  void add(const RetentionMark& mark) { found_.marks.push_back(mark); }
  const Dropped& found() const { return found_; }

 private:
  Dropped found_;
};

// How many empty lines there must be.
enum class DroppedCount : std::uint8_t {
  as_stated,  // an export, whole
  at_most,    // a part of the ledger, or a store that may not be done with dropping
};

// `count` empty lines, the first of them and the last, that no mark covers.
Damage of_uncovered(std::uint64_t count, std::uint64_t first, std::uint64_t last);
// Nothing: there are as many empty lines as the marks say. REQUIRES: none that is not covered.
std::optional<Damage> of_wrong_count(const Dropped& dropped, DroppedCount count);

}  // namespace tact
