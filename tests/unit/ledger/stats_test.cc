#include "ledger/stats.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace tact {
namespace {

Instant at(std::string_view text) { return *parse_instant(text); }

Reason refusal(std::string rule, Code code, std::optional<Instant> retry_at = std::nullopt) {
  return {std::move(rule), code, "no", {}, {}, "", retry_at};
}

Entry decided(std::string_view when, Outcome outcome, std::vector<Reason> reasons,
              std::vector<Reason> shadow = {}, std::string campaign = "") {
  DecisionEntry body;
  body.fields = {"sms", "marketing/promotion", "", std::move(campaign), 50, {}};
  body.decision.outcome = outcome;
  body.decision.reasons = std::move(reasons);
  body.decision.shadow = std::move(shadow);
  Entry entry;
  entry.at = at(when);
  entry.body = std::move(body);
  return entry;
}

// Each row as "24T13 cap allow/defer/deny would defer/deny".
std::vector<std::string> lines(const Stats& stats) {
  std::vector<std::string> lines;
  for (const auto& [key, count] : stats.rows()) {
    std::string line = format_instant(key.first).substr(8, 5) + ' ' + key.second.value_or("?");
    for (const std::uint64_t number : count.outcomes) line += ' ' + std::to_string(number);
    if (count.would[0] + count.would[1] + count.would[2] > 0) {
      line += " would " + std::to_string(count.would[0]) + ' ' + std::to_string(count.would[1]);
    }
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

const Instant tomorrow = at("2026-11-25T09:00:00Z");

std::vector<Entry> two_days() {
  return {
      decided("2026-11-24T13:00:00Z", Outcome::allow, {}, {}, "spring"),
      decided("2026-11-24T13:59:59Z", Outcome::defer,
              {refusal("cap", Code::cap_reached, tomorrow),
               refusal("quiet", Code::outside_hours, tomorrow)},
              {}, "spring"),
      decided("2026-11-24T14:00:00Z", Outcome::deny,
              {refusal("cap", Code::cap_reached), refusal("", Code::on_hold)},
              {refusal("next-year", Code::no_consent)}),
      decided("2026-11-25T00:00:00Z", Outcome::allow, {},
              {refusal("next-year", Code::no_consent),
               refusal("later", Code::outside_hours, tomorrow)}),
  };
}

Lines counted(StatsBy by, StatsGroup group) {
  Stats stats(by, group);
  for (const Entry& entry : two_days()) stats.add(entry);
  stats.close();
  return lines(stats);
}

}  // namespace

TEST_CASE("decisions are counted by hour and by day", "[ledger]") {
  CHECK(counted(StatsBy::hour, StatsGroup::channel) ==
        Lines{"24T13 sms 1 1 0", "24T14 sms 0 0 1", "25T00 sms 1 0 0"});
  CHECK(counted(StatsBy::day, StatsGroup::channel) == Lines{"24T00 sms 1 1 1", "25T00 sms 1 0 0"});
  CHECK(counted(StatsBy::day, StatsGroup::campaign) ==
        Lines{"24T00  0 0 1", "24T00 spring 1 1 0", "25T00  1 0 0"});
  CHECK(counted(StatsBy::day, StatsGroup::outcome) ==
        Lines{"24T00 allow 1 0 0", "24T00 defer 0 1 0", "24T00 deny 0 0 1", "25T00 allow 1 0 0"});
}

TEST_CASE("a decision counts once under each rule that refused it", "[ledger]") {
  CHECK(counted(StatsBy::day, StatsGroup::rule) ==
        Lines{"24T00 cap 0 1 1", "24T00 on-hold 0 0 1", "24T00 quiet 0 1 0"});
  CHECK(counted(StatsBy::day, StatsGroup::code) ==
        Lines{"24T00 cap-reached 0 1 1", "24T00 on-hold 0 0 1", "24T00 outside-hours 0 1 0"});
}

TEST_CASE("of shadow rules it is told what they would have done to what was allowed", "[ledger]") {
  CHECK(counted(StatsBy::day, StatsGroup::shadow) == Lines{"24T00 next-year 0 0 1 would 0 0",
                                                           "25T00 later 1 0 0 would 1 0",
                                                           "25T00 next-year 1 0 0 would 0 1"});
}

TEST_CASE("a shadow rule that waiting cures too late would have denied", "[ledger]") {
  Decision allowed;
  allowed.outcome = Outcome::allow;
  const Reason later = refusal("later", Code::outside_hours, tomorrow);
  CHECK(would_have(allowed, later, std::nullopt) == Would::defer);
  CHECK(would_have(allowed, later, tomorrow + Duration{1}) == Would::defer);
  CHECK(would_have(allowed, later, tomorrow) == Would::deny);
  allowed.outcome = Outcome::defer;
  CHECK(would_have(allowed, later, std::nullopt) == Would::refused_anyway);
}

TEST_CASE("values without end are counted together", "[ledger]") {
  Stats stats(StatsBy::day, StatsGroup::campaign);
  for (std::size_t i = 0; i < Stats::values_max + 7; ++i) {
    stats.add(decided("2026-11-24T13:00:00Z", Outcome::allow, {}, {}, "c" + std::to_string(i)));
  }
  stats.add(decided("2026-11-24T13:00:00Z", Outcome::allow, {}, {}, "c0"));
  stats.close();
  CHECK(stats.totals().size() == Stats::values_max + 1);
  CHECK(stats.totals().at(std::nullopt).decisions() == 7);
  CHECK(stats.totals().at("c0").decisions() == 2);
}

TEST_CASE("names of hours, days and groups are read as they are written", "[ledger]") {
  for (const auto by : {StatsBy::hour, StatsBy::day}) CHECK(parse_stats_by(name_of(by)) == by);
  for (int i = 0; i <= static_cast<int>(StatsGroup::shadow); ++i) {
    const auto group = static_cast<StatsGroup>(i);
    CHECK(parse_stats_group(name_of(group)) == group);
  }
  CHECK_FALSE(parse_stats_group("rules"));
}

}  // namespace tact
