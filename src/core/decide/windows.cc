#include "core/decide/windows.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "tact/check.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

// Windows that contain `at` are (t − W, t] with t from `at` until before `at` + W. Only those that
// end at `at` or at a later contact can be the fullest.
std::int64_t fullest_rolling(Duration length, std::span<const Instant> times, Instant at) {
  auto first = std::upper_bound(times.begin(), times.end(), at - length);
  const auto present = std::upper_bound(first, times.end(), at);
  std::int64_t fullest = present - first;
  for (auto last = present; last != times.end() && *last < at + length; ++last) {
    while (*first <= *last - length) ++first;
    fullest = std::max<std::int64_t>(fullest, last - first + 1);
  }
  return fullest;
}

// `at_most` contacts that lie within one window keep out every instant that would share a window
// with all of them: the open interval from the last of them − W to the first of them + W.
Instant next_rolling(Duration length, std::span<const Instant> times, Instant at, int at_most) {
  if (at_most <= 0) return never;
  const auto run = static_cast<std::size_t>(at_most);
  Instant free = at;
  for (std::size_t i = 0; i + run <= times.size(); ++i) {
    const Instant first = times[i];
    const Instant last = times[i + run - 1];
    if (last - first < length && last - length < free && free < first + length) {
      free = first + length;
    }
  }
  return free;
}

// A number that two dates share iff they lie in the same calendar period.
int period_of(WindowKind kind, LocalDate date) {
  const year_month_day ymd(date);
  const int months = int(ymd.year()) * 12 + int(unsigned(ymd.month())) - 1;
  switch (kind) {
    case WindowKind::rolling:
    case WindowKind::consecutive_days:
    case WindowKind::calendar_day: return static_cast<int>(date.time_since_epoch().count());
    case WindowKind::calendar_week: {
      // 1970-01-01 was a Thursday: three days later than its week's Monday.
      const auto day = date.time_since_epoch().count() + 3;
      return static_cast<int>(day >= 0 ? day / 7 : (day - 6) / 7);
    }
    case WindowKind::calendar_month: return months;
    case WindowKind::calendar_quarter: return months / 3;
    case WindowKind::calendar_year: return int(ymd.year());
  }
  TACT_CHECK(false);
  return 0;
}

std::span<const Instant> within_reach(const Window& window, std::span<const Instant> times,
                                      Instant at) {
  const Duration reach = window_reach(window);
  const auto first = std::lower_bound(times.begin(), times.end(), at - reach);
  const auto last = std::upper_bound(first, times.end(), at + reach);
  return {first, last};
}

std::int64_t fullest_period(WindowKind kind, const TimeZone& zone, std::span<const Instant> times,
                            Instant at) {
  const int period = period_of(kind, zone.date_at(at));
  return std::count_if(times.begin(), times.end(),
                       [&](Instant time) { return period_of(kind, zone.date_at(time)) == period; });
}

// Runs of `length` consecutive dates that contain the date of `at`; the fullest ends at that date,
// or starts at a contact's date. Dates ascend as the times do, but where a zone went back over the
// date line: the run is counted from the dates in order.
std::int64_t fullest_run(int length, const TimeZone& zone, std::span<const Instant> times,
                         Instant at) {
  const int today = period_of(WindowKind::calendar_day, zone.date_at(at));
  std::vector<int> dates;
  dates.reserve(times.size());
  for (const Instant time : times) {
    const int date = period_of(WindowKind::calendar_day, zone.date_at(time));
    if (today - length < date && date < today + length) dates.push_back(date);
  }
  if (!std::is_sorted(dates.begin(), dates.end())) std::sort(dates.begin(), dates.end());
  auto first = dates.begin();
  auto end = dates.begin();
  std::int64_t fullest = 0;
  const auto count_from = [&](int start) {
    while (first != dates.end() && *first < start) ++first;
    while (end != dates.end() && *end < start + length) ++end;
    fullest = std::max<std::int64_t>(fullest, end - first);
  };
  count_from(today - length + 1);
  for (const int date : dates) {
    if (date < today) count_from(date);
  }
  count_from(today);
  return fullest;
}

std::int64_t fullest_in(const Window& window, const TimeZone& zone, std::span<const Instant> times,
                        Instant at) {
  if (window.kind == WindowKind::consecutive_days) {
    return fullest_run(window.days, zone, times, at);
  }
  return fullest_period(window.kind, zone, times, at);
}

// ---- the fullest window itself ----

std::int64_t held(const std::vector<bool>& holds) {
  return std::count(holds.begin(), holds.end(), true);
}

template <class IsIn>
FullestWindow window_of(Instant from, Instant until, const TimeZone* zone,
                        std::span<const Instant> times, IsIn is_in) {
  FullestWindow found{from, until, zone, std::vector<bool>(times.size())};
  for (std::size_t i = 0; i < times.size(); ++i) found.holds[i] = is_in(times[i]);
  return found;
}

FullestWindow rolling_until(Instant until, Duration length, std::span<const Instant> times) {
  return window_of(until - length, until, nullptr, times,
                   [&](Instant time) { return until - length < time && time <= until; });
}

// The dates from `first` until before `end`, in days since 1970.
FullestWindow dates_window(const TimeZone& zone, int first, int end,
                           std::span<const Instant> times) {
  const auto start_of = [&](int date) { return zone.start_of(LocalDate(days(date))); };
  return window_of(start_of(first), start_of(end), &zone, times, [&](Instant time) {
    const int date = period_of(WindowKind::calendar_day, zone.date_at(time));
    return first <= date && date < end;
  });
}

// The first and the last date of the period that holds `today`, by stepping: periods are short.
FullestWindow period_window(WindowKind kind, const TimeZone& zone, std::span<const Instant> times,
                            Instant at) {
  const LocalDate today = zone.date_at(at);
  const int period = period_of(kind, today);
  LocalDate first = today;
  while (period_of(kind, first - days(1)) == period) first -= days(1);
  LocalDate end = today;
  while (period_of(kind, end) == period) end += days(1);
  const auto number = [](LocalDate date) {
    return static_cast<int>(date.time_since_epoch().count());
  };
  return dates_window(zone, number(first), number(end), times);
}

template <class Visit>
void for_each_run(int length, const TimeZone& zone, std::span<const Instant> times, Instant at,
                  Visit visit) {
  const int today = period_of(WindowKind::calendar_day, zone.date_at(at));
  visit(today - length + 1);
  for (const Instant time : times) {
    const int date = period_of(WindowKind::calendar_day, zone.date_at(time));
    if (date < today && date > today - length) visit(date);
  }
  visit(today);
}

}  // namespace

FullestWindow find_fullest_window(const Window& window, std::span<const TimeZone* const> zones,
                                  std::span<const Instant> times, Instant at) {
  std::optional<FullestWindow> fullest;
  const auto offer = [&](FullestWindow candidate) {
    if (!fullest || held(candidate.holds) > held(fullest->holds)) fullest = std::move(candidate);
  };
  if (window.kind == WindowKind::rolling) {
    offer(rolling_until(at, window.length, times));
    for (const Instant time : times) {
      if (at < time && time < at + window.length) offer(rolling_until(time, window.length, times));
    }
    return *std::move(fullest);
  }
  TACT_CHECK(!zones.empty());
  for (const TimeZone* zone : zones) {
    if (window.kind != WindowKind::consecutive_days) {
      offer(period_window(window.kind, *zone, times, at));
      continue;
    }
    for_each_run(window.days, *zone, times, at,
                 [&](int first) { offer(dates_window(*zone, first, first + window.days, times)); });
  }
  return *std::move(fullest);
}

Duration window_reach(const Window& window) {
  // Local periods differ from 24 h times their days by the changes of the clocks, and in a zone
  // that moved over the date line by a day.
  constexpr Duration slack = days(2);
  switch (window.kind) {
    case WindowKind::rolling: return window.length;
    case WindowKind::calendar_day: return days(1) + slack;
    case WindowKind::calendar_week: return days(7) + slack;
    case WindowKind::calendar_month: return days(31) + slack;
    case WindowKind::calendar_quarter: return days(92) + slack;
    case WindowKind::calendar_year: return days(366) + slack;
    case WindowKind::consecutive_days: return days(window.days) + slack;
  }
  TACT_CHECK(false);
  return {};
}

std::int64_t fullest_window(const Window& window, std::span<const TimeZone* const> zones,
                            std::span<const Instant> times, Instant at) {
  if (window.kind == WindowKind::rolling) return fullest_rolling(window.length, times, at);
  TACT_CHECK(!zones.empty());
  const auto near = within_reach(window, times, at);
  std::int64_t fullest = 0;
  for (const TimeZone* zone : zones) {
    fullest = std::max(fullest, fullest_in(window, *zone, near, at));
  }
  return fullest;
}

Instant next_window_change(const Window& window, std::span<const TimeZone* const> zones,
                           std::span<const Instant> times, Instant at, int at_most) {
  if (at_most <= 0) return never;
  if (window.kind == WindowKind::rolling) return next_rolling(window.length, times, at, at_most);
  Instant next = never;
  for (const TimeZone* zone : zones) next = std::min(next, zone->next_date_change(at));
  return next;
}

}  // namespace tact
