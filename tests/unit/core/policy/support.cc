#include "unit/core/policy/support.h"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

namespace tact {
namespace {

using std::chrono::hours;

constexpr std::string_view header = R"(tact: 1
policy: test
defaults: { timezone: Europe/Istanbul }
vocabulary:
  channels: [email, sms, call, push]
  purposes: [service/order, survey/satisfaction, marketing/promotion, marketing/newsletter]
  labels: [subject, promotional]
  activities: [purchase, complaint, conversation, refusal]
  brands: [acme, acme-bank]
calendars:
  tr-public: { covers: [2026, 2027], days: [2026-01-01, 2027-01-01] }
rules:
)";

std::shared_ptr<const ZoneBook> make_zones() {
  std::vector<TimeZone> zones;
  zones.push_back(TimeZone("Europe/Istanbul", {{Instant{}, hours(3)}}));
  zones.push_back(TimeZone("Europe/Berlin", {{Instant{}, hours(1)}}));
  zones.push_back(TimeZone("America/New_York", {{Instant{}, hours(-5)}}));
  zones.push_back(TimeZone("America/Chicago", {{Instant{}, hours(-6)}}));
  zones.push_back(TimeZone("UTC", {{Instant{}, hours(0)}}));
  return std::make_shared<const ZoneBook>(std::move(zones),
                                          std::map<std::string, std::vector<std::string>>{
                                              {"TR", {"Europe/Istanbul"}},
                                              {"DE", {"Europe/Berlin"}},
                                              {"US", {"America/New_York", "America/Chicago"}}});
}

}  // namespace

std::shared_ptr<const ZoneBook> some_zones() {
  // Kept, so that a rule that was taken out of its policy may still have a clock.
  static const std::shared_ptr<const ZoneBook> zones = make_zones();
  return zones;
}

std::string policy_with(std::string_view rules) {
  // YAML wants `[]` indented, but not `- id: …`.
  return std::string(header).append(rules.starts_with('[') ? "  " : "").append(rules);
}

Compiled compile_text(std::string text, std::optional<LocalDate> today) {
  MemoryFiles files({{"policy.yaml", std::move(text)}});
  return compile_policy("policy.yaml", files, some_zones(), today);
}

std::shared_ptr<const Policy> compiled_rules(std::string_view rules) {
  const Compiled compiled = compile_text(policy_with(rules));
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy != nullptr);
  return compiled.policy;
}

Rule compiled_rule(std::string_view lines) {
  std::string rules = "- id: r\n";
  std::istringstream stream{std::string(lines)};
  for (std::string line; std::getline(stream, line);) rules += "  " + line + '\n';
  return compiled_rules(rules)->rules.at(0);
}

std::string messages(const Compiled& compiled) {
  std::string text;
  for (const Diagnostic& diagnostic : compiled.diagnostics) {
    text += std::to_string(diagnostic.place.line) + ':' + std::to_string(diagnostic.place.column);
    text += ": ";
    text += name_of(diagnostic.severity);
    text += ": " + diagnostic.message + '\n';
  }
  return text;
}

std::string messages_of_rule(std::string_view lines) {
  std::string rules = "- id: r\n";
  std::istringstream stream{std::string(lines)};
  for (std::string line; std::getline(stream, line);) rules += "  " + line + '\n';
  const Compiled compiled = compile_text(policy_with(rules));
  std::string text;
  for (const Diagnostic& diagnostic : compiled.diagnostics) {
    text += name_of(diagnostic.severity);
    text += ": " + diagnostic.message + '\n';
  }
  return text;
}

LocalDate day(int year, unsigned month, unsigned day_of_month) {
  return LocalDate{std::chrono::year{year} / std::chrono::month{month} /
                   std::chrono::day{day_of_month}};
}

std::string source_path(std::string_view path) {
  return std::string(TACT_SOURCE_DIR "/").append(path);
}

std::string read_source_file(std::string_view path) {
  std::ifstream stream(source_path(path), std::ios::binary);
  INFO(path);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace tact
