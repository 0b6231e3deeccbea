#include "rehearsal/simulated_state.h"

#include <utility>

#include "tact/check.h"

#include "core/state/retention.h"

namespace tact {

SimulatedState::SimulatedState(std::shared_ptr<const Policy> policy)
    : keeping_{contacts_kept_for(*policy), has_volume_rules(*policy)} {
  if (keeping_.volume) volume_ = std::make_unique<VolumeBook>(std::move(policy));
}

void SimulatedState::apply(const Entry& entry) {
  // Recorded policies and proposals say how long they keep; here the new policy alone does.
  Keeping keeping = keeping_;
  tact::apply(entry, keeping, *this);
}

void SimulatedState::volume_changed(const Contact& contact, std::optional<ContactStatus> before) {
  if (volume_ != nullptr) volume_->change(contact, before);
}

const SubjectState& SimulatedState::known(const SubjectId& id) const {
  static const SubjectState nobody;
  const auto found = subjects_.find(id);
  return found == subjects_.end() ? nobody : found->second;
}

// As the decider gathers them: see gather() in engine/decider.cc.
Facts SimulatedState::facts_for(const SubjectId& subject, const std::optional<SubjectId>& address) {
  Facts facts;
  facts.customer = &known(subject);
  facts.address_id = address;
  if (address) {
    // An address that nobody knows is not the customer whom nobody knows.
    static const SubjectState untouched;
    const auto found = subjects_.find(*address);
    facts.address = *address == subject        ? facts.customer
                    : found == subjects_.end() ? &untouched
                                               : &found->second;
  }
  household_.clear();
  const auto& profile = facts.customer->profile;
  if (profile && profile->household) {
    const auto home = households_.find(*profile->household);
    TACT_CHECK(home != households_.end());
    for (const SubjectId& member : home->second.members) household_.push_back(&known(member));
    facts.household = household_;
  }
  facts.registers = &registers_;
  facts.volume = volume_.get();
  return facts;
}

}  // namespace tact
