// Simulations against the engine itself, on random policies and pasts: nothing flips under the
// policy that decided, and under another one each decision is what the engine says to the same
// records.
//
// TACT_SEEDS says how many pasts; TACT_SEED=N looks at that one alone.
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "naive/random_history.h"
#include "naive/random_policy.h"
#include "rehearsal/simulation_run.h"
#include "support/decider_desk.h"
#include "zones/system_zones.h"

namespace tact::test {
namespace {

using naive::Dice;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::shared_ptr<const ZoneBook> system_zones() {
  static const auto zones = [] {
    Result<ZoneBook> book = load_system_zones();
    REQUIRE(book.ok());
    return std::make_shared<const ZoneBook>(std::move(*book));
  }();
  return zones;
}

std::shared_ptr<const Policy> any_policy(Dice& dice, char name, Instant around) {
  Policy policy = naive::random_policy(dice, system_zones(), around);
  policy.name = std::string(1, name);
  policy.hash = std::string(64, name);
  policy.vocabulary = naive::history_vocabulary();
  return std::make_shared<const Policy>(std::move(policy));
}

// First answers, in order.
class Town {
 public:
  explicit Town(std::shared_ptr<const Policy> policy) : desk_(policy, ClockMode::trial) {}

  // Whether it was taken.
  bool take(const Record& record) {
    Reply reply;
    if (const auto* request = std::get_if<Request>(&record.body)) {
      Request asked = *request;
      asked.at = record.at;
      reply = desk_.ask(std::move(asked));
    } else {
      reply = desk_.tell(record.body, record.at);
    }
    if (const auto* decided = std::get_if<Decided>(&reply); decided && !decided->replayed) {
      decisions_.push_back(decided->decision);
    }
    return !std::holds_alternative<Refused>(reply);
  }

  void activate(std::shared_ptr<const Policy> policy) { desk_.activate(std::move(policy)); }
  const std::vector<Decision>& decisions() const { return decisions_; }
  Store& store() { return desk_.store(); }

 private:
  DeciderDesk desk_;
  std::vector<Decision> decisions_;
};

struct Simulated {
  SimulationReport report;
  std::vector<Decision> decisions;
};

Simulated simulated(const Store& store, const std::shared_ptr<const Policy>& policy,
                    std::optional<Instant> from = std::nullopt) {
  Simulated result;
  SimulationOptions options;
  options.from = from;
  options.birth_date = birth_dates_in(store);
  options.judged = [&](const Entry&, const Decision* decision) {
    REQUIRE(decision != nullptr);
    result.decisions.push_back(*decision);
  };
  SimulationProgress progress;
  auto report = simulate(store, policy, options, progress);
  REQUIRE(report.ok());
  REQUIRE(report->has_value());
  CHECK(progress.entries_done == store.size().value);
  result.report = **std::move(report);
  return result;
}

// A word on the first that differs; "" where none does.
std::string difference(const std::vector<Decision>& real, const std::vector<Decision>& simulated) {
  if (real.size() != simulated.size()) {
    return std::to_string(real.size()) + " decisions, simulated " +
           std::to_string(simulated.size());
  }
  for (std::size_t i = 0; i < real.size(); ++i) {
    if (real[i] == simulated[i]) continue;
    return "decision " + std::to_string(i) + " is " + std::string(outcome_name(real[i].outcome)) +
           ", simulated " + std::string(outcome_name(simulated[i].outcome));
  }
  return "";
}

struct Seen {
  std::uint64_t decisions = 0;
  std::uint64_t flips = 0;
  std::uint64_t lost_reports = 0;
};

void check_one(std::uint64_t seed, Seen& seen) {
  INFO("replay with TACT_SEED=" << seed);
  Dice dice(seed);
  const Instant begin = test::at("2026-10-20T06:00:00Z");
  const Instant around = begin + std::chrono::days(8);
  const auto a = any_policy(dice, 'a', around);
  const auto b = any_policy(dice, 'b', around);
  std::vector<Record> records = naive::random_history(dice, begin, dice.between(40, 160));

  Town town(a);
  std::vector<Record> taken;
  for (const Record& record : records) {
    if (town.take(record)) taken.push_back(record);
  }
  const Simulated same = simulated(town.store(), a);
  CHECK(difference(town.decisions(), same.decisions) == "");
  CHECK(same.report.flips_in_all() == 0);

  Town other(b);
  for (const Record& record : taken) other.take(record);
  const Simulated changed = simulated(town.store(), b);
  CHECK(difference(other.decisions(), changed.decisions) == "");

  // From the middle on: as if the policy had been activated there.
  const Instant from = *taken[taken.size() / 2].at;
  Town later(a);
  Instant now{};
  std::size_t before = 0;
  bool is_active = false;
  for (const Record& record : taken) {
    now = std::max(now, *record.at);
    if (now >= from && !is_active) {
      is_active = true;
      before = later.decisions().size();
      later.activate(b);
    }
    later.take(record);
  }
  const Simulated half = simulated(town.store(), b, from);
  const auto& all = later.decisions();
  CHECK(difference({all.begin() + static_cast<std::ptrdiff_t>(before), all.end()},
                   half.decisions) == "");

  seen.decisions += changed.report.decisions;
  seen.flips += changed.report.flips_in_all();
  for (std::size_t i = 1; i < changed.report.lost_reports.by_status.size(); ++i) {
    seen.lost_reports += changed.report.lost_reports.by_status[i];
  }
}

}  // namespace

TEST_CASE("a simulation says what the engine says", "[rehearsal]") {
  Seen seen;
  if (const std::uint64_t seed = number_from("TACT_SEED", 0)) {
    check_one(seed, seen);
    return;
  }
  const std::uint64_t seeds = number_from("TACT_SEEDS", 300);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) check_one(seed, seen);
  // Pasts in which nothing happens would prove nothing.
  INFO(seen.decisions << " decisions, " << seen.flips << " flips, " << seen.lost_reports
                      << " reports lost");
  CHECK(seen.flips > seen.decisions / 10);
  CHECK(seen.lost_reports > 100);
}

}  // namespace tact::test
