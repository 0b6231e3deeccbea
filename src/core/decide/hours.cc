#include "core/decide/hours.h"

#include <algorithm>
#include <array>

#include "tact/check.h"

namespace tact {
namespace {

using std::chrono::days;

// Intervals that began up to two dates ago can still be open (they may end on the next date), and
// a change of the clocks can move a date's start.
constexpr days look_back{2};
constexpr days look_ahead{2};

std::span<const TimeZone* const> zones_of(const HoursCheck& check, const Scene& scene) {
  if (check.clock != nullptr) return {&check.clock, 1};
  return scene.clock.zones();
}

// Calls `visit` with each interval that begins on one of the dates. REQUIRES: they are less than a
// week, so that each weekday is one of them at most.
template <class Visit>
void for_each_interval(const HoursCheck& check, const ZoneNearby& zone, LocalDate first,
                       LocalDate last, Visit visit) {
  const std::chrono::weekday weekday(first);
  for (const OpenInterval& interval : check.open) {
    const LocalDate date = first + (interval.weekday - weekday);
    if (date > last) continue;
    const LocalTime midnight(date.time_since_epoch());
    visit(zone.to_instant(midnight + interval.start), zone.to_instant(midnight + interval.end));
  }
}

bool is_open(const HoursCheck& check, const ZoneNearby& zone, Instant at) {
  const LocalDate today = zone.date_at(at);
  bool open = false;
  for_each_interval(check, zone, today - look_back, today + days(1),
                    [&](Instant begin, Instant end) { open = open || (begin <= at && at < end); });
  return open;
}

const Calendar& calendar_of(const Scene& scene, const std::string& name) {
  const auto found = scene.policy.calendars.find(name);
  TACT_CHECK(found != scene.policy.calendars.end());  // The compiler refuses unknown calendars.
  return found->second;
}

bool is_covered(const Calendar& calendar, LocalDate date) {
  const int year = int(std::chrono::year_month_day(date).year());
  return std::binary_search(calendar.covered_years.begin(), calendar.covered_years.end(), year);
}

// From when on the date is closed in this calendar.
std::optional<Instant> closing(const Calendar& calendar, const ZoneNearby& zone, LocalDate date) {
  const auto day = calendar.closed.find(date);
  if (day == calendar.closed.end()) return std::nullopt;
  if (day->second == std::chrono::minutes(0)) return Instant::min();
  return zone.to_instant(LocalTime(date.time_since_epoch()) + day->second);
}

bool is_closed_date(const HoursCheck& check, const Scene& scene, const ZoneNearby& zone,
                    Instant at) {
  if (check.closed_on.empty()) return false;
  const LocalDate today = zone.date_at(at);
  return std::any_of(check.closed_on.begin(), check.closed_on.end(), [&](const auto& name) {
    const std::optional<Instant> from = closing(calendar_of(scene, name), zone, today);
    return from && *from <= at;
  });
}

bool is_uncovered(const HoursCheck& check, const Scene& scene, const ZoneNearby& zone, Instant at) {
  const LocalDate today = zone.date_at(at);
  return std::any_of(check.closed_on.begin(), check.closed_on.end(), [&](const auto& name) {
    return !is_covered(calendar_of(scene, name), today);
  });
}

Instant next_in_zone(const HoursCheck& check, const Scene& scene, const ZoneNearby& zone,
                     Instant at) {
  Instant next = zone.next_date_change(at);
  const LocalDate today = zone.date_at(at);
  for_each_interval(check, zone, today - look_back, today + look_ahead,
                    [&](Instant begin, Instant end) {
                      next = earlier_after(at, begin, next);
                      next = earlier_after(at, end, next);
                    });
  if (check.closed_on.empty()) return next;
  for (LocalDate date = today - look_back; date <= today + look_ahead; date += days(1)) {
    for (const std::string& name : check.closed_on) {
      const std::optional<Instant> from = closing(calendar_of(scene, name), zone, date);
      if (from) next = earlier_after(at, *from, next);
    }
  }
  return next;
}

}  // namespace

HoursJudgement judge_hours(const HoursCheck& check, const Scene& scene, Instant at) {
  const auto zones = zones_of(check, scene);
  if (zones.empty()) return {Code::timezone_unknown, nullptr};
  const auto is_uncovered_in = [&](const TimeZone* zone) {
    return is_uncovered(check, scene, ZoneNearby(*zone, at), at);
  };
  if (!check.closed_on.empty()) {
    const auto uncovered = std::find_if(zones.begin(), zones.end(), is_uncovered_in);
    if (uncovered != zones.end()) return {Code::calendar_missing, *uncovered};
  }
  for (const TimeZone* zone : zones) {
    const ZoneNearby nearby(*zone, at);
    if (!is_open(check, nearby, at) || is_closed_date(check, scene, nearby, at)) {
      return {Code::outside_hours, zone};
    }
  }
  return {};
}

std::optional<SeenHours> seen_hours(const HoursCheck& check, const Scene& scene, Instant at) {
  const auto zones = zones_of(check, scene);
  if (zones.empty()) return std::nullopt;
  const HoursJudgement judgement = judge_hours(check, scene, at);
  const TimeZone& zone = judgement.zone != nullptr ? *judgement.zone : *zones.front();
  SeenHours seen;
  seen.zone = zone.name();
  seen.local = local_words(zone, at);
  const ZoneNearby nearby(zone, at);
  const LocalDate today = nearby.date_at(at);
  for (LocalDate date = today - look_back; date <= today + days(1); date += days(1)) {
    for_each_interval(check, nearby, date, date, [&](Instant begin, Instant end) {
      if (seen.open_from || at < begin || end <= at) return;
      seen.open_from = begin;
      seen.open_until = end;
    });
  }
  for (const std::string& name : check.closed_on) {
    const Calendar& calendar = calendar_of(scene, name);
    const std::optional<Instant> from = closing(calendar, nearby, today);
    if (from && *from <= at && seen.closed_on.empty()) seen.closed_on = name;
    if (!is_covered(calendar, today) && seen.uncovered_by.empty()) seen.uncovered_by = name;
  }
  return seen;
}

std::string local_words(const TimeZone& zone, Instant at) {
  const LocalTime local = zone.to_local(at);
  const LocalDate date = std::chrono::floor<days>(local);
  const std::chrono::hh_mm_ss time(local - date);
  static constexpr std::array<const char*, 7> names{"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
  std::string words;
  words.reserve(std::string_view("Tue 2026-11-24 14:00 ").size() + zone.name().size());
  const auto append_two = [&](long value) {
    words += static_cast<char>('0' + value / 10);
    words += static_cast<char>('0' + value % 10);
  };
  words += names[std::chrono::weekday(date).c_encoding()];
  words += ' ';
  words += format_date(date);
  words += ' ';
  append_two(time.hours().count());
  words += ':';
  append_two(time.minutes().count());
  return words;
}

Instant next_hours_change(const HoursCheck& check, const Scene& scene, Instant at) {
  // As long as one zone is closed the others do not matter.
  const TimeZone* zone = judge_hours(check, scene, at).zone;
  return zone == nullptr ? never : next_in_zone(check, scene, ZoneNearby(*zone, at), at);
}

}  // namespace tact
