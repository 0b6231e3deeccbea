// One rule: does it apply, does it pass, when would it, and what does it say.
#pragma once

#include "core/decide/scene.h"

namespace tact {

// Light enough for every rule of every decision; describe() makes the words where they are needed.
struct Judgement {
  Code code = Code::none;
  // Waiting does not help, whatever the rules say later: the answer is deny.
  bool is_final = false;
  std::int64_t observed = 0;  // of cap and volume
};

// In effect at `at`, `when` matches and `unless` does not; what is unknown counts strictly.
bool applies(const Rule& rule, const Scene& scene, Instant at);

// REQUIRES: `index` is the rule's place in the policy.
Judgement judge(const Rule& rule, std::size_t index, const Scene& scene, Instant at);

// The earliest instant from `from` (included) to `until` (included) at which the rule does not
// apply or passes.
std::optional<Instant> next_pass(const Rule& rule, std::size_t index, const Scene& scene,
                                 Instant from, Instant until);

// The same from the next instant on. REQUIRES: at `from` it applies and fails.
std::optional<Instant> pass_after(const Rule& rule, std::size_t index, const Scene& scene,
                                  Instant from, Instant until);

// What the rule saw and asks for. retry_at is not set.
Reason describe(const Rule& rule, const Judgement& judgement, const Scene& scene, Instant at);

// What the rule looked at, for explanations. REQUIRES: as judge().
Insight look(const Rule& rule, std::size_t index, const Scene& scene, Instant at);

}  // namespace tact
