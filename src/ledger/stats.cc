#include "ledger/stats.h"

#include <algorithm>
#include <array>

#include "tact/check.h"

namespace tact {
namespace {

constexpr std::array<std::string_view, 2> by_names = {"hour", "day"};
constexpr std::array<std::string_view, 8> group_names = {
    "outcome", "channel", "purpose", "brand", "campaign", "rule", "code", "shadow"};

template <class Enum, std::size_t size>
std::optional<Enum> parse(std::string_view text, const std::array<std::string_view, size>& names) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

Instant start_of(Instant at, StatsBy by) {
  switch (by) {
    case StatsBy::hour: return std::chrono::floor<std::chrono::hours>(at);
    case StatsBy::day: return std::chrono::floor<std::chrono::days>(at);
  }
  TACT_CHECK(false);
  return at;
}

std::string_view rule_or_code(const Reason& reason) {
  return reason.rule.empty() ? code_name(reason.code) : std::string_view(reason.rule);
}

std::string_view code_of(const Reason& reason) { return code_name(reason.code); }

// A handful of reasons: each is compared with those before it.
void count_each(const std::vector<Reason>& reasons, std::string_view (*name)(const Reason&),
                const StatsCount& one, ValueCounter& counter) {
  for (auto reason = reasons.begin(); reason != reasons.end(); ++reason) {
    const std::string_view value = name(*reason);
    const bool is_first = std::none_of(
        reasons.begin(), reason, [&](const Reason& earlier) { return name(earlier) == value; });
    if (is_first) counter.add(value, one);
  }
}

}  // namespace

std::string_view name_of(StatsBy by) { return by_names[static_cast<std::size_t>(by)]; }
std::string_view name_of(StatsGroup group) { return group_names[static_cast<std::size_t>(group)]; }
std::optional<StatsBy> parse_stats_by(std::string_view text) {
  return parse<StatsBy>(text, by_names);
}
std::optional<StatsGroup> parse_stats_group(std::string_view text) {
  return parse<StatsGroup>(text, group_names);
}

std::string_view name_of(Would would) {
  switch (would) {
    case Would::defer: return "defer";
    case Would::deny: return "deny";
    case Would::refused_anyway: return "refused_anyway";
  }
  TACT_CHECK(false);
  return "";
}

Would would_have(const Decision& decision, const Reason& shadow,
                 const std::optional<Instant>& expires_at) {
  if (decision.outcome != Outcome::allow) return Would::refused_anyway;
  const bool can_wait = shadow.retry_at && (!expires_at || *shadow.retry_at < *expires_at);
  return can_wait ? Would::defer : Would::deny;
}

void count_values(const DecisionEntry& entry, StatsGroup group, ValueCounter& counter) {
  const Decision& decision = entry.decision;
  StatsCount one;
  one.outcomes[static_cast<std::size_t>(decision.outcome)] = 1;
  switch (group) {
    case StatsGroup::outcome: return counter.add(outcome_name(decision.outcome), one);
    case StatsGroup::channel: return counter.add(entry.fields.channel, one);
    case StatsGroup::purpose: return counter.add(entry.fields.purpose, one);
    case StatsGroup::brand: return counter.add(entry.fields.brand, one);
    case StatsGroup::campaign: return counter.add(entry.fields.campaign, one);
    case StatsGroup::rule: return count_each(decision.reasons, rule_or_code, one, counter);
    case StatsGroup::code: return count_each(decision.reasons, code_of, one, counter);
    case StatsGroup::shadow:
      for (const Reason& reason : decision.shadow) {
        StatsCount with_would = one;
        const Would would = would_have(decision, reason, entry.expires_at);
        with_would.would[static_cast<std::size_t>(would)] = 1;
        counter.add(reason.rule, with_would);
      }
      return;
  }
  TACT_CHECK(false);
}

void Stats::add(const Entry& entry) {
  const auto* body = std::get_if<DecisionEntry>(&entry.body);
  if (body == nullptr) return;
  turn_to_hour(std::chrono::floor<std::chrono::hours>(entry.at));
  count_values(*body, group_, hour_);
}

void Stats::add_hour(Instant start, const Rollup& counts) {
  turn_to_hour(start);
  hour_.add(counts);
}

void Stats::add_day(Instant start, const Rollup& counts) {
  TACT_CHECK(by_ == StatsBy::day);
  close();
  row_start_ = start;
  row_.add(counts);
}

void Stats::close() {
  end_hour();
  end_row();
}

void Stats::turn_to_hour(Instant start) {
  if (hour_start_ == start) return;
  TACT_CHECK(!hour_start_ || *hour_start_ < start);
  end_hour();
  hour_start_ = start;
}

void Stats::end_hour() {
  if (!hour_start_) return;
  const Instant row = start_of(*hour_start_, by_);
  if (row_start_ != row) end_row();
  row_start_ = row;
  row_.add(hour_.counts());
  hour_.clear();
  hour_start_.reset();
}

void Stats::end_row() {
  if (!row_start_) return;
  const Rollup& counts = row_.counts();
  for (const ValueCount& one : counts.values) count(one.value, one.count);
  if (counts.rest.decisions() > 0) count(std::nullopt, counts.rest);
  row_.clear();
  row_start_.reset();
}

void Stats::count(const std::optional<std::string>& value, const StatsCount& counted) {
  const bool is_known = !value || totals_.contains(value);
  const std::size_t named = totals_.size() - (totals_.contains(std::nullopt) ? 1 : 0);
  const std::optional<std::string> shown =
      is_known || named < values_max ? value : std::optional<std::string>();
  totals_[shown].add(counted);
  rows_[{*row_start_, shown}].add(counted);
}

}  // namespace tact
