// The decision: policy × state × request × instant → answer. Pure and total: same arguments, same
// answer; no clock, no I/O, no failure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/decision.h"
#include "tact/insight.h"
#include "tact/policy.h"
#include "tact/records.h"
#include "tact/state.h"

namespace tact {

// The times of all customers' counted contacts under one volume rule and one scope of it.
// Implemented by VolumeBook (core/state/volume_book.h); null in Facts where no policy rule asks.
class VolumeTimes {
 public:
  VolumeTimes() = default;
  VolumeTimes(const VolumeTimes&) = delete;
  VolumeTimes& operator=(const VolumeTimes&) = delete;
  virtual ~VolumeTimes() = default;
  // Ascending. `rule` is the rule's index in the policy; `request` gives the values of `same`.
  virtual std::span<const Instant> times(std::size_t rule, const ContactFields& request) const = 0;
};

// What is known about whom is asked for. Pointers are never owned and outlive the call.
struct Facts {
  const SubjectState* customer = nullptr;  // never null; an empty state for someone unknown
  // Of the address that the request names: null where it names none; may be the same object as
  // `customer` where the address is a customer of its own.
  const SubjectState* address = nullptr;
  std::optional<SubjectId> address_id;
  std::optional<LocalDate> birth_date;
  // Of the telephone numbers that the request may go to: the one that it names, else all of the
  // customer's for its channel. Sorted, each once; empty where no number has a known region.
  std::span<const std::string> number_regions;
  // Everyone in the customer's household now, the customer included; empty where there is none.
  std::span<const SubjectState* const> household;
  const Registers* registers = nullptr;  // never null
  const VolumeTimes* volume = nullptr;
};

struct Question {
  const ContactFields* fields = nullptr;  // never null
  Instant at{};                           // the planned time
  std::optional<Instant> expires_at;
};

// How far ahead of `at` a retry_at is looked for; its end is included.
inline constexpr Duration horizon = std::chrono::hours(366 * 24);

[[nodiscard]] Decision decide(const Policy& policy, const Facts& facts, const Question& question);

// Every rule that applies, passing ones with Code::none, in the policy's order; shadow rules too.
struct Explained {
  Reason reason;
  RuleMode mode = RuleMode::enforce;
  Insight insight = {};
};
[[nodiscard]] std::vector<Explained> explain(const Policy& policy, const Facts& facts,
                                             const Question& question);

}  // namespace tact
