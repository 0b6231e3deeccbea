// What a rule looked at, for people who ask why: only in explanations, never on the way to an
// answer. Values; which members are set follows from the rule's check.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tact/ids.h"
#include "tact/records.h"
#include "tact/time.h"

namespace tact {

// The window that a count was made in: the fullest of those that hold the contact asked for.
struct SeenWindow {
  Instant from{};
  Instant until{};
  // The zone whose calendar it is of: [from, until). "": an exact length, (from, until]; of a gap
  // neither end is in it.
  std::string zone;
  // The bounds on that zone's clock, or the customer's, where that is one: "2026-11-24 00:00".
  std::string from_local = {};
  std::string until_local = {};

  bool operator==(const SeenWindow&) const = default;
};

struct SeenContact {
  Seq entry;  // the decision, or the record of a contact made elsewhere
  Instant at{};
  ContactStatus status = ContactStatus::reserved;

  bool operator==(const SeenContact&) const = default;
};

// What a record of consent is worth to a rule.
enum class ConsentVerdict : std::uint8_t {
  covers,        // a valid grant
  expired,       // a grant that has ended, or grown too old
  too_weak,      // a grant of a lower level than asked for, or without evidence
  unregistered,  // a grant that the registry has not confirmed
  untold,        // a grant whose age nobody can tell without a time zone
  withdrawal,    // stands
  lifted,        // a withdrawal that a later grant has lifted
};

struct SeenConsent {
  Seq entry;
  ConsentState state = ConsentState::withdrawn;
  ConsentLevel level = ConsentLevel::implied;
  Instant at{};
  std::optional<Instant> expires_at;
  // As recorded; "" any.
  std::string purpose;
  std::string channel;
  std::string brand;
  bool of_address = false;  // holds for one address only
  ConsentVerdict verdict = ConsentVerdict::covers;

  bool operator==(const SeenConsent&) const = default;
};

struct SeenList {
  std::string list;
  std::optional<Instant> loaded_at;  // absent: never
  // Of the entry on it, if there is one.
  std::optional<Instant> since;
  std::optional<Instant> until;
  bool counts = false;       // the entry refuses
  bool is_stale = false;     // loaded too long ago, or never, where the rule asks
  std::string country = {};  // whose register it is; "" everybody's

  bool operator==(const SeenList&) const = default;
};

struct SeenHours {
  std::string zone;
  std::string local;  // "Tue 2026-11-24 14:00"
  // The open interval that holds the time, where one does.
  std::optional<Instant> open_from;
  std::optional<Instant> open_until;
  std::string closed_on;     // the calendar that closes the date; "" none
  std::string uncovered_by;  // the calendar that does not know the year; "" none

  bool operator==(const SeenHours&) const = default;
};

struct SeenActivity {
  std::string event;
  Instant at{};
  Instant until{};  // when it has cooled down

  bool operator==(const SeenActivity&) const = default;
};

inline constexpr std::size_t seen_max = 20;

struct Insight {
  std::optional<SeenWindow> window;     // cap, gap, volume
  std::optional<std::int64_t> counted;  // cap, gap, volume: how many contacts are in it
  // The latest of those that counted, at most seen_max, by time. Of a volume rule: only where the
  // past is explained.
  std::vector<SeenContact> contacts;
  std::vector<SeenConsent> consents;  // that cover the request: the latest, at most seen_max
  std::vector<SeenList> lists;        // each that the rule names
  std::optional<SeenHours> hours;
  std::optional<SeenActivity> activity;  // the one that holds longest, over or not

  bool operator==(const Insight&) const = default;
};

}  // namespace tact
