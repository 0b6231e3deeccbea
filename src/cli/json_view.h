// Looks into the JSON that a daemon answers, leniently: what is missing reads as empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json/reader.h"

namespace tact::cli {

// Empty where `object` is no object or has no such member.
std::optional<JsonValue> member(JsonValue object, std::string_view key);

// A text, a number, true or false as a person reads it, fit for a terminal; "" for anything else.
std::string words_of(JsonValue value);
std::string words_at(JsonValue object, std::string_view key);

// The elements of a list; empty where there is none.
std::vector<JsonValue> items_at(JsonValue object, std::string_view key);

// An RFC 3339 time in the words of whoever sits here: "Wed 25 Nov 2026 09:00 +03", in the zone of
// the process (TZ). What is no time stays as it is.
std::string local_time(std::string_view instant);

}  // namespace tact::cli
