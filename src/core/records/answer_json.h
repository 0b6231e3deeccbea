// A decision as the API, batches and replays answer it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/decide.h"
#include "tact/decision.h"
#include "tact/ids.h"

#include "core/json/writer.h"

namespace tact {

struct Answer {
  std::optional<Seq> id = {};          // absent: a dry run, which is not recorded
  const Decision* decision = nullptr;  // never null
  std::string_view policy = {};        // Policy::version()
  std::string_view request_id = {};    // "" where the request gave none
  bool replayed = false;
  bool with_shadow = false;
  const std::vector<Explained>* rules = nullptr;  // null: not asked for
};

// Appends one JSON object, without a line's end. The order of keys is the contract's.
void write_answer(const Answer& answer, std::string& out);

// One reason as an object; for whoever shows recorded decisions. REQUIRES: `json` does not sort.
void write_reason(const Reason& reason, JsonWriter& json);

// The member `rules` of an object: every rule that applied. REQUIRES: `json` does not sort.
void write_explained(const std::vector<Explained>& rules, JsonWriter& json);

}  // namespace tact
