// Counts of decisions over time, by what they are about or by what refused them. Pure over entries:
// whoever reads the ledger, or keeps counts beside it, brings them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tact/entry.h"

namespace tact {

enum class StatsBy : std::uint8_t { hour, day };  // of UTC

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

struct StatsCount {
  std::array<std::uint64_t, 3> outcomes{};  // decisions by Outcome
  std::array<std::uint64_t, 3> would{};     // by Would; of StatsGroup::shadow only

  std::uint64_t decisions() const { return outcomes[0] + outcomes[1] + outcomes[2]; }
  void add(const StatsCount& other);
};

// One thread.
class Stats {
 public:
  // Values beyond this many are counted together.
  static constexpr std::size_t values_max = 1'000;

  Stats(StatsBy by, StatsGroup group) : by_(by), group_(group) {}

  // An entry that is no decision counts for nothing. A decision that several rules refused counts
  // once under each.
  void add(const Entry& entry);

  // By the beginning of the hour or day, then by value; no value: those beyond values_max.
  using Key = std::pair<Instant, std::optional<std::string>>;
  const std::map<Key, StatsCount>& rows() const { return rows_; }
  // Over all hours or days.
  const std::map<std::optional<std::string>, StatsCount>& totals() const { return totals_; }

 private:
  void count(Instant start, std::string_view value, const StatsCount& one);

  StatsBy by_;
  StatsGroup group_;
  std::map<Key, StatsCount> rows_;
  std::map<std::optional<std::string>, StatsCount> totals_;
};

}  // namespace tact
