// What the engine is told, and what it answers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tact/decide.h"
#include "tact/policy.h"
#include "tact/records.h"

#include "core/records/problem.h"

namespace tact {

// May this contact be made now?
struct Ask {
  Request request;
  bool dry_run = false;  // answers without reserving and without a trace
  bool explain = false;  // adds every rule that applied
};

// Something happened. REQUIRES: any record but a request.
struct Tell {
  Record record;
};

// Decisions after this one are made under `policy`.
struct Activate {
  std::shared_ptr<const Policy> policy;
};

// The daemon has started; recorded in the ledger.
struct Begin {
  std::string version;
};

struct Command {
  std::variant<Ask, Tell, Activate, Begin> what;
  std::string by;  // the name of the token, or of the daemon's part, that says it
};

struct Decided {
  std::optional<Seq> id;  // absent for a dry run
  Decision decision;
  std::string policy;  // Policy::version()
  std::string request_id;
  bool replayed = false;
  std::vector<Explained> rules;  // where asked for
};

struct Recorded {
  Seq seq;
};

// Nothing was changed.
struct Refused {
  Problem problem;
};

using Reply = std::variant<Decided, Recorded, Refused>;

}  // namespace tact
