#include "zones/system_zones.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <date/tz.h>

#include "zones/posix_rule.h"

namespace tact {
namespace {

using std::chrono::seconds;

constexpr std::string_view directory = "/usr/share/zoneinfo/";
constexpr date::sys_seconds first_instant{};
constexpr std::chrono::year last_year{2100};

using Countries = std::map<std::string, std::vector<std::string>>;

Error missing(std::string what) {
  return Error{std::move(what) + "; install the package `tzdata`, or reinstall it"};
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

// A zone file of version 2 or later ends in "\n" rule "\n". An empty rule says that nothing is
// known beyond the listed changes; then the last of them holds, as for a rule without daylight
// time.
std::optional<PosixRule> read_rule(const std::string& zone) {
  const std::optional<std::string> content = read_file(std::string(directory) + zone);
  if (!content || content->size() < 2 || content->back() != '\n') return std::nullopt;
  const std::size_t begin = content->rfind('\n', content->size() - 2);
  if (begin == std::string::npos) return std::nullopt;
  if (begin == content->size() - 2) return PosixRule{};
  return parse_posix_rule(
      std::string_view(*content).substr(begin + 1, content->size() - begin - 2));
}

std::vector<TimeZone::Transition> listed_changes(const date::time_zone& zone) {
  constexpr date::sys_seconds end = date::sys_days{date::year{int{last_year} + 1} / 1 / 1};
  date::sys_info info = zone.get_info(first_instant);
  std::vector<TimeZone::Transition> changes = {{Instant{}, info.offset}};
  while (info.end < end) {
    info = zone.get_info(info.end);
    changes.push_back({Instant{info.begin.time_since_epoch()}, info.offset});
  }
  return changes;
}

Result<TimeZone> load_zone(const date::time_zone& zone) {
  std::vector<TimeZone::Transition> changes = listed_changes(zone);
  const std::optional<PosixRule> rule = read_rule(zone.name());
  if (!rule) return missing("the time zone file of `" + zone.name() + "` ends without its rule");

  const Instant last_listed = changes.back().begin;
  const std::chrono::year_month_day last_date{std::chrono::floor<std::chrono::days>(last_listed)};
  for (const TimeZone::Transition& change : rule->changes(last_date.year(), last_year)) {
    if (change.begin > last_listed) changes.push_back(change);
  }
  return TimeZone(zone.name(), std::move(changes));
}

// What the machine's owner has set is in the directory too, but is no zone's name.
bool is_setting(std::string_view name) { return name == "localtime" || name == "posixrules"; }

// Lines of "TR\t+4101+02858\tEurope/Istanbul\tcomment"; '#' begins a comment.
Countries parse_zone_tab(std::string text) {
  Countries countries;
  std::istringstream lines(std::move(text));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream fields(line);
    std::string country, coordinates, zone;
    fields >> country >> coordinates >> zone;
    countries[country].push_back(zone);
  }
  return countries;
}

Result<Countries> load_countries(const std::vector<TimeZone>& zones) {
  const std::string path = std::string(directory) + "zone.tab";
  std::optional<std::string> text = read_file(path);
  if (!text) return missing("cannot read `" + path + "`");
  Countries countries = parse_zone_tab(*std::move(text));
  for (const auto& [country, names] : countries) {
    for (const std::string& name : names) {
      const auto has_name = [&name](const TimeZone& zone) { return zone.name() == name; };
      if (std::ranges::none_of(zones, has_name)) {
        return missing(std::string("there is no file for the time zone `")
                           .append(name)
                           .append("` of zone.tab"));
      }
    }
  }
  return countries;
}

Result<ZoneBook> load_zones() {
  std::vector<TimeZone> zones;
  for (const date::time_zone& each : date::get_tzdb().zones) {
    if (is_setting(each.name())) continue;
    Result<TimeZone> zone = load_zone(each);
    if (!zone) return zone.error();
    zones.push_back(*std::move(zone));
  }
  if (zones.empty()) return missing("there are no time zones in `" + std::string(directory) + "`");
  Result<Countries> countries = load_countries(zones);
  if (!countries) return countries.error();
  return ZoneBook(std::move(zones), *std::move(countries));
}

}  // namespace

Result<ZoneBook> load_system_zones() {
  // The library reports missing and broken files by exceptions.
  try {
    return load_zones();
  } catch (const std::exception& error) {
    std::string reason = error.what();
    while (reason.ends_with('\n')) reason.pop_back();
    return missing("cannot read the time zones in `" + std::string(directory) + "`: " + reason);
  }
}

}  // namespace tact
