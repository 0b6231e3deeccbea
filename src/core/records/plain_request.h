// The short way to read a request: one pass over its members, straight into its fields.
#pragma once

#include <optional>

#include "tact/records.h"

#include "core/json/reader.h"

namespace tact {

// A request as nearly all are sent. Empty where anything is wrong, or is no request:
// parse_record() then says what. Where a request is read, it is what parse_record() reads, with
// RecordShape::request or, if it names its type, with RecordShape::any.
std::optional<Request> read_plain_request(JsonValue value);

}  // namespace tact
