// What is known of a customer, as JSON: what GET /v1/customers/{id} shows, and its export begins
// with.
#pragma once

#include <string>
#include <vector>

#include "tact/entry.h"

#include "core/json/writer.h"
#include "http/api.h"
#include "http/known_customer.h"

namespace tact::http {

// The members, without the object around them. On error what was written is of no use.
Status write_customer(const Api& api, const std::string& id, const KnownCustomer& known,
                      JsonWriter& json);

// What must be done for the customer: the entries that opened it, by due time.
Result<std::vector<Entry>> load_obligations(const Store& store, const KnownCustomer& known);

}  // namespace tact::http
