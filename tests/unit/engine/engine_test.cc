#include "engine/engine.h"

#include <atomic>
#include <future>

#include <catch2/catch.hpp>

#include "support/decider_desk.h"
#include "support/set_clock.h"
#include "support/stall.h"

namespace tact::test {
namespace {

class EngineDesk {
 public:
  explicit EngineDesk(std::shared_ptr<const Policy> policy, EngineOptions options = {}) {
    auto started =
        Engine::start(store, clock, randomness_, std::move(options),
                      [](const std::string& why) { FAIL("the store was lost: " << why); });
    REQUIRE(started.ok());
    engine_ = *std::move(started);
    engine().handle({{Activate{std::move(policy)}, "officer"}});
  }

  Engine& engine() { return *engine_; }
  void stop() { engine_.reset(); }

  MemStore store;
  SetClock clock{test::at("2026-11-24T12:00:00Z")};

 private:
  SeededRandomness randomness_;
  std::unique_ptr<Engine> engine_;
};

int allows_in(const std::vector<Reply>& replies) {
  int allows = 0;
  for (const Reply& reply : replies) {
    const auto* decided = std::get_if<Decided>(&reply);
    if (decided != nullptr && decided->decision.outcome == Outcome::allow) ++allows;
  }
  return allows;
}

TEST_CASE("however many ask at once for one customer, a cap of 5 allows 5", "[engine]") {
  EngineDesk desk(capped_policy(5));
  for (int round = 0; round < 100; ++round) {
    std::vector<std::future<int>> askers;
    for (int asker = 0; asker < 64; ++asker) {
      askers.push_back(std::async(std::launch::async, [&desk, round] {
        return allows_in(desk.engine().handle({{Ask{sms_to("c" + std::to_string(round))}, "x"}}));
      }));
    }
    int allows = 0;
    for (auto& asker : askers) allows += asker.get();
    REQUIRE(allows == 5);
  }
}

// The most contacts of the one customer that ever counted at a time, in the order of the ledger.
int most_counting(const MemStore& store) {
  std::map<Seq, ContactStatus> contacts;
  int most = 0;
  for (Seq seq; seq < store.size(); ++seq.value) {
    const auto lines = store.entries(seq, 1);
    const auto entry = parse_entry(lines->front());
    if (const auto* decision = std::get_if<DecisionEntry>(&entry->body)) {
      if (decision->decision.outcome == Outcome::allow) contacts[seq] = ContactStatus::reserved;
    }
    if (const auto* report = std::get_if<OutcomeEntry>(&entry->body)) {
      raise_status(contacts.at(report->decision), report->status);
    }
    int counting = 0;
    for (const auto& [id, status] : contacts) counting += status == ContactStatus::reserved;
    most = std::max(most, counting);
  }
  return most;
}

TEST_CASE("places that are given back are given again, and never one too many", "[engine]") {
  EngineDesk desk(capped_policy(5));
  std::vector<std::future<int>> senders;
  for (int sender = 0; sender < 16; ++sender) {
    senders.push_back(std::async(std::launch::async, [&desk] {
      int allowed = 0;
      for (int i = 0; i < 50; ++i) {
        const auto replies = desk.engine().handle({{Ask{sms_to("ayse")}, "sender"}});
        if (allows_in(replies) == 0) continue;
        ++allowed;
        const OutcomeRecord failed{std::get<Decided>(replies.front()).id, "",
                                   ContactStatus::failed};
        desk.engine().handle({{Tell{{std::nullopt, failed}}, "sender"}});
      }
      return allowed;
    }));
  }
  int allowed = 0;
  for (auto& sender : senders) allowed += sender.get();
  CHECK(allowed > 5);
  CHECK(most_counting(desk.store) == 5);
}

TEST_CASE("replies come in the order of the commands, on top of each other", "[engine]") {
  EngineDesk desk(capped_policy(2));
  std::vector<Command> commands;
  for (int i = 0; i < 4; ++i) commands.push_back({Ask{sms_to("ayse")}, "x"});
  const auto replies = desk.engine().handle(std::move(commands));
  REQUIRE(replies.size() == 4);
  CHECK(DeciderDesk::decided(replies[1]).decision.outcome == Outcome::allow);
  CHECK(DeciderDesk::decided(replies[2]).decision.outcome == Outcome::defer);
  CHECK(DeciderDesk::decided(replies[2]).id->value ==
        DeciderDesk::decided(replies[1]).id->value + 1);
}

TEST_CASE("nothing is decided before a policy is active", "[engine]") {
  MemStore store;
  SetClock clock{test::at("2026-11-24T12:00:00Z")};
  SeededRandomness randomness;
  auto engine = Engine::start(store, clock, randomness, {}, [](const std::string&) {});
  REQUIRE(engine.ok());
  const auto replies = (*engine)->handle({{Ask{sms_to("ayse")}, "x"}});
  CHECK(DeciderDesk::problem(replies.front()).status == 503);
}

TEST_CASE("what is submitted before the end is answered before the end", "[engine]") {
  EngineDesk desk(capped_policy(1'000));
  std::atomic<int> answered = 0;
  for (int i = 0; i < 500; ++i) {
    REQUIRE(desk.engine().submit({{Ask{sms_to("ayse")}, "x"}},
                                 [&](std::vector<Reply>) { ++answered; }));
  }
  desk.stop();
  CHECK(answered == 500);
}

TEST_CASE("the queue's delay is that of who waits longest, and nobody's once all are taken up",
          "[engine]") {
  EngineOptions one_at_a_time;
  one_at_a_time.group_commands_max = 1;
  EngineDesk desk(capped_policy(1'000), one_at_a_time);
  CHECK(desk.engine().queue_delay().count() == 0);
  Stall stall(desk.engine());
  const auto earlier = desk.engine().queue_delay();
  CHECK(earlier.count() > 0);
  CHECK(desk.engine().queue_delay() > earlier);
  stall.release();
  desk.engine().handle({{Ask{sms_to("last")}, "x"}});
  CHECK(desk.engine().queue_delay().count() == 0);
}

TEST_CASE("what a longer window looks back to is read beside the decider, and nothing is missed",
          "[engine][policy]") {
  using std::chrono::days;
  EngineDesk desk(capped_policy(9, days(1)));
  const auto contact = [&](const std::string& who, days ago) {
    const Request like = sms_to(who);
    desk.engine().handle({{Tell{{desk.clock.now() - ago,
                                 ContactRecord{"", like.person, like.fields, ContactStatus::sent}}},
                           "import"}});
  };
  contact("old", days(600));
  contact("old", days(1));  // drops what no window reaches
  contact("young", days(2));
  const auto longer = capped_policy(2, days(900));
  const auto back = look_back(desk.store, {days(1'000), false});
  REQUIRE(back.ok());
  // Decided while the ledger was read.
  contact("late", days(700));
  contact("late", days(1));
  // A policy that was filed meanwhile has plans of its own: then all is read again.
  if (GENERATE(false, true)) desk.engine().handle({{Activate{capped_policy(8, days(2))}, "nur"}});
  Activate filing{longer};
  filing.back = *back;
  REQUIRE(std::get<Filed>(desk.engine().handle({{filing, "nur"}}).front()).is_active);
  for (const auto& [who, outcome] :
       {std::pair("old", Outcome::defer), std::pair("late", Outcome::defer),
        std::pair("young", Outcome::allow)}) {
    const auto replies = desk.engine().handle({{Ask{sms_to(who)}, "x"}});
    INFO(who);
    CHECK(std::get<Decided>(replies.front()).decision.outcome == outcome);
  }
  // The same by itself, from the longer window's policy on.
  const auto longest = capped_policy(1, days(1'500));
  CHECK(std::get<Filed>(desk.engine().file({longest}, "nur")).is_active);
  CHECK(desk.engine().policy() == longest);
}

// What every decision of the ledger says of its policy, against the activations before it.
void check_versions(const MemStore& store, std::uint64_t decisions_wanted) {
  const auto lines = store.entries(Seq{}, store.size().value, std::size_t{1} << 40);
  REQUIRE(lines.ok());
  REQUIRE(lines->size() == store.size().value);
  std::string active;
  std::uint64_t decisions = 0;
  for (const std::string& line : *lines) {
    const auto entry = parse_entry(line);
    REQUIRE(entry.ok());
    if (const auto* policy = std::get_if<PolicyEntry>(&entry->body)) active = policy->policy;
    const auto* decision = std::get_if<DecisionEntry>(&entry->body);
    if (decision == nullptr) continue;
    ++decisions;
    if (decision->policy != active) FAIL("decided under another policy: " << line);
  }
  CHECK(decisions == decisions_wanted);
}

TEST_CASE("while policies come and go, each decision is made under the one that is active then",
          "[engine][policy]") {
  constexpr int activations = 10'000;
  EngineDesk desk(capped_policy(1));
  std::vector<std::shared_ptr<const Policy>> policies;
  for (int cap = 1; cap <= 20; ++cap) policies.push_back(capped_policy(cap));
  std::atomic<bool> is_done{false};
  std::atomic<std::uint64_t> asked{0};
  std::vector<std::future<void>> askers;
  for (int asker = 0; asker < 3; ++asker) {
    askers.push_back(std::async(std::launch::async, [&, asker] {
      for (int round = 0; !is_done; ++round) {
        std::vector<Command> commands;
        for (int i = 0; i < 8; ++i) {
          commands.push_back({Ask{sms_to("c" + std::to_string((round + i * asker) % 500))}, "x"});
        }
        const auto replies = desk.engine().handle(std::move(commands));
        for (const Reply& reply : replies) {
          if (std::holds_alternative<Decided>(reply)) ++asked;
        }
      }
    }));
  }
  for (int i = 0; i < activations; ++i) {
    Activate filing{policies[static_cast<std::size_t>(i * 7 % 20)]};
    filing.origin = i % 3 == 0 ? PolicyOrigin::rollback : PolicyOrigin::upload;
    const auto replies = desk.engine().handle({{std::move(filing), "officer"}});
    REQUIRE(std::holds_alternative<Filed>(replies.front()));
    REQUIRE(std::get<Filed>(replies.front()).is_active);
  }
  is_done = true;
  for (auto& asker : askers) asker.get();
  CHECK(asked > 1'000);
  desk.stop();
  check_versions(desk.store, asked);
}

}  // namespace
}  // namespace tact::test
