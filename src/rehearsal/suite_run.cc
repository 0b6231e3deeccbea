#include "rehearsal/suite_run.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

#include "core/grammar/words.h"
#include "rehearsal/rehearsal.h"
#include "rehearsal/suite_obligations.h"

namespace tact {
namespace {

const CustomerRecord* profile_of(const TestCustomer& customer) {
  for (const Record& record : customer.records) {
    if (const auto* profile = std::get_if<CustomerRecord>(&record.body)) return profile;
  }
  return nullptr;
}

const TimeZone* clock_of(const Policy& policy, const TestSuite& suite, const Person& asked) {
  for (const TestCustomer& customer : suite.customers) {
    const CustomerRecord* const profile = profile_of(customer);
    if (customer.name != asked.customer || profile == nullptr) continue;
    if (!profile->timezone.empty()) return policy.zones->find(profile->timezone);
    if (profile->country.empty()) break;
    const auto zones = policy.zones->of_country(profile->country);
    return zones.size() == 1 ? zones.front() : nullptr;
  }
  return policy.defaults.timezone;
}

std::string household_of(const TestCustomer& customer) {
  const CustomerRecord* const profile = profile_of(customer);
  return profile == nullptr ? std::string() : profile->household;
}

bool names_address(const Record& record, const std::string& address) {
  if (const auto* profile = std::get_if<CustomerRecord>(&record.body)) {
    return std::any_of(profile->addresses.begin(), profile->addresses.end(),
                       [&](const ChannelAddress& own) { return own.address == address; });
  }
  if (const auto* consent = std::get_if<ConsentRecord>(&record.body)) {
    return consent->person.address == address;
  }
  if (const auto* listing = std::get_if<ListingRecord>(&record.body)) {
    return listing->person.address == address;
  }
  if (const auto* contact = std::get_if<ContactRecord>(&record.body)) {
    return contact->person.address == address;
  }
  return false;
}

std::vector<const TestCustomer*> people_in(const TestSuite& suite, const Person& asked) {
  std::vector<const TestCustomer*> present;
  std::vector<std::string> homes;
  const auto concerns = [&](const TestCustomer& customer) {
    if (customer.name == asked.customer) return true;
    if (asked.address.empty()) return false;
    return std::any_of(customer.records.begin(), customer.records.end(),
                       [&](const Record& record) { return names_address(record, asked.address); });
  };
  for (const TestCustomer& customer : suite.customers) {
    if (concerns(customer)) homes.push_back(household_of(customer));
  }
  for (const TestCustomer& customer : suite.customers) {
    const std::string home = household_of(customer);
    const bool at_home =
        !home.empty() && std::find(homes.begin(), homes.end(), home) != homes.end();
    if (at_home || concerns(customer)) present.push_back(&customer);
  }
  return present;
}

// The same rules, none of which ever applies: under it what a test has planned already can be
// planned. They stay, since what is kept of contacts follows from them.
std::shared_ptr<const Policy> without_force(const Policy& policy) {
  auto copy = std::make_shared<Policy>(policy);
  const PriorityCondition never{Comparison::more, priority_max};
  for (Rule& rule : copy->rules) rule.when.all.insert(rule.when.all.begin(), never);
  std::reverse(copy->hash.begin(), copy->hash.end());
  return copy;
}

// What one record opens, a later one may close: told as it happened, and what says no time first.
std::vector<Record> records_of(const TestSuite& suite, const Person& asked) {
  std::vector<Record> records;
  for (const TestCustomer* customer : people_in(suite, asked)) {
    records.insert(records.end(), customer->records.begin(), customer->records.end());
  }
  std::stable_sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
    return a.at.value_or(Instant::min()) < b.at.value_or(Instant::min());
  });
  return records;
}

// One case's world.
class World {
 public:
  World(std::shared_ptr<const Policy> policy, Instant now)
      : policy_(std::move(policy)), now_(now), rehearsal_(policy_, ClockMode::live, now) {}

  void take(const Record& record) {
    if (std::holds_alternative<HoldRecord>(record.body)) {
      holds_.push_back(record);
    } else if (const auto* contact = std::get_if<ContactRecord>(&record.body);
               contact != nullptr && record.at > now_) {
      plans_.push_back({*record.at, *contact});
    } else if (!is_yet_to_load(record)) {
      tell(record);
    }
  }

  Reply ask(const Request& request) {
    make_plans();
    for (const Record& hold : holds_) tell(hold);
    return handle({Ask{request, false, true}, "test"});
  }

  // What the records say until now has made due.
  std::vector<OpenObligation> open_obligations(const Person& person) {
    return rehearsal_.open_obligations(person);
  }

  // Why something of the world itself was refused; "" where nothing was.
  const std::string& mistake() const { return mistake_; }

 private:
  struct Plan {
    Instant at;
    ContactRecord contact;
  };

  bool is_yet_to_load(const Record& record) const {
    const auto* list = std::get_if<ListRecord>(&record.body);
    return list != nullptr && list->loaded_at > now_;
  }

  void tell(Record record) {
    // What says no time holds from the start.
    if (!record.at) record.at = Instant{};
    handle({Tell{std::move(record)}, "test"});
  }

  void make_plans() {
    if (plans_.empty()) return;
    rehearsal_.activate(without_force(*policy_), now_);
    for (const auto& [at, contact] : plans_) {
      const Request request{"", contact.person, contact.fields, at, {}};
      const Reply reply = handle({Ask{request, false, false}, "test"});
      const auto* decided = std::get_if<Decided>(&reply);
      if (decided == nullptr) continue;
      TACT_CHECK(decided->decision.outcome == Outcome::allow);
      // What is yet to come cannot have been sent: that is what a contact says which says nothing.
      if (contact.status <= ContactStatus::sent) continue;
      tell({at, OutcomeRecord{decided->id, "", contact.status}});
    }
    rehearsal_.activate(policy_, now_);
  }

  Reply handle(const Command& command) {
    Reply reply = rehearsal_.handle(command, now_);
    const auto* refused = std::get_if<Refused>(&reply);
    if (refused == nullptr || !mistake_.empty()) return reply;
    mistake_ = refused->problem.detail;
    for (const FieldError& error : refused->problem.errors) {
      mistake_ += (&error == refused->problem.errors.data() ? ": " : "; ") + error.pointer + ' ' +
                  error.message;
    }
    return reply;
  }

  const std::shared_ptr<const Policy> policy_;
  const Instant now_;
  Rehearsal rehearsal_;
  std::vector<Record> holds_;
  std::vector<Plan> plans_;
  std::string mistake_;
};

// The rules that the reasons are of, sorted, each once.
std::vector<std::string> rules_of(const std::vector<Reason>& reasons) {
  std::vector<std::string> rules;
  for (const Reason& reason : reasons) {
    if (!reason.rule.empty()) rules.push_back(reason.rule);
  }
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  return rules;
}

// A decision may know of what is yet to come, a consent that begins next week; what must be done
// follows from what has happened alone.
std::vector<OpenObligation> open_obligations(const std::shared_ptr<const Policy>& policy,
                                             const std::vector<Record>& records,
                                             const Request& ask) {
  World past(policy, *ask.at);
  for (const Record& record : records) {
    if (!record.at || *record.at <= *ask.at) past.take(record);
  }
  return past.open_obligations(ask.person);
}

// Whether exactly the expected ones are open.
bool are_open(const std::vector<ExpectedObligation>& expected,
              const std::vector<OpenObligation>& open) {
  const std::vector<ObligationRow> rows = side_by_side(expected, open);
  return std::all_of(rows.begin(), rows.end(),
                     [](const ObligationRow& row) { return row.is_as_expected(); });
}

std::vector<std::string> differences(const Expectation& expect, const Decision& decision) {
  std::vector<std::string> differs;
  if (decision.outcome != expect.outcome) differs.emplace_back("outcome");
  if (expect.rules && failing_rules(decision) != *expect.rules) differs.emplace_back("rules");
  if (expect.shadow && failing_shadow_rules(decision) != *expect.shadow) {
    differs.emplace_back("shadow");
  }
  if (expect.codes && failing_codes(decision) != *expect.codes) differs.emplace_back("codes");
  if (expect.has_retry_at && decision.retry_at != expect.retry_at) {
    differs.emplace_back("retry_at");
  }
  return differs;
}

}  // namespace

std::uint64_t SuiteResult::failed() const {
  return static_cast<std::uint64_t>(std::count_if(
      cases.begin(), cases.end(), [](const CaseResult& result) { return !result.passed(); }));
}

std::vector<std::string> failing_rules(const Decision& decision) {
  return rules_of(decision.reasons);
}

std::vector<std::string> failing_shadow_rules(const Decision& decision) {
  return rules_of(decision.shadow);
}

std::vector<Code> failing_codes(const Decision& decision) {
  std::vector<Code> codes;
  for (const Reason& reason : decision.reasons) codes.push_back(reason.code);
  std::sort(codes.begin(), codes.end());
  return codes;
}

CaseResult run_case(const std::shared_ptr<const Policy>& policy, const TestSuite& suite,
                    const TestCase& test) {
  TACT_CHECK(test.ask.at.has_value());
  CaseResult result;
  result.name = test.name;
  result.place = test.place;
  result.ask = test.ask;
  result.expect = test.expect;
  result.zone = clock_of(*policy, suite, test.ask.person);
  World world(policy, *test.ask.at);
  for (const Record& record : suite.records) world.take(record);
  const std::vector<Record> records = records_of(suite, test.ask.person);
  for (const Record& record : records) world.take(record);
  Reply reply = world.ask(test.ask);
  result.refused = world.mistake();
  auto* decided = std::get_if<Decided>(&reply);
  if (decided == nullptr) return result;
  result.decision = std::move(decided->decision);
  result.rules = std::move(decided->rules);
  if (!policy->obligations.empty()) {
    result.obligations = open_obligations(policy, records, test.ask);
  }
  result.differs = differences(test.expect, result.decision);
  if (test.expect.obligations && !are_open(*test.expect.obligations, result.obligations)) {
    result.differs.emplace_back("obligations");
  }
  return result;
}

}  // namespace tact
