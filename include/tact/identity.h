// What identifies a person. Kept in the store under the pseudonym, never in the ledger; erasing a
// person erases these.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tact/ids.h"
#include "tact/records.h"
#include "tact/time.h"

namespace tact {

// The key of the keyed hashes that the ledger holds in place of what it hashes.
using SubjectKey = std::array<std::uint8_t, 32>;

// Under a customer's id.
struct CustomerIdentity {
  SubjectId subject;
  SubjectKey key{};  // of the hashes of this customer's consent evidence
  std::optional<LocalDate> birth_date;
  std::string household;
  std::vector<ChannelAddress> addresses;

  bool operator==(const CustomerIdentity&) const = default;
};

// Under an address. Its pseudonym is the keyed hash of the address (src/design/0002).
struct AddressIdentity {
  SubjectId subject;
  SubjectKey key{};
  std::string customer;  // the customer whose profile names it; "" where none is known

  bool operator==(const AddressIdentity&) const = default;
};

// Under a household's id.
struct HouseholdIdentity {
  SubjectId subject;
  bool operator==(const HouseholdIdentity&) const = default;
};

// Under a pseudonym: whom it stands for. Exactly one is set.
struct SubjectName {
  std::string customer;
  std::string address;
  bool operator==(const SubjectName&) const = default;
};

// Of the whole store, made with its first erasure and kept for good.
struct ErasureSecret {
  SubjectKey key{};
  bool operator==(const ErasureSecret&) const = default;
};

// Under the HMAC of an erased person's address with that secret: the pseudonym under which what was
// refused is kept, and which the address gets when it is named again.
struct KeptRefusal {
  SubjectId subject;
  bool operator==(const KeptRefusal&) const = default;
};

}  // namespace tact
