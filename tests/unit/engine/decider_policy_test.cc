// How policies come, wait and go: what is active, and when.
#include <catch2/catch.hpp>

#include "support/decider_desk.h"

namespace tact::test {
namespace {

using std::chrono::hours;

TEST_CASE("a policy with a start in the future becomes active exactly then", "[policy]") {
  DeciderDesk desk(capped_policy(1));
  const std::string before = desk.version();
  Activate filing{capped_policy(5)};
  filing.starts_at = desk.now + hours(1);
  const Filed filed = desk.filed(desk.file(filing, "nur"));
  CHECK(!filed.is_active);
  CHECK(filed.starts_at == filing.starts_at);

  desk.now += hours(1) - std::chrono::milliseconds(1);
  CHECK(desk.decided(desk.ask(sms_to("ayse"))).policy == before);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
  desk.now += std::chrono::milliseconds(1);
  CHECK(desk.decided(desk.ask(sms_to("ayse"))).policy == capped_policy(5)->version());
  CHECK(desk.decider().docket().proposals.empty());
}

TEST_CASE("of two that wait, each takes over at its time, whatever the order of filing") {
  DeciderDesk desk(capped_policy(1));
  Activate later{capped_policy(3)};
  later.starts_at = desk.now + hours(2);
  Activate sooner{capped_policy(2)};
  sooner.starts_at = desk.now + hours(1);
  desk.file(later, "nur");
  desk.file(sooner, "nur");
  desk.now += hours(3);
  // Both times have passed while nothing was asked: the later one has the last word, and the
  // ledger says both.
  CHECK(desk.decided(desk.ask(sms_to("ayse"))).policy == capped_policy(3)->version());
  CHECK(desk.decider().docket().proposals.empty());
}

TEST_CASE("where a second approver is asked for", "[policy]") {
  DeciderDesk desk(capped_policy(1), ClockMode::live, true);
  const Filed filed = desk.filed(desk.file({capped_policy(2)}, "nur"));
  REQUIRE(!filed.is_active);
  CHECK(filed.needs_approval);
  CHECK(desk.version() == capped_policy(1)->version());

  SECTION("nobody approves their own") {
    CHECK(desk.problem(desk.approve(filed.id, "nur")).status == 403);
    CHECK(desk.version() == capped_policy(1)->version());
  }
  SECTION("another's approval makes it active") {
    CHECK(desk.filed(desk.approve(filed.id, "deniz")).is_active);
    CHECK(desk.version() == capped_policy(2)->version());
    CHECK(desk.problem(desk.approve(filed.id, "can")).status == 404);
  }
  SECTION("what is withdrawn can not be approved any more") {
    desk.filed(desk.approve(filed.id, "nur", ApprovalState::withdrawn));
    CHECK(desk.problem(desk.approve(filed.id, "deniz")).status == 404);
    CHECK(desk.version() == capped_policy(1)->version());
  }
  SECTION("a time to start at waits for the approval, and the approval for the time") {
    Activate filing{capped_policy(3)};
    filing.starts_at = desk.now + hours(1);
    const Seq waits = desk.filed(desk.file(filing, "nur")).id;
    desk.now += hours(2);
    desk.ask(sms_to("ayse"));
    CHECK(desk.version() == capped_policy(1)->version());
    CHECK(desk.filed(desk.approve(waits, "deniz")).is_active);
    CHECK(desk.version() == capped_policy(3)->version());

    filing = {capped_policy(4)};
    filing.starts_at = desk.now + hours(1);
    const Seq next = desk.filed(desk.file(filing, "nur")).id;
    CHECK(!desk.filed(desk.approve(next, "deniz")).is_active);
    CHECK(desk.problem(desk.approve(next, "can")).status == 409);
    desk.now += hours(1);
    CHECK(desk.decided(desk.ask(sms_to("ayse"))).policy == capped_policy(4)->version());
  }
  SECTION("one that was active before comes back at once") {
    desk.approve(filed.id, "deniz");
    Activate back{capped_policy(1)};
    back.origin = PolicyOrigin::rollback;
    CHECK(desk.filed(desk.file(back, "nur")).is_active);
    CHECK(desk.version() == capped_policy(1)->version());
  }
}

TEST_CASE("a policy that was to replace another one than is active is refused", "[policy]") {
  DeciderDesk desk(capped_policy(1));
  Activate filing{capped_policy(2)};
  filing.origin = PolicyOrigin::upload;
  filing.replaces = capped_policy(9)->version();
  CHECK(desk.problem(desk.file(filing, "nur")).status == 409);
  CHECK(desk.version() == capped_policy(1)->version());
  filing.replaces = capped_policy(1)->version();
  CHECK(desk.filed(desk.file(filing, "nur")).is_active);
}

TEST_CASE("what was to replace another policy than is active then never starts", "[policy]") {
  DeciderDesk desk(capped_policy(1), ClockMode::live, true);
  Activate filing{capped_policy(2)};
  filing.replaces = capped_policy(1)->version();
  const Seq first = desk.filed(desk.file(filing, "nur")).id;
  filing.policy = capped_policy(3);
  const Seq second = desk.filed(desk.file(filing, "nur")).id;
  filing.policy = capped_policy(4);
  filing.starts_at = desk.now + hours(1);
  const Seq scheduled = desk.filed(desk.file(filing, "nur")).id;
  CHECK(!desk.filed(desk.approve(scheduled, "deniz")).is_active);
  CHECK(desk.filed(desk.approve(first, "deniz")).is_active);
  CHECK(desk.problem(desk.approve(second, "deniz")).status == 409);
  desk.now += hours(2);
  CHECK(desk.decided(desk.ask(sms_to("ayse"))).policy == capped_policy(2)->version());
  REQUIRE(desk.decider().docket().proposals.size() == 1);
  CHECK(desk.decider().docket().proposals.front().id == second);
}

TEST_CASE("files that say what they said before leave an upload in place", "[policy]") {
  DeciderDesk desk(capped_policy(1));
  Activate upload{capped_policy(2)};
  upload.origin = PolicyOrigin::upload;
  desk.file(upload, "nur");
  CHECK(!desk.filed(desk.file({capped_policy(1)}, "tactd")).is_active);
  CHECK(desk.version() == capped_policy(2)->version());
  CHECK(desk.filed(desk.file({capped_policy(3)}, "tactd")).is_active);
  CHECK(desk.version() == capped_policy(3)->version());
}

TEST_CASE("files that say by now what was uploaded do not undo a later roll-back", "[policy]") {
  DeciderDesk desk(capped_policy(1));
  Activate upload{capped_policy(2)};
  upload.origin = PolicyOrigin::upload;
  desk.file(upload, "nur");
  CHECK(desk.filed(desk.file({capped_policy(2)}, "tactd")).is_active);
  Activate back{capped_policy(1)};
  back.origin = PolicyOrigin::rollback;
  desk.file(back, "nur");
  CHECK(!desk.filed(desk.file({capped_policy(2)}, "tactd")).is_active);
  CHECK(desk.version() == capped_policy(1)->version());
}

TEST_CASE("what waits is told again after a restart", "[policy]") {
  DeciderDesk desk(capped_policy(1));
  Activate filing{capped_policy(2)};
  filing.starts_at = desk.now + hours(1);
  filing.note = "for December";
  filing.author = "Nur Y.";
  const Seq id = desk.filed(desk.file(filing, "nur")).id;
  const PolicyDocket before = desk.decider().docket();
  desk.restart();
  CHECK(desk.decider().docket() == before);
  REQUIRE(before.proposals.size() == 1);
  CHECK(before.proposals.front().id == id);
  CHECK(before.proposals.front().author == "Nur Y.");
  // Its policy is not known until it is given back: until then it cannot start.
  desk.now += hours(2);
  desk.ask(sms_to("ayse"));
  CHECK(desk.version() == capped_policy(1)->version());
  desk.decider().await(capped_policy(2));
  desk.ask(sms_to("ayse"));
  CHECK(desk.version() == capped_policy(2)->version());
}

TEST_CASE("a policy that waits keeps the contacts that it looks back to", "[policy]") {
  DeciderDesk desk(capped_policy(1, std::chrono::days(1)));
  const auto longer = capped_policy(1, std::chrono::days(500));
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  Activate filing{longer};
  filing.starts_at = desk.now + std::chrono::days(350);
  REQUIRE(desk.decider().needs_refold(*longer));
  REQUIRE(desk.decider().refold(*longer).ok());
  desk.file(filing, "nur");
  REQUIRE(!desk.decider().needs_refold(*longer));
  // Without the proposal the next contact would drop what is older than 400 days.
  desk.now += std::chrono::days(450);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
  CHECK(desk.version() == longer->version());
}

}  // namespace
}  // namespace tact::test
