// The answer to one request, with its evidence: the ledger needs no second look.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tact/ids.h"
#include "tact/time.h"

namespace tact {

enum class Outcome : std::uint8_t { allow = 0, defer = 1, deny = 2 };

// Why one rule refuses. On disk by name; in published order of precedence within one rule.
enum class Code : std::uint8_t {
  none = 0,
  no_consent = 1,
  withdrawn = 2,
  consent_expired = 3,
  consent_too_weak = 4,
  consent_unregistered = 5,
  listed = 6,
  list_stale = 7,
  cap_reached = 8,
  gap_too_short = 9,
  outside_hours = 10,
  cooling_down = 11,
  volume_exceeded = 12,
  denied = 13,
  would_expire = 14,
  on_hold = 15,
  timezone_unknown = 16,
  calendar_missing = 17,
};

// "outside-hours"; the one spelling, in answers, entries and tests. none is "".
std::string_view code_name(Code code);
std::optional<Code> parse_code(std::string_view name);
std::string_view outcome_name(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view name);

// A figure or a text that a rule saw or asks for.
using Evidence = std::variant<std::monostate, std::int64_t, std::string>;

// One rule's word on one request. `rule` is "" for would-expire and on-hold, which no rule says.
struct Reason {
  std::string rule;
  Code code = Code::none;  // none: the rule passes (only in explanations)
  std::string text;
  Evidence observed;
  Evidence limit;
  std::string window;
  std::optional<Instant> retry_at;  // set only where waiting cures this rule

  bool operator==(const Reason&) const = default;
};

// How many more contacts the tightest cap leaves after this one.
struct Headroom {
  std::string rule;
  int remaining = 0;

  bool operator==(const Headroom&) const = default;
};

struct Decision {
  Outcome outcome = Outcome::deny;   // refuse by default
  std::optional<Instant> retry_at;   // of a defer
  std::vector<Reason> reasons;       // the enforced rules that fail, in the policy's order
  std::vector<Reason> shadow;        // the shadow rules that fail
  std::optional<Headroom> headroom;  // of an allow under a cap
  std::optional<int> age;            // the age that rules saw, where one looked
  // Of the telephone numbers that it was asked for, as the policy has them: Facts::number_regions.
  std::vector<std::string> number_regions = {};

  bool operator==(const Decision&) const = default;
};

}  // namespace tact
