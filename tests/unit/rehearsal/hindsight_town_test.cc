// Whole answers of the past come back from the ledger, under policies with every kind of rule, on
// odd clocks: households that change, addresses that change hands, reports that come late.
//
// TACT_SEEDS says how many towns; TACT_SEED=N looks at that one alone.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include <catch2/catch.hpp>

#include "rehearsal/hindsight.h"
#include "rehearsal/test_case.h"
#include "unit/rehearsal/random_town.h"
#include "zones/system_zones.h"

namespace tact::test {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Empty where nothing in the file says who it was about.
std::string named_in(const std::string& text) {
  for (const char* name :
       {"c-0", "c-1", "c-2", "c-3", "+9053", "+1305555", "+35129555", "h-0", "h-1", "4711"}) {
    if (text.find(name) != std::string::npos) return name;
  }
  return "";
}

}  // namespace

TEST_CASE("every decision of a town is answered again as recorded, and made into a test",
          "[rehearsal][hindsight]") {
  auto book = load_system_zones();
  REQUIRE(book.ok());
  const auto zones = std::make_shared<const ZoneBook>(*std::move(book));
  const std::uint64_t only = number_from("TACT_SEED", 0);
  const std::uint64_t last = only > 0 ? only : number_from("TACT_SEEDS", 40);
  std::array<std::uint64_t, 3> outcomes{};
  std::uint64_t refused = 0;
  for (std::uint64_t seed = std::max<std::uint64_t>(only, 1); seed <= last; ++seed) {
    RandomTown town(seed, zones);
    town.live(300);
    for (const Entry& entry : town.decisions()) {
      const auto& recorded = std::get<DecisionEntry>(entry.body);
      INFO("seed " << seed << ", decision " << entry.seq.value);
      const auto& policy = town.policies().at(recorded.policy);
      const auto hindsight = explain_past(town.store(), entry, policy);
      REQUIRE(hindsight.ok());
      CHECK(hindsight->matches_record);
      const auto made = make_test_case(entry, hindsight->past, policy, "town.yaml", "as it was");
      if (made.ok()) CHECK(named_in(*made).empty());
      if (!made.ok()) ++refused;
      ++outcomes[static_cast<std::size_t>(recorded.decision.outcome)];
    }
  }
  if (only > 0) return;
  // A history in which nothing happens would prove little.
  CAPTURE(outcomes[0], outcomes[1], outcomes[2]);
  for (const std::uint64_t count : outcomes) CHECK(count > last * 5);
  CHECK(refused * 1'000 < outcomes[0] + outcomes[1] + outcomes[2]);
}

}  // namespace tact::test
