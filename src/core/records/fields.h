// The kinds of fields that records are made of, read and checked.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/field_error.h"
#include "tact/records.h"

#include "core/json/object_reader.h"
#include "core/names/names.h"

namespace tact {

enum class Need : std::uint8_t { required, optional };

// Of a record that names a person.
enum class PersonNeed : std::uint8_t { either_or_both, exactly_one };

inline constexpr std::size_t text_bytes_max = 128;
// Of labels or a set of texts, all together, with six bytes for each that they take in an entry. As
// JSON that is twice as much at most, and with all else no more than entry_bytes_max.
inline constexpr std::size_t texts_bytes_max = 16'384;
// The quotation marks and what stands between.
inline constexpr std::size_t text_bytes_around = 6;
inline constexpr std::size_t addresses_max = 64;  // of a customer
inline constexpr int priority_min = 0;
inline constexpr int priority_max = 100;

// Reads one object's fields. Mistakes are collected; a field with one reads as empty.
class FieldReader {
 public:
  // `errors` and the parsed document outlive the reader.
  FieldReader(JsonValue value, std::string pointer, std::vector<FieldError>& errors)
      : object_(value, std::move(pointer), errors), errors_(errors) {}

  // 1 to 128 bytes without control characters.
  std::string text(std::string_view key, Need need);
  // The same, of a form of its own: `fits` says whether, `form` what it must be.
  std::string text_like(std::string_view key, bool (*fits)(std::string_view),
                        std::string_view form);
  std::optional<Instant> time(std::string_view key);
  std::optional<LocalDate> birth_date(std::string_view key);
  std::string address(std::string_view key, Need need);
  // `like` says whose id it is: "a decision was answered with".
  std::optional<Seq> entry_id(std::string_view key, std::string_view like);
  Labels labels(std::string_view key);
  // Sorted, each once.
  std::vector<std::string> text_set(std::string_view key);
  // An object's canonical JSON; "" where it is absent or empty.
  std::string canonical_object(std::string_view key);

  // One of an enum's names, or of the last of them only.
  template <class Enum>
  std::optional<Enum> name(std::string_view key, Need need, std::size_t skip = 0) {
    const auto word = choice(key, need, names_of<Enum>().subspan(skip));
    if (!word) return std::nullopt;
    return parse_name<Enum>(*word);
  }
  // One of these words.
  std::optional<std::string_view> choice(std::string_view key, Need need,
                                         std::span<const std::string_view> words);

  // `customer` and `address`.
  Person person(PersonNeed need);
  // `channel`, `purpose`, `brand`, `campaign`, `priority`, `labels`.
  ContactFields contact_fields();

  // Of an object inside this one: the element of a list, or a field.
  FieldReader inside(JsonValue value, std::string_view key, std::size_t index) {
    return {value, pointer_to(object_.pointer_to(key), index), errors_};
  }
  FieldReader inside(JsonValue value, std::string_view key) {
    return {value, object_.pointer_to(key), errors_};
  }

  // Which of the record types that `type` names.
  std::optional<std::string_view> type(std::span<const std::string_view> types);

  std::size_t error_count() const { return errors_.size(); }
  ObjectReader& object() { return object_; }
  void fail(std::string_view key, std::string message) { object_.fail(key, std::move(message)); }
  bool finish() { return object_.finish(); }

 private:
  std::optional<std::string_view> string(std::string_view key, Need need);

  ObjectReader object_;
  std::vector<FieldError>& errors_;
};

// C0, DEL, and C1 (U+0080 to U+009F). REQUIRES: valid UTF-8.
bool has_control_characters(std::string_view text);

// Why a text may not stand in a record; "" where it may.
std::string_view wrong_with_text(std::string_view text);

}  // namespace tact
