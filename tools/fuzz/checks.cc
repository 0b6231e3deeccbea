#include "fuzz/checks.h"

#include <map>

#include "tact/check.h"

namespace tact::fuzz {
namespace {

constexpr std::string_view divider = "\n%%\n";

void check_place(const Place& place, const std::string& text) {
  const SourceText source(place.file, text, 0);
  TACT_CHECK(place.line >= 0 && place.line <= source.line_count());
  if (place.line == 0) {
    TACT_CHECK(place.column == 0);
    return;
  }
  TACT_CHECK(place.column >= 1);
  // A byte for each character is enough; the end of the line is a place as well.
  TACT_CHECK(static_cast<std::size_t>(place.column) <= source.line(place.line).size() + 1);
}

}  // namespace

TwoFiles::TwoFiles(std::string_view input) {
  const std::size_t end = input.find(divider);
  first_ = input.substr(0, end);
  has_second_ = end != std::string_view::npos;
  if (has_second_) second_ = input.substr(end + divider.size());
}

Result<std::string> TwoFiles::read(const std::string& path) {
  if (path == first_path) return first_;
  if (has_second_) return second_;
  return Error{"there is no such file"};
}

std::shared_ptr<const ZoneBook> few_zones() {
  std::vector<TimeZone> zones;
  zones.emplace_back("America/Chicago",
                     std::vector<TimeZone::Transition>{{Instant{}, std::chrono::hours(-6)}});
  zones.emplace_back("America/New_York",
                     std::vector<TimeZone::Transition>{{Instant{}, std::chrono::hours(-5)}});
  zones.emplace_back("Europe/Istanbul",
                     std::vector<TimeZone::Transition>{{Instant{}, std::chrono::hours(3)}});
  zones.emplace_back("UTC", std::vector<TimeZone::Transition>{{Instant{}, {}}});
  return std::make_shared<const ZoneBook>(
      std::move(zones),
      std::map<std::string, std::vector<std::string>>{
          {"TR", {"Europe/Istanbul"}}, {"US", {"America/New_York", "America/Chicago"}}});
}

void check_diagnostics(const std::vector<Diagnostic>& diagnostics, PolicyFiles& files) {
  for (const Diagnostic& diagnostic : diagnostics) {
    TACT_CHECK(!diagnostic.message.empty());
    const Result<std::string> text = files.read(diagnostic.place.file);
    check_place(diagnostic.place, text.ok() ? *text : std::string());
    const std::string shown = render_diagnostic(diagnostic);
    TACT_CHECK(shown.ends_with('\n'));
    TACT_CHECK(find_invalid_utf8(shown) == std::string::npos);
    TACT_CHECK(find_control_character(shown) == std::string::npos);
    std::string json;
    JsonWriter writer(json, KeyOrder::as_written);
    write_diagnostic(diagnostic, writer);
    TACT_CHECK(writer.complete());
  }
}

}  // namespace tact::fuzz
