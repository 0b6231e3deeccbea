// What an explanation shows of each rule, besides what it observed and its limit.
#include <string>

#include <catch2/catch.hpp>

#include "tact/decide.h"

#include "core/names/names.h"
#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";  // a Tuesday

// The first rule's.
Insight seen_at(Desk& desk, std::string_view at) {
  desk.world.at = time(at);
  const naive::Asked asked(desk.world);
  const auto rules = explain(desk.world.policy, asked.facts(), asked.question());
  REQUIRE(!rules.empty());
  return rules.front().insight;
}

std::vector<std::string> verdicts(const Insight& seen) {
  std::vector<std::string> words;
  for (const SeenConsent& consent : seen.consents) {
    words.emplace_back(name_of(consent.verdict));
  }
  return words;
}

struct WindowRow {
  std::string within;
  std::string from;
  std::string until;
  std::int64_t counted;
  bool is_local;
};

TEST_CASE("a count shows the window that it was made in", "[decide][insight]") {
  const std::vector<WindowRow> rows{
      {"24h", "2026-11-23 14:00 +03:00", now, 1, false},
      {"48h", "2026-11-23 20:00 +03:00", "2026-11-25 20:00 +03:00", 2, false},
      {"calendar day", "2026-11-24 00:00 +03:00", "2026-11-25 00:00 +03:00", 1, true},
      {"calendar week", "2026-11-23 00:00 +03:00", "2026-11-30 00:00 +03:00", 2, true},
      {"calendar month", "2026-11-01 00:00 +03:00", "2026-12-01 00:00 +03:00", 3, true},
      {"calendar quarter", "2026-10-01 00:00 +03:00", "2027-01-01 00:00 +03:00", 4, true},
      {"calendar year", "2026-01-01 00:00 +03:00", "2027-01-01 00:00 +03:00", 4, true},
      {"3 calendar days", "2026-11-24 00:00 +03:00", "2026-11-27 00:00 +03:00", 2, true},
      {"40 calendar days", "2026-10-20 00:00 +03:00", "2026-11-29 00:00 +03:00", 4, true},
  };
  for (const WindowRow& row : rows) {
    Desk desk;
    desk.rule(cap(9, row.within));
    desk.contact("2026-10-20 10:00 +03:00");
    desk.contact("2026-11-02 10:00 +03:00");
    desk.contact("2026-11-24 09:00 +03:00", ContactStatus::delivered);
    desk.contact("2026-11-25 20:00 +03:00");  // reserved already
    desk.contact("2026-11-24 10:00 +03:00", ContactStatus::cancelled);
    const Insight seen = seen_at(desk, now);
    INFO(row.within);
    REQUIRE(seen.window.has_value());
    CHECK(format_instant(seen.window->from) == format_instant(time(row.from)));
    CHECK(format_instant(seen.window->until) == format_instant(time(row.until)));
    CHECK(seen.window->zone == (row.is_local ? "Europe/Istanbul" : ""));
    CHECK(seen.counted == row.counted);
    CHECK(seen.contacts.size() == std::size_t(row.counted));
  }
}

TEST_CASE("of many contacts the latest twenty are shown, and how many there were",
          "[decide][insight]") {
  Desk desk;
  desk.rule(cap(99, "7d"));
  for (int minute = 10; minute < 40; ++minute) {
    desk.contact("2026-11-24 13:" + std::to_string(minute) + " +03:00");
  }
  const Insight seen = seen_at(desk, now);
  CHECK(seen.counted == 30);
  REQUIRE(seen.contacts.size() == seen_max);
  CHECK(seen.contacts.back().at == time("2026-11-24 13:39 +03:00"));
  CHECK(seen.contacts.front().at == time("2026-11-24 13:20 +03:00"));
}

TEST_CASE("a gap looks to both sides and counts neither end", "[decide][insight]") {
  Desk desk;
  desk.rule(gap("4h"));
  desk.contact("2026-11-24 10:00 +03:00");
  desk.contact("2026-11-24 17:59 +03:00");
  const Insight seen = seen_at(desk, now);
  CHECK(seen.window->from == time("2026-11-24 10:00 +03:00"));
  CHECK(seen.window->until == time("2026-11-24 18:00 +03:00"));
  REQUIRE(seen.contacts.size() == 1);
  CHECK(seen.contacts.front().at == time("2026-11-24 17:59 +03:00"));
}

TEST_CASE("each consent that covers says what it is worth", "[decide][insight]") {
  Desk desk;
  ConsentCheck check = opt_in();
  check.max_age = span("12 months");
  check.level = ConsentLevel::express;
  check.registered = true;
  desk.rule(check);
  const auto grant = [&](std::string_view at, std::string_view words) -> Consent& {
    Consent& consent = desk.consent(at, words);
    consent.level = ConsentLevel::express;
    consent.registered_at = time("2020-01-01 00:00 +03:00");
    return consent;
  };
  grant("2025-11-23 10:00 +03:00", "grant marketing sms acme");
  grant("2026-01-01 10:00 +03:00", "grant marketing sms any").level = ConsentLevel::implied;
  grant("2026-01-02 10:00 +03:00", "grant marketing any any").registered_at.reset();
  desk.consent("2026-02-01 10:00 +03:00", "withdraw marketing sms acme");
  grant("2026-02-02 10:00 +03:00", "grant marketing sms acme");
  desk.consent("2026-03-01 10:00 +03:00", "withdraw marketing/promotion any any");
  grant("2026-03-02 10:00 +03:00", "grant any email any");  // says nothing of text messages
  grant("2026-12-01 10:00 +03:00", "grant any any any");    // is yet to come
  const Insight seen = seen_at(desk, now);
  CHECK(verdicts(seen) == std::vector<std::string>{"expired", "too-weak", "unregistered", "lifted",
                                                   "covers", "withdrawal"});
  CHECK(seen.consents.back().purpose == "marketing/promotion");
  CHECK(seen.consents.back().channel.empty());
}

TEST_CASE("hours show the local time and what is open, or what closes", "[decide][insight]") {
  Desk desk;
  HoursCheck check = open({"mon-fri 09:00-13:00", "mon-fri 14:00-20:00"});
  check.closed_on = {"days"};
  desk.rule(check);
  Calendar& calendar = desk.calendar("days", {2026});
  calendar.closed[*parse_date("2026-11-25")] = std::chrono::minutes(0);

  const Insight inside = seen_at(desk, now);
  CHECK(inside.hours->local == "Tue 2026-11-24 14:00");
  CHECK(inside.hours->zone == "Europe/Istanbul");
  CHECK(inside.hours->open_from == time("2026-11-24 14:00 +03:00"));
  CHECK(inside.hours->open_until == time("2026-11-24 20:00 +03:00"));
  CHECK(inside.hours->closed_on.empty());

  const Insight lunch = seen_at(desk, "2026-11-24 13:30 +03:00");
  CHECK_FALSE(lunch.hours->open_from.has_value());

  const Insight holiday = seen_at(desk, "2026-11-25 15:00 +03:00");
  CHECK(holiday.hours->closed_on == "days");
  const Insight unknown = seen_at(desk, "2027-01-04 15:00 +03:00");
  CHECK(unknown.hours->uncovered_by == "days");
}

TEST_CASE("a cooldown shows the activity that holds longest, over or not", "[decide][insight]") {
  Desk desk;
  desk.rule(cooldown("complaint", "10d"));
  CHECK_FALSE(seen_at(desk, now).activity.has_value());
  desk.activity("2026-11-01 10:00 +03:00", "complaint");
  CHECK(seen_at(desk, now).activity->until == time("2026-11-11 10:00 +03:00"));
  desk.activity("2026-11-20 10:00 +03:00", "complaint");
  desk.activity("2026-11-22 10:00 +03:00", "purchase");
  const Insight seen = seen_at(desk, now);
  CHECK(seen.activity->at == time("2026-11-20 10:00 +03:00"));
  CHECK(seen.activity->until == time("2026-11-30 10:00 +03:00"));
}

TEST_CASE("every list that a rule names is shown with when it was loaded", "[decide][insight]") {
  Desk desk;
  ListCheck check = absent_from({"bounced", "dnc", "own"});
  check.fresh_within = std::chrono::days(31);
  desk.rule(check);
  desk.loaded("bounced", "2026-11-20 00:00 +03:00");
  desk.loaded("dnc", "2026-10-01 00:00 +03:00");
  desk.listed("2026-05-01 00:00 +03:00", "bounced", "2026-06-01 00:00 +03:00");
  const Insight seen = seen_at(desk, now);
  REQUIRE(seen.lists.size() == 3);
  CHECK(seen.lists[0].since == time("2026-05-01 00:00 +03:00"));
  CHECK_FALSE(seen.lists[0].counts);
  CHECK_FALSE(seen.lists[0].is_stale);
  CHECK(seen.lists[1].loaded_at == time("2026-10-01 00:00 +03:00"));
  CHECK(seen.lists[1].is_stale);
  CHECK_FALSE(seen.lists[2].loaded_at.has_value());
  CHECK(seen.lists[2].is_stale);
  desk.listed("2026-07-01 00:00 +03:00", "dnc");
  CHECK(seen_at(desk, now).lists[1].counts);
}

}  // namespace
}  // namespace tact::desk
