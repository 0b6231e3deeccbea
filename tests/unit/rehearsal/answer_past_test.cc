// What would have been answered at a time in the past: for what was asked then, what was answered.
#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "core/codec/values.h"
#include "ledger/policy_history.h"
#include "ledger/query.h"
#include "rehearsal/hindsight.h"
#include "unit/rehearsal/random_past.h"

namespace tact::test {
namespace {

std::vector<Entry> entries_of(const Store& store) {
  std::vector<Entry> entries;
  const auto lines = store.entries(Seq{}, store.size().value, std::size_t{1} << 30);
  REQUIRE(lines.ok());
  for (const std::string& line : *lines) {
    auto entry = parse_entry(line);
    REQUIRE(entry.ok());
    entries.push_back(*std::move(entry));
  }
  return entries;
}

// The decision's question, as somebody asks it years later.
PastRequest as_asked(const Entry& entry, Seq end) {
  const auto& body = std::get<DecisionEntry>(entry.body);
  PastRequest request;
  request.who = {entry.subject, body.address.has_value(), body.address, end, body.planned_at};
  request.fields = body.fields;
  request.expires_at = body.expires_at;
  request.number_regions = body.decision.number_regions;
  return request;
}

// A birth date is not in the ledger: one of those that make the age that was seen.
bool is_answered_again(const Store& store, const Entry& entry, Seq end,
                       const std::shared_ptr<const Policy>& policy) {
  const auto& body = std::get<DecisionEntry>(entry.body);
  PastRequest request = as_asked(entry, end);
  const auto dates = birth_dates_for(body);
  return std::any_of(dates.begin(), dates.end(), [&](const auto& date) {
    request.birth_date = date;
    const auto answer = answer_past(store, request, policy);
    REQUIRE(answer.ok());
    return answer->decision == body.decision;
  });
}

std::map<std::string, SubjectId> owners(const Store& store) {
  std::map<std::string, SubjectId> owners;  // by address, as identities have them now
  const auto addresses = store.records(Table::address, "", 1'000);
  REQUIRE(addresses.ok());
  for (const StoredRecord& record : *addresses) {
    const auto address = decode_value<AddressIdentity>(record.value);
    REQUIRE(address.ok());
    owners[record.id] = address->subject;
    if (address->customer.empty()) continue;
    const Key key{Table::customer, address->customer};
    const auto customer = store.load({&key, 1});
    REQUIRE(customer.ok());
    owners[record.id] = decode_value<CustomerIdentity>(*customer->front())->subject;
  }
  return owners;
}

void check_owners(const Store& store) {
  for (const auto& [address, owner] : owners(store)) {
    const Key key{Table::address, address};
    const auto identity = decode_value<AddressIdentity>(*store.load({&key, 1})->front());
    INFO("address " << address << ", before entry " << store.size().value);
    const auto found = owner_before(store, identity->subject, store.size());
    REQUIRE(found.ok());
    CHECK(*found == owner);
  }
}

}  // namespace

TEST_CASE("what was asked is answered again as of its time, and an address is whose it was then",
          "[rehearsal][replay]") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    std::mt19937_64 dice(seed + 500);
    std::map<std::string, std::shared_ptr<const Policy>> policies;
    const auto next_policy = [&] {
      auto policy = compiled(random_policy_text(dice, "p" + std::to_string(policies.size())));
      policies[policy->hash] = policy;
      return policy;
    };
    DeciderDesk desk(next_policy());
    RandomHistory history(desk, dice);
    for (int part = 0; part < 3; ++part) {
      for (int i = 0; i < 80; ++i) {
        history.step();
        if (i % 10 == 0) check_owners(desk.store());
      }
      desk.activate(next_policy());
    }
    const std::vector<Entry> entries = entries_of(desk.store());
    for (std::size_t i = 1; i < entries.size(); ++i) {
      const Entry& entry = entries[i];
      // Of what happened within one millisecond no time says what came first.
      const bool is_alone = entries[i - 1].at < entry.at;
      if (!is_alone || !std::holds_alternative<DecisionEntry>(entry.body)) continue;
      INFO("seed " << seed << ", decision " << entry.seq.value);
      const auto end = first_entry_at(desk.store(), entry.at);
      REQUIRE(end.ok());
      const auto active = policy_active_at(desk.store(), *end);
      REQUIRE(active.ok());
      const auto& policy = policies.at(std::get<PolicyEntry>((*active)->body).hash);
      CHECK(is_answered_again(desk.store(), entry, *end, policy));
      ++compared;
    }
  }
  CHECK(compared > 1'500);
}

TEST_CASE("another policy answers for the same past, and leaves no trace", "[rehearsal][replay]") {
  const auto policy = compiled(policy_text("p", rule_texts()[5]));  // two in seven days
  DeciderDesk desk(policy);
  for (int i = 0; i < 3; ++i) {
    desk.now += std::chrono::hours(1);
    desk.ask(sms_to("ayse"));
  }
  const Entry last = decisions_of(desk.store()).back();
  const std::uint64_t before = desk.size();
  const PastRequest request = as_asked(last, last.seq);
  CHECK(answer_past(desk.store(), request, policy)->decision.outcome == Outcome::defer);
  const auto open = compiled(policy_text("q", rule_texts()[9]));  // a gap of 20 hours
  const auto answer = answer_past(desk.store(), request, open);
  REQUIRE(answer.ok());
  CHECK(answer->decision.reasons.front().rule == "gap");
  CHECK(answer->rules.size() == 1);
  // Before anything was said of anybody, and of somebody that nobody knows.
  PastRequest earlier = request;
  earlier.who.end = Seq{};
  CHECK(answer_past(desk.store(), earlier, policy)->decision.outcome == Outcome::allow);
  PastRequest stranger = request;
  stranger.who.subject.reset();
  stranger.who.names_address = true;
  CHECK(answer_past(desk.store(), stranger, policy)->decision.outcome == Outcome::allow);
  CHECK(desk.size() == before);
}

}  // namespace tact::test
