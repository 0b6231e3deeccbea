// Durations, windows, hours and dates in words.
#include <algorithm>
#include <bitset>

#include "tact/check.h"

#include "core/prose/words.h"

namespace tact::prose {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Units {
  const Counted& seconds;
  const Counted& minutes;
  const Counted& hours;
  const Counted& days;
};

// In the largest unit that says it in whole numbers.
std::string length_words(Duration length, const Units& units) {
  // One day is 24 hours, so that nobody takes it for a date.
  if (length % days{1} == Duration{} && length != days{1})
    return fill(units.days, length / days{1});
  if (length % hours{1} == Duration{}) return fill(units.hours, length / hours{1});
  if (length % minutes{1} == Duration{}) return fill(units.minutes, length / minutes{1});
  // Policies say nothing finer than a second.
  return fill(units.seconds, length / seconds{1});
}

using Weekdays = std::bitset<7>;  // from Monday

// The intervals of one day, in order, with those that meet made one.
std::vector<std::pair<minutes, minutes>> of_day(const std::vector<OpenInterval>& open,
                                                std::size_t day) {
  std::vector<std::pair<minutes, minutes>> intervals;
  for (const OpenInterval& interval : open) {
    if (interval.weekday.iso_encoding() == day + 1) {
      intervals.emplace_back(interval.start, interval.end);
    }
  }
  std::sort(intervals.begin(), intervals.end());
  std::vector<std::pair<minutes, minutes>> merged;
  for (const auto& [start, end] : intervals) {
    if (!merged.empty() && start <= merged.back().second) {
      merged.back().second = std::max(merged.back().second, end);
    } else {
      merged.emplace_back(start, end);
    }
  }
  return merged;
}

// "Monday to Friday, Sunday".
std::string weekday_words(const Weekdays& on, const Language& language) {
  if (on.all()) return std::string(language.time.every_day.text);
  Texts texts;
  const auto name = [&](std::size_t day) { return language.time.weekdays[day].text; };
  for (std::size_t first = 0; first < 7; ++first) {
    if (!on.test(first)) continue;
    std::size_t last = first;
    while (last + 1 < 7 && on.test(last + 1)) ++last;
    if (last - first >= 2) {
      texts.push_back(fill(language.time.day_range, {name(first), name(last)}));
      first = last;
    } else {
      texts.emplace_back(name(first));
    }
  }
  return and_list(texts, language);
}

}  // namespace

std::string duration_words(Duration length, const Language& language) {
  const TimePhrases& time = language.time;
  return length_words(length, {time.seconds, time.minutes, time.hours, time.days});
}

std::string span_words(const Span& span, const Language& language) {
  switch (span.unit) {
    case SpanUnit::exact: return duration_words(span.length, language);
    case SpanUnit::months: return fill(language.time.months, span.count);
    case SpanUnit::calendar_days: return fill(language.time.calendar_days, span.count);
  }
  TACT_CHECK(false);
  return {};
}

std::string window_words(const Window& window, const Language& language) {
  const TimePhrases& time = language.time;
  switch (window.kind) {
    case WindowKind::rolling:
      return fill(time.rolling, {length_words(window.length, {time.seconds_long, time.minutes_long,
                                                              time.hours_long, time.days_long})});
    case WindowKind::calendar_day: return std::string(time.calendar_day.text);
    case WindowKind::calendar_week: return std::string(time.calendar_week.text);
    case WindowKind::calendar_month: return std::string(time.calendar_month.text);
    case WindowKind::calendar_quarter: return std::string(time.calendar_quarter.text);
    case WindowKind::calendar_year: return std::string(time.calendar_year.text);
    case WindowKind::consecutive_days: return fill(time.consecutive_days, window.days);
  }
  TACT_CHECK(false);
  return {};
}

std::string time_of_day_words(minutes time) {
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return two(time / hours{1}) + ':' + two(time % hours{1} / minutes{1});
}

std::string local_time_words(LocalTime time) {
  const LocalDate date = std::chrono::floor<days>(time);
  const auto of_day = std::chrono::floor<minutes>(time - date);
  return format_date(date) + (of_day == minutes{} ? "" : ' ' + time_of_day_words(of_day));
}

std::string open_words(const std::vector<OpenInterval>& open, const Language& language) {
  // By what is open, in the order of first days.
  std::vector<std::pair<std::pair<minutes, minutes>, Weekdays>> groups;
  for (std::size_t day = 0; day < 7; ++day) {
    for (const auto& interval : of_day(open, day)) {
      const auto found = std::find_if(groups.begin(), groups.end(),
                                      [&](const auto& group) { return group.first == interval; });
      auto& group = found == groups.end() ? groups.emplace_back(interval, Weekdays()) : *found;
      group.second.set(day);
    }
  }
  Texts texts;
  for (const auto& [interval, on] : groups) {
    const minutes end = interval.second > days{1} ? interval.second - days{1} : interval.second;
    texts.push_back(fill(
        language.time.hours_open,
        {weekday_words(on, language), time_of_day_words(interval.first), time_of_day_words(end)}));
  }
  return joined(texts, language.match.comma.text);
}

std::string weekdays_words(const std::bitset<7>& days, const Language& language) {
  Weekdays on;
  for (std::size_t day = 0; day < 7; ++day) on.set((day + 6) % 7, days.test(day));
  return weekday_words(on, language);
}

std::string days_words(const std::map<LocalDate, minutes>& closed, const Language& language) {
  Texts texts;
  for (auto first = closed.begin(); first != closed.end();) {
    if (first->second != minutes{}) {
      texts.push_back(fill(language.time.date_from,
                           {format_date(first->first), time_of_day_words(first->second)}));
      ++first;
      continue;
    }
    auto last = first;
    auto next = std::next(first);
    for (;
         next != closed.end() && next->second == minutes{} && next->first == last->first + days{1};
         ++next) {
      last = next;
    }
    texts.push_back(last == first ? format_date(first->first)
                                  : fill(language.time.dates,
                                         {format_date(first->first), format_date(last->first)}));
    first = next;
  }
  return joined(texts, language.match.comma.text);
}

}  // namespace tact::prose
