#include "ledger/stats.h"

#include <algorithm>
#include <set>

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

void StatsCount::add(const StatsCount& other) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += other.outcomes[i];
  for (std::size_t i = 0; i < would.size(); ++i) would[i] += other.would[i];
}

void Stats::add(const Entry& entry) {
  const auto* body = std::get_if<DecisionEntry>(&entry.body);
  if (body == nullptr) return;
  const Decision& decision = body->decision;
  const Instant start = start_of(entry.at, by_);
  StatsCount one;
  one.outcomes[static_cast<std::size_t>(decision.outcome)] = 1;
  std::set<std::string_view> refusals;
  switch (group_) {
    case StatsGroup::outcome: return count(start, outcome_name(decision.outcome), one);
    case StatsGroup::channel: return count(start, body->fields.channel, one);
    case StatsGroup::purpose: return count(start, body->fields.purpose, one);
    case StatsGroup::brand: return count(start, body->fields.brand, one);
    case StatsGroup::campaign: return count(start, body->fields.campaign, one);
    case StatsGroup::rule:
      for (const Reason& reason : decision.reasons) refusals.insert(rule_or_code(reason));
      break;
    case StatsGroup::code:
      for (const Reason& reason : decision.reasons) refusals.insert(code_name(reason.code));
      break;
    case StatsGroup::shadow:
      for (const Reason& reason : decision.shadow) {
        StatsCount with_would = one;
        const Would would = would_have(decision, reason, body->expires_at);
        with_would.would[static_cast<std::size_t>(would)] = 1;
        count(start, reason.rule, with_would);
      }
      break;
  }
  for (const std::string_view value : refusals) count(start, value, one);
}

void Stats::count(Instant start, std::string_view value, const StatsCount& one) {
  std::optional<std::string> key(value);
  if (totals_.size() >= values_max && !totals_.contains(key)) key.reset();
  totals_[key].add(one);
  rows_[{start, std::move(key)}].add(one);
}

}  // namespace tact
