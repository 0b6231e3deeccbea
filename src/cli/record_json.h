// Records from what people write: the columns of a table, the options of a verb.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tact/result.h"

#include "cli/csv.h"

namespace tact::cli {

// A field's name and its value as text; "" is absent. `label.KEY` and `evidence.KEY` are parts of
// those objects, `address.CHANNEL` one of a customer's addresses; `segments` are parted by `;`.
using RecordFields = std::vector<std::pair<std::string, std::string>>;

// The record as one line of JSON, without its end. What the values mean is the daemon's to check;
// an Error is text that cannot stand in JSON, or a field that is there twice.
Result<std::string> record_json(std::string_view type, const RecordFields& fields);

// The columns that a table of records of this type may have; empty where there is no table of it.
std::vector<std::string_view> columns_of(std::string_view type);

// A row under its header.
RecordFields fields_of(const CsvHeader& header, const CsvRow& row);

}  // namespace tact::cli
