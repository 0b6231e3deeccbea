#include "core/json/object_reader.h"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

#include "core/suggest/suggest.h"

namespace tact {
namespace {

constexpr std::size_t members_tracked = 64;

std::optional<JsonValue> only_object(JsonValue value) {
  if (value.is(JsonKind::object)) return value;
  return std::nullopt;
}

std::string_view must_be(JsonKind kind) {
  switch (kind) {
    case JsonKind::null: return "must be `null`";
    case JsonKind::boolean: return "must be `true` or `false`";
    case JsonKind::integer:
    case JsonKind::large_integer: return "must be a whole number";
    case JsonKind::fraction: return "must be a number";
    case JsonKind::string: return "must be a string";
    case JsonKind::array: return "must be a list";
    case JsonKind::object: return "must be an object";
  }
  return {};
}

// A null in an optional field is usually meant as "none": say how to write that.
std::string wrong_kind(JsonKind wanted, JsonValue found, bool optional) {
  std::string message(must_be(wanted));
  if (optional && found.is(JsonKind::null)) message += ", not `null`; leave the field out instead";
  return message;
}

std::string out_of_range(std::int64_t min, std::int64_t max) {
  return "must be between " + std::to_string(min) + " and " + std::to_string(max);
}

}  // namespace

ObjectReader::ObjectReader(JsonValue value, std::string pointer, std::vector<FieldError>& errors)
    : object_(only_object(value)),
      pointer_(std::move(pointer)),
      errors_(errors),
      errors_before_(errors.size()) {
  if (!object_) errors_.push_back({pointer_, std::string(must_be(JsonKind::object))});
}

std::string_view ObjectReader::required_string(std::string_view key) {
  const auto field = of_kind(find_required(key), JsonKind::string, false);
  return field ? field->string() : std::string_view();
}

std::optional<std::string_view> ObjectReader::optional_string(std::string_view key) {
  const auto field = of_kind(find(key), JsonKind::string, true);
  if (!field) return std::nullopt;
  return field->string();
}

std::int64_t ObjectReader::required_integer(std::string_view key, std::int64_t min,
                                            std::int64_t max) {
  return within(find_required(key), min, max, false).value_or(0);
}

std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view key, std::int64_t min,
                                                           std::int64_t max) {
  return within(find(key), min, max, true);
}

std::optional<bool> ObjectReader::optional_bool(std::string_view key) {
  const auto field = of_kind(find(key), JsonKind::boolean, true);
  if (!field) return std::nullopt;
  return field->boolean();
}

std::optional<JsonValue> ObjectReader::required_array(std::string_view key) {
  return of_kind(find_required(key), JsonKind::array, false);
}

std::optional<JsonValue> ObjectReader::optional_array(std::string_view key) {
  return of_kind(find(key), JsonKind::array, true);
}

std::optional<JsonValue> ObjectReader::required_object(std::string_view key) {
  return of_kind(find_required(key), JsonKind::object, false);
}

std::optional<JsonValue> ObjectReader::optional_object(std::string_view key) {
  return of_kind(find(key), JsonKind::object, true);
}

std::optional<JsonValue> ObjectReader::optional_string_list(std::string_view key) {
  return all_strings(optional_array(key));
}

std::optional<JsonValue> ObjectReader::optional_string_map(std::string_view key) {
  return all_strings(optional_object(key));
}

void ObjectReader::fail(std::string_view key, std::string message) {
  errors_.push_back({pointer_to(key), std::move(message)});
}

bool ObjectReader::finish() {
  const std::size_t size = object_ ? object_->size() : 0;
  const auto taken = static_cast<std::size_t>(std::popcount(taken_));
  if (taken == size) return errors_.size() == errors_before_;

  std::size_t unknown = 0;
  for (const JsonValue member : *object_) {
    const std::string_view key = member.key();
    if (was_asked_for(key)) continue;
    if (++unknown > unknown_fields_listed_max) continue;
    fail(key, "unknown field `" + std::string(key) + "`" +
                  did_you_mean(key, std::span(asked_).first(asked_count_)));
  }
  if (unknown > unknown_fields_listed_max) {
    const std::size_t unlisted = unknown - unknown_fields_listed_max;
    errors_.push_back({pointer_, "has " + std::to_string(unlisted) + " more unknown fields"});
  }
  return errors_.size() == errors_before_;
}

std::optional<JsonValue> ObjectReader::find(std::string_view key) {
  TACT_CHECK(asked_count_ < keys_max);
  asked_[asked_count_++] = key;
  if (!object_) return std::nullopt;
  std::size_t index = 0;
  for (const JsonValue member : *object_) {
    if (member.key() == key) {
      if (index < members_tracked) taken_ |= std::uint64_t{1} << index;
      return member;
    }
    ++index;
  }
  return std::nullopt;
}

std::optional<JsonValue> ObjectReader::find_required(std::string_view key) {
  const auto field = find(key);
  if (!field && object_) fail(key, "is required");
  return field;
}

std::optional<JsonValue> ObjectReader::of_kind(std::optional<JsonValue> field, JsonKind kind,
                                               bool optional) {
  if (!field || field->is(kind)) return field;
  fail(field->key(), wrong_kind(kind, *field, optional));
  return std::nullopt;
}

std::optional<std::int64_t> ObjectReader::within(std::optional<JsonValue> field, std::int64_t min,
                                                 std::int64_t max, bool optional) {
  if (field && field->is(JsonKind::large_integer)) {
    fail(field->key(), out_of_range(min, max));
    return std::nullopt;
  }
  field = of_kind(field, JsonKind::integer, optional);
  if (!field) return std::nullopt;
  const std::int64_t number = field->integer();
  if (number >= min && number <= max) return number;
  fail(field->key(), out_of_range(min, max));
  return std::nullopt;
}

std::optional<JsonValue> ObjectReader::all_strings(std::optional<JsonValue> field) {
  if (!field) return std::nullopt;
  const std::size_t errors_so_far = errors_.size();
  std::size_t index = 0;
  for (const JsonValue inner : *field) {
    if (!inner.is(JsonKind::string)) {
      const std::string pointer = pointer_to(field->key());
      errors_.push_back({field->is(JsonKind::array) ? tact::pointer_to(pointer, index)
                                                    : tact::pointer_to(pointer, inner.key()),
                         std::string(must_be(JsonKind::string))});
    }
    ++index;
  }
  if (errors_.size() > errors_so_far) return std::nullopt;
  return field;
}

bool ObjectReader::was_asked_for(std::string_view key) const {
  const auto asked = std::span(asked_).first(asked_count_);
  return std::find(asked.begin(), asked.end(), key) != asked.end();
}

}  // namespace tact
