#include "ledger/dropped_lines.h"

#include <algorithm>
#include <charconv>

#include "core/json/reader.h"

namespace tact {
namespace {

std::optional<std::uint64_t> number_of(JsonValue value) {
  if (value.is(JsonKind::integer) && value.integer() >= 0) {
    return static_cast<std::uint64_t>(value.integer());
  }
  std::uint64_t number = 0;  // other entries' seqs are texts
  const std::string_view text = value.is(JsonKind::string) ? value.string() : "";
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec == std::errc() && read.ptr == text.data() + text.size()) return number;
  return std::nullopt;
}

}  // namespace

std::optional<RetentionMark> read_retention_mark(std::string_view line) {
  if (line.find(R"("type":"retention")") == line.npos) return std::nullopt;
  JsonParser parser;
  const auto parsed = parser.parse(line);
  if (!parsed || !parsed->is(JsonKind::object)) return std::nullopt;
  RetentionMark mark;
  bool is_mark = false;
  for (const JsonValue value : *parsed) {
    if (value.key() == "type")
      is_mark = value.is(JsonKind::string) && value.string() == "retention";
    if (value.key() == "seq") mark.seq = number_of(value).value_or(0);
    if (value.key() == "first") mark.first = number_of(value).value_or(0);
    if (value.key() == "dropped") mark.dropped = number_of(value).value_or(0);
    if (value.key() == "before" && value.is(JsonKind::string)) {
      mark.before = parse_instant(value.string()).value_or(Instant{});
    }
  }
  if (!is_mark || mark.first > mark.seq) return std::nullopt;
  return mark;
}

std::uint64_t Dropped::stated() const {
  std::uint64_t sum = 0;
  for (const RetentionMark& mark : marks) sum += mark.dropped;
  return sum;
}

std::uint64_t Dropped::covered() const {
  std::uint64_t end = 0;
  for (const RetentionMark& mark : marks) end = std::max(end, mark.first);
  return end;
}

void DroppedLines::look_at(std::uint64_t seq, std::string_view line) {
  if (line.empty()) {
    ++found_.count;
    found_.last = seq;
  } else if (const auto mark = read_retention_mark(line)) {
    found_.marks.push_back(*mark);
  }
}

Damage of_uncovered(std::uint64_t count, std::uint64_t first, std::uint64_t last) {
  const std::string what = count == 1
                               ? "entry " + std::to_string(first) + " was"
                               : std::to_string(count) + " entries, from " + std::to_string(first) +
                                     " to " + std::to_string(last) + ", were";
  return {EvidencePart::entries, DamageKind::removed, first, last,
          what + " removed: dropped without a retention entry that says so"};
}

std::optional<Damage> of_wrong_count(const Dropped& dropped, DroppedCount count) {
  const std::uint64_t stated = dropped.stated();
  if (dropped.count == stated) return std::nullopt;
  if (dropped.count < stated && count == DroppedCount::at_most) return std::nullopt;
  const std::uint64_t end = dropped.covered();
  return Damage{EvidencePart::entries,
                dropped.count > stated ? DamageKind::removed : DamageKind::added, 0,
                end == 0 ? 0 : end - 1,
                "dropped before entry " + std::to_string(end) + ": " +
                    std::to_string(dropped.count) + ", the log says " + std::to_string(stated)};
}

}  // namespace tact
