// What was known just before a decision, from the ledger's entries alone: state may have moved on
// since, or forgotten it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tact/decide.h"
#include "tact/entry.h"
#include "tact/result.h"

#include "core/state/volume_book.h"
#include "store/store.h"

namespace tact {

// A value of its own; `policy` is kept alive.
struct Past {
  SubjectState customer;
  std::optional<SubjectId> address_id;
  // Of the address that was named; empty where none was, or where it is the customer itself.
  std::optional<SubjectState> address;
  bool address_is_customer = false;
  // The others of the customer's household at that time; only where the policy counts by household.
  std::vector<SubjectState> housemates;
  bool in_household = false;
  // The ledger has no birth dates: one that makes the age that was seen. Empty where none was.
  std::optional<LocalDate> birth_date;
  std::vector<std::string> number_regions;  // nor numbers: as they were seen
  Registers registers;
  std::vector<Contact> volume_contacts;  // of everyone, as far as a volume rule asks
  std::unique_ptr<VolumeBook> volume;    // null where the policy has no volume rules
  // Entries that the policy may have looked back to were dropped: this is less than was known then.
  bool misses_dropped = false;
};

// Whose past, and how far back it must reach.
struct PastQuestion {
  std::optional<SubjectId> subject;  // absent: nobody that anything was said of
  bool names_address = false;        // whether the address is known or not
  std::optional<SubjectId> address;
  Seq end;               // the past are the entries before this one
  Instant planned_at{};  // when the contact would be made
};

// What was known before the entry `end`, as far as `policy` can ask; without a birth date and
// regions of numbers, which the ledger does not have. Threads: as past_of().
Result<Past> past_before(const Store& store, const PastQuestion& question,
                         const std::shared_ptr<const Policy>& policy);

// REQUIRES: `decision` is a decision's entry of the store, decided under `policy`.
// Threads: any. Reads the store: as much as there is of the people involved, and of everyone's
// contacts where the policy has volume rules.
Result<Past> past_of(const Store& store, const Entry& decision,
                     const std::shared_ptr<const Policy>& policy);

// Birth dates that give the age which the decision saw: one whose next birthday is far away, then
// those with a birthday at a time that the decision names, since that may be why it names it.
std::vector<std::optional<LocalDate>> birth_dates_for(const DecisionEntry& decision);

// The past as decide() takes it. `past` must outlive it and not move.
class PastFacts {
 public:
  explicit PastFacts(const Past& past);
  PastFacts(const PastFacts&) = delete;
  PastFacts& operator=(const PastFacts&) = delete;
  ~PastFacts() = default;

  const Facts& facts() const { return facts_; }

 private:
  std::vector<const SubjectState*> household_;
  Facts facts_;
};

}  // namespace tact
