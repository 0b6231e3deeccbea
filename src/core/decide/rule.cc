#include "core/decide/rule.h"

#include <algorithm>
#include <array>

#include "tact/check.h"

#include "core/decide/consent.h"
#include "core/decide/cooldown.h"
#include "core/decide/counts.h"
#include "core/decide/hours.h"
#include "core/decide/lists.h"
#include "core/decide/match.h"
#include "core/time/instant_text.h"

namespace tact {
namespace {

// Where nobody knows the customer's zone, a date begins and ends somewhere between these two.
std::span<const TimeZone* const> extreme_zones() {
  static const TimeZone west("UTC-12", {{Instant{}, std::chrono::hours(-12)}});
  static const TimeZone east("UTC+14", {{Instant{}, std::chrono::hours(14)}});
  static const std::array<const TimeZone*, 2> both{&west, &east};
  return both;
}

// Calls `visit` with each zone of the rule's clock.
template <class Visit>
void for_each_rule_zone(const Rule& rule, const Scene& scene, Visit visit) {
  const auto* hours = std::get_if<HoursCheck>(&rule.check);
  if (hours != nullptr && hours->clock != nullptr) {
    visit(*hours->clock);
    return;
  }
  for (const TimeZone* zone : scene.clock.known() ? scene.clock.zones() : extreme_zones()) {
    visit(*zone);
  }
}

// Strict where zones disagree: in effect if it is in any of them.
bool in_effect(const Rule& rule, const Scene& scene, Instant at) {
  if (!rule.effective_from && !rule.effective_until) return true;
  bool anywhere = false;
  for_each_rule_zone(rule, scene, [&](const TimeZone& zone) {
    const bool begun = !rule.effective_from || at >= zone.to_instant(*rule.effective_from);
    const bool ended = rule.effective_until && at >= zone.to_instant(*rule.effective_until);
    anywhere = anywhere || (begun && !ended);
  });
  return anywhere;
}

Instant next_effect_change(const Rule& rule, const Scene& scene, Instant at) {
  Instant next = never;
  if (!rule.effective_from && !rule.effective_until) return next;
  for_each_rule_zone(rule, scene, [&](const TimeZone& zone) {
    if (rule.effective_from) next = earlier_after(at, zone.to_instant(*rule.effective_from), next);
    if (rule.effective_until)
      next = earlier_after(at, zone.to_instant(*rule.effective_until), next);
  });
  return next;
}

struct Judge {
  std::size_t index;
  const Scene& scene;
  Instant at;

  Judgement operator()(const ConsentCheck& check) const {
    return {judge_consent(check, scene, at).code, true, 0};
  }
  Judgement operator()(const ListCheck& check) const {
    const ListJudgement judgement = judge_lists(check, scene, at);
    return {judgement.code, judgement.endless || judgement.code == Code::list_stale, 0};
  }
  Judgement operator()(const CapCheck& check) const { return counted(judge_cap(check, scene, at)); }
  Judgement operator()(const GapCheck& check) const { return counted(judge_gap(check, scene, at)); }
  Judgement operator()(const VolumeCheck& check) const {
    return counted(judge_volume(check, index, scene, at));
  }
  Judgement operator()(const HoursCheck& check) const {
    return {judge_hours(check, scene, at).code, false, 0};
  }
  Judgement operator()(const CooldownCheck& check) const {
    return {judge_cooldown(check, scene, at).code, false, 0};
  }
  Judgement operator()(const DenyCheck&) const { return {Code::denied, true, 0}; }

  static Judgement counted(const CountJudgement& judgement) {
    return {judgement.code, false, judgement.observed};
  }
};

struct NextCheckChange {
  std::size_t index;
  const Scene& scene;
  Instant at;

  Instant operator()(const ConsentCheck& c) const { return next_consent_change(c, scene, at); }
  Instant operator()(const ListCheck& c) const { return next_list_change(c, scene, at); }
  Instant operator()(const CapCheck& c) const { return next_cap_change(c, scene, at); }
  Instant operator()(const GapCheck& c) const { return next_gap_change(c, scene, at); }
  Instant operator()(const VolumeCheck& c) const { return next_volume_change(c, index, scene, at); }
  Instant operator()(const HoursCheck& c) const { return next_hours_change(c, scene, at); }
  Instant operator()(const CooldownCheck& c) const { return next_cooldown_change(c, scene, at); }
  Instant operator()(const DenyCheck&) const { return never; }
};

// The earliest instant after `at` at which a rule that fails at `at` may no longer do so.
Instant next_change(const Rule& rule, std::size_t index, const Scene& scene, Instant at) {
  Instant next = std::visit(NextCheckChange{index, scene, at}, rule.check);
  next = std::min(next, next_effect_change(rule, scene, at));
  next = std::min(next, next_match_change(rule.when, scene, at));
  if (rule.unless) next = std::min(next, next_match_change(*rule.unless, scene, at));
  return next;
}

bool passes(const Rule& rule, std::size_t index, const Scene& scene, Instant at) {
  return !applies(rule, scene, at) || judge(rule, index, scene, at).code == Code::none;
}

std::string level_word(ConsentLevel level) {
  switch (level) {
    case ConsentLevel::implied: return "implied";
    case ConsentLevel::express: return "express";
    case ConsentLevel::written: return "written";
  }
  TACT_CHECK(false);
  return {};
}

std::string local_text(const TimeZone& zone, Instant at) {
  std::string text = local_words(zone, at);
  text += ' ';
  text += zone.name();
  return text;
}

std::string with_instant(std::string_view words, Instant at) {
  const InstantText time = instant_text(at);
  std::string text;
  text.reserve(words.size() + 1 + time.size());
  text += words;
  text += ' ';
  text.append(time.data(), time.size());
  return text;
}

Evidence consent_evidence(const ConsentCheck& check, const ConsentJudgement& judgement) {
  if (judgement.record == nullptr) return {};
  const Consent& record = *judgement.record;
  if (judgement.code == Code::consent_too_weak) {
    return check.level && record.level < *check.level ? level_word(record.level) : "no evidence";
  }
  return with_instant(record.state == ConsentState::withdrawn ? "withdrawn" : "granted", record.at);
}

struct Describe {
  const Judgement& judgement;
  const Scene& scene;
  Instant at;
  Reason& reason;

  void operator()(const ConsentCheck& check) const {
    reason.observed = consent_evidence(check, judge_consent(check, scene, at));
    if (check.level) reason.limit = level_word(*check.level);
    if (check.max_age) reason.window = format_span(*check.max_age);
  }
  void operator()(const ListCheck& check) const {
    const ListJudgement seen = judge_lists(check, scene, at);
    if (seen.entry != nullptr) reason.observed = seen.entry->list;
    if (seen.list != nullptr) reason.observed = *seen.list;
    if (check.fresh_within) {
      reason.window = format_span({SpanUnit::exact, *check.fresh_within, 0});
    }
  }
  void operator()(const CapCheck& check) const { count(check.at_most, check.within.text); }
  void operator()(const VolumeCheck& check) const { count(check.at_most, check.within.text); }
  void operator()(const GapCheck& check) const {
    if (const auto nearest = nearest_contact(check, scene, at)) {
      const auto whole = std::chrono::floor<std::chrono::minutes>(*nearest);
      reason.observed = std::to_string(whole.count()) + "m";
    }
    reason.limit = check.text;
  }
  void operator()(const HoursCheck& check) const {
    const HoursJudgement seen = judge_hours(check, scene, at);
    const auto zones = scene.clock.zones();
    const TimeZone* zone = seen.zone != nullptr     ? seen.zone
                           : check.clock != nullptr ? check.clock
                           : !zones.empty()         ? zones.front()
                                                    : nullptr;
    if (zone != nullptr) reason.observed = local_text(*zone, at);
    reason.limit = check.text;
  }
  void operator()(const CooldownCheck& check) const {
    const CooldownJudgement seen = judge_cooldown(check, scene, at);
    if (seen.activity != nullptr) {
      reason.observed = with_instant(seen.activity->event, seen.activity->at);
    }
    reason.window = format_span(check.length);
  }
  void operator()(const DenyCheck&) const {}

  void count(int at_most, const std::string& window) const {
    if (judgement.code != Code::timezone_unknown) reason.observed = judgement.observed;
    reason.limit = std::int64_t{at_most};
    reason.window = window;
  }
};

struct Look {
  std::size_t index;
  const Scene& scene;
  Instant at;
  Insight& insight;

  void operator()(const ConsentCheck& check) const {
    insight.consents = seen_consents(check, scene, at);
    auto& seen = insight.consents;
    if (seen.size() > seen_max) seen.erase(seen.begin(), seen.end() - seen_max);
  }
  void operator()(const ListCheck& check) const { insight.lists = seen_lists(check, scene, at); }
  void operator()(const CapCheck& check) const { note_counted(check, scene, at, insight); }
  void operator()(const GapCheck& check) const { note_counted(check, scene, at, insight); }
  void operator()(const VolumeCheck& check) const {
    note_counted(check, index, scene, at, insight);
  }
  void operator()(const HoursCheck& check) const { insight.hours = seen_hours(check, scene, at); }
  void operator()(const CooldownCheck& check) const {
    insight.activity = seen_cooldown(check, scene, at);
  }
  void operator()(const DenyCheck&) const {}
};

}  // namespace

Insight look(const Rule& rule, std::size_t index, const Scene& scene, Instant at) {
  Insight insight;
  std::visit(Look{index, scene, at, insight}, rule.check);
  return insight;
}

bool applies(const Rule& rule, const Scene& scene, Instant at) {
  if (!in_effect(rule, scene, at)) return false;
  if (matches(rule.when, scene, at) == Truth::no) return false;
  return !rule.unless || matches(*rule.unless, scene, at) != Truth::yes;
}

Judgement judge(const Rule& rule, std::size_t index, const Scene& scene, Instant at) {
  Judgement judgement = std::visit(Judge{index, scene, at}, rule.check);
  if (rule.on_fail == OnFail::deny) judgement.is_final = true;
  return judgement;
}

std::optional<Instant> next_pass(const Rule& rule, std::size_t index, const Scene& scene,
                                 Instant from, Instant until) {
  if (from <= until && passes(rule, index, scene, from)) return from;
  return pass_after(rule, index, scene, from, until);
}

std::optional<Instant> pass_after(const Rule& rule, std::size_t index, const Scene& scene,
                                  Instant from, Instant until) {
  Instant at = from;
  while (at <= until) {
    const Instant next = next_change(rule, index, scene, at);
    TACT_CHECK(next > at);
    if (next <= until && passes(rule, index, scene, next)) return next;
    at = next;
  }
  return std::nullopt;
}

Reason describe(const Rule& rule, const Judgement& judgement, const Scene& scene, Instant at) {
  Reason reason;
  reason.rule = rule.id;
  reason.code = judgement.code;
  reason.text = rule.text;
  std::visit(Describe{judgement, scene, at, reason}, rule.check);
  return reason;
}

}  // namespace tact
