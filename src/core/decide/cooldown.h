// `cooldown`: the activity is further back than `for`, or never happened.
#pragma once

#include "core/decide/scene.h"

namespace tact {

struct CooldownJudgement {
  Code code = Code::none;
  const Activity* activity = nullptr;  // the one that still cools down
};

CooldownJudgement judge_cooldown(const CooldownCheck& check, const Scene& scene, Instant at);

// The earliest instant after `at` at which the judgement may be another one.
Instant next_cooldown_change(const CooldownCheck& check, const Scene& scene, Instant at);

// The activity that cools down longest, over or not; empty where there is none, or no zone to tell.
std::optional<SeenActivity> seen_cooldown(const CooldownCheck& check, const Scene& scene,
                                          Instant at);

}  // namespace tact
