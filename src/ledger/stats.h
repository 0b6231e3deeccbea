// Counts of decisions over time, by what they are about or by what refused them. Pure over entries:
// whoever reads the ledger, or keeps counts beside it, brings them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tact/entry.h"

#include "core/state/rollup.h"
#include "ledger/value_counter.h"

namespace tact {

enum class StatsBy : std::uint8_t { hour, day };  // of UTC

// In keys on disk: never renumber.
enum class StatsGroup : std::uint8_t {
  outcome,
  channel,
  purpose,
  brand,
  campaign,
  rule,    // enforced rules that refused; what no rule says goes by its code (`on-hold`)
  code,    // the reasons of enforced rules
  shadow,  // shadow rules that would have refused
};

// "hour", "shadow", …: the one spelling.
inline constexpr std::size_t stats_groups = 8;

std::string_view name_of(StatsBy by);
std::string_view name_of(StatsGroup group);
std::optional<StatsBy> parse_stats_by(std::string_view text);
std::optional<StatsGroup> parse_stats_group(std::string_view text);

// What a shadow rule would have made of a decision.
enum class Would : std::uint8_t {
  defer,
  deny,
  refused_anyway,  // enforced rules refused it already
};
// "defer", "deny", "refused_anyway".
std::string_view name_of(Would would);
// `shadow` is one of the decision's shadow reasons.
Would would_have(const Decision& decision, const Reason& shadow,
                 const std::optional<Instant>& expires_at);

// Counts the decision under each value that it has in `group`: once under each of several rules
// that refused it.
void count_values(const DecisionEntry& entry, StatsGroup group, ValueCounter& counter);

// Counts by hour, and days as the sums of their hours, so that it makes no difference whether an
// hour or a day comes entry by entry or already counted. An hour, a day and the whole answer each
// tell ValueCounter::values_max values apart, the first that come.
//
// One thread. What comes must be in the order of its time.
class Stats {
 public:
  static constexpr std::size_t values_max = ValueCounter::values_max;

  Stats(StatsBy by, StatsGroup group) : by_(by), group_(group) {}

  // An entry that is no decision counts for nothing.
  void add(const Entry& entry);
  // What is already counted: an hour, to which entries may still be added, or a whole day. A day:
  // REQUIRES that this counts by day, and nothing else of that day.
  void add_hour(Instant start, const Rollup& counts);
  void add_day(Instant start, const Rollup& counts);
  // After the last. rows() and totals() hold nothing before.
  void close();

  // By the beginning of the hour or day, then by value; no value: those beyond values_max.
  using Key = std::pair<Instant, std::optional<std::string>>;
  const std::map<Key, StatsCount>& rows() const { return rows_; }
  // Over all hours or days.
  const std::map<std::optional<std::string>, StatsCount>& totals() const { return totals_; }

 private:
  void turn_to_hour(Instant start);
  void end_hour();
  void end_row();
  void count(const std::optional<std::string>& value, const StatsCount& counted);

  StatsBy by_;
  StatsGroup group_;
  std::optional<Instant> hour_start_;
  ValueCounter hour_;
  std::optional<Instant> row_start_;
  ValueCounter row_;
  std::map<Key, StatsCount> rows_;
  std::map<std::optional<std::string>, StatsCount> totals_;
};

}  // namespace tact
