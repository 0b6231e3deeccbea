#include "core/policy/reader_hours.h"

#include <algorithm>

#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/yaml/map_reader.h"
#include "core/yaml/values.h"

namespace tact {
namespace {

using std::chrono::minutes;

constexpr std::string_view shape = "write `mon-fri 09:00-18:00`";
constexpr minutes whole_day = std::chrono::hours(24);

std::optional<std::size_t> parse_day(std::string_view text) {
  const auto found = std::find(weekday_names.begin(), weekday_names.end(), text);
  if (found == weekday_names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - weekday_names.begin());
}

Error unknown_day(std::string_view text) {
  std::string near = suggest(text, weekday_names);
  if (!near.empty()) return Error{std::move(near)};
  std::string message = "no such weekday " + quoted_input(text) + ": ";
  return Error{message + "write mon, tue, wed, thu, fri, sat, sun or daily"};
}

// "mon", "mon-fri", "fri-mon", "daily".
Result<Weekdays> parse_day_range(std::string_view text) {
  if (text == every_day) return Weekdays().set();
  const std::size_t dash = text.find('-');
  const std::string_view first_text = text.substr(0, dash);
  const std::string_view last_text =
      dash == std::string_view::npos ? first_text : text.substr(dash + 1);
  const std::optional<std::size_t> first = parse_day(first_text);
  if (!first) return unknown_day(first_text);
  const std::optional<std::size_t> last = parse_day(last_text);
  if (!last) return unknown_day(last_text);
  Weekdays days;
  for (std::size_t day = *first;; day = (day + 1) % 7) {
    days.set(day);
    if (day == *last) return days;
  }
}

void read_open(const YamlNode& node, const PolicyScope& scope, HoursCheck& check) {
  const std::size_t errors_before = scope.diagnostics.errors();
  for (const YamlNode* item : items_of(node)) {
    const std::optional<std::string> text = read_text(*item, "open", scope.diagnostics);
    if (!text) continue;
    if (!check.text.empty()) check.text += ", ";
    check.text += *text;
    const Result<std::vector<OpenInterval>> intervals = parse_open_hours(*text);
    if (!intervals) {
      scope.diagnostics.error(item->spot, "these are no opening hours: " + quoted_input(*text),
                              intervals.error().message);
      continue;
    }
    if (intervals->empty()) {
      scope.diagnostics.warning(item->spot, "these hours are never open: " + quoted_input(*text),
                                "for the whole day write 00:00-24:00");
    }
    check.open.insert(check.open.end(), intervals->begin(), intervals->end());
  }
  if (node.is_list() && node.items.empty() && scope.diagnostics.errors() == errors_before) {
    scope.diagnostics.warning(node.spot, "these hours are never open",
                              "to forbid always, write `deny: true`");
  }
}

void read_closed_on(const YamlNode& node, const PolicyScope& scope, HoursCheck& check) {
  for (Word& word : read_words(node, "closed_on", scope.diagnostics, EmptyList::allowed)) {
    check_calendar(word, scope);
    check.closed_on.push_back(std::move(word.text));
  }
}

}  // namespace

Result<Weekdays> parse_weekdays(std::string_view text) {
  Weekdays days;
  while (true) {
    const std::size_t comma = text.find(',');
    const Result<Weekdays> range = parse_day_range(text.substr(0, comma));
    if (!range) return range.error();
    days |= *range;
    if (comma == std::string_view::npos) return days;
    text.remove_prefix(comma + 1);
  }
}

Result<std::vector<OpenInterval>> parse_open_hours(std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::string_view times = space == std::string_view::npos ? text : text.substr(space + 1);
  const std::size_t dash = times.find('-');
  if (space == std::string_view::npos || dash == std::string_view::npos) {
    return Error{std::string(shape)};
  }
  const Result<Weekdays> days = parse_weekdays(text.substr(0, space));
  if (!days) return days.error();
  const std::optional<minutes> start = parse_time_of_day(times.substr(0, dash));
  const std::optional<minutes> end = parse_time_of_day(times.substr(dash + 1));
  if (!start || !end) return Error{"write times as hh:mm, from 00:00 to 24:00"};
  if (*start == whole_day) return Error{"hours begin from 00:00 to 23:59"};

  std::vector<OpenInterval> intervals;
  if (*start == *end) return intervals;
  const minutes until = *end < *start ? *end + whole_day : *end;
  for (const unsigned day : {1U, 2U, 3U, 4U, 5U, 6U, 0U}) {
    if (days->test(day)) intervals.push_back({std::chrono::weekday(day), *start, until});
  }
  return intervals;
}

const TimeZone* read_clock(const YamlNode& node, const PolicyScope& scope) {
  const std::optional<std::string> name = read_text(node, "clock", scope.diagnostics);
  if (!name || *name == "customer") return nullptr;
  return find_zone({*name, node.spot}, scope.zones, scope.diagnostics);
}

HoursCheck read_hours_check(const YamlNode& node, const PolicyScope& scope) {
  HoursCheck check;
  if (!expect_map(node, grammar::rule.at("hours"), scope.diagnostics)) {
    return check;
  }
  MapReader map(node, grammar::hours, scope.diagnostics);
  if (const YamlNode* open = map.require("open")) read_open(*open, scope, check);
  if (const YamlNode* closed_on = map.take("closed_on")) read_closed_on(*closed_on, scope, check);
  if (const YamlNode* clock = map.take("clock")) {
    check.clock = read_clock(*clock, scope);
  }
  map.finish();
  return check;
}

}  // namespace tact
