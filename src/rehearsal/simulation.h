// What would have been under another policy: the recorded ledger once more, entry by entry, with
// each request judged anew. What the new policy refuses does not count towards later requests, what
// it allows does; all else happens as it did. From its first entry on, a simulation gives what a
// fresh replay of the same records gives.
//
// Before `from` the past is taken as it was. State is in memory and grows with the number of people
// in the ledger, about 1 KiB each with a few contacts.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

#include "tact/entry.h"
#include "tact/policy.h"
#include "tact/result.h"
#include "tact/time_zone.h"

#include "rehearsal/simulated_state.h"
#include "rehearsal/simulation_report.h"

namespace tact {

struct SimulationOptions {
  std::optional<Instant> from;    // decisions at or after this are judged anew; absent: all
  std::optional<Instant> to;      // nothing at or after this is looked at
  std::size_t examples_max = 10;  // of each kind of flip
  // The birth date of a subject, which no ledger has; empty where it is unknown. Where a recorded
  // decision says another age, or nothing is known, that age is taken.
  std::function<std::optional<LocalDate>(const SubjectId&)> birth_date;
  // The address behind a pseudonym, which no ledger has either; empty where it is unknown. Then the
  // regions of numbers are those that the recorded decision says.
  std::function<std::optional<std::string>(const SubjectId&)> address;
  // Told of each decision that is judged anew; null where it is a bad request under the new policy.
  std::function<void(const Entry&, const Decision*)> judged;
};

// One thread.
class Simulation {
 public:
  Simulation(std::shared_ptr<const Policy> policy, SimulationOptions options);

  // The next entry. False where it is at or after `to`: then no further one matters. An Error where
  // it cannot be what follows in a ledger.
  Result<bool> take(Entry entry);

  // Everything was taken.
  SimulationReport finish();

 private:
  struct Contacts {
    std::uint32_t before = 0;
    std::uint32_t after = 0;
  };

  void judge(Entry& entry);
  void note_addresses(const Entry& entry);
  std::vector<std::string> number_regions_of(const SubjectId& subject,
                                             const DecisionEntry& recorded);
  std::optional<LocalDate> birth_date_of(const SubjectId& subject, const DecisionEntry& recorded,
                                         const Facts& facts);
  void compare(const Entry& entry, const Decision* now, std::vector<std::string> unknown_words);
  void count_flip(FlipKind kind, const Entry& entry, const Decision* now,
                  std::vector<std::string> unknown_words);
  void note_lost(const Entry& entry);
  void say_what_cannot_be_known();

  const std::shared_ptr<const Policy> policy_;
  const SimulationOptions options_;
  const TimeZone* const days_of_;  // null: UTC
  bool asks_age_ = false;
  std::optional<Seq> last_;
  Seq first_;
  std::uint64_t missing_ = 0;  // entries between those that were taken
  std::uint64_t ages_from_record_ = 0;
  std::uint64_t ages_unknown_ = 0;
  // By customer: channel and pseudonym of each address, where the policy has regions of numbers.
  std::unordered_map<SubjectId, std::vector<std::pair<std::string, SubjectId>>, SubjectIdHash>
      addresses_;
  std::uint64_t numbers_from_record_ = 0;
  std::uint64_t numbers_unknown_ = 0;
  SimulatedState state_;
  // Of customers who were asked for.
  std::unordered_map<SubjectId, Contacts, SubjectIdHash> customers_;
  // Recorded contacts that are none here, and what was reported of them.
  std::unordered_map<std::uint64_t, ContactStatus> lost_;
  SimulationReport report_;
};

}  // namespace tact
