#include "rehearsal/simulation.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/json/reader.h"
#include "rehearsal/rehearsal.h"
#include "rehearsal/simulation_run.h"
#include "unit/rehearsal/small_policy.h"

namespace tact {
namespace {

using Lines = std::vector<std::string>;

std::string day_cap(const std::string& id, int at_most) {
  return "  - id: " + id + "\n    text: A day's.\n    cap: { at_most: " + std::to_string(at_most) +
         ", within: 24h }\n";
}

const std::string no_calls =
    "  - id: no-calls\n    text: No calls.\n    when: { channel: call }\n    deny: true\n";
const std::string no_calls_shadow = no_calls + "    mode: shadow\n";

std::string ask(const std::string& id, const std::string& hour, const std::string& channel = "sms",
                const std::string& customer = "c-1") {
  return R"({"type":"request","request_id":")" + id + R"(","customer":")" + customer +
         R"(","channel":")" + channel +
         R"(","purpose":"marketing/promotion","campaign":"spring",)" + R"("at":"2026-11-)" + hour +
         R"(:00:00Z"})";
}

std::string report(const std::string& id, const std::string& status, const std::string& hour) {
  return R"({"type":"outcome","request_id":")" + id + R"(","status":")" + status +
         R"(","at":"2026-11-)" + hour + R"(:30:00Z"})";
}

// What was decided under these rules, as entries.
Lines ledger_of(std::shared_ptr<const Policy> policy, const Lines& records) {
  Rehearsal rehearsal(std::move(policy));
  Lines entries;
  rehearsal.keep_ledger([&](const std::string& entry) { entries.push_back(entry); });
  std::string out;
  for (const std::string& record : records) rehearsal.handle_line(1, record, false, out);
  CHECK(rehearsal.counts().refused == 0);
  rehearsal.commit();
  return entries;
}

Lines ledger_of(const std::string& rules, const Lines& records) {
  return ledger_of(policy_from(rules), records);
}

SimulationReport simulated(const Lines& ledger, std::shared_ptr<const Policy> policy,
                           SimulationOptions options = {}) {
  Simulation simulation(std::move(policy), std::move(options));
  for (const std::string& line : ledger) {
    auto entry = parse_entry(line);
    REQUIRE(entry.ok());
    const auto goes_on = simulation.take(*std::move(entry));
    REQUIRE(goes_on.ok());
    if (!*goes_on) break;
  }
  return simulation.finish();
}

SimulationReport simulated(const Lines& ledger, const std::string& rules,
                           SimulationOptions options = {}) {
  return simulated(ledger, policy_from(rules), std::move(options));
}

// "newly_blocked 2 no-calls 2" of each kind that there is.
Lines flips(const SimulationReport& report) {
  Lines lines;
  for (std::size_t i = 0; i < flip_kinds; ++i) {
    const Flips& of = report.flips[i];
    if (of.count == 0) continue;
    std::string line =
        std::string(flip_name(static_cast<FlipKind>(i))) + ' ' + std::to_string(of.count);
    for (const auto& [rule, count] : of.by_rule.counts()) {
      line += ' ' + rule + ' ' + std::to_string(count);
    }
    lines.push_back(line);
  }
  return lines;
}

bool says(const SimulationReport& report, std::string_view part) {
  return std::any_of(report.cannot_know.begin(), report.cannot_know.end(),
                     [&](const auto& sentence) { return sentence.find(part) != sentence.npos; });
}

// Three sms on one day, one the day after; a call.
const Lines a_week = {ask("r-1", "24T09"), ask("r-2", "24T10"), ask("r-3", "24T11"),
                      ask("r-4", "25T10"), ask("r-5", "26T10", "call")};

}  // namespace

TEST_CASE("flips are told by kind and by the rules that make them", "[rehearsal]") {
  struct Row {
    std::string before;
    std::string after;
    Lines flips;
  };
  const std::vector<Row> rows = {
      {day_cap("cap", 9), day_cap("cap", 9), {}},
      {day_cap("cap", 9), no_calls, {"newly_blocked 1 no-calls 1"}},
      {day_cap("cap", 9), day_cap("one", 1), {"newly_deferred 2 one 2"}},
      // What is refused does not count: the fourth comes more than a day after the first.
      {day_cap("two", 2), day_cap("one", 1), {"newly_deferred 1 one 1"}},
      {day_cap("one", 1), day_cap("two", 2), {"newly_allowed 1 one 1"}},
      {no_calls, day_cap("cap", 9), {"newly_allowed 1 no-calls 1"}},
      {no_calls, day_cap("cap", 9) + no_calls_shadow, {"newly_allowed 1 no-calls 1"}},
      {day_cap("one", 1), day_cap("one", 1) + "    on_fail: deny\n", {"defer_to_deny 2 one 2"}},
      {day_cap("one", 1) + "    on_fail: deny\n", day_cap("one", 1), {"deny_to_defer 2 one 2"}},
      {day_cap("cap", 9),
       day_cap("one", 1) + no_calls,
       {"newly_blocked 1 no-calls 1", "newly_deferred 2 one 2"}},
  };
  for (const Row& row : rows) {
    INFO(row.before << "then\n" << row.after);
    CHECK(flips(simulated(ledger_of(row.before, a_week), row.after)) == row.flips);
  }
}

TEST_CASE("what a contact that never was leaves behind is left out", "[rehearsal]") {
  // The call conversed; under the new rules there was no call.
  const Lines ledger = ledger_of(
      day_cap("cap", 9),
      {ask("r-1", "24T09", "call"), report("r-1", "delivered", "24T09"),
       report("r-1", "conversation", "24T10"), ask("r-2", "24T12"), ask("r-3", "25T12", "call")});
  const SimulationReport report = simulated(ledger, no_calls);
  CHECK(report.before == std::array<std::uint64_t, 3>{3, 0, 0});
  CHECK(report.after == std::array<std::uint64_t, 3>{1, 0, 2});
  // One without a report, one that conversed.
  CHECK(report.lost_reports.by_status == std::array<std::uint64_t, 6>{1, 0, 0, 0, 0, 1});
  CHECK(report.lost_reports.examples == std::vector<Seq>{Seq{1}});
}

TEST_CASE("the past before `from` is taken as it was, and nothing is read from `to` on",
          "[rehearsal]") {
  struct Row {
    std::string from, to;
    Lines flips;
    std::uint64_t decisions;
  };
  const std::vector<Row> rows = {
      {"", "", {"newly_deferred 2 one 2"}, 5},
      // The first was allowed already, so the second is one too many.
      {"2026-11-24T10:00:00Z", "", {"newly_deferred 2 one 2"}, 4},
      // Three that were: the fourth, 23 hours after the last of them, is one too many as well.
      {"2026-11-24T11:00:00.001Z", "", {"newly_deferred 1 one 1"}, 2},
      {"", "2026-11-24T11:00:00Z", {"newly_deferred 1 one 1"}, 2},
      {"2026-11-26T10:00:00Z", "2026-11-26T10:00:00.001Z", {}, 1},
      {"2027-01-01T00:00:00Z", "", {}, 0},
  };
  const Lines ledger = ledger_of(day_cap("cap", 9), a_week);
  for (const Row& row : rows) {
    INFO(row.from << " to " << row.to);
    SimulationOptions options;
    options.from = parse_instant(row.from);
    options.to = parse_instant(row.to);
    const SimulationReport report = simulated(ledger, day_cap("one", 1), options);
    CHECK(flips(report) == row.flips);
    CHECK(report.decisions == row.decisions);
  }
}

TEST_CASE("what the new vocabulary lacks would be a bad request", "[rehearsal]") {
  auto policy = std::make_shared<Policy>(*policy_from(day_cap("cap", 9)));
  policy->vocabulary.channels = {"sms"};
  const SimulationReport report = simulated(ledger_of(day_cap("cap", 9), a_week), policy);
  CHECK(flips(report) == Lines{"newly_refused 1 unknown channel `call` 1"});
  CHECK(report.refused_after == 1);
  CHECK(report.after == std::array<std::uint64_t, 3>{4, 0, 0});
  const Flips& refused = report.flips[static_cast<std::size_t>(FlipKind::newly_refused)];
  REQUIRE(refused.examples.size() == 1);
  CHECK_FALSE(refused.examples.front().after.has_value());
}

TEST_CASE("how many contacts a customer gets is told before and after", "[rehearsal]") {
  Lines records = a_week;
  records.insert(records.begin(), ask("r-0", "24T08", "call", "c-2"));
  const SimulationReport report = simulated(ledger_of(day_cap("cap", 9), records), no_calls);
  CHECK(report.customers == 2);
  CHECK(report.customers_with_fewer == 2);
  CHECK(report.customers_with_more == 0);
  CHECK(report.contacts_before.customers == std::array<std::uint64_t, 9>{0, 1, 0, 0, 0, 1});
  CHECK(report.contacts_after.customers == std::array<std::uint64_t, 9>{1, 0, 0, 0, 1, 0});
  CHECK(report.contacts_before.contacts == 6);
  CHECK(report.contacts_after.most == 4);
  Distribution distribution;
  for (const std::uint64_t contacts : {5, 6, 10, 11, 20, 21, 900}) distribution.add(contacts);
  CHECK(distribution.customers == std::array<std::uint64_t, 9>{0, 0, 0, 0, 0, 1, 2, 2, 2});
}

TEST_CASE("examples are as many as asked for, and name people by pseudonym only", "[rehearsal]") {
  SimulationOptions options;
  options.examples_max = 1;
  const SimulationReport report =
      simulated(ledger_of(day_cap("cap", 9), a_week), day_cap("one", 1), options);
  const Flips& deferred = report.flips[static_cast<std::size_t>(FlipKind::newly_deferred)];
  REQUIRE(deferred.examples.size() == 1);
  const FlipExample& example = deferred.examples.front();
  CHECK(example.decision == Seq{2});
  CHECK(example.before == Outcome::allow);
  CHECK(example.after == Outcome::defer);
  CHECK(example.retry_at == parse_instant("2026-11-25T09:00:00Z"));
  REQUIRE(example.reasons_after.size() == 1);
  CHECK(example.reasons_after.front().code == Code::cap_reached);
  CHECK(deferred.by_campaign.counts().at("spring") == 2);
  CHECK(deferred.by_day.counts().at("2026-11-24") == 2);
  std::string json;
  write_simulation(report, json);
  CHECK(json.find("c-1") == std::string::npos);
  JsonParser parser;
  CHECK(parser.parse(json).ok());
}

TEST_CASE("an age that no ledger holds is looked up, or taken from the decision", "[rehearsal]") {
  const std::string adults =
      "  - id: adults\n    text: Adults only.\n    when: { age: \"< 18\" }\n    deny: true\n";
  const Lines records = {R"({"type":"customer","customer":"c-1","birth_date":"2000-01-01",)"
                         R"("at":"2026-11-24T08:00:00Z"})",
                         ask("r-1", "24T09")};
  // No rule looked at the age, so the decision does not have it.
  const Lines plain = ledger_of(day_cap("cap", 9), records);
  const SimulationReport unknown = simulated(plain, adults);
  CHECK(flips(unknown) == Lines{"newly_blocked 1 adults 1"});
  CHECK(says(unknown, "1 requests were judged without an age"));
  SimulationOptions with_dates;
  with_dates.birth_date = [](const SubjectId&) { return parse_date("2000-01-01"); };
  CHECK(flips(simulated(plain, adults, with_dates)).empty());
  const SimulationReport recorded = simulated(ledger_of(adults, records), adults);
  CHECK(flips(recorded).empty());
  CHECK(says(recorded, "only the age of their day is on record"));
}

TEST_CASE("the region of a number that no ledger holds is looked up, or taken from the decision",
          "[rehearsal]") {
  const std::string florida =
      "  - id: florida\n    text: Not there.\n    when: { region: US-FL }\n"
      "    unless: { not: { region: US-FL } }\n    deny: true\n";
  const auto with_numbers = [&](const std::string& prefix) {
    Policy policy = *policy_from(florida);
    policy.number_regions = {{prefix, "US-FL"}};
    return std::make_shared<const Policy>(policy);
  };
  const Lines records = {R"({"type":"customer","customer":"c-1","region":"US-NY","addresses":)"
                         R"([{"channel":"sms","address":"+13055550001"}],)"
                         R"("at":"2026-11-24T08:00:00Z"})",
                         ask("r-1", "24T09")};
  // Under the old policy numbers had no regions.
  const Lines plain = ledger_of(day_cap("cap", 9), records);
  const Lines known = ledger_of(with_numbers("+1305"), records);
  const SimulationReport recorded = simulated(known, with_numbers("+1404"));
  CHECK(flips(recorded).empty());
  CHECK(says(recorded, "taken as the policy of their day had it"));
  const SimulationReport unknown = simulated(plain, with_numbers("+1305"));
  CHECK(flips(unknown).empty());
  CHECK(says(unknown, "1 requests were judged without the region of theirs"));
  SimulationOptions with_addresses;
  with_addresses.address = [](const SubjectId&) { return std::string("+13055550001"); };
  CHECK(flips(simulated(plain, with_numbers("+1305"), with_addresses)) ==
        Lines{"newly_blocked 1 florida 1"});
  CHECK(flips(simulated(plain, with_numbers("+1404"), with_addresses)).empty());
}

TEST_CASE("a log that is not whole is said to be, one that is no log is refused", "[rehearsal]") {
  const Lines ledger = ledger_of(day_cap("cap", 9), a_week);
  const Lines without_beginning(ledger.begin() + 2, ledger.end());
  CHECK(says(simulated(without_beginning, day_cap("one", 1)), "before entry 2"));
  Lines with_a_gap = ledger;
  with_a_gap.erase(with_a_gap.begin() + 3);
  CHECK(says(simulated(with_a_gap, day_cap("one", 1)), "1 entries are missing"));

  Simulation backwards(policy_from(day_cap("one", 1)), {});
  CHECK(backwards.take(*parse_entry(ledger[3])).ok());
  const auto refused = backwards.take(*parse_entry(ledger[2]));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message.find("--order asc") != std::string::npos);

  Simulation nobody(policy_from(day_cap("one", 1)), {});
  auto entry = parse_entry(ledger[1]);
  REQUIRE(entry.ok());
  entry->subject.reset();
  const auto taken = nobody.take(*std::move(entry));
  CHECK_FALSE(taken.ok());
}

TEST_CASE("a simulation over a store can be watched and stopped", "[rehearsal]") {
  MemStore store;
  Group group;
  group.entries = ledger_of(day_cap("cap", 9), a_week);
  const std::size_t size = group.entries.size();
  const Status committed = store.commit(std::move(group));
  REQUIRE(committed.ok());
  SimulationProgress progress;
  const auto done = simulate(store, policy_from(day_cap("one", 1)), {}, progress);
  REQUIRE(done.ok());
  REQUIRE(done->has_value());
  CHECK(flips(**done) == Lines{"newly_deferred 2 one 2"});
  CHECK(progress.entries == size);
  CHECK(progress.entries_done == size);
  progress.cancelled = true;
  const auto stopped = simulate(store, policy_from(day_cap("one", 1)), {}, progress);
  REQUIRE(stopped.ok());
  CHECK_FALSE(stopped->has_value());
}

TEST_CASE("names without end are counted together", "[rehearsal]") {
  Tally tally;
  for (std::size_t i = 0; i < Tally::distinct_max + 3; ++i) tally.add(std::to_string(i));
  tally.add("0");
  CHECK(tally.counts().size() == Tally::distinct_max);
  CHECK(tally.counts().at("0") == 2);
  CHECK(tally.others() == 3);
}

}  // namespace tact
