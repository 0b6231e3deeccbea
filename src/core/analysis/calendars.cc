#include <algorithm>
#include <string>

#include "core/analysis/analysis.h"
#include "core/analysis/wording.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::year;

constexpr days notice{90};

int year_of(LocalDate date) { return static_cast<int>(std::chrono::year_month_day(date).year()); }

// The years from `first` on that are covered without a gap, the last of them; `first` - 1 if none.
int covered_through(const std::vector<int>& years, int first) {
  int last = first - 1;
  while (std::binary_search(years.begin(), years.end(), last + 1)) ++last;
  return last;
}

void warn_of_end(const std::string& name, const Calendar& calendar, LocalDate today,
                 const Spot& spot, Diagnostics& diagnostics) {
  const int this_year = year_of(today);
  const int last = covered_through(calendar.covered_years, this_year);
  const std::string next = std::to_string(last + 1);
  const std::string hint = "list the days of " + next + " and add it to `covers`";
  if (last < this_year) {
    diagnostics.warning(spot,
                        "the calendar " + quoted_input(name) + " does not cover " + next +
                            ": rules that are closed on it fail",
                        hint);
    return;
  }
  const LocalDate end = LocalDate{year{last} / std::chrono::December / 31};
  if (end - today > notice) return;
  diagnostics.warning(spot,
                      "the calendar " + quoted_input(name) + " ends on " + format_date(end) +
                          ": rules that are closed on it fail after that",
                      hint);
}

// `covers` says that all days of a year are listed. Years that are over matter no more.
void warn_of_empty_years(const std::string& name, const Calendar& calendar,
                         std::optional<LocalDate> today, const Spot& spot,
                         Diagnostics& diagnostics) {
  std::vector<std::string> empty;
  for (const int covered : calendar.covered_years) {
    if (today && covered < year_of(*today)) continue;
    const auto first = calendar.closed.lower_bound(LocalDate{year{covered} / 1 / 1});
    if (first != calendar.closed.end() && year_of(first->first) == covered) continue;
    empty.push_back(std::to_string(covered));
  }
  if (empty.empty()) return;
  const std::string years = in_words(empty, "and");
  diagnostics.warning(spot,
                      "the calendar " + quoted_input(name) + " covers " + years +
                          " but lists no day of it: it closes nothing then",
                      "list the days of " + years + ", or take it out of `covers`");
}

}  // namespace

void warn_of_calendars(Analysis& analysis) {
  const std::optional<LocalDate> today = analysis.input.today;
  for (const auto& [name, calendar] : analysis.input.policy.calendars) {
    const Spot& spot = analysis.input.calendars.spot(name);
    if (today) warn_of_end(name, calendar, *today, spot, analysis.diagnostics);
    warn_of_empty_years(name, calendar, today, spot, analysis.diagnostics);
  }
}

}  // namespace tact
