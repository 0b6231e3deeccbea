// What the resources of the log have in common: which entries are meant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tact/result.h"

#include "http/call.h"
#include "ledger/query.h"

namespace tact::http {

// Names that are yet to be looked up.
struct LogPeople {
  std::string customer;
  std::string address;
};

// `customer` and `address`; what is wrong with them is the answer.
std::optional<Response> read_log_people(const Call& call, LogPeople& people);

// A parameter that is a time with an offset; empty where it was not given.
Result<std::optional<Instant>, Response> read_time(const Call& call, const std::string& name);

// All other parts of a filter.
std::optional<Response> read_log_filter(const Call& call, LogFilter& filter);

// Adds the people's pseudonyms to the filter. False where nobody is known under a name: then no
// entry is about them. Reads the store.
Result<bool> look_up(const Store& store, const LogPeople& people, LogFilter& filter);

// Whose records the people's are: for a customer also those of the addresses that the profile
// names, of an address only its own. Absent where nobody is named. Reads the store.
Result<std::optional<std::vector<SubjectId>>> subjects_named(const Store& store,
                                                             const LogPeople& people);

}  // namespace tact::http
