#include "core/policy/reader_calendars.h"

#include <algorithm>

#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/yaml/map_reader.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::minutes;

// A longer range is a slip of the pen in a year.
constexpr days range_max{366};

int year_of(LocalDate date) { return static_cast<int>(std::chrono::year_month_day(date).year()); }

struct DayRange {
  LocalDate first;
  LocalDate last;
  minutes from{};
};

// "2026-01-01", "2026-03-20..2026-03-22", "2026-10-28 13:00".
std::optional<DayRange> parse_days(std::string_view text) {
  const std::size_t dots = text.find("..");
  const std::size_t space = text.find(' ');
  if (dots != std::string_view::npos) {
    const std::optional<LocalDate> first = parse_date(text.substr(0, dots));
    const std::optional<LocalDate> last = parse_date(text.substr(dots + 2));
    if (!first || !last) return std::nullopt;
    return DayRange{*first, *last, minutes{0}};
  }
  const std::optional<LocalDate> date = parse_date(text.substr(0, space));
  if (!date) return std::nullopt;
  if (space == std::string_view::npos) return DayRange{*date, *date, minutes{0}};
  const std::optional<minutes> from = parse_time_of_day(text.substr(space + 1));
  if (!from || *from >= days{1}) return std::nullopt;
  return DayRange{*date, *date, *from};
}

}  // namespace

void CalendarDrafts::read(const YamlNode& node, Diagnostics& diagnostics) {
  if (!expect_map(node, grammar::policy_file.at("calendars"), diagnostics)) return;
  for (const YamlEntry& entry : node.entries) {
    Draft& draft = drafts_[entry.key];
    if (draft.spot.source == nullptr) draft.spot = entry.key_spot;
    if (!expect_map(entry.value, "a calendar", diagnostics,
                    "write `{ covers: [2026], days: [2026-01-01] }`")) {
      continue;
    }
    MapReader map(entry.value, grammar::calendar, diagnostics);
    if (const YamlNode* covers = map.require("covers")) read_covers(*covers, draft, diagnostics);
    if (const YamlNode* listed = map.take("days")) read_days(*listed, draft, diagnostics);
    map.finish();
  }
}

void CalendarDrafts::read_covers(const YamlNode& node, Draft& draft, Diagnostics& diagnostics) {
  for (const YamlNode* item : items_of(node)) {
    if (const auto year =
            read_whole(*item, "covers", covered_year_min, covered_year_max, diagnostics)) {
      draft.covers.push_back(*year);
    }
  }
}

void CalendarDrafts::read_days(const YamlNode& node, Draft& draft, Diagnostics& diagnostics) {
  for (const YamlNode* item : items_of(node)) {
    const std::optional<std::string> text = read_text(*item, "days", diagnostics);
    if (!text) continue;
    const std::optional<DayRange> range = parse_days(*text);
    if (!range) {
      diagnostics.error(item->spot, "this is no day: " + quoted_input(*text),
                        "write `2026-01-01`, `2026-03-20..2026-03-22` or `\"2026-10-28 13:00\"`");
    } else if (range->last < range->first) {
      diagnostics.error(item->spot, "the range ends before it begins: " + quoted_input(*text));
    } else if (range->last - range->first > range_max) {
      diagnostics.error(item->spot, "the range is longer than a year: " + quoted_input(*text));
    } else {
      draft.days.push_back({range->first, range->last, range->from, item->spot});
    }
  }
}

std::map<std::string, Calendar, std::less<>> CalendarDrafts::finish(
    Diagnostics& diagnostics) const {
  std::map<std::string, Calendar, std::less<>> calendars;
  for (const auto& [name, draft] : drafts_) {
    Calendar& calendar = calendars[name];
    calendar.covered_years = draft.covers;
    std::sort(calendar.covered_years.begin(), calendar.covered_years.end());
    const auto repeated = std::unique(calendar.covered_years.begin(), calendar.covered_years.end());
    calendar.covered_years.erase(repeated, calendar.covered_years.end());
    const std::vector<int>& years = calendar.covered_years;
    for (const Days& listed : draft.days) {
      for (const LocalDate date : {listed.first, listed.last}) {
        if (std::binary_search(years.begin(), years.end(), year_of(date))) continue;
        const std::string year = std::to_string(year_of(date));
        diagnostics.error(
            listed.spot,
            "a day of " + year + ", a year that " + quoted_input(name) + " does not cover",
            "add " + year + " to `covers` once all its days are listed");
        break;
      }
      for (LocalDate date = listed.first; date <= listed.last; date += days{1}) {
        const auto [day, is_new] = calendar.closed.try_emplace(date, listed.from);
        if (!is_new) day->second = std::min(day->second, listed.from);
      }
    }
  }
  return calendars;
}

}  // namespace tact
