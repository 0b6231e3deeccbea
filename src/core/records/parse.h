// Reads one record of the contract from JSON: everything that is wrong with it is said at once.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tact/field_error.h"
#include "tact/records.h"
#include "tact/result.h"

#include "core/json/reader.h"

namespace tact {

// What a text is expected to be.
enum class RecordShape : std::uint8_t {
  any,       // a record with its `type`, requests included
  request,   // what is asked at /v1/decisions; it needs no `type`
  outcome,   // what is said of a decision that the address names: {"status":…}
  customer,  // what is said of a customer that the address names; `customer` may be left out
};

// The record, its values normalised; times not yet resolved against a clock, names not yet looked
// up in a vocabulary. Each error carries the JSON pointer of its field.
Result<Record, std::vector<FieldError>> parse_record(JsonValue value, RecordShape shape);
Result<Record, std::vector<FieldError>> parse_record(JsonParser& parser, std::string_view text,
                                                     RecordShape shape);

// The same of RecordShape::request, by the short way where it leads there.
Result<Request, std::vector<FieldError>> parse_request(JsonParser& parser, std::string_view text);

}  // namespace tact
