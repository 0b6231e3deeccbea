// A customer's export in its forms: pages of JSON or of a text that the person can read, and their
// consents as records of ISO/IEC TS 27560.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tact/entry.h"

#include "core/prose/language.h"
#include "http/api.h"
#include "http/known_customer.h"

namespace tact::http {

enum class ExportForm : std::uint8_t { json, text, ts27560 };

// A page of the entries about a customer, oldest first, and what the form needs besides.
struct ExportPage {
  std::string customer;
  bool is_first = true;
  bool is_last = true;
  std::vector<Entry> entries;
  Instant made_at{};
};

// The page as a piece of one document: prose/person.h. `language`: null the customer's own, or
// English. Reads the store.
Result<std::string> export_as_text(const Api& api, const KnownCustomer& known,
                                   const ExportPage& page, const prose::Language* language);
// The language that a document without a wish for one is in.
const prose::Language& language_for(const KnownCustomer& known);

// All records of consent in one JSON document: src/design/0015. Reads the store.
Result<std::string> export_as_records(const Api& api, const std::string& customer,
                                      const KnownCustomer& known, Instant made_at);

}  // namespace tact::http
