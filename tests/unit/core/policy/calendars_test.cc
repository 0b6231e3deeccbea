#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"

namespace tact {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::shared_ptr<const Policy> with_calendars(const std::string& calendars) {
  const Compiled compiled = compile_text(
      "tact: 1\npolicy: p\nvocabulary: { channels: [sms], purposes: [marketing] }\n"
      "calendars:\n" +
      calendars + "rules: []\n");
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy);
  return compiled.policy;
}

}  // namespace

TEST_CASE("days are single dates, ranges and half-days") {
  const auto policy = with_calendars(
      "  tr: { covers: [2027, 2026, 2026], days: [2026-01-01, 2026-03-20..2026-03-22, "
      "\"2026-10-28 13:00\"] }\n");
  const Calendar& calendar = policy->calendars.at("tr");
  CHECK(calendar.covered_years == std::vector<int>{2026, 2027});
  CHECK(calendar.closed.size() == 5);
  CHECK(calendar.closed.at(day(2026, 3, 22)) == minutes(0));
  CHECK(calendar.closed.at(day(2026, 10, 28)) == hours(13));
  CHECK_FALSE(calendar.closed.contains(day(2026, 3, 23)));
}

TEST_CASE("of two words on one day the earlier closes it") {
  const auto policy = with_calendars(
      "  tr: { covers: [2026], days: [\"2026-10-28 13:00\", \"2026-10-28 12:00\", "
      "2026-05-01, \"2026-05-01 13:00\"] }\n");
  const Calendar& calendar = policy->calendars.at("tr");
  CHECK(calendar.closed.at(day(2026, 10, 28)) == hours(12));
  CHECK(calendar.closed.at(day(2026, 5, 1)) == minutes(0));
}

TEST_CASE("a range may go over the end of a year that is covered") {
  const auto policy =
      with_calendars("  tr: { covers: [2026, 2027], days: [2026-12-31..2027-01-02] }\n");
  CHECK(policy->calendars.at("tr").closed.size() == 3);
}

TEST_CASE("a region has zones, a policy has defaults") {
  const Compiled compiled = compile_text(
      "tact: 1\npolicy: p\ntitle: A policy\n"
      "defaults: { timezone: Europe/Istanbul, country: TR, kind: individual }\n"
      "vocabulary: { channels: sms, purposes: [marketing] }\n"
      "regions: { US-FL: [America/New_York, America/Chicago] }\nrules: []\n");
  REQUIRE(compiled.policy);
  const Policy& policy = *compiled.policy;
  CHECK(policy.title == "A policy");
  CHECK(policy.defaults.timezone->name() == "Europe/Istanbul");
  CHECK(policy.defaults.country == "TR");
  CHECK(policy.defaults.kind == CustomerKind::individual);
  REQUIRE(policy.regions.at("US-FL").size() == 2);
  CHECK(policy.regions.at("US-FL")[1]->name() == "America/Chicago");
  CHECK(policy.vocabulary.channels == std::vector<std::string>{"sms"});
}

}  // namespace tact
