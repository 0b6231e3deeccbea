#include "engine/decider.h"

#include <catch2/catch.hpp>

#include "support/decider_desk.h"

namespace tact::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Request email_to_address(std::string address) {
  Request request;
  request.person.address = std::move(address);
  request.fields.channel = "email";
  request.fields.purpose = "marketing/promotion";
  return request;
}

std::shared_ptr<const Policy> consented_policy() {
  Policy policy = open_policy("consented");
  Rule rule;
  rule.id = "opted-in";
  ConsentCheck check;
  check.model = ConsentModel::opt_out;
  rule.check = check;
  policy.rules.push_back(rule);
  return std::make_shared<const Policy>(std::move(policy));
}

Entry last_entry(DeciderDesk& desk) {
  const auto lines = desk.store().entries(Seq{desk.store().size().value - 1}, 1);
  REQUIRE(lines.ok());
  auto entry = parse_entry(lines->front());
  REQUIRE(entry.ok());
  return *std::move(entry);
}

TEST_CASE("an allow counts at once", "[decider]") {
  DeciderDesk desk(capped_policy(2));
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
  CHECK(desk.outcome(sms_to("mehmet")) == Outcome::allow);
}

TEST_CASE("a decision's id is its place in the ledger", "[decider]") {
  DeciderDesk desk(capped_policy(2));  // entry 0 is the activation
  CHECK(DeciderDesk::decided(desk.ask(sms_to("ayse"))).id == Seq{1});
  CHECK(DeciderDesk::decided(desk.ask(sms_to("ayse"))).id == Seq{2});
}

TEST_CASE("the same request id gets the first answer again and counts once", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  const Decided first = DeciderDesk::decided(desk.ask(sms_to("ayse", "r-1")));
  const Decided again = DeciderDesk::decided(desk.ask(sms_to("ayse", "r-1")));
  CHECK(first.decision.outcome == Outcome::allow);
  CHECK_FALSE(first.replayed);
  CHECK(again.replayed);
  CHECK(again.id == first.id);
  CHECK(again.decision == first.decision);
  CHECK(desk.size() == 2);
}

TEST_CASE("a request id used for another request is a conflict that names the field", "[decider]") {
  DeciderDesk desk(capped_policy(9));
  desk.ask(sms_to("ayse", "r-1"));
  const Problem problem = DeciderDesk::problem(desk.ask(sms_to("mehmet", "r-1")));
  CHECK(problem.status == 409);
  REQUIRE(problem.errors.size() == 1);
  CHECK(problem.errors[0].pointer == "/request_id");
}

TEST_CASE("a request id is remembered for 72 hours from the first answer", "[decider]") {
  DeciderDesk desk(capped_policy(9));
  desk.ask(sms_to("ayse", "r-1"));
  desk.now += hours(72) - Duration(1);
  CHECK(DeciderDesk::decided(desk.ask(sms_to("ayse", "r-1"))).replayed);
  desk.now += Duration(1);
  CHECK_FALSE(DeciderDesk::decided(desk.ask(sms_to("ayse", "r-1"))).replayed);
}

TEST_CASE("a request id is remembered over a restart", "[decider]") {
  DeciderDesk desk(capped_policy(9));
  const Decided first = DeciderDesk::decided(desk.ask(sms_to("ayse", "r-1")));
  desk.restart();
  const Decided again = DeciderDesk::decided(desk.ask(sms_to("ayse", "r-1")));
  CHECK(again.replayed);
  CHECK(again.id == first.id);
}

TEST_CASE("a reported failure gives the place back, and a lower report changes nothing",
          "[decider]") {
  DeciderDesk desk(capped_policy(1));
  const Seq first = *DeciderDesk::decided(desk.ask(sms_to("ayse"))).id;
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
  desk.report(first, ContactStatus::failed);
  const Seq second = *DeciderDesk::decided(desk.ask(sms_to("ayse"))).id;
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
  desk.report(second, ContactStatus::delivered);
  desk.report(second, ContactStatus::failed);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
}

TEST_CASE("an outcome names a decision that was an allow", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  desk.ask(sms_to("ayse", "r-1"));
  const Seq deferred = *DeciderDesk::decided(desk.ask(sms_to("ayse"))).id;
  CHECK(DeciderDesk::problem(desk.report(deferred, ContactStatus::sent)).status == 409);
  CHECK(DeciderDesk::problem(desk.report(Seq{99}, ContactStatus::sent)).status == 404);
  const OutcomeRecord unknown{std::nullopt, "r-2", ContactStatus::sent};
  CHECK(DeciderDesk::problem(desk.tell(unknown)).errors[0].pointer == "/request_id");
  const OutcomeRecord known{std::nullopt, "r-1", ContactStatus::cancelled};
  CHECK(std::holds_alternative<Recorded>(desk.tell(known)));
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
}

TEST_CASE("a dry run reserves nothing and leaves no trace", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  const Decided dry = DeciderDesk::decided(desk.dry_run(sms_to("ayse", "r-1")));
  CHECK(dry.decision.outcome == Outcome::allow);
  CHECK_FALSE(dry.id.has_value());
  CHECK(desk.size() == 1);
  CHECK_FALSE(DeciderDesk::decided(desk.ask(sms_to("ayse", "r-1"))).replayed);
}

TEST_CASE("a bad request names its fields and leaves no trace", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  struct Row {
    std::string why;
    std::function<void(Request&)> spoil;
    std::string pointer;
  };
  const Instant now = desk.now;
  const auto row = GENERATE_COPY(values<Row>({
      {"unknown channel", [](Request& r) { r.fields.channel = "smoke"; }, "/channel"},
      {"unknown purpose", [](Request& r) { r.fields.purpose = "marketing"; }, "/purpose"},
      {"unknown label",
       [](Request& r) {
         r.fields.labels = {{"x", "y"}};
       },
       "/labels/x"},
      {"too late", [now](Request& r) { r.at = now - minutes(5) - Duration(1); }, "/at"},
      {"too early", [now](Request& r) { r.at = now + hours(366 * 24) + Duration(1); }, "/at"},
      {"over at once", [now](Request& r) { r.expires_at = now; }, "/expires_at"},
  }));
  CAPTURE(row.why);
  Request request = sms_to("ayse");
  row.spoil(request);
  const Problem problem = DeciderDesk::problem(desk.ask(request));
  CHECK(problem.status == 400);
  REQUIRE(problem.errors.size() == 1);
  CHECK(problem.errors[0].pointer == row.pointer);
  CHECK(desk.size() == 1);
}

TEST_CASE("a contact made elsewhere counts and is never refused", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  const Request like = sms_to("ayse");
  for (int i = 0; i < 3; ++i) {
    const ContactRecord contact{"", like.person, like.fields, ContactStatus::sent};
    CHECK(std::holds_alternative<Recorded>(desk.tell(contact, desk.now - hours(i))));
  }
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
}

TEST_CASE("a reservation in the future keeps its window full", "[decider]") {
  DeciderDesk desk(capped_policy(1, hours(24)));
  Request planned = sms_to("ayse");
  planned.at = desk.now + hours(10);
  CHECK(desk.outcome(planned) == Outcome::allow);
  const Decided now = DeciderDesk::decided(desk.ask(sms_to("ayse")));
  CHECK(now.decision.outcome == Outcome::defer);
  CHECK(now.decision.retry_at == desk.now + hours(34));
}

TEST_CASE("a hold stops its scope until it is lifted", "[decider]") {
  DeciderDesk desk(capped_policy(9));
  desk.tell(HoldRecord{{"", "", "sms", "marketing"}, true});
  const Decided held = DeciderDesk::decided(desk.ask(sms_to("ayse")));
  CHECK(held.decision.outcome == Outcome::deny);
  CHECK(held.decision.reasons.at(0).code == Code::on_hold);
  desk.tell(HoldRecord{{"", "", "sms", "marketing"}, false});
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
}

TEST_CASE("an address is its customer's where one is known, and its own otherwise", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  CHECK(desk.outcome(email_to_address("a@example.org")) == Outcome::allow);
  CHECK(desk.outcome(email_to_address("a@example.org")) == Outcome::defer);
  CustomerRecord profile;
  profile.customer = "ayse";
  profile.addresses = {{"email", "ayse@example.org"}};
  desk.tell(profile);
  CHECK(desk.outcome(email_to_address("ayse@example.org")) == Outcome::allow);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
}

TEST_CASE("a refusal of an address is honoured whoever is asked for with it", "[decider]") {
  DeciderDesk desk(consented_policy());
  ConsentRecord refusal;
  refusal.person.address = "a@example.org";
  desk.tell(refusal);
  Request request = email_to_address("a@example.org");
  CHECK(desk.outcome(request) == Outcome::deny);
  request.person.customer = "ayse";
  CHECK(desk.outcome(request) == Outcome::deny);
  request.person.address = "b@example.org";
  CHECK(desk.outcome(request) == Outcome::allow);
}

TEST_CASE("a decision records the regions of the numbers that it was asked for", "[decider]") {
  Policy policy = open_policy();
  policy.number_regions = {{"+90", "TR-06"}, {"+90212", "TR-34"}, {"+1305", "US-FL"}};
  DeciderDesk desk(std::make_shared<const Policy>(policy));
  CustomerRecord ayse;
  ayse.customer = "ayse";
  ayse.addresses = {{"sms", "+902121234567"},
                    {"sms", "+13055550001"},
                    {"call", "+903121234567"},
                    {"email", "ayse@example.org"}};
  desk.tell(ayse);
  struct Case {
    std::string channel, customer, address;
    std::vector<std::string> regions;
  };
  const std::vector<Case> cases = {
      {"sms", "ayse", "", {"TR-34", "US-FL"}},  // any of them may be meant
      {"sms", "ayse", "+13055550001", {"US-FL"}},
      {"sms", "ayse", "+903121234567", {"TR-06"}},
      {"sms", "", "+902121234567", {"TR-34"}},
      {"sms", "nobody", "+902121234567", {"TR-34"}},
      {"sms", "nobody", "", {}},
      {"sms", "ayse", "+442071234567", {}},     // of no region
      {"sms", "ayse", "ayse@example.org", {}},  // no number
      {"call", "ayse", "", {"TR-06"}},
      {"email", "ayse", "", {}},
      {"email", "ayse", "+13055550001", {}},  // no channel for numbers
  };
  for (const Case& row : cases) {
    CAPTURE(row.channel, row.customer, row.address);
    Request request = sms_to(row.customer);
    request.person.address = row.address;
    request.fields.channel = row.channel;
    CHECK(DeciderDesk::decided(desk.dry_run(request)).decision.number_regions == row.regions);
    CHECK(DeciderDesk::decided(desk.ask(request)).decision.number_regions == row.regions);
    CHECK(std::get<DecisionEntry>(last_entry(desk).body).decision.number_regions == row.regions);
  }
}

TEST_CASE("a list is loaded for a country that there is", "[decider]") {
  DeciderDesk desk(std::make_shared<const Policy>(open_policy()));
  CHECK(DeciderDesk::problem(desk.tell(ListRecord{"dnc", {}, "ZZ"})).errors.front().pointer ==
        "/country");
  desk.tell(ListRecord{"dnc", {}, "TR"});
  CHECK(std::get<ListEntry>(last_entry(desk).body).country == "TR");
}

TEST_CASE("a trial goes by the records' times, which never run backwards", "[decider]") {
  DeciderDesk desk(capped_policy(1, hours(24)), ClockMode::trial);
  CHECK(DeciderDesk::problem(desk.ask(sms_to("ayse"))).errors[0].pointer == "/at");
  Request first = sms_to("ayse", "r-1");
  first.at = at("2008-05-05T09:00:00Z");
  CHECK(desk.outcome(first) == Outcome::allow);
  Request next = sms_to("ayse", "r-2");
  next.at = at("2008-05-06T09:00:00Z");
  CHECK(desk.outcome(next) == Outcome::allow);
  // A known request is answered before its time is looked at.
  CHECK(DeciderDesk::decided(desk.ask(first)).replayed);
  Request late = sms_to("ayse", "r-3");
  late.at = at("2008-05-05T09:00:00Z");
  CHECK(DeciderDesk::problem(desk.ask(late)).errors[0].pointer == "/at");
}

TEST_CASE("a household's members count together while they live together", "[decider]") {
  Policy policy = open_policy("home");
  Rule rule = cap_rule("home-cap", 1, hours(24));
  std::get<CapCheck>(rule.check).counting.per = Per::household;
  policy.rules.push_back(rule);
  DeciderDesk desk(std::make_shared<const Policy>(policy));
  CustomerRecord profile;
  profile.household = "h-1";
  for (const char* customer : {"ayse", "mehmet"}) {
    profile.customer = customer;
    desk.tell(profile);
  }
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  CHECK(desk.outcome(sms_to("mehmet")) == Outcome::defer);
  profile.household = "";
  desk.tell(profile);
  CHECK(desk.outcome(sms_to("mehmet")) == Outcome::allow);
}

TEST_CASE("a volume rule counts over all customers", "[decider]") {
  Policy policy = open_policy("volume");
  Rule rule;
  rule.id = "capacity";
  VolumeCheck check;
  check.at_most = 2;
  check.within.length = hours(1);
  check.counting.same = {{Field::channel, ""}};
  rule.check = check;
  policy.rules.push_back(rule);
  DeciderDesk desk(std::make_shared<const Policy>(policy));
  const Seq first = *DeciderDesk::decided(desk.ask(sms_to("a"))).id;
  CHECK(desk.outcome(sms_to("b")) == Outcome::allow);
  const Decided third = DeciderDesk::decided(desk.ask(sms_to("c")));
  CHECK(third.decision.reasons.at(0).code == Code::volume_exceeded);
  CHECK(third.decision.retry_at == desk.now + hours(1));
  Request call = sms_to("c");
  call.fields.channel = "call";
  CHECK(desk.outcome(call) == Outcome::allow);
  desk.report(first, ContactStatus::cancelled);
  desk.restart();
  CHECK(desk.outcome(sms_to("c")) == Outcome::allow);
  CHECK(desk.outcome(sms_to("c")) == Outcome::defer);
}

TEST_CASE("a policy that looks further back finds what the states had dropped", "[decider]") {
  DeciderDesk desk(capped_policy(9, hours(24)));
  const Request like = sms_to("ayse");
  desk.tell(ContactRecord{"", like.person, like.fields, ContactStatus::sent},
            desk.now - hours(600 * 24));
  desk.ask(sms_to("ayse"));  // drops what no window reaches
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  desk.activate(capped_policy(3, hours(900 * 24)));
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
}

TEST_CASE("what was sent to an address counts for the customer who claims it", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  CHECK(desk.outcome(email_to_address("a@example.org")) == Outcome::allow);
  CustomerRecord profile;
  profile.customer = "ayse";
  profile.addresses = {{"email", "a@example.org"}};
  desk.tell(profile);
  CHECK(desk.outcome(email_to_address("a@example.org")) == Outcome::defer);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
  // An address that is somebody's already brings nothing along.
  profile.customer = "mehmet";
  desk.tell(profile);
  CHECK(desk.outcome(sms_to("mehmet")) == Outcome::allow);
}

TEST_CASE("a consent that names both claims the address likewise", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  CHECK(desk.outcome(email_to_address("a@example.org")) == Outcome::allow);
  ConsentRecord consent;
  consent.person = {"ayse", "a@example.org"};
  consent.state = ConsentState::granted;
  desk.tell(consent);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
}

TEST_CASE("a contact with a request id counts once and can be reported on", "[decider]") {
  DeciderDesk desk(capped_policy(2));
  const Request like = sms_to("ayse");
  const ContactRecord contact{"r-1", like.person, like.fields, ContactStatus::sent};
  const Instant when = desk.now - hours(1);
  const Seq first = std::get<Recorded>(desk.tell(contact, when)).seq;
  CHECK(std::get<Recorded>(desk.tell(contact, when)).seq == first);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
  const OutcomeRecord failed{std::nullopt, "r-1", ContactStatus::failed};
  CHECK(std::holds_alternative<Recorded>(desk.tell(failed)));
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  CHECK(DeciderDesk::problem(desk.ask(sms_to("ayse", "r-1"))).status == 409);
  ContactRecord other = contact;
  other.fields.channel = "call";
  CHECK(DeciderDesk::problem(desk.tell(other, when)).status == 409);
}

TEST_CASE("a dry run answers what the request itself would be answered", "[decider]") {
  Policy policy = open_policy("by-address");
  Rule rule = cap_rule("cap", 1, hours(24));
  std::get<CapCheck>(rule.check).counting.per = Per::address;
  policy.rules.push_back(rule);
  DeciderDesk desk(std::make_shared<const Policy>(policy));
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  Request to_new_address = sms_to("ayse");
  to_new_address.person.address = "+905321234567";
  const Decided dry = DeciderDesk::decided(desk.dry_run(to_new_address));
  CHECK(dry.decision.outcome == Outcome::allow);
  CHECK(desk.outcome(to_new_address) == Outcome::allow);
  CHECK(desk.outcome(to_new_address) == Outcome::defer);
}

TEST_CASE("a report on a contact from before a volume book's reach changes nothing in it",
          "[decider]") {
  Policy policy = open_policy("volume");
  Rule rule;
  rule.id = "capacity";
  VolumeCheck check;
  check.at_most = 2;
  check.within.length = hours(1);
  rule.check = check;
  policy.rules.push_back(rule);
  DeciderDesk desk(std::make_shared<const Policy>(policy));
  const Request like = sms_to("ayse");
  const Reply told = desk.tell(ContactRecord{"", like.person, like.fields, ContactStatus::sent},
                               desk.now - hours(24 * 700));
  desk.restart();
  CHECK(std::holds_alternative<Recorded>(
      desk.report(std::get<Recorded>(told).seq, ContactStatus::failed)));
}

TEST_CASE("activating the policy that is active already adds no entry", "[decider]") {
  DeciderDesk desk(capped_policy(1));
  CHECK(desk.size() == 1);
  desk.restart();
  CHECK(desk.size() == 1);
}

}  // namespace
}  // namespace tact::test
