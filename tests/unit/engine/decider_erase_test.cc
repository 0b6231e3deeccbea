// What is gone after an erasure, and which refusals are still honoured.
#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/decider.h"
#include "engine/shelf.h"
#include "support/decider_desk.h"

namespace tact::test {
namespace {

const std::string mail = "ayse@example.org";
const std::string number = "+905321234567";

// Who has not refused may be contacted; who stands on the list may not.
std::shared_ptr<const Policy> opt_out_policy() {
  Policy policy = open_policy("opt-out");
  Rule consent;
  consent.id = "not-refused";
  ConsentCheck check;
  check.model = ConsentModel::opt_out;
  consent.check = check;
  policy.rules.push_back(consent);
  Rule list;
  list.id = "not-listed";
  ListCheck lists;
  lists.lists = {"bounced"};
  list.check = lists;
  policy.rules.push_back(list);
  return std::make_shared<const Policy>(std::move(policy));
}

CustomerRecord profile_of(std::string customer, std::vector<ChannelAddress> addresses) {
  CustomerRecord profile;
  profile.customer = std::move(customer);
  profile.addresses = std::move(addresses);
  return profile;
}

ConsentRecord consent_of(Person person, ConsentState state, std::string channel = "") {
  ConsentRecord consent;
  consent.person = std::move(person);
  consent.state = state;
  consent.channel = std::move(channel);
  return consent;
}

Erased erased(const Reply& reply) {
  REQUIRE(std::holds_alternative<Erased>(reply));
  return std::get<Erased>(reply);
}

Request email_to(Person person) {
  Request request = sms_to("");
  request.person = std::move(person);
  request.fields.channel = "email";
  return request;
}

Code first_code(const Reply& reply) {
  const Decision& decision = DeciderDesk::decided(reply).decision;
  return decision.reasons.empty() ? Code::none : decision.reasons.front().code;
}

bool has(DeciderDesk& desk, Table table, const std::string& id) {
  const Key key{table, id};
  const auto loaded = desk.store().load({&key, 1});
  REQUIRE(loaded.ok());
  return loaded->front().has_value();
}

std::vector<Entry> all_entries(DeciderDesk& desk) {
  const auto lines = desk.store().entries(Seq{0}, desk.size());
  REQUIRE(lines.ok());
  std::vector<Entry> entries;
  for (const std::string& line : *lines) {
    auto entry = parse_entry(line);
    REQUIRE(entry.ok());
    entries.push_back(*std::move(entry));
  }
  return entries;
}

SubjectId subject_of(DeciderDesk& desk, const std::string& customer) {
  const Key key{Table::customer, customer};
  const auto loaded = desk.store().load({&key, 1});
  REQUIRE(loaded.ok());
  REQUIRE(loaded->front().has_value());
  const auto identity = decode_value<CustomerIdentity>(*loaded->front());
  REQUIRE(identity.ok());
  return identity->subject;
}

TEST_CASE("nothing that names an erased customer is kept", "[decider][erase]") {
  DeciderDesk desk(opt_out_policy());
  CustomerRecord profile = profile_of("ayse", {{"email", mail}, {"sms", number}});
  profile.household = "h-1";
  profile.birth_date = parse_date("1990-05-01");
  desk.tell(profile);
  ConsentRecord consent = consent_of({"ayse", ""}, ConsentState::granted);
  consent.evidence = R"({"network_address":"203.0.113.7"})";
  desk.tell(consent);
  const std::string evidence = evidence_id(subject_of(desk, "ayse"), Seq{desk.size() - 1});
  const SubjectId subject = subject_of(desk, "ayse");
  REQUIRE(has(desk, Table::evidence, evidence));

  const std::uint64_t before = desk.size();
  const std::vector<Entry> old = all_entries(desk);
  const Erased done = erased(desk.erase("ayse"));
  CHECK(done.seq == Seq{before});
  CHECK(done.addresses == 2);
  CHECK(done.refusals == 0);
  CHECK_FALSE(has(desk, Table::customer, "ayse"));
  CHECK_FALSE(has(desk, Table::address, mail));
  CHECK_FALSE(has(desk, Table::address, number));
  CHECK_FALSE(has(desk, Table::household_name, "h-1"));
  CHECK_FALSE(has(desk, Table::subject_name, store_id(subject)));
  CHECK_FALSE(has(desk, Table::evidence, evidence));
  CHECK_FALSE(has(desk, Table::secret, ""));  // Nothing was refused, so nothing is hashed.
  const Entry entry = all_entries(desk).back();
  CHECK(entry.subject == subject);
  CHECK(std::get<ErasureEntry>(entry.body).addresses.size() == 2);
  const Key state{Table::subject, store_id(subject)};
  const auto held = decode_value<SubjectState>(*desk.store().load({&state, 1})->front());
  REQUIRE(held.ok());
  SubjectState nothing;
  nothing.valid_before = Seq{before + 1};
  CHECK(*held == nothing);
}

TEST_CASE("whom nobody knows cannot be erased", "[decider][erase]") {
  DeciderDesk desk(opt_out_policy());
  CHECK(DeciderDesk::problem(desk.erase("ayse")).status == 404);
  desk.ask(sms_to("ayse"));
  erased(desk.erase("ayse"));
  CHECK(DeciderDesk::problem(desk.erase("ayse")).status == 404);
}

// Who said what before the erasure, and what is answered to whom afterwards.
TEST_CASE("what was refused is still refused where the address is named again",
          "[decider][erase]") {
  struct Row {
    std::string why;
    std::vector<ConsentRecord> said;
    bool listed;
    Person asked;
    Code answer;
  };
  const auto granted = ConsentState::granted;
  const auto withdrawn = ConsentState::withdrawn;
  const auto row = GENERATE_COPY(values<Row>({
      {"nothing was refused", {}, false, {"", mail}, Code::none},
      {"the customer refused all",
       {consent_of({"ayse", ""}, withdrawn)},
       false,
       {"", mail},
       Code::withdrawn},
      {"by an unknown customer",
       {consent_of({"ayse", ""}, withdrawn)},
       false,
       {"new", mail},
       Code::withdrawn},
      {"by the same id",
       {consent_of({"ayse", ""}, withdrawn)},
       false,
       {"ayse", mail},
       Code::withdrawn},
      {"the address refused",
       {consent_of({"", mail}, withdrawn)},
       false,
       {"", mail},
       Code::withdrawn},
      {"at the address only",
       {consent_of({"ayse", mail}, withdrawn)},
       false,
       {"new", mail},
       Code::withdrawn},
      {"another address refused",
       {consent_of({"", number}, withdrawn)},
       false,
       {"", mail},
       Code::none},
      {"another channel was refused",
       {consent_of({"ayse", ""}, withdrawn, "sms")},
       false,
       {"", mail},
       Code::none},
      {"the channel was refused",
       {consent_of({"ayse", ""}, withdrawn, "email")},
       false,
       {"", mail},
       Code::withdrawn},
      {"and was taken back",
       {consent_of({"ayse", ""}, withdrawn), consent_of({"ayse", ""}, granted)},
       false,
       {"", mail},
       Code::none},
      {"and was taken back in part",
       {consent_of({"ayse", ""}, withdrawn), consent_of({"ayse", ""}, granted, "email")},
       false,
       {"", mail},
       Code::withdrawn},
      {"agreed first",
       {consent_of({"ayse", ""}, granted), consent_of({"ayse", ""}, withdrawn)},
       false,
       {"", mail},
       Code::withdrawn},
      {"the address was listed", {}, true, {"new", mail}, Code::listed},
      {"the id alone says nothing",
       {consent_of({"ayse", ""}, withdrawn)},
       false,
       {"ayse", ""},
       Code::none},
  }));
  CAPTURE(row.why);
  DeciderDesk desk(opt_out_policy());
  desk.tell(profile_of("ayse", {{"email", mail}, {"sms", number}}));
  for (const ConsentRecord& consent : row.said) {
    desk.now += std::chrono::minutes(1);
    desk.tell(consent);
  }
  if (row.listed) desk.tell(ListingRecord{"bounced", {"", mail}, ListingState::added, {}, {}});
  desk.now += std::chrono::minutes(1);
  erased(desk.erase("ayse"));
  const bool restarted = GENERATE(false, true);
  if (restarted) desk.restart();
  // Asked without a trace first: then it is not even made anew.
  CHECK(first_code(desk.dry_run(email_to(row.asked))) == row.answer);
  CHECK(first_code(desk.ask(email_to(row.asked))) == row.answer);
}

TEST_CASE("a new customer's profile brings an erased person's refusal along", "[decider][erase]") {
  DeciderDesk desk(opt_out_policy());
  desk.tell(profile_of("ayse", {{"email", mail}}));
  desk.tell(consent_of({"ayse", ""}, ConsentState::withdrawn));
  desk.now += std::chrono::hours(1);
  erased(desk.erase("ayse"));
  desk.now += std::chrono::hours(1);
  const Request request = email_to({"new", ""});
  CHECK(first_code(desk.ask(request)) == Code::none);  // No address is known.
  SECTION("requests that name the customer alone are refused as well") {
    desk.tell(profile_of("new", {{"email", mail}}));
    CHECK(first_code(desk.ask(request)) == Code::withdrawn);
    Request other = sms_to("new");
    CHECK(first_code(desk.ask(other)) == Code::none);  // The address is for mail only.
    const std::uint64_t size = desk.size();
    desk.tell(profile_of("new", {{"email", mail}}));
    CHECK(desk.size() == size + 1);  // It is said once.
  }
  SECTION("unless the customer has agreed since the erasure, whichever record comes first") {
    desk.tell(consent_of({"new", ""}, ConsentState::granted, "email"));
    desk.now += std::chrono::hours(1);
    desk.tell(profile_of("new", {{"email", mail}}));
    desk.now += std::chrono::hours(1);
    CHECK(first_code(desk.ask(request)) == Code::none);
  }
}

TEST_CASE("refusals stand under a new pseudonym, directly after the erasure", "[decider][erase]") {
  DeciderDesk desk(opt_out_policy());
  desk.tell(profile_of("ayse", {{"email", mail}, {"sms", number}}));
  desk.tell(consent_of({"ayse", ""}, ConsentState::withdrawn));
  const std::set<SubjectId> known = [&] {
    std::set<SubjectId> all;
    for (const Entry& entry : all_entries(desk)) {
      if (entry.subject) all.insert(*entry.subject);
      if (const auto* body = std::get_if<CustomerEntry>(&entry.body)) {
        for (const auto& [channel, address] : body->addresses) all.insert(address);
      }
    }
    return all;
  }();
  const Erased done = erased(desk.erase("ayse"));
  CHECK(done.refusals == 2);  // of each address
  std::vector<Entry> entries = all_entries(desk);
  entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(done.seq.value + 1));
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].subject != entries[1].subject);
  for (const Entry& entry : entries) {
    CHECK(entry.by == "erasure");
    CHECK_FALSE(known.contains(*entry.subject));
    CHECK(std::get<ConsentEntry>(entry.body).consent.state == ConsentState::withdrawn);
    // Nobody is named by it until the address is named again.
    CHECK_FALSE(has(desk, Table::subject_name, store_id(*entry.subject)));
  }
  const SubjectId first = *entries.front().subject;
  SECTION("and under another one after the next erasure") {
    desk.tell(profile_of("ayse", {{"email", mail}, {"sms", number}}));
    erased(desk.erase("ayse"));
    const Entry last = all_entries(desk).back();
    CHECK(last.subject != first);
    CHECK_FALSE(known.contains(*last.subject));
    CHECK(first_code(desk.ask(email_to({"", mail}))) == Code::withdrawn);
  }
}

TEST_CASE("addresses that are another customer's stay the other's", "[decider][erase]") {
  DeciderDesk desk(opt_out_policy());
  desk.tell(profile_of("mehmet", {{"sms", number}}));
  desk.tell(profile_of("ayse", {{"email", mail}}));
  Request request = sms_to("ayse");
  request.person.address = number;
  desk.ask(request);
  CHECK(erased(desk.erase("ayse")).addresses == 1);
  CHECK(has(desk, Table::address, number));
  CHECK_FALSE(has(desk, Table::address, mail));
}

TEST_CASE("addresses that were only ever named with the customer go as well", "[decider][erase]") {
  DeciderDesk desk(opt_out_policy());
  Request request = sms_to("ayse");
  request.person.address = number;
  desk.ask(request);
  desk.tell(profile_of("ayse", {{"email", mail}}));
  desk.tell(profile_of("ayse", {}));  // The mail address is nobody's from here on.
  CHECK(erased(desk.erase("ayse")).addresses == 2);
  CHECK_FALSE(has(desk, Table::address, number));
  CHECK_FALSE(has(desk, Table::address, mail));
}

TEST_CASE("a household's name goes with its last member", "[decider][erase]") {
  DeciderDesk desk(opt_out_policy());
  for (const char* customer : {"ayse", "mehmet"}) {
    CustomerRecord profile = profile_of(customer, {});
    profile.household = "h-1";
    desk.tell(profile);
  }
  erased(desk.erase("ayse"));
  CHECK(has(desk, Table::household_name, "h-1"));
  erased(desk.erase("mehmet"));
  CHECK_FALSE(has(desk, Table::household_name, "h-1"));
}

TEST_CASE("a request id of an erased person is still answered again", "[decider][erase]") {
  DeciderDesk desk(opt_out_policy());
  const Request request = sms_to("ayse", "r-1");
  const Decided first = DeciderDesk::decided(desk.ask(request));
  erased(desk.erase("ayse"));
  const std::uint64_t size = desk.size();
  const Decided again = DeciderDesk::decided(desk.ask(request));
  CHECK(again.replayed);
  CHECK(again.id == first.id);
  CHECK(desk.size() == size);
  CHECK_FALSE(has(desk, Table::customer, "ayse"));
  CHECK(std::holds_alternative<Recorded>(desk.report(*first.id, ContactStatus::delivered)));
}

TEST_CASE("a customer of an erased one's id is somebody new", "[decider][erase]") {
  DeciderDesk desk(capped_policy(1));
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::defer);
  const SubjectId before = subject_of(desk, "ayse");
  erased(desk.erase("ayse"));
  CHECK(desk.outcome(sms_to("ayse")) == Outcome::allow);
  CHECK(subject_of(desk, "ayse") != before);
}

}  // namespace
}  // namespace tact::test
