// Which addresses entries name together with a customer.
#pragma once

#include <set>

#include "tact/ids.h"
#include "tact/result.h"

#include "store/store.h"

namespace tact {

// The pseudonyms of every address that an entry about `customer`, from `from` on, names: profiles,
// consents, contacts asked for and made. Reads each of the customer's entries, so it takes its
// time; any thread.
Result<std::set<SubjectId>> named_with(const Store& store, const SubjectId& customer, Seq from);

}  // namespace tact
