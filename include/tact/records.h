// What the outside world says to Tact: requests, and records of what else happened. One vocabulary
// for HTTP bodies, NDJSON batches, replays, policy tests and the log. These are the parsed forms;
// src/core/records/ reads them from JSON. People are named here as the sender names them; the
// ledger and the decision know only pseudonyms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tact/ids.h"
#include "tact/time.h"

namespace tact {

// Sorted by key, keys unique.
using Labels = std::vector<std::pair<std::string, std::string>>;

// The fields of one contact that rules can look at. "" is absent.
struct ContactFields {
  std::string channel;
  std::string purpose;
  std::string brand;
  std::string campaign;
  int priority = 50;  // 0 to 100
  Labels labels;

  bool operator==(const ContactFields&) const = default;
};

// The value of a label; null where the contact does not carry it.
const std::string* find_label(const Labels& labels, std::string_view key);

// On disk and in JSON by name; the numbers are on disk, never renumber.
enum class ContactStatus : std::uint8_t {
  reserved = 0,
  sent = 1,
  failed = 2,
  cancelled = 3,
  delivered = 4,
  conversation = 5,
};

enum class ConsentState : std::uint8_t { granted = 1, withdrawn = 2 };
enum class ConsentLevel : std::uint8_t { implied = 1, express = 2, written = 3 };
enum class CustomerKind : std::uint8_t { individual = 1, merchant = 2 };

// Who is meant: a customer's id as the sender knows it, an address (E.164 or e-mail, normalised),
// or both. "" is absent; never both absent after parsing.
struct Person {
  std::string customer;
  std::string address;

  bool operator==(const Person&) const = default;
};

struct Request {
  std::string request_id;  // "" where the sender gave none: then a retry counts again
  Person person;
  ContactFields fields;
  std::optional<Instant> at;  // the planned time of sending; absent: now
  std::optional<Instant> expires_at;

  bool operator==(const Request&) const = default;
};

struct ChannelAddress {
  std::string channel;
  std::string address;
  bool operator==(const ChannelAddress&) const = default;
};

// Replaces the whole profile. "" and absent mean unknown.
struct CustomerRecord {
  std::string customer;
  std::string timezone;
  std::string country;
  std::string region;
  std::string language;
  std::optional<CustomerKind> kind;
  std::string stage;
  std::vector<std::string> segments;  // sorted, unique; empty: the customer is in none
  std::optional<LocalDate> birth_date;
  std::string household;
  std::vector<ChannelAddress> addresses;
};

struct ConsentRecord {
  Person person;
  std::string purpose;  // "" any
  std::string channel;  // "" any
  std::string brand;    // "" any
  ConsentState state = ConsentState::withdrawn;
  std::optional<Instant> expires_at;  // ends a grant; a withdrawal holds until a later grant
  ConsentLevel level = ConsentLevel::implied;
  std::optional<Instant> registered_at;
  std::string source;
  std::string evidence;  // the object as canonical JSON; "" none
};

enum class ListingState : std::uint8_t { added = 1, removed = 2 };

struct ListingRecord {
  std::string list;
  Person person;  // exactly one of the two
  ListingState state = ListingState::added;
  std::optional<Instant> since;  // absent: the record's own time
  std::optional<Instant> until;
};

struct ListRecord {
  std::string list;
  std::optional<Instant> loaded_at;  // absent: the record's own time
  std::string country = {};          // the country's own register; "" everybody's
};

struct ActivityRecord {
  std::string customer;
  std::string event;
  std::string channel;
  std::string brand;
  Labels labels;
};

struct OutcomeRecord {
  std::optional<Seq> decision;  // one of the two names the decision
  std::string request_id;
  ContactStatus status = ContactStatus::sent;
};

// A contact made elsewhere: it counts and is never refused.
struct ContactRecord {
  std::string request_id;  // "" none; a record sent again with it counts once
  Person person;
  ContactFields fields;
  ContactStatus status = ContactStatus::sent;
};

// What a hold stops; "" matches all. purpose covers its subtree, campaign may carry `*`.
struct HoldScope {
  std::string brand;
  std::string campaign;
  std::string channel;
  std::string purpose;
  auto operator<=>(const HoldScope&) const = default;
};

struct HoldRecord {
  HoldScope scope;
  bool on = true;
};

// The end of an obligation, said by whoever saw to it.
struct ObligationRecord {
  Seq obligation;    // the id that GET /v1/obligations gives: of the entry that opened it
  std::string note;  // "" none
};

// One line of input. `at` is when it happened, or for a request when it is planned; absent: now.
struct Record {
  std::optional<Instant> at;
  std::variant<Request, CustomerRecord, ConsentRecord, ListingRecord, ListRecord, ActivityRecord,
               OutcomeRecord, ContactRecord, HoldRecord, ObligationRecord>
      body;
};

}  // namespace tact
