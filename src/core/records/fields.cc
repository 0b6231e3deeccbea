#include "core/records/fields.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/json/canonical_order.h"
#include "core/json/writer.h"
#include "core/records/address.h"
#include "core/suggest/suggest.h"

namespace tact {
namespace {

// Numbers with a fraction have no form that every reader writes alike.
bool write_canonical(JsonValue value, JsonWriter& json) {
  switch (value.kind()) {
    case JsonKind::null: json.null(); return true;
    case JsonKind::boolean: json.boolean(value.boolean()); return true;
    case JsonKind::integer:
      if (value.integer() < -canonical_integer_max) return false;
      if (value.integer() > canonical_integer_max) return false;
      json.integer(value.integer());
      return true;
    case JsonKind::large_integer:
    case JsonKind::fraction: return false;
    case JsonKind::string: json.string(value.string()); return true;
    case JsonKind::array:
      json.begin_array();
      for (const JsonValue inner : value) {
        if (!write_canonical(inner, json)) return false;
      }
      json.end_array();
      return true;
    case JsonKind::object: break;
  }
  std::vector<JsonValue> members;
  for (const JsonValue member : value) members.push_back(member);
  std::sort(members.begin(), members.end(), [](const JsonValue& a, const JsonValue& b) {
    return canonical_less(a.key(), b.key());
  });
  json.begin_object();
  for (const JsonValue member : members) {
    json.key(member.key());
    if (!write_canonical(member, json)) return false;
  }
  json.end_object();
  return true;
}

constexpr std::string_view too_many_texts = "must be at most 16 KiB, all of them together";

}  // namespace

// UTF-8 writes C1 as C2 80 to C2 9F.
bool has_control_characters(std::string_view text) {
  unsigned char before = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return true;
    if (before == 0xc2 && byte < 0xa0) return true;
    before = byte;
  }
  return false;
}

std::string_view wrong_with_text(std::string_view text) {
  if (text.empty()) return "must not be empty";
  if (text.size() > text_bytes_max) return "must be at most 128 bytes long";
  if (has_control_characters(text)) return "must not have control characters";
  return {};
}

std::optional<std::string_view> FieldReader::string(std::string_view key, Need need) {
  if (need == Need::optional) return object_.optional_string(key);
  const std::size_t errors_before = errors_.size();
  const std::string_view text = object_.required_string(key);
  // Without an error and without bytes: the whole value is no object, which was said already.
  if (errors_.size() > errors_before || text.data() == nullptr) return std::nullopt;
  return text;
}

std::string FieldReader::text(std::string_view key, Need need) {
  const auto text = string(key, need);
  if (!text) return {};
  if (const auto wrong = wrong_with_text(*text); !wrong.empty()) {
    fail(key, std::string(wrong));
    return {};
  }
  return std::string(*text);
}

std::string FieldReader::text_like(std::string_view key, bool (*fits)(std::string_view),
                                   std::string_view form) {
  const auto text = string(key, Need::optional);
  if (!text) return {};
  if (!fits(*text)) {
    fail(key, "must be " + std::string(form));
    return {};
  }
  return std::string(*text);
}

std::optional<Instant> FieldReader::time(std::string_view key) {
  const auto text = string(key, Need::optional);
  if (!text) return std::nullopt;
  const auto instant = parse_instant(*text);
  if (!instant) fail(key, "must be a time like 2026-11-24T14:00:00+03:00");
  return instant;
}

std::optional<LocalDate> FieldReader::birth_date(std::string_view key) {
  constexpr LocalDate earliest{std::chrono::local_days(std::chrono::year(1900) / 1 / 1)};
  const auto text = string(key, Need::optional);
  if (!text) return std::nullopt;
  const auto date = parse_date(*text);
  if (date && *date >= earliest) return date;
  fail(key, date ? "must not be before 1900" : "must be a date like 1985-03-20");
  return std::nullopt;
}

std::string FieldReader::address(std::string_view key, Need need) {
  const auto text = string(key, need);
  if (!text) return {};
  if (has_control_characters(*text)) {
    fail(key, "must not have control characters");
    return {};
  }
  auto address = normalise_address(*text);
  if (address) return *std::move(address);
  fail(key, std::move(address).error().message);
  return {};
}

std::optional<Seq> FieldReader::entry_id(std::string_view key, std::string_view like) {
  const auto text = string(key, Need::optional);
  if (!text) return std::nullopt;
  Seq seq;
  const char* const end = text->data() + text->size();
  const auto [stopped, error] = std::from_chars(text->data(), end, seq.value);
  // One spelling for each: no sign, no zeros in front.
  const bool exact = error == std::errc() && stopped == end &&
                     (text->size() == 1 || text->front() != '0') &&
                     seq.value <= static_cast<std::uint64_t>(canonical_integer_max);
  if (exact) return seq;
  fail(key, "must be the id that " + std::string(like) + ", like \"182736\"");
  return std::nullopt;
}

Labels FieldReader::labels(std::string_view key) {
  Labels labels;
  const auto map = object_.optional_string_map(key);
  if (!map) return labels;
  for (const JsonValue label : *map) {
    const std::string pointer = pointer_to(object_.pointer_to(key), label.key());
    if (const auto wrong = wrong_with_text(label.key()); !wrong.empty()) {
      errors_.push_back({pointer, "has a key that " + std::string(wrong)});
    } else if (const auto wrong_value = wrong_with_text(label.string()); !wrong_value.empty()) {
      errors_.push_back({pointer, std::string(wrong_value)});
    } else {
      labels.emplace_back(label.key(), label.string());
    }
  }
  std::sort(labels.begin(), labels.end());
  std::size_t bytes = 0;
  for (const auto& [name, value] : labels) bytes += name.size() + value.size() + text_bytes_around;
  if (bytes <= texts_bytes_max) return labels;
  fail(key, std::string(too_many_texts));
  return {};
}

std::vector<std::string> FieldReader::text_set(std::string_view key) {
  std::vector<std::string> texts;
  const auto list = object_.optional_string_list(key);
  if (!list) return texts;
  std::size_t index = 0;
  for (const JsonValue value : *list) {
    if (const auto wrong = wrong_with_text(value.string()); !wrong.empty()) {
      errors_.push_back({pointer_to(object_.pointer_to(key), index), std::string(wrong)});
    } else {
      texts.emplace_back(value.string());
    }
    ++index;
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size() + text_bytes_around;
  if (bytes <= texts_bytes_max) return texts;
  fail(key, std::string(too_many_texts));
  return {};
}

std::string FieldReader::canonical_object(std::string_view key) {
  const auto object = object_.optional_object(key);
  if (!object || object->size() == 0) return {};
  std::string text;
  JsonWriter json(text, KeyOrder::sorted);
  if (write_canonical(*object, json)) return text;
  fail(key, "must not have fractions, exponents or integers beyond 2^53; write them as strings");
  return {};
}

std::optional<std::string_view> FieldReader::choice(std::string_view key, Need need,
                                                    std::span<const std::string_view> words) {
  const auto text = string(key, need);
  if (!text) return std::nullopt;
  const auto word = std::find(words.begin(), words.end(), *text);
  if (word != words.end()) return *word;
  fail(key, "must be " + list_choices(words) + did_you_mean(*text, words));
  return std::nullopt;
}

std::optional<std::string_view> FieldReader::type(std::span<const std::string_view> types) {
  const auto text = string("type", Need::required);
  if (!text) return std::nullopt;
  const auto type = std::find(types.begin(), types.end(), *text);
  if (type != types.end()) return *type;
  if (!wrong_with_text(*text).empty()) {
    fail("type", "must be " + list_choices(types));
    return std::nullopt;
  }
  const std::string hint = did_you_mean(*text, types);
  fail("type", "unknown type `" + std::string(*text) + "`" +
                   (hint.empty() ? "; use " + list_choices(types) : hint));
  return std::nullopt;
}

Person FieldReader::person(PersonNeed need) {
  const std::size_t errors_before = errors_.size();
  Person person{text("customer", Need::optional), address("address", Need::optional)};
  if (errors_.size() > errors_before) return person;
  if (person.customer.empty() && person.address.empty()) {
    fail("customer", need == PersonNeed::exactly_one
                         ? "is required; name either the customer or an address"
                         : "is required; name the customer, an address or both");
  } else if (need == PersonNeed::exactly_one && !person.customer.empty() &&
             !person.address.empty()) {
    fail("address", "must be left out where the customer is named; list the two one by one");
  }
  return person;
}

ContactFields FieldReader::contact_fields() {
  ContactFields fields;
  fields.channel = text("channel", Need::required);
  fields.purpose = text("purpose", Need::required);
  fields.brand = text("brand", Need::optional);
  fields.campaign = text("campaign", Need::optional);
  fields.priority = static_cast<int>(
      object_.optional_integer("priority", priority_min, priority_max).value_or(fields.priority));
  fields.labels = labels("labels");
  return fields;
}

}  // namespace tact
