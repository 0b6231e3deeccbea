// `absent_from`: neither the customer nor the address is on the lists, and the lists are fresh.
#pragma once

#include "core/decide/scene.h"

namespace tact {

struct ListJudgement {
  Code code = Code::none;
  const Listing* entry = nullptr;     // the one that refuses, where one does
  const std::string* list = nullptr;  // the list that is stale, where one is
  bool endless = false;               // `entry`, or another one that counts, has no end
};

// Being listed comes before staleness.
ListJudgement judge_lists(const ListCheck& check, const Scene& scene, Instant at);

// The earliest instant after `at` at which judge_lists() may answer otherwise.
Instant next_list_change(const ListCheck& check, const Scene& scene, Instant at);

// Each list of the check with what stands on it for the customer and the address.
std::vector<SeenList> seen_lists(const ListCheck& check, const Scene& scene, Instant at);

}  // namespace tact
