// Ledger entries: the parsed form of the canonical JSON lines that are hashed, stored and exported
// (src/ledger/FORMAT.md). Everything that could change a decision is one of these, and state is a
// fold of them (tact/apply.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tact/decision.h"
#include "tact/ids.h"
#include "tact/records.h"
#include "tact/result.h"
#include "tact/state.h"

namespace tact {

// The first 16 bytes of the SHA-256 of a request in canonical form: what "the same body" means.
using RequestDigest = std::array<std::uint8_t, 16>;

struct DecisionEntry {
  ContactFields fields;
  Instant planned_at{};
  std::optional<Instant> expires_at;
  std::optional<SubjectId> address;
  std::string request_id;
  RequestDigest digest{};
  Decision decision;
  std::string policy;  // Policy::version()
};

struct OutcomeEntry {
  Seq decision;
  ContactStatus status = ContactStatus::sent;
};

struct ConsentEntry {
  // Its `entry` is the entry's own seq and not repeated in JSON.
  Consent consent;
  std::string source;
  std::string evidence_hash;    // hexadecimal; salted with the customer's key; "" none
  bool claims_address = false;  // the address was a customer of its own until now
};

struct ListingEntry {
  std::string list;
  ListingState state = ListingState::added;
  Instant recorded_at{};  // the record's own time: the later word replaces the earlier one
  Instant since{};
  std::optional<Instant> until;
};

struct ListEntry {
  std::string list;
  Instant loaded_at{};
  std::string country = {};  // "" everybody's
};

struct CustomerEntry {
  Profile profile;
  std::vector<std::pair<std::string, SubjectId>> addresses;  // channel, the address's pseudonym
  // Addresses that were customers of their own until now: what was sent to them is this one's.
  std::vector<SubjectId> claimed;
};

struct ActivityEntry {
  Activity activity;
};

struct ContactEntry {
  ContactFields fields;
  Instant contacted_at{};
  std::optional<SubjectId> address;
  std::string request_id;
  RequestDigest digest{};  // zero without a request_id
  ContactStatus status = ContactStatus::sent;
};

struct HoldEntry {
  HoldScope scope;
  bool on = true;
};

enum class ObligationStatus : std::uint8_t { open, closed };

// Something must be done, or is done. It stands directly after the record that brought it about, or
// by itself where a record names the obligation.
struct ObligationEntry {
  ObligationStatus state = ObligationStatus::open;
  std::string rule;            // the policy's obligation
  std::optional<Seq> opening;  // of a closed one: the entry that opened it
  Instant due{};
  Instant opened_at{};  // when what brought it about happened
  bool calendar_missing = false;
  std::string channel;  // of the record that opened it; "" any
  std::string brand;    // likewise
  std::optional<Seq> because;
  std::string note;
};

// A policy that does not become active at once: it waits for its time, or for an approval.
struct ProposalEntry {
  std::string policy;  // Policy::version()
  std::string hash;    // 64 hexadecimal digits
  std::string author;
  std::string note;
  PolicyOrigin origin = PolicyOrigin::upload;
  std::optional<Instant> starts_at;
  bool needs_approval = false;
  std::string replaces;  // the version that must be active when its time comes; "" any
  // How long contacts are kept in state from here on, so that the policy finds what it looks back
  // to when its time comes.
  Duration keep_contacts{};
  bool keeps_volume = false;
};

enum class ApprovalState : std::uint8_t { approved, withdrawn };

// A second person's word on a proposal, or its author's end of it.
struct ApprovalEntry {
  Seq proposal;
  ApprovalState state = ApprovalState::approved;
  std::string note;
};

// An activation. Decisions after it are made under `policy`.
struct PolicyEntry {
  std::string policy;  // Policy::version()
  std::string hash;    // 64 hexadecimal digits
  std::string author;
  std::string note;
  PolicyOrigin origin = PolicyOrigin::files;
  std::string approved_by;      // the second approver; "" where none was asked for
  std::optional<Seq> proposal;  // the entry that filed it, where it had to wait
  int rules = 0;
  int rules_changed = 0;  // added, removed or changed against the policy before it
  // How long contacts are kept in state from here on; part of what makes state a fold.
  Duration keep_contacts{};
  bool keeps_volume = false;
};

struct StartEntry {
  std::string version;
  std::uint64_t recovered = 0;  // entries found at the start
};

// From here on checkpoints are signed with this key; its own entry is among what it signs.
struct KeyEntry {
  std::string key;       // C2SP's form of a public key: NAME+ID+KEY
  std::string previous;  // the key before it; "" of the first
};

// Somebody read what is about people: not what was read, but that it was.
struct AccessEntry {
  std::string resource;              // "log", "decision", "customer", …
  std::vector<std::string> filters;  // the names of what the question was narrowed by, sorted
  std::uint64_t returned = 0;        // how many entries, or whatever else, were answered
  // Of a reading of the log in pieces: they lie from the first of these on, before the second.
  std::optional<Seq> entries_from = {};
  std::optional<Seq> entries_to = {};
};

// A customer was erased: nothing names them any more, and their state is empty. What they had
// refused follows, under new pseudonyms of their addresses (src/design/0011).
struct ErasureEntry {
  std::vector<SubjectId> addresses;  // erased with the customer
};

// Contact-log entries of before `before` were dropped: their bytes are gone, their places and their
// hashes stay (src/design/0014).
struct RetentionEntry {
  Instant before{};
  Seq first;                  // the first entry that was not looked at
  std::uint64_t dropped = 0;  // how many this one drops, all of them before `first`
};

struct Entry {
  Seq seq;
  Instant at{};    // when it took effect; never before the entry before it
  std::string by;  // the name of the token that said it, or of the daemon's part that did
  std::optional<SubjectId> subject;
  std::variant<DecisionEntry, OutcomeEntry, ConsentEntry, ListingEntry, ListEntry, CustomerEntry,
               ActivityEntry, ContactEntry, HoldEntry, ProposalEntry, ApprovalEntry, PolicyEntry,
               StartEntry, ObligationEntry, KeyEntry, AccessEntry, ErasureEntry, RetentionEntry>
      body;
};

// No entry is longer: what stands in front of each in C2SP tlog-tiles' bundles of entries can say
// no more. Records have limits so that theirs fit (core/records/fields.h), and an answer that would
// not fit leaves texts out (engine/entry_length.h).
inline constexpr std::size_t entry_bytes_max = 65'535;

// "decision", "outcome", …: the entry's `type`.
std::string_view entry_type(const Entry& entry);

// Appends the entry's canonical JSON (RFC 8785), without a line's end.
void encode_entry(const Entry& entry, std::string& out);

// REQUIRES nothing: an entry that is not exactly what encode_entry would write is an Error.
Result<Entry> parse_entry(std::string_view line);

}  // namespace tact
