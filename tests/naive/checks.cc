#include <algorithm>
#include <chrono>
#include <optional>
#include <variant>
#include <vector>

#include "tact/check.h"

#include "naive/naive.h"
#include "naive/scene.h"

namespace tact::naive {
namespace {

using std::chrono::days;
using std::chrono::weekday;
using std::chrono::year_month_day;
using Times = std::vector<Instant>;

int count_if_in(const Times& times, auto&& is_inside) {
  return static_cast<int>(std::ranges::count_if(times, is_inside));
}

LocalDate first_date_of_window(WindowKind kind, LocalDate date) {
  const year_month_day ymd{date};
  const unsigned month = static_cast<unsigned>(ymd.month());
  switch (kind) {
    case WindowKind::calendar_day: return date;
    case WindowKind::calendar_week:
      while (weekday{date} != std::chrono::Monday) date -= days{1};
      return date;
    case WindowKind::calendar_month: return LocalDate{ymd.year() / ymd.month() / 1};
    case WindowKind::calendar_quarter:
      return LocalDate{ymd.year() / std::chrono::month{(month - 1) / 3 * 3 + 1} / 1};
    case WindowKind::calendar_year: return LocalDate{ymd.year() / 1 / 1};
    case WindowKind::rolling:
    case WindowKind::consecutive_days: break;
  }
  TACT_CHECK(false);
}

// The most of `times` in any window (e - length, e] that holds `t`.
int most_in_rolling(const Times& times, Duration length, Instant t) {
  Times ends = {t};
  for (const Instant time : times) {
    if (t <= time && time < t + length) ends.push_back(time);
  }
  int most = 0;
  for (const Instant end : ends) {
    most = std::max(
        most, count_if_in(times, [&](Instant time) { return end - length < time && time <= end; }));
  }
  return most;
}

int most_in_dates(const Times& times, const Window& window, const TimeZone& zone, Instant t) {
  const LocalDate today = zone.date_at(t);
  if (window.kind != WindowKind::consecutive_days) {
    const LocalDate first = first_date_of_window(window.kind, today);
    return count_if_in(times, [&](Instant time) {
      return first_date_of_window(window.kind, zone.date_at(time)) == first;
    });
  }
  int most = 0;
  for (LocalDate last = today; last < today + days{window.days}; last += days{1}) {
    most = std::max(most, count_if_in(times, [&](Instant time) {
                      const LocalDate date = zone.date_at(time);
                      return last - days{window.days} < date && date <= last;
                    }));
  }
  return most;
}

int most_in_window(const Times& times, const Window& window, const Zones& zones, Instant t) {
  if (window.kind == WindowKind::rolling) return most_in_rolling(times, window.length, t);
  int most = 0;
  for (const TimeZone* zone : zones) {
    most = std::max(most, most_in_dates(times, window, *zone, t));
  }
  return most;
}

bool is_open(const HoursCheck& check, const TimeZone& zone, Instant t) {
  const LocalDate today = zone.date_at(t);
  // An interval ends on the next day at the latest; one more on either side costs nothing.
  for (LocalDate date = today - days{3}; date <= today + days{1}; date += days{1}) {
    for (const OpenInterval& open : check.open) {
      if (weekday{date} != open.weekday) continue;
      if (zone.to_instant(date + open.start) <= t && t < zone.to_instant(date + open.end)) {
        return true;
      }
    }
  }
  return false;
}

// Everybody's register, unless the country has one of its own.
std::optional<Instant> loading_of(const Registers& registers, const std::string& list,
                                  const std::string& country) {
  for (const auto& [own, at] : registers.country_lists_loaded_at) {
    if (!country.empty() && own.first == list && own.second == country) return at;
  }
  for (const auto& [name, at] : registers.lists_loaded_at) {
    if (name == list) return at;
  }
  return std::nullopt;
}

bool is_fresh(const Scene& scene, const std::string& list, Duration within) {
  std::vector<std::string> places = countries(scene.policy, scene.facts);
  if (places.empty()) places.emplace_back();
  return std::ranges::all_of(places, [&](const std::string& country) {
    const auto loaded = loading_of(*scene.facts.registers, list, country);
    return loaded && scene.t - *loaded < within;
  });
}

struct CheckJudge {
  const Scene& scene;
  std::size_t rule;

  Verdict operator()(const ConsentCheck& check) const {
    return {judge_consent(scene, check), true};
  }

  Verdict operator()(const ListCheck& check) const {
    Verdict verdict;
    const auto asks_for = [&](const std::string& list) {
      return std::ranges::find(check.lists, list) != check.lists.end();
    };
    for (const SubjectState* subject : subjects(scene.facts)) {
      for (const Listing& entry : subject->listings) {
        const bool counts = scene.t >= entry.since && scene.t - entry.since >= check.grace &&
                            (!entry.until || scene.t < *entry.until);
        if (!counts || !asks_for(entry.list)) continue;
        if (check.lifted_by_later_consent && agreed_after(scene, entry.since)) continue;
        verdict.code = Code::listed;
        verdict.is_final = verdict.is_final || !entry.until;
      }
    }
    if (verdict.code != Code::none || !check.fresh_within) return verdict;
    for (const std::string& list : check.lists) {
      if (!is_fresh(scene, list, *check.fresh_within)) return {Code::list_stale, true};
    }
    return verdict;
  }

  Verdict operator()(const CapCheck& check) const {
    if (check.within.kind != WindowKind::rolling && scene.zones.empty()) {
      return {Code::timezone_unknown};
    }
    const Times times = counted_times(scene, check.counting);
    const int most = most_in_window(times, check.within, scene.zones, scene.t);
    return {most + 1 > check.at_most ? Code::cap_reached : Code::none, false, most};
  }

  Verdict operator()(const GapCheck& check) const {
    const Times times = counted_times(scene, check.counting);
    const int most = most_in_rolling(times, check.at_least, scene.t);
    return {most + 1 > 1 ? Code::gap_too_short : Code::none};
  }

  Verdict operator()(const HoursCheck& check) const {
    const Zones zones = check.clock != nullptr ? Zones{check.clock} : scene.zones;
    if (zones.empty()) return {Code::timezone_unknown};
    bool open = true;
    for (const TimeZone* zone : zones) {
      const LocalDate today = zone->date_at(scene.t);
      const int year = static_cast<int>(year_month_day{today}.year());
      for (const std::string& name : check.closed_on) {
        const Calendar& calendar = scene.policy.calendars.find(name)->second;
        if (std::ranges::find(calendar.covered_years, year) == calendar.covered_years.end()) {
          return {Code::calendar_missing};
        }
        const auto closed = calendar.closed.find(today);
        if (closed == calendar.closed.end()) continue;
        if (scene.t >= zone->to_instant(today + closed->second)) open = false;
      }
      if (!is_open(check, *zone, scene.t)) open = false;
    }
    return {open ? Code::none : Code::outside_hours};
  }

  bool starts(const CooldownCheck& check, const Activity& activity) const {
    // What the activity does not say counts as matching.
    const auto fits = [](std::string_view said, std::string_view asked) {
      return said.empty() || said == asked;
    };
    if (activity.at > scene.t) return false;
    if (std::ranges::find(check.events, activity.event) == check.events.end()) return false;
    if (!check.channel.empty() && !fits(activity.channel, check.channel)) return false;
    if (!check.brand.empty() && !fits(activity.brand, check.brand)) return false;
    ContactFields said;
    said.channel = activity.channel;
    said.brand = activity.brand;
    said.labels = activity.labels;
    for (const auto& [key, value] : check.labels) {
      if (!fits(field_of(said, Field::label, key), value)) return false;
    }
    for (const SameField& same : check.same) {
      if (!fits(field_of(said, same.field, same.label),
                field_of(scene.fields, same.field, same.label))) {
        return false;
      }
    }
    return true;
  }

  Verdict operator()(const CooldownCheck& check) const {
    const bool exact = check.length.unit == SpanUnit::exact;
    const Zones zones = exact ? Zones{&utc()} : scene.zones;
    for (const Activity& activity : scene.facts.customer->activities) {
      if (!starts(check, activity)) continue;
      if (zones.empty()) return {Code::timezone_unknown};
      for (const TimeZone* zone : zones) {
        if (scene.t < later_by(*zone, activity.at, check.length, check.event_day_counts)) {
          return {Code::cooling_down};
        }
      }
    }
    return {};
  }

  Verdict operator()(const VolumeCheck& check) const {
    const auto span = scene.facts.volume->times(rule, scene.fields);
    const Times times(span.begin(), span.end());
    const TimeZone* zone = scene.policy.defaults.timezone;
    const Zones zones = {zone != nullptr ? zone : &utc()};
    const int most = most_in_window(times, check.within, zones, scene.t);
    return {most + 1 > check.at_most ? Code::volume_exceeded : Code::none, false, most};
  }

  Verdict operator()(const DenyCheck&) const { return {Code::denied, true}; }
};

bool has_basis(Basis basis, ContactStatus status) {
  switch (status) {
    case ContactStatus::reserved: return basis != Basis::conversation;
    case ContactStatus::sent: return basis == Basis::contact || basis == Basis::attempt;
    case ContactStatus::failed: return basis == Basis::attempt;
    case ContactStatus::cancelled: return false;
    case ContactStatus::delivered: return basis != Basis::conversation;
    case ContactStatus::conversation: return true;
  }
  TACT_CHECK(false);
}

}  // namespace

std::vector<const SubjectState*> subjects(const Facts& facts) {
  std::vector<const SubjectState*> found = {facts.customer};
  if (facts.address != nullptr && facts.address != facts.customer) found.push_back(facts.address);
  return found;
}

bool counts(const Counting& counting, const Contact& contact, const ContactFields& request) {
  if (!has_basis(counting.basis, contact.status)) return false;
  if (!contact_matches(counting.count, contact.fields)) return false;
  return std::ranges::all_of(counting.same, [&](const SameField& same) {
    return field_of(contact.fields, same.field, same.label) ==
           field_of(request, same.field, same.label);
  });
}

std::vector<Instant> counted_times(const Scene& scene, const Counting& counting) {
  const Facts& facts = scene.facts;
  std::vector<const SubjectState*> whose = {facts.customer};
  if (counting.per == Per::address && facts.address != nullptr) whose = {facts.address};
  if (counting.per == Per::household && !facts.household.empty()) {
    whose.assign(facts.household.begin(), facts.household.end());
  }
  std::vector<Instant> times;
  for (const SubjectState* subject : whose) {
    for (const Contact& contact : subject->contacts) {
      if (counts(counting, contact, scene.fields)) times.push_back(contact.at);
    }
  }
  return times;
}

Verdict judge_rule(const Scene& scene, std::size_t rule) {
  const Rule& judged = scene.policy.rules[rule];
  Verdict verdict = std::visit(CheckJudge{scene, rule}, judged.check);
  if (judged.on_fail == OnFail::deny) verdict.is_final = true;
  return verdict;
}

}  // namespace tact::naive
