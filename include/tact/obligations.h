// What must be done after something happened, and by when: an act that the law asks for, where a
// rule would refuse a message. Pure: which record opens or closes which obligation of a policy, and
// when it is due. Who keeps them is the engine.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tact/decide.h"
#include "tact/policy.h"
#include "tact/records.h"
#include "tact/state.h"
#include "tact/time.h"

namespace tact {

struct ConsentEvent {
  ConsentState state{};
  bool registered = false;
};

struct ActivityEvent {
  std::string event;
};

// A record, as obligations look at it. Of `fields` a consent has channel, purpose and brand, an
// activity channel, brand and labels; what the record leaves out is "": it may be any.
struct Happening {
  Instant at{};  // the record's own time
  ContactFields fields;
  std::variant<ConsentEvent, ActivityEvent> what;
};

struct Due {
  Instant at{};  // the first instant at which it is too late
  // The calendar does not cover a year that was counted through: its days count as if there were
  // no holidays, so that the deadline is rather too early than too late.
  bool calendar_missing = false;

  bool operator==(const Due&) const = default;
};

// When what happened at `at` is due. `customer` has the zones of the customer's clock; it counts
// where the deadline names none, and where that is unknown UTC does.
Due due_at(const Deadline& deadline, const Policy& policy, Instant at,
           const std::vector<const TimeZone*>& customer);

// An obligation that a record opens.
struct Opening {
  const Obligation* obligation = nullptr;  // the policy's
  Due due;
};

// In the policy's order. `facts` are the customer's after the record took effect.
std::vector<Opening> opened_by(const Policy& policy, const Facts& facts,
                               const Happening& happening);

// Whether it ends what was opened by an earlier record with this channel and brand.
bool is_closed_by(const Obligation& obligation, const OpenObligation& open,
                  const Happening& happening);

}  // namespace tact
