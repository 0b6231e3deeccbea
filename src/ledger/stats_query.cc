#include "ledger/stats_query.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "tact/check.h"

#include "core/codec/values.h"
#include "ledger/query.h"
#include "ledger/rollup_book.h"

namespace tact {
namespace {

using std::chrono::hours;

Instant floor_hour(Instant at) { return std::chrono::floor<hours>(at); }
std::int64_t hours_of(Instant at) { return floor_hour(at).time_since_epoch() / hours(1); }

// A record to be read, and what it counts.
struct Piece {
  Key key;
  Instant start;
  bool is_day = false;
};

// One question's way: entries up to the first full hour, the records of full hours and days,
// entries from where the records end.
class Count {
 public:
  Count(const Store& store, const StatsQuestion& question, Stats& stats)
      : store_(store), question_(question), stats_(stats) {}

  Result<std::optional<Seq>> run() {
    const Seq size = store_.size();
    if (size.value == 0) return std::optional<Seq>{};
    if (auto status = find_beginning(size); !status) return status.error();
    if (begin_ >= size) return std::optional<Seq>{};
    Seq next = begin_;
    if (begins_within_an_hour_) {
      auto stopped = read_entries(begin_, full_from_);
      if (!stopped || *stopped) return stopped;
      const auto first = first_entry_at(store_, full_from_);
      if (!first) return first.error();
      next = *first;
    }
    const auto in_records = read_records();
    if (!in_records) return in_records.error();
    if (full_to_) {
      const auto end = first_entry_at(store_, *full_to_);
      if (!end) return end.error();
      next = std::max(next, std::min(*in_records, *end));
      if (is_cut_) return *end < size ? std::optional(before(*end)) : std::nullopt;
    } else {
      next = std::max(next, *in_records);
    }
    return read_entries(next, question_.to);
  }

 private:
  static Seq before(Seq seq) { return Seq{seq.value - 1}; }

  // Where to begin, and the first hour that can be taken from records.
  Status find_beginning(Seq size) {
    if (question_.from) {
      const auto first = first_entry_at(store_, *question_.from);
      if (!first) return first.error();
      begin_ = *first;
    }
    if (question_.after) begin_ = std::max(begin_, Seq{question_.after->value + 1});
    if (begin_ >= size) return Done{};
    const auto first = first_kept(store_, begin_, size);
    if (!first) return first.error();
    TACT_CHECK(first->has_value());  // The last entries are never dropped.
    full_from_ = floor_hour((*first)->at);
    if (begin_.value > 0) {
      const auto last_before = first_kept(store_, before(begin_), begin_);
      if (!last_before) return last_before.error();
      begins_within_an_hour_ = *last_before && (*last_before)->at >= full_from_;
    }
    if ((*first)->seq != begin_ && question_.from && !question_.after) {
      // What was dropped in between is in the records.
      full_from_ = floor_hour(*question_.from);
      begins_within_an_hour_ = full_from_ != *question_.from;
    }
    if (begins_within_an_hour_) full_from_ += hours(1);
    return find_dropped(size);
  }

  // Entries do not say where records were left off, among those that were dropped.
  Status find_dropped(Seq size) {
    const Seq end = store_.dropped_before();
    if (end.value == 0) return Done{};
    const auto first = first_kept(store_, end, size);
    if (!first) return first.error();
    if (*first) dropped_until_ = (*first)->at;
    return Done{};
  }

  // Adds entries from `next` on, before `to`. Where it stopped early: that is where to go on.
  Result<std::optional<Seq>> read_entries(Seq next, std::optional<Instant> to) {
    if (question_.to && (!to || *question_.to < *to)) to = question_.to;
    LogQuestion entries;
    entries.filter.type = "decision";
    entries.filter.to = to;
    entries.order = Order::oldest_first;
    if (next.value > 0) entries.after = before(next);
    entries.work_max = question_.entries_max - std::min(read_, question_.entries_max - 1);
    return visit_log(store_, entries, [&](const Entry& entry) {
      ++read_;
      stats_.add(entry);
    });
  }

  // Every entry before what it returns, of the hours that were asked for, is in the records.
  Result<Seq> read_records() {
    const Key head_key = rollup_head_key();
    const auto before_it = read_head(head_key);
    if (!before_it) return before_it.error();
    if (*before_it == RollupHead{}) return begin_;  // Nothing is rolled up yet.
    const std::vector<Piece> pieces = pieces_until(before_it->hour);
    std::vector<Key> keys{head_key};
    for (const Piece& piece : pieces) keys.push_back(piece.key);
    // The head again, as of the same moment as the records.
    const auto values = store_.load(keys);
    if (!values) return values.error();
    const auto head = decode_value<RollupHead>(values->front().value_or(""));
    if (!head) return head.error();
    if (auto status = add(pieces, *values); !status) return status.error();
    if (head->hour == before_it->hour) return head->next;
    // The hour has ended meanwhile: its record is complete, and what follows was not asked for.
    return first_entry_at(store_, Instant(hours(before_it->hour + 1)));
  }

  Result<RollupHead> read_head(const Key& key) const {
    const auto values = store_.load({&key, 1});
    if (!values) return values.error();
    return values->front() ? decode_value<RollupHead>(*values->front()) : RollupHead{};
  }

  std::vector<Piece> pieces_until(std::int64_t last_hour) {
    if (question_.to) full_to_ = floor_hour(*question_.to);
    std::int64_t end = last_hour + 1;
    if (full_to_) end = std::min(end, hours_of(*full_to_));
    std::vector<Piece> pieces;
    for (std::int64_t hour = hours_of(full_from_); hour < end;) {
      if (pieces.size() >= question_.records_max && Instant(hours(hour)) >= dropped_until_) {
        full_to_ = Instant(hours(hour));
        is_cut_ = true;
        break;
      }
      // A day has a record of its own once it is over.
      const bool is_day = question_.by == StatsBy::day && hour % 24 == 0 && hour + 24 <= end &&
                          hour / 24 < last_hour / 24;
      const Instant start{hours(hour)};
      pieces.push_back({is_day ? rollup_day_key(hour / 24, question_.group)
                               : rollup_hour_key(hour, question_.group),
                        start, is_day});
      hour += is_day ? 24 : 1;
    }
    return pieces;
  }

  // `values` are the head, and the records of `pieces`.
  Status add(const std::vector<Piece>& pieces,
             const std::vector<std::optional<std::string>>& values) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const auto& value = values[i + 1];
      if (!value) continue;
      const auto counts = decode_value<Rollup>(*value);
      if (!counts) return counts.error();
      if (pieces[i].is_day) {
        stats_.add_day(pieces[i].start, *counts);
      } else {
        stats_.add_hour(pieces[i].start, *counts);
      }
    }
    return Done{};
  }

  const Store& store_;
  const StatsQuestion& question_;
  Stats& stats_;
  Seq begin_;
  bool begins_within_an_hour_ = false;
  Instant full_from_{};             // hours from here on are whole
  std::optional<Instant> full_to_;  // and those before this, where there is an end
  Instant dropped_until_{};         // before it entries may have been dropped
  bool is_cut_ = false;             // at full_to_, for there are more records than for one answer
  std::size_t read_ = 0;
};

}  // namespace

Result<std::optional<Seq>> count_log(const Store& store, const StatsQuestion& question,
                                     Stats& stats) {
  auto counted = Count(store, question, stats).run();
  stats.close();
  return counted;
}

}  // namespace tact
