// A customer as far as the store knows one, the addresses' own records included.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tact/entry.h"
#include "tact/identity.h"
#include "tact/state.h"

#include "core/json/writer.h"
#include "http/people_names.h"
#include "store/store.h"

namespace tact::http {

struct KnownCustomer {
  struct Address {
    ChannelAddress said;
    SubjectId subject;
    SubjectState state;
  };
  CustomerIdentity identity;
  SubjectState state;
  std::vector<Address> addresses;  // those of the profile
};

// Empty where there is no customer of that id. Threads: any; reads the store.
Result<std::optional<KnownCustomer>> load_customer(const Store& store, const std::string& id);

// The pseudonyms in its consents and contacts, as addresses.
Result<PeopleNames> name_addresses(const Store& store, const KnownCustomer& known);

// One consent record as it was taken in: an entry of the ledger, and what proves it.
struct ConsentRevision {
  Entry entry;           // its body is a ConsentEntry
  std::string evidence;  // canonical JSON; "" none
  std::string address;   // that it names, or of which alone it was said; "" any
};

// Every revision from the ledger, the newest first: nothing replaces an earlier one.
Result<std::vector<ConsentRevision>> load_consent_history(const Store& store,
                                                          const KnownCustomer& known,
                                                          const PeopleNames& names);

void write_revision(JsonWriter& json, const ConsentRevision& revision);

}  // namespace tact::http
