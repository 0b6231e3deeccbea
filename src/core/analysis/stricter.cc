#include "core/analysis/stricter.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "tact/check.h"

#include "core/policy/compare.h"

namespace tact {
namespace {

using std::chrono::days;

// A cap or a gap.
struct Limit {
  int at_most = 0;
  Window within;
  const Counting* counting = nullptr;
};

std::optional<Limit> limit_of(const Check& check) {
  if (const auto* cap = std::get_if<CapCheck>(&check)) {
    return Limit{cap->at_most, cap->within, &cap->counting};
  }
  if (const auto* gap = std::get_if<GapCheck>(&check)) {
    // At most one within it.
    Limit limit{1, {}, &gap->counting};
    limit.within.length = gap->at_least;
    return limit;
  }
  return std::nullopt;
}

// The changes of the clocks, and zones that moved over the date line.
constexpr days slack{2};

// Whether contacts that lie in one `narrow` window lie in one `wide` window.
bool contains(const Window& wide, const Window& narrow, bool clock_is_known) {
  if (covers(wide, narrow)) return true;
  if (wide.kind == WindowKind::rolling && narrow.kind != WindowKind::rolling) {
    // Without a clock only the narrow one fails.
    const int dates =
        narrow.kind == WindowKind::consecutive_days ? narrow.days : days_most(narrow.kind);
    return clock_is_known && wide.length >= days{dates} + slack;
  }
  if (wide.kind == WindowKind::consecutive_days && narrow.kind == WindowKind::rolling) {
    // A stretch of n days touches n + 1 dates.
    return days{wide.days - 1} >= narrow.length + slack;
  }
  return false;
}

// conversation ⊂ delivered ⊂ contact ⊂ attempt.
int reach(Basis basis) {
  switch (basis) {
    case Basis::conversation: return 0;
    case Basis::delivered: return 1;
    case Basis::contact: return 2;
    case Basis::attempt: return 3;
  }
  TACT_CHECK(false);
  return 0;
}

// A household's contacts are its members' own, and theirs together.
bool reaches(Per wide, Per narrow) {
  return wide == narrow || (wide == Per::household && narrow == Per::customer);
}

bool is_stricter_limit(const Limit& strict, const Limit& lax, bool clock_is_known) {
  return strict.at_most <= lax.at_most && contains(strict.within, lax.within, clock_is_known) &&
         reaches(strict.counting->per, lax.counting->per) &&
         reach(strict.counting->basis) >= reach(lax.counting->basis) &&
         covers(strict.counting->same, lax.counting->same);
}

bool is_subset(const std::vector<std::string>& small, const std::vector<std::string>& large) {
  return std::all_of(small.begin(), small.end(), [&](const std::string& one) {
    return std::find(large.begin(), large.end(), one) != large.end();
  });
}

bool is_subset(const Labels& small, const Labels& large) {
  return std::all_of(small.begin(), small.end(), [&](const auto& one) {
    return std::find(large.begin(), large.end(), one) != large.end();
  });
}

// Compares only spans of one unit: months have no fixed length.
bool is_no_longer(const Span& shorter, const Span& longer) {
  return shorter.unit == longer.unit && shorter.length <= longer.length &&
         shorter.count <= longer.count;
}

// Every grant that is valid under the strict one is so under the lax one, so that no withdrawal is
// lifted under the strict one alone.
bool is_no_laxer_kind(const ConsentCheck& strict, const ConsentCheck& lax) {
  if (strict.model == ConsentModel::opt_out && lax.model == ConsentModel::opt_in) return false;
  if (strict.purpose != lax.purpose || strict.channel != lax.channel) return false;
  if (lax.level && (!strict.level || *strict.level < *lax.level)) return false;
  if (lax.max_age && (!strict.max_age || !is_no_longer(*strict.max_age, *lax.max_age))) {
    return false;
  }
  return (strict.registered || !lax.registered) && (strict.evidence || !lax.evidence);
}

// A list that is stale denies, but one that is listed on for a while only defers: where lists must
// be fresh only the same lists compare.
bool is_no_laxer_kind(const ListCheck& strict, const ListCheck& lax) {
  if (!is_subset(lax.lists, strict.lists) || strict.grace > lax.grace) return false;
  if (strict.lifted_by_later_consent && !lax.lifted_by_later_consent) return false;
  if (!lax.fresh_within) return true;
  return is_subset(strict.lists, lax.lists) && strict.grace == lax.grace &&
         strict.lifted_by_later_consent == lax.lifted_by_later_consent && strict.fresh_within &&
         *strict.fresh_within <= *lax.fresh_within;
}

bool is_no_laxer_kind(const CooldownCheck& strict, const CooldownCheck& lax) {
  const auto reaches_word = [](const std::string& wide, const std::string& narrow) {
    return wide.empty() || wide == narrow;
  };
  Span longest = strict.length;
  Span shortest = lax.length;
  if (strict.event_day_counts) --longest.count;
  if (lax.event_day_counts) --shortest.count;
  return is_subset(lax.events, strict.events) && reaches_word(strict.channel, lax.channel) &&
         reaches_word(strict.brand, lax.brand) && is_subset(strict.labels, lax.labels) &&
         covers(strict.same, lax.same) && is_no_longer(shortest, longest);
}

bool is_no_laxer_kind(const VolumeCheck& strict, const VolumeCheck& lax) {
  return strict.at_most <= lax.at_most && contains(strict.within, lax.within, true) &&
         reach(strict.counting.basis) >= reach(lax.counting.basis) &&
         covers(strict.counting.same, lax.counting.same);
}

template <class Kind>
bool is_no_laxer_if(const Check& strict, const Check& lax) {
  const auto* one = std::get_if<Kind>(&strict);
  const auto* other = std::get_if<Kind>(&lax);
  return one != nullptr && other != nullptr && is_no_laxer_kind(*one, *other);
}

}  // namespace

Strictness::Strictness(std::vector<const Rule*> rules, const Defaults& defaults)
    : rules_(std::move(rules)), defaults_(defaults) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const auto* hours = std::get_if<HoursCheck>(&rules_[i]->check);
    if (hours != nullptr) weeks_.emplace(i, open_week(*hours));
  }
}

bool Strictness::is_no_laxer(std::size_t strict, std::size_t lax) const {
  if (std::holds_alternative<DenyCheck>(rules_[strict]->check)) return true;
  if (rules_[lax]->on_fail == OnFail::deny && rules_[strict]->on_fail == OnFail::defer) {
    return false;
  }
  return is_no_laxer_of_kind(strict, lax);
}

bool Strictness::is_no_laxer_of_kind(std::size_t strict, std::size_t lax) const {
  const Check& one = rules_[strict]->check;
  const Check& other = rules_[lax]->check;
  const std::optional<Limit> strict_limit = limit_of(one);
  const std::optional<Limit> lax_limit = limit_of(other);
  if (strict_limit && lax_limit) {
    return is_stricter_limit(*strict_limit, *lax_limit, defaults_.timezone != nullptr);
  }
  return is_no_laxer_if<ConsentCheck>(one, other) || is_no_laxer_if<ListCheck>(one, other) ||
         is_no_laxer_if<CooldownCheck>(one, other) || is_no_laxer_if<VolumeCheck>(one, other) ||
         is_open_no_longer(strict, lax);
}

bool Strictness::is_open_no_longer(std::size_t strict, std::size_t lax) const {
  const auto* one = std::get_if<HoursCheck>(&rules_[strict]->check);
  const auto* other = std::get_if<HoursCheck>(&rules_[lax]->check);
  return one != nullptr && other != nullptr && one->clock == other->clock &&
         is_subset(other->closed_on, one->closed_on) &&
         (weeks_.at(strict) & ~weeks_.at(lax)).none();
}

bool refuses_all_of(std::size_t other, std::size_t rule, RuleSpace& space,
                    const Strictness& strictness) {
  if (!strictness.is_no_laxer(other, rule) || !space.is_within(rule, other)) return false;
  const bool counts = !std::holds_alternative<DenyCheck>(space.rule(other).check) &&
                      counting_of(space.rule(rule).check) != nullptr;
  return !counts || space.counts_within(rule, other);
}

}  // namespace tact
