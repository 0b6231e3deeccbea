// From the names that senders use to the pseudonyms that the ledger knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/decide.h"

#include "core/hash/sha256.h"
#include "engine/randomness.h"
#include "engine/record_cache.h"

namespace tact {

// Whom a record is about. Absent where nobody of that name is known yet.
struct Identified {
  std::optional<SubjectId> customer;  // of an address alone: its customer, else the address itself
  std::optional<SubjectId> address;   // where an address is named
  std::optional<LocalDate> birth_date;
  bool names_address = false;  // whether it is known or not
};

// Threads: the decider's only. Identities that it makes ride in the open group's commit.
class People {
 public:
  // Both must outlive this.
  People(RecordCache& records, Randomness& randomness);

  // Looks, and makes nothing.
  Identified find(const Person& person);
  // Makes pseudonyms and keys for whoever is not known yet: all fields that apply are set.
  Identified find_or_make(const Person& person);

  // Whether the address is known and nobody's: a customer of its own.
  bool is_unclaimed(const std::string& address);
  SubjectId address_subject(const std::string& address);
  // The pseudonym under which an erased person's refusals are kept for the address; empty where
  // there are none.
  std::optional<SubjectId> refusal_of(const std::string& address);
  // From here on the address's refusals are kept under a new pseudonym, which is returned.
  SubjectId make_refusal(const std::string& address);
  void drop_refusal(const std::string& address);
  // "" where the pseudonym is no address's. REQUIRES: what named it is committed.
  std::string address_named(const SubjectId& subject) {
    return records_.load_name(subject).address;
  }
  // Those that the customer's profile has for the channel.
  std::vector<std::string> addresses_of(const std::string& customer, std::string_view channel);
  SubjectId household_subject(const std::string& household);

  // Takes over the identifying part of a profile: birth date, household, whose the addresses are.
  void set_profile(const CustomerRecord& profile);
  // A consent that names both makes the address the customer's, unless it is another's already.
  void link(const std::string& address, const std::string& customer);

  // HMAC under the subject's own key, in hexadecimal: binds the ledger to what it does not hold.
  std::string hash_evidence(const Person& person, const std::string& evidence);

 private:
  SubjectId customer_subject(const std::string& customer);
  std::string refusal_hash(const ErasureSecret& secret, const std::string& address);
  SubjectKey new_key();
  SubjectId new_subject();

  RecordCache& records_;
  Randomness& randomness_;
  Sha256 hasher_;
};

}  // namespace tact
