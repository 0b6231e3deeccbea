// The ledger folded into states from its first entry on, in memory: for a policy that looks further
// back than the states reach, and for checking that state is what the ledger says.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "tact/apply.h"

#include "ledger/rollup_book.h"
#include "store/store.h"

namespace tact {

// All states that a ledger makes.
class Fold final : public States {
 public:
  SubjectState& subject(const SubjectId& id) override { return subjects[id]; }
  HouseholdState& household(const SubjectId& id) override { return households[id]; }
  RequestState& request(const std::string& request_id) override { return requests[request_id]; }
  VolumePart& volume_part(const VolumePartId& id) override { return volume_parts[id]; }
  Registers& registers() override { return everyone; }
  PolicyDocket& policy_docket() override { return docket; }
  ObligationState& obligations(const SubjectId& id) override { return obligation_states[id]; }
  ObligationHour& obligation_hour(std::int64_t hour) override { return due_hours[hour]; }
  ObligationHours& obligation_hours() override { return all_due_hours; }
  void volume_changed(const Contact&, std::optional<ContactStatus>) override {}

  // Every state as the store keeps it.
  std::vector<Change> changes() const;

  std::map<SubjectId, SubjectState> subjects;
  std::map<SubjectId, HouseholdState> households;
  std::map<std::string, RequestState> requests;
  std::map<VolumePartId, VolumePart> volume_parts;
  Registers everyone;
  PolicyDocket docket;
  std::map<SubjectId, ObligationState> obligation_states;
  std::map<std::int64_t, ObligationHour> due_hours;
  ObligationHours all_due_hours;
  // Only fold_all() keeps these.
  RollupBook rollups;
  std::vector<Change> rollup_records;
};

// What the entry says about keeping; empty where it is not about policies.
std::optional<Keeping> said_of_keeping(const Entry& entry);

// What a policy's or a proposal's entry said about keeping, and from which entry on.
struct KeptFrom {
  Seq entry;
  Keeping keeping;
};

// How long each part of the ledger keeps its contacts: as long as its own policy or any later one
// asks, so that a policy which looks further back finds what it needs. `next` is a policy about to
// be activated, if any.
Result<std::vector<KeptFrom>> keeping_plan(const Store& store, std::optional<Keeping> next);

// What the plan says of an entry; null before its first part.
const Keeping* kept_at(const std::vector<KeptFrom>& plan, Seq entry);

// The states after every entry of the store.
Status fold_all(const Store& store, const std::vector<KeptFrom>& plan, Fold& fold);

// The ledger folded for a policy that looks further back than the states do. The long part of it is
// done beside the decider, by look_back(); what was decided meanwhile is added by catch_up().
struct LookBack {
  Keeping wanted;              // what the policy needs to be kept
  Seq planned_at;              // the plan knows every policy that was filed before this entry
  std::vector<KeptFrom> plan;  // of the entries before `next`
  Duration kept_until_now{};   // by the shortest-sighted policy so far: nothing younger was dropped
  Keeping keeping;             // while folding
  Seq next;                    // every entry before it is in
  Fold fold;
};

// Reads the whole ledger, so it takes its time; any thread.
Result<std::shared_ptr<LookBack>> look_back(const Store& store, Keeping wanted);
Status catch_up(const Store& store, LookBack& back);
// The states that may differ from what the store has: of subjects with contacts that were dropped,
// and the book's hours, which were not kept or lack what was reported of such contacts. `now` is
// the last entry's time.
std::vector<Change> gained(const LookBack& back, Instant now);

}  // namespace tact
