// The state of a simulation: all records in memory, as large as the ledger's people are many. Much
// as the engine's own, but for request ids, which a ledger has resolved already.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "tact/apply.h"
#include "tact/decide.h"
#include "tact/entry.h"

#include "core/state/volume_book.h"

namespace tact {

// One thread.
class SimulatedState final : public States {
 public:
  // Keeps contacts as long as `policy` looks back.
  explicit SimulatedState(std::shared_ptr<const Policy> policy);

  // The entry takes effect; what it says about policies has none here.
  void apply(const Entry& entry);

  // What is known of whom a recorded request was for, but for the birth date. Good until the next
  // apply(), and until the next call.
  Facts facts_for(const SubjectId& subject, const std::optional<SubjectId>& address);

  std::size_t people() const { return subjects_.size(); }

  SubjectState& subject(const SubjectId& id) override { return subjects_[id]; }
  HouseholdState& household(const SubjectId& id) override { return households_[id]; }
  RequestState& request(const std::string&) override { return any_request_; }
  VolumePart& volume_part(const VolumePartId& id) override { return volume_parts_[id]; }
  Registers& registers() override { return registers_; }
  PolicyDocket& policy_docket() override { return any_docket_; }
  ObligationState& obligations(const SubjectId&) override { return any_obligations_; }
  ObligationHour& obligation_hour(std::int64_t hour) override { return due_hours_[hour]; }
  ObligationHours& obligation_hours() override { return any_due_hours_; }
  void volume_changed(const Contact& contact, std::optional<ContactStatus> before) override;

 private:
  const SubjectState& known(const SubjectId& id) const;

  const Keeping keeping_;
  std::unordered_map<SubjectId, SubjectState, SubjectIdHash> subjects_;
  std::unordered_map<SubjectId, HouseholdState, SubjectIdHash> households_;
  std::map<VolumePartId, VolumePart> volume_parts_;
  Registers registers_;
  RequestState any_request_;                          // written, never read
  PolicyDocket any_docket_;                           // likewise
  ObligationState any_obligations_;                   // likewise
  std::map<std::int64_t, ObligationHour> due_hours_;  // likewise
  ObligationHours any_due_hours_;                     // likewise
  std::unique_ptr<VolumeBook> volume_;
  std::vector<const SubjectState*> household_;  // of the last facts
};

}  // namespace tact
