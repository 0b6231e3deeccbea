// A real decision becomes a test case that passes, and names nobody.
#include "rehearsal/test_case.h"

#include <catch2/catch.hpp>

#include "unit/rehearsal/random_past.h"

namespace tact::test {
namespace {

using Catch::Contains;

Result<std::string> case_of(const DeciderDesk& desk, const Store& store, const Entry& decision,
                            const std::shared_ptr<const Policy>& policy) {
  static_cast<void>(desk);
  const auto past = past_of(store, decision, policy);
  REQUIRE(past.ok());
  return make_test_case(decision, *past, policy, "policy.yaml", "from the log");
}

}  // namespace

TEST_CASE("decisions of random histories become test cases that pass", "[rehearsal][test_case]") {
  const auto seed = GENERATE(range(0, 60));
  CAPTURE(seed);
  std::mt19937_64 dice(static_cast<std::uint64_t>(seed));
  const auto policy = compiled(random_policy_text(dice, "p"));
  DeciderDesk desk(policy);
  RandomHistory history(desk, dice);
  for (int i = 0; i < 250; ++i) history.step();
  int made = 0;
  int refused = 0;
  for (const Entry& decision : decisions_of(desk.store())) {
    const auto text = case_of(desk, desk.store(), decision, policy);
    if (text) {
      ++made;
      // Nobody's name, address or note.
      for (const char* part : {"kim", "a0@", "a1@", "a2@", "Ayse", "note"}) {
        if (text->find(part) != std::string::npos) FAIL(part << " in\n" << *text);
      }
    } else {
      ++refused;
      std::string rules;
      for (const Rule& rule : policy->rules) rules += rule.id + ' ';
      WARN("seed " << seed << " at " << decision.seq.value << ": " << text.error().message << " under " << rules);
    }
  }
  CAPTURE(made, refused);
  CHECK(refused * 20 <= made);
}

}  // namespace tact::test
