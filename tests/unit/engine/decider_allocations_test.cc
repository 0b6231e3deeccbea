// What a decision takes from the heap, once everything that is kept has its memory.
#include <catch2/catch.hpp>

#include "core/policy/compile.h"
#include "engine/decider.h"
#include "files/disk_files.h"
#include "store/mem_store.h"
#include "support/allocations.h"
#include "support/policies.h"
#include "support/seeded_randomness.h"
#include "zones/system_zones.h"

namespace tact::test {
namespace {

constexpr int customers = 100;
constexpr int rounds_before = 60;  // Contacts leave the windows as fast as they come.
constexpr int rounds_counted = 20;

std::shared_ptr<const Policy> example_policy() {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  DiskFiles files;
  const Compiled compiled =
      compile_policy(policy_file_at(std::string(TACT_SOURCE_DIR) + "/policies/example"), files,
                     std::make_shared<const ZoneBook>(*std::move(book)), std::nullopt);
  REQUIRE(compiled.policy);
  return compiled.policy;
}

// A decider under the example company's policy that asks for each customer once a day.
class Days {
 public:
  Days() : decider_(store_, randomness_, {}) {
    REQUIRE(decider_.recover().ok());
    REQUIRE(decider_.refold(*policy_).ok());
    decider_.handle({Activate{policy_}, "officer"}, now_);
    for (int customer = 0; customer < customers; ++customer) take_in(customer);
    commit();
  }

  void day() {
    now_ += std::chrono::days(1);
    std::vector<Command> commands;
    commands.reserve(customers);
    for (int customer = 0; customer < customers; ++customer) commands.push_back(ask(customer));
    std::vector<Reply> replies;
    replies.reserve(customers);
    for (const Command& command : commands) {
      const std::uint64_t before = allocations();
      replies.push_back(decider_.handle(command, now_));
      const auto& decided = std::get<Decided>(replies.back());
      Taken& taken = decided.decision.outcome == Outcome::allow ? allowed : refused;
      taken.allocations += allocations() - before;
      ++taken.decisions;
    }
    commit();
  }

  struct Taken {
    std::uint64_t decisions = 0;
    std::uint64_t allocations = 0;

    double each() const {
      return static_cast<double>(allocations) / static_cast<double>(decisions);
    }
  };
  Taken allowed;
  Taken refused;  // deferred or denied
  Taken closed;

 private:
  void take_in(int customer) {
    CustomerRecord profile;
    profile.customer = id(customer);
    profile.language = "tr";
    profile.birth_date = LocalDate(std::chrono::year(1990) / 3 / 15);
    decider_.handle({Tell{{now_, profile}}, "crm"}, now_);
    ConsentRecord consent;
    consent.person.customer = id(customer);
    consent.purpose = "marketing";
    consent.state = ConsentState::granted;
    consent.level = ConsentLevel::express;
    consent.registered_at = now_;
    consent.source = "web";
    decider_.handle({Tell{{now_, consent}}, "crm"}, now_);
  }

  Command ask(int customer) {
    Request request;
    request.request_id = "6f1c0c5e-5b1d-4f0a-9a55-" + std::to_string(100'000'000'000 + asked_++);
    request.person.customer = id(customer);
    request.fields.channel = customer % 2 == 0 ? "email" : "push";
    request.fields.purpose = customer % 5 == 0 ? "service/order" : "marketing/promotion";
    request.fields.brand = "acme";
    request.fields.campaign = "autumn-sale-of-2026";
    return {Ask{std::move(request)}, "sender"};
  }

  void commit() {
    const std::uint64_t before = allocations();
    Group group = decider_.take_group();
    closed.allocations += allocations() - before;
    closed.decisions += customers;
    group.frontier = "frontier";
    REQUIRE(store_.commit(std::move(group)).ok());
    decider_.prepare(store_.size(), {}, {});
  }

  static std::string id(int customer) { return "customer-number-" + std::to_string(customer); }

  const std::shared_ptr<const Policy> policy_ = example_policy();
  Instant now_ = *parse_instant("2026-11-23T09:00:00Z");  // a Monday's noon in Istanbul
  MemStore store_;
  SeededRandomness randomness_;
  Decider decider_;
  std::uint64_t asked_ = 0;
};

}  // namespace

// Of an allow, what is left is what stays: the customer's new contact, the request's id in a table
// and its key, terms of the index longer than a short string, the reply's own texts. A refusal has
// reasons to tell instead of a contact.
TEST_CASE("a decision takes little more from the heap than what it keeps and answers",
          "[decider]") {
  Days days;
  for (int i = 0; i < rounds_before; ++i) days.day();
  days.allowed = {};
  days.refused = {};
  days.closed = {};
  for (int i = 0; i < rounds_counted; ++i) days.day();
  REQUIRE(days.allowed.decisions > 100);
  REQUIRE(days.refused.decisions > 100);
  CHECK(days.allowed.each() < 14);
  CHECK(days.refused.each() < 11);
  CHECK(days.closed.each() < 3);
}

}  // namespace tact::test
