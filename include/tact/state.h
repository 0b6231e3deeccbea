// What decisions depend on: small records that are a fold of the ledger. No identities in them:
// people and addresses are pseudonyms. Values; whoever holds one decides about threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tact/ids.h"
#include "tact/records.h"
#include "tact/time.h"

namespace tact {

// The facts of a profile that rules match on. "" is unknown.
struct Profile {
  std::string timezone;
  std::string country;
  std::string region;
  std::string language;
  std::optional<CustomerKind> kind;
  std::string stage;
  std::vector<std::string> segments;  // sorted; empty: in none
  std::optional<SubjectId> household;

  bool operator==(const Profile&) const = default;
};

struct Consent {
  std::string purpose;               // "" any
  std::string channel;               // "" any
  std::string brand;                 // "" any
  std::optional<SubjectId> address;  // absent: any
  ConsentState state = ConsentState::withdrawn;
  ConsentLevel level = ConsentLevel::implied;
  bool has_evidence = false;
  Instant at{};
  std::optional<Instant> expires_at;
  std::optional<Instant> registered_at;
  Seq entry;  // the ledger entry that recorded it

  bool operator==(const Consent&) const = default;
};

// One contact that was allowed here or made elsewhere. `entry` is the decision's id.
struct Contact {
  Seq entry;
  Instant at{};
  ContactFields fields;
  std::optional<SubjectId> address;
  ContactStatus status = ContactStatus::reserved;

  bool operator==(const Contact&) const = default;
};

// The latest word on one list. Active from `since` until before `until`.
struct Listing {
  std::string list;
  Instant since{};
  std::optional<Instant> until;
  Instant recorded_at{};

  bool operator==(const Listing&) const = default;
};

struct Activity {
  std::string event;
  Instant at{};
  std::string channel;
  std::string brand;
  Labels labels;

  bool operator==(const Activity&) const = default;
};

// Of a customer, or of an address (which is a customer of its own where none is known). An
// address's record also holds the contacts to it, whichever customer they were for.
struct SubjectState {
  std::optional<Profile> profile;
  std::vector<Consent> consents;     // in the order of the ledger
  std::vector<Contact> contacts;     // by (at, entry); those that a window can still reach
  std::vector<Listing> listings;     // by list
  std::vector<Activity> activities;  // by at; those that a rule can still see
  Seq valid_before;  // every entry before this one that concerns the record is in it

  bool operator==(const SubjectState&) const = default;
};

struct HouseholdState {
  std::vector<SubjectId> members;  // sorted
  Seq valid_before;
  bool operator==(const HouseholdState&) const = default;
};

// What a request id stands for: its first answer, whose entry says the rest.
struct RequestState {
  Seq decision;
  bool operator==(const RequestState&) const = default;
};

// What concerns everyone: when lists were loaded, and what is on hold.
struct Registers {
  std::map<std::string, Instant, std::less<>> lists_loaded_at;
  std::vector<HoldScope> holds;  // sorted; those that are on
  Seq valid_before;
  // Of lists that are kept by country: by the list's name and the country.
  std::map<std::pair<std::string, std::string>, Instant> country_lists_loaded_at = {};
  bool operator==(const Registers&) const = default;
};

// One that is neither done nor given up. No decision depends on it.
struct OpenObligation {
  Seq id;            // of the ledger entry that opened it
  std::string rule;  // the policy's obligation
  Instant opened_at{};
  Instant due{};
  std::string channel;  // of the record that opened it; "" any
  std::string brand;    // likewise

  bool operator==(const OpenObligation&) const = default;
};

// Those of one customer.
struct ObligationState {
  std::vector<OpenObligation> open;  // by id
  Seq valid_before;
  bool operator==(const ObligationState&) const = default;
};

// How many are open that are due in one hour, `hour` counted from 1970 UTC.
struct ObligationHour {
  std::vector<std::pair<std::string, std::uint64_t>> open;  // by rule, sorted; never 0
  Seq valid_before;
  bool operator==(const ObligationHour&) const = default;
};

// Full hours since 1970 UTC.
std::int64_t hour_of(Instant at);

// In which hours any are due.
struct ObligationHours {
  std::vector<std::int64_t> hours;  // sorted
  Seq valid_before;
  bool operator==(const ObligationHours&) const = default;
};

// How a policy came in.
enum class PolicyOrigin : std::uint8_t {
  files = 1,     // read by the daemon from the files that it watches
  upload = 2,    // sent by an officer
  rollback = 3,  // one that was active before, brought back
};

// A policy that was filed and waits: for its time, for a second approver, or for both.
struct PolicyProposal {
  Seq id;              // of the ledger entry that filed it
  std::string policy;  // Policy::version()
  std::string hash;    // 64 hexadecimal digits
  std::string by;      // the name of the token that filed it: nobody approves their own
  std::string author;
  std::string note;
  PolicyOrigin origin = PolicyOrigin::upload;
  Instant filed_at{};
  std::optional<Instant> starts_at;  // absent: at once
  bool needs_approval = false;
  std::string replaces;     // the version that must be active when its time comes; "" any
  std::string approved_by;  // "" until somebody has
  bool operator==(const PolicyProposal&) const = default;
};

// What concerns the coming and going of policies. No decision depends on it.
struct PolicyDocket {
  std::string files_hash;                 // of what was last read from the watched files
  std::vector<PolicyProposal> proposals;  // by id
  Seq valid_before;
  bool operator==(const PolicyDocket&) const = default;
};

// Where a contact is in what volume rules count: the hour of its time, counted from 1970 UTC, and
// which 64 of the ledger's entries its own is among. An hour in which a million are contacted is
// many parts, so that a record is small, and rests once the ledger has gone past it.
struct VolumePartId {
  std::int64_t hour = 0;
  std::uint64_t run = 0;  // of 64 entries

  auto operator<=>(const VolumePartId&) const = default;
};

VolumePartId volume_part_of(const Contact& contact);

// The contacts of one part, whichever customers they are of; kept only where a policy has volume
// rules.
struct VolumePart {
  std::vector<Contact> contacts;  // by (at, entry); `address` is not kept
  Seq valid_before;
  bool operator==(const VolumePart&) const = default;
};

// Raises a contact's status as far as a report can: reserved < sent < failed, cancelled <
// delivered < conversation; a lower or equal report changes nothing. Returns whether it rose.
bool raise_status(ContactStatus& status, ContactStatus report);

}  // namespace tact
