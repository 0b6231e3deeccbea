// State transitions: state := apply(state, entry). The same function makes state while deciding, at
// a restart and when a ledger is rebuilt.
#pragma once

#include <cstdint>

#include "tact/entry.h"
#include "tact/state.h"

namespace tact {

// The records that entries change. Implemented by whoever holds them; a reference stays good until
// the next call. Each call marks the record as changed by the entry that is being applied.
class States {
 public:
  States() = default;
  States(const States&) = delete;
  States& operator=(const States&) = delete;
  virtual ~States() = default;

  virtual SubjectState& subject(const SubjectId& id) = 0;
  virtual HouseholdState& household(const SubjectId& id) = 0;
  virtual RequestState& request(const std::string& request_id) = 0;
  virtual VolumePart& volume_part(const VolumePartId& id) = 0;
  virtual Registers& registers() = 0;
  virtual PolicyDocket& policy_docket() = 0;
  virtual ObligationState& obligations(const SubjectId& id) = 0;
  virtual ObligationHour& obligation_hour(std::int64_t hour) = 0;
  virtual ObligationHours& obligation_hours() = 0;
  // A contact was added, or its status went from `before` to its present one. For books kept beside
  // the records (VolumeBook).
  virtual void volume_changed(const Contact& contact, std::optional<ContactStatus> before) = 0;
};

// What the last policy entry said about keeping; part of the fold.
struct Keeping {
  Duration contacts{};
  bool volume = false;
};

// Applies `entry`. An entry whose seq a record already holds (valid_before above it) leaves
// that record as it is, so that replaying a tail twice changes nothing.
void apply(const Entry& entry, Keeping& keeping, States& states);

}  // namespace tact
