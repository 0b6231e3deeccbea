// Takes the fields out of a JSON object, and says everything that is wrong with it at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/field_error.h"

#include "core/json/reader.h"

namespace tact {

// Ask for each field that the object may have, then call finish(). A field that is missing or of
// another kind is reported to `errors` under its JSON pointer and reads as empty, so that reading
// goes on; use what was read only if there were no errors. A `null` is never taken for an absent
// field. One thread.
//
//   ObjectReader reader(value, "", errors);
//   const std::string_view channel = reader.required_string("channel");
//   const std::int64_t priority = reader.optional_integer("priority", 0, 100).value_or(50);
//   if (!reader.finish()) return problem(errors);
//
// REQUIRES: keys outlive the reader (literals do), at most keys_max of them; `errors` and the
// parsed document outlive it too.
class ObjectReader {
 public:
  static constexpr std::size_t keys_max = 48;
  // Further unknown fields are counted, not listed: the answer stays short.
  static constexpr std::size_t unknown_fields_listed_max = 16;

  // `pointer` is where the object stands ("" for the document itself). A value of another kind is
  // reported there; every field then reads as absent, without a report of its own.
  ObjectReader(JsonValue value, std::string pointer, std::vector<FieldError>& errors);

  std::string_view required_string(std::string_view key);
  std::optional<std::string_view> optional_string(std::string_view key);

  // From min to max, both included.
  std::int64_t required_integer(std::string_view key, std::int64_t min, std::int64_t max);
  std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t min,
                                               std::int64_t max);

  std::optional<bool> optional_bool(std::string_view key);

  // Empty where missing, although required: a JsonValue cannot be null.
  std::optional<JsonValue> required_array(std::string_view key);
  std::optional<JsonValue> optional_array(std::string_view key);
  std::optional<JsonValue> required_object(std::string_view key);
  std::optional<JsonValue> optional_object(std::string_view key);

  // An array, or an object of any keys, whose values are all strings: iterate over it and read
  // string() and key() without further checks.
  std::optional<JsonValue> optional_string_list(std::string_view key);
  std::optional<JsonValue> optional_string_map(std::string_view key);

  // For what only the caller knows to be wrong: "must be in E.164 form".
  void fail(std::string_view key, std::string message);

  // Where a field of this object stands, for a reader of what is inside it.
  std::string pointer_to(std::string_view key) const { return tact::pointer_to(pointer_, key); }

  // Reports each field that was never asked for. Whether the object, and all that was reported to
  // `errors` since this reader was made, is free of mistakes.
  bool finish();

 private:
  std::optional<JsonValue> find(std::string_view key);
  std::optional<JsonValue> find_required(std::string_view key);
  std::optional<JsonValue> of_kind(std::optional<JsonValue> field, JsonKind kind, bool optional);
  std::optional<std::int64_t> within(std::optional<JsonValue> field, std::int64_t min,
                                     std::int64_t max, bool optional);
  std::optional<JsonValue> all_strings(std::optional<JsonValue> field);
  bool was_asked_for(std::string_view key) const;

  const std::optional<JsonValue> object_;
  const std::string pointer_;
  std::vector<FieldError>& errors_;
  const std::size_t errors_before_;
  std::array<std::string_view, keys_max> asked_;
  std::size_t asked_count_ = 0;
  std::uint64_t taken_ = 0;  // Which of the first 64 members were asked for, a bit each.
};

}  // namespace tact
