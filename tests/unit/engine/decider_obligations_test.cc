// What must be done, as the decider keeps it: opened and closed by records, and a fold of the
// ledger.
#include <catch2/catch.hpp>

#include "engine/fold.h"
#include "engine/shelf.h"
#include "support/decider_desk.h"

namespace tact::test {
namespace {

using std::chrono::hours;

// "Report a refusal within a day", under any version of the policy with a cap of its own.
std::shared_ptr<const Policy> reporting_policy() {
  auto policy = std::make_shared<Policy>(*capped_policy(5));
  Obligation report;
  report.id = "report";
  report.opened_by = {ConsentTrigger{ConsentState::withdrawn, {}}};
  report.closed_by = {ConsentTrigger{ConsentState::granted, {}}};
  report.due.span = parse_span("24h").value();
  policy->obligations = {report};
  return policy;
}

ConsentRecord consent(const std::string& customer, ConsentState state, std::string channel = "") {
  ConsentRecord record;
  record.person.customer = customer;
  record.state = state;
  record.channel = std::move(channel);
  return record;
}

std::vector<OpenObligation> open_for(DeciderDesk& desk, const std::string& customer) {
  return desk.decider().open_obligations({customer, ""});
}

// That every state of obligations is what the ledger folds to.
void check_is_fold(DeciderDesk& desk) {
  const auto plan = keeping_plan(desk.store(), std::nullopt);
  REQUIRE(plan.ok());
  Fold fold;
  REQUIRE(fold_all(desk.store(), *plan, fold).ok());
  for (const Change& change : fold.changes()) {
    if (change.key.table < Table::obligation) continue;
    const auto kept = desk.store().load({&change.key, 1});
    REQUIRE(kept.ok());
    CHECK(kept->front().value_or("") == change.value);
  }
}

TEST_CASE("a refusal opens one obligation, and a later yes ends it", "[obligations]") {
  DeciderDesk desk(reporting_policy());
  desk.tell(consent("ayse", ConsentState::withdrawn));
  REQUIRE(open_for(desk, "ayse").size() == 1);
  const OpenObligation open = open_for(desk, "ayse").front();
  CHECK(open.rule == "report");
  CHECK(open.due == desk.now + hours(24));
  CHECK(open_for(desk, "berk").empty());

  desk.now += hours(1);
  desk.tell(consent("ayse", ConsentState::withdrawn));
  REQUIRE(open_for(desk, "ayse").size() == 1);
  CHECK(open_for(desk, "ayse").front() == open);  // Told again, the earlier deadline stays.

  desk.tell(consent("ayse", ConsentState::withdrawn), desk.now - hours(5));
  REQUIRE(open_for(desk, "ayse").size() == 1);
  CHECK(open_for(desk, "ayse").front().due == desk.now + hours(19));  // An earlier one replaces it.

  desk.tell(consent("ayse", ConsentState::granted));
  CHECK(open_for(desk, "ayse").empty());
  check_is_fold(desk);
}

TEST_CASE("who saw to it says so, once", "[obligations]") {
  DeciderDesk desk(reporting_policy());
  desk.tell(consent("ayse", ConsentState::withdrawn));
  const Seq id = open_for(desk, "ayse").front().id;
  CHECK(desk.problem(desk.tell(ObligationRecord{Seq{9'999}, ""})).status == 404);
  CHECK(desk.problem(desk.tell(ObligationRecord{Seq{0}, ""})).status == 404);
  CHECK(std::holds_alternative<Recorded>(desk.tell(ObligationRecord{id, "by hand"})));
  CHECK(open_for(desk, "ayse").empty());
  CHECK(desk.problem(desk.tell(ObligationRecord{id, ""})).status == 409);
  check_is_fold(desk);
}

TEST_CASE("what is open outlives a restart, and a policy that says nothing of it",
          "[obligations]") {
  DeciderDesk desk(reporting_policy());
  desk.tell(consent("ayse", ConsentState::withdrawn, "sms"));
  desk.tell(consent("ayse", ConsentState::withdrawn, "email"));
  desk.restart();
  REQUIRE(open_for(desk, "ayse").size() == 2);
  desk.activate(capped_policy(2));
  const std::uint64_t before = desk.size();
  desk.tell(consent("ayse", ConsentState::granted));
  CHECK(desk.size() == before + 1);  // Nobody says any more what would end it.
  CHECK(open_for(desk, "ayse").size() == 2);
  desk.tell(ObligationRecord{open_for(desk, "ayse").front().id, ""});
  CHECK(open_for(desk, "ayse").size() == 1);
  check_is_fold(desk);
}

}  // namespace
}  // namespace tact::test
