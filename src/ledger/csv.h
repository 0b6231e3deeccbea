// The log as a table, for spreadsheets: one row to an entry, the columns that people ask for. The
// whole entry is in the NDJSON export only.
#pragma once

#include <string>
#include <string_view>

#include "tact/entry.h"

namespace tact {

// Quoted where it must be (RFC 4180).
void append_csv_field(std::string_view text, std::string& out);

// seq,at,type,outcome,customer,channel,purpose,brand,campaign,rules,policy,by
void append_csv_header(std::string& out);

// `customer` is whom the entry's subject stands for; "" where nobody knows. RFC 4180, lines end
// in CRLF. Rules are joined by a space.
void append_csv_row(const Entry& entry, std::string_view customer, std::string& out);

}  // namespace tact
