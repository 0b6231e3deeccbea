// Every record that the decider works on.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "tact/apply.h"
#include "tact/identity.h"

#include "core/state/volume_book.h"
#include "engine/shelf.h"

namespace tact {

// Threads: the decider's only. Any call may throw StoreLost.
class RecordCache final : public States {
 public:
  // `store` must outlive the cache.
  explicit RecordCache(const Store& store);

  // Null where nothing is known.
  const CustomerIdentity* find_customer(const std::string& id) { return customers_.find(id); }
  const AddressIdentity* find_address(const std::string& address) {
    return addresses_.find(address);
  }
  const HouseholdIdentity* find_household_name(const std::string& id) {
    return household_names_.find(id);
  }
  const SubjectState* find_subject(const SubjectId& id) { return subjects_.find(id); }
  const HouseholdState* find_household(const SubjectId& id) { return households_.find(id); }
  const RequestState* find_request(const std::string& id) { return requests_.find(id); }
  const ErasureSecret* find_secret() { return secrets_.find(""); }
  const KeptRefusal* find_refusal(const std::string& hash) { return refusals_.find(hash); }
  const Registers& registers_now();
  const PolicyDocket& policy_docket_now();
  // Null where there never was any.
  const ObligationState* find_obligations(const SubjectId& id) { return obligations_.find(id); }

  CustomerIdentity& edit_customer(const std::string& id) { return customers_.edit(id); }
  AddressIdentity& edit_address(const std::string& address) { return addresses_.edit(address); }
  HouseholdIdentity& edit_household_name(const std::string& id) {
    return household_names_.edit(id);
  }
  ErasureSecret& edit_secret() { return secrets_.edit(""); }
  KeptRefusal& edit_refusal(const std::string& hash) { return refusals_.edit(hash); }
  // As the store has it, not as the open group says; both parts "" where there is none.
  SubjectName load_name(const SubjectId& id) const;
  // Of a pseudonym that was just made.
  void name_subject(const SubjectId& id, SubjectName name);
  // Of one that has a state already.
  void rename_subject(const SubjectId& id, SubjectName name);
  // What the decider never reads: a policy's texts, a witness's signature.
  void keep_beside(Change kept) { written_once_.push_back(std::move(kept)); }
  // A consent's evidence, under the entry that recorded it.
  void keep_evidence(const SubjectId& id, Seq entry, std::string evidence);

  // What these name is gone with the open group.
  void erase_customer(const std::string& id) { customers_.erase(id); }
  void erase_address(const std::string& address) { addresses_.erase(address); }
  void erase_household_name(const std::string& id) { household_names_.erase(id); }
  void erase_refusal(const std::string& hash) { refusals_.erase(hash); }
  void erase_name(const SubjectId& id);
  void erase_evidence(const SubjectId& id, Seq entry);

  SubjectState& subject(const SubjectId& id) override { return subjects_.edit(id); }
  HouseholdState& household(const SubjectId& id) override { return households_.edit(id); }
  // A request's record is never changed but always made anew.
  RequestState& request(const std::string& request_id) override {
    return requests_.replace(request_id);
  }
  VolumePart& volume_part(const VolumePartId& id) override { return volume_parts_.edit(id); }
  Registers& registers() override { return registers_.edit(""); }
  PolicyDocket& policy_docket() override { return policy_docket_.edit(""); }
  ObligationState& obligations(const SubjectId& id) override { return obligations_.edit(id); }
  ObligationHour& obligation_hour(std::int64_t hour) override {
    return obligation_hours_.edit(hour);
  }
  ObligationHours& obligation_hours() override { return all_obligation_hours_.edit(""); }
  void volume_changed(const Contact& contact, std::optional<ContactStatus> before) override {
    if (volume_ != nullptr) volume_->change(contact, before);
  }

  // The book of the active policy's volume rules; null where it has none.
  const VolumeBook* volume() const { return volume_.get(); }
  void set_volume(std::unique_ptr<VolumeBook> book) { volume_ = std::move(book); }
  // Each part of an hour from this one on, in no order.
  void visit_volume_parts(std::int64_t first_hour,
                          const std::function<void(const VolumePart&)>& visit) const;

  // Records that were read from the store ahead of use.
  void offer(const Key& key, const std::optional<std::string>& bytes);

  // What the open group changed, identities and states apart; it ends at `end`.
  void take_changes(Seq end, std::vector<Change>& identities, std::vector<Change>& states);
  // Where the records take more than `bytes_max`, forgets of each table its part of what is too
  // much; see Shelf::evict().
  void evict(std::size_t bytes_max, Seq stored);
  std::size_t subjects_held() const { return subjects_.size(); }
  // Of memory, about. What is known to be absent counts as well.
  std::size_t bytes() const;

 private:
  const Store& store_;
  Shelf<std::string, CustomerIdentity> customers_;
  Shelf<std::string, AddressIdentity> addresses_;
  Shelf<std::string, HouseholdIdentity> household_names_;
  Shelf<std::string, ErasureSecret> secrets_;
  Shelf<std::string, KeptRefusal> refusals_;
  Shelf<SubjectId, SubjectState, SubjectIdHash> subjects_;
  Shelf<SubjectId, HouseholdState, SubjectIdHash> households_;
  Shelf<std::string, RequestState> requests_;
  Shelf<VolumePartId, VolumePart, VolumePartIdHash> volume_parts_;
  Shelf<std::string, Registers> registers_;
  Shelf<std::string, PolicyDocket> policy_docket_;
  Shelf<SubjectId, ObligationState, SubjectIdHash> obligations_;
  Shelf<std::int64_t, ObligationHour> obligation_hours_;
  Shelf<std::string, ObligationHours> all_obligation_hours_;
  std::unique_ptr<VolumeBook> volume_;
  std::vector<Change> written_once_;  // names, evidence and more: never read by the decider
};

}  // namespace tact
