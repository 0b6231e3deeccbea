#include "ledger/rollup_book.h"

#include <chrono>

#include "tact/check.h"

#include "core/codec/values.h"

namespace tact {
namespace {

constexpr std::int64_t hours_of_day = 24;

std::int64_t day_of(std::int64_t hour) { return hour / hours_of_day; }  // Never before 1970.

Key rollup_key(char kind, std::int64_t start, StatsGroup group) {
  std::string id(1, kind);
  for (int shift = 56; shift >= 0; shift -= 8) {
    id += static_cast<char>(static_cast<std::uint64_t>(start) >> shift);
  }
  id += static_cast<char>(group);
  return {Table::rollup, std::move(id)};
}

StatsGroup group_at(std::size_t place) { return static_cast<StatsGroup>(place); }

}  // namespace

Key rollup_head_key() { return {Table::rollup, ""}; }
Key rollup_hour_key(std::int64_t hour, StatsGroup group) { return rollup_key('h', hour, group); }
Key rollup_day_key(std::int64_t day, StatsGroup group) { return rollup_key('d', day, group); }

Result<RollupBook> RollupBook::open(const Store& store, Table table) {
  RollupBook book;
  Key head_key = rollup_head_key();
  head_key.table = table;
  const auto stored = store.load({&head_key, 1});
  if (!stored) return stored.error();
  if (!stored->front()) return book;
  const auto head = decode_value<RollupHead>(*stored->front());
  if (!head) return head.error();
  book.next_ = head->next;
  book.hour_ = head->hour;
  std::vector<Key> keys;
  for (std::int64_t hour = day_of(head->hour) * hours_of_day; hour <= head->hour; ++hour) {
    for (std::size_t i = 0; i < stats_groups; ++i) {
      keys.push_back(rollup_hour_key(hour, group_at(i)));
      keys.back().table = table;
    }
  }
  const auto hours = store.load(keys);
  if (!hours) return hours.error();
  for (std::size_t i = 0; i < hours->size(); ++i) {
    if (!(*hours)[i]) continue;
    const auto counts = decode_value<Rollup>(*(*hours)[i]);
    if (!counts) return counts.error();
    const bool is_open_hour = i + stats_groups >= hours->size();
    (is_open_hour ? book.in_hour_ : book.in_day_)[i % stats_groups].add(*counts);
  }
  for (ValueCounter& counter : book.in_hour_) counter.take_changed();
  return book;
}

void RollupBook::add(Seq entry, Instant at, const DecisionEntry* decision,
                     std::vector<Change>& out) {
  if (entry < next_) return;
  TACT_CHECK(entry == next_);
  if (decision != nullptr) {
    turn_to(std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count(), out);
    for (std::size_t i = 0; i < stats_groups; ++i) {
      count_values(*decision, group_at(i), in_hour_[i]);
    }
  }
  ++next_.value;
  if (next_.value % entries_between_writes == 0) write(out);
}

void RollupBook::turn_to(std::int64_t hour, std::vector<Change>& out) {
  if (hour_ == hour) return;
  if (hour_) {
    TACT_CHECK(*hour_ < hour);
    const bool day_ends = day_of(*hour_) != day_of(hour);
    write(out);
    for (std::size_t i = 0; i < stats_groups; ++i) {
      in_day_[i].add(in_hour_[i].counts());
      in_hour_[i].clear();
    }
    if (day_ends) write_day(day_of(*hour_), out);
  }
  hour_ = hour;
}

// What has changed since the last time, and the head.
void RollupBook::write(std::vector<Change>& out) {
  for (std::size_t i = 0; i < stats_groups; ++i) {
    if (!in_hour_[i].take_changed()) continue;
    out.push_back({rollup_hour_key(*hour_, group_at(i)), encode_value(in_hour_[i].counts())});
  }
  out.push_back({rollup_head_key(), encode_value(RollupHead{next_, hour_.value_or(0)})});
}

void RollupBook::write_day(std::int64_t day, std::vector<Change>& out) {
  for (std::size_t i = 0; i < stats_groups; ++i) {
    if (!in_day_[i].empty()) {
      out.push_back({rollup_day_key(day, group_at(i)), encode_value(in_day_[i].counts())});
    }
    in_day_[i].clear();
  }
}

}  // namespace tact
