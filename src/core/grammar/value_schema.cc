#include "core/grammar/value_schema.h"

#include <array>
#include <string>

#include "tact/check.h"

#include "core/grammar/words.h"
#include "core/yaml/values.h"

namespace tact {
namespace {

using Types = std::span<const std::string_view>;

constexpr std::array<std::string_view, 1> strings = {"string"};
constexpr std::array<std::string_view, 2> strings_and_integers = {"string", "integer"};
// What YAML takes for a number or a truth is text where text is meant: `brand: 545454`.
constexpr std::array<std::string_view, 3> scalars = {"string", "number", "boolean"};

constexpr std::string_view date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
constexpr std::string_view start_of_hours = "([01][0-9]|2[0-3]):[0-5][0-9]";
constexpr std::string_view zone_name = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$";
constexpr int phone_number_min = 10'000'000;  // Eight digits.
constexpr std::string_view exact_span = "[1-9][0-9]*[smhdw]";
constexpr std::string_view month_span = "[1-9][0-9]* (months?|years?)";
constexpr std::string_view day_span = "[1-9][0-9]* calendar days?";

std::string joined(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) {
    if (!text.empty()) text += '|';
    text += name;
  }
  return text;
}

std::string any_of(std::initializer_list<std::string_view> patterns) {
  return "^(" + joined({patterns.begin(), patterns.size()}) + ")$";
}

std::string time_of_day() { return '(' + std::string(start_of_hours) + "|24:00)"; }

// "mon", "mon-fri", "mon,wed-fri", "daily".
std::string weekdays_pattern() {
  std::string day = "(";
  day += every_day;
  day += "|D(-D)?)";
  const std::string weekday = '(' + joined(weekday_names) + ')';
  for (std::size_t at = day.find('D'); at != std::string::npos; at = day.find('D', at)) {
    day.replace(at, 1, weekday);
    at += weekday.size();
  }
  return day + "(," + day + ")*";
}

std::string hours_pattern() {
  return '^' + weekdays_pattern() + ' ' + std::string(start_of_hours) + '-' + time_of_day() + '$';
}

// A whole number from 0 to `most`.
std::string number_pattern(int most) {
  TACT_CHECK(most >= 100 && most <= 199);
  const int tens = most / 10 % 10;
  std::string text = "([1-9]?[0-9]";
  if (tens > 0) text += "|1[0-" + std::to_string(tens - 1) + "][0-9]";
  return text + "|1" + std::to_string(tens) + "[0-" + std::to_string(most % 10) + "])";
}

struct FormDefinition {
  Form form{};
  std::string_view name;
  Types types = strings;
  std::string pattern;
  std::string_view
      mistake;  // what an editor says of a value that does not fit; "" is its own words
  std::size_t length_max = 0;
  int number_min = 0;  // of what YAML takes for a number
};

std::vector<FormDefinition> form_definitions() {
  const std::string day(date);
  const std::string local_time = "^" + day + "( " + time_of_day() + ")?$";
  const std::string instant = day +
                              "[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?"
                              "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";
  return {
      {Form::text, "text", scalars, "\\S", "is empty", name_bytes_max},
      {Form::prose, "prose", scalars, "\\S", "is empty", prose_bytes_max},
      {Form::word, "word", scalars, "^[^ ]+$", "a name has no spaces", name_bytes_max},
      {Form::exact_text, "exact_text", scalars, "^[^*]*[^*\\s][^*]*$",
       "* stands for anything only in labels of messages", name_bytes_max},
      {Form::purpose, "purpose", scalars, "^(?!any(/|$))[^ /]+(/[^ /]+)*$",
       "write it as marketing/promotion; none can be called any", name_bytes_max},
      {Form::identifier, "identifier", strings_and_integers, "^[a-z0-9-]+$",
       "may have a-z, 0-9 and - in it", name_bytes_max},
      {Form::path, "path", strings, "^[^/\\\\][^\\\\]*$",
       "an include is a path relative to this file, with /", name_bytes_max},
      {Form::duration, "duration", strings, any_of({exact_span}), "write 30m, 24h or 7d"},
      {Form::age, "age", strings, any_of({exact_span, month_span}),
       "write 30d, 24 months or 2 years"},
      {Form::span, "span", strings, any_of({exact_span, month_span, day_span}),
       "write 30m, 24h, 7d, 18 months, 2 years or 60 calendar days"},
      {Form::window, "window", strings,
       any_of({exact_span, day_span, joined(calendar_window_names)}),
       "write 24h, 7d, calendar day or 30 calendar days"},
      {Form::instant, "instant", strings, '^' + instant + '$',
       "write it with its offset: 2026-11-24T14:00:00+03:00"},
      {Form::date, "date", strings, '^' + day + '$', "write it as 2026-03-20"},
      {Form::local_time, "local_time", strings, local_time,
       "write 2026-08-11 or \"2026-08-11 13:00\""},
      {Form::calendar_days, "calendar_days", strings,
       '^' + day + "([.][.]" + day + "| " + std::string(start_of_hours) + ")?$",
       "write 2026-01-01, 2026-03-20..2026-03-22 or \"2026-10-28 13:00\""},
      {Form::opening_hours, "opening_hours", strings, hours_pattern(), "write mon-fri 09:00-18:00"},
      {Form::weekdays, "weekdays", strings, '^' + weekdays_pattern() + '$', "write mon-fri"},
      {Form::deadline, "deadline", strings,
       any_of({exact_span, month_span, day_span, "[1-9][0-9]{0,2} business days?"}),
       "write 3 business days, 24h, 30d, 30 calendar days or 24 months"},
      {Form::zone, "zone", strings, std::string(zone_name),
       "write an IANA name, as Europe/Istanbul"},
      {Form::clock, "clock", strings, std::string(zone_name),
       "write customer, or an IANA name, as Europe/Istanbul"},
      {Form::country, "country", strings, "^[A-Z]{2}$",
       "write a country's two letters of ISO 3166, as TR"},
      {Form::region, "region", strings, "^[A-Z]{2}-[A-Z0-9]{1,3}$",
       "write it as ISO 3166-2 does: US-FL"},
      {Form::number_prefix, "number_prefix", strings_and_integers, "^[+][1-9][0-9]{0,14}$",
       "write it as \"+1305\": + and digits", 0, 1},
      {Form::address, "address", scalars,
       "^[+][ ().-]*[1-9]([ ().-]*[0-9]){7,14}[ ().-]*$|^[^@ ]+@[^@ .]+([.][^@ .]+)+$",
       "write a telephone number as +905321234567, or an e-mail address", 0, phone_number_min},
  };
}

// "" where the form stands for itself.
std::string_view definition_name(Form form) {
  static const std::vector<FormDefinition> definitions = form_definitions();
  for (const FormDefinition& definition : definitions) {
    if (definition.form == form) return definition.name;
  }
  return {};
}

void write_reference(std::string_view name, JsonWriter& json) {
  json.string("$ref", "#/definitions/" + std::string(name));
}

void write_types(Types types, JsonWriter& json) {
  if (types.size() == 1) return json.string("type", types.front());
  json.key("type");
  json.begin_array();
  for (const std::string_view type : types) json.string(type);
  json.end_array();
}

void write_names(Types names, JsonWriter& json) {
  json.key("enum");
  json.begin_array();
  for (const std::string_view name : names) json.string(name);
  json.end_array();
}

void write_comparison(int most, JsonWriter& json) {
  write_types(strings_and_integers, json);
  json.integer("minimum", 0);
  json.integer("maximum", most);
  json.string("pattern", comparison_pattern(most));
  json.string("errorMessage", "write a number, or one after <, <=, >= or >, quoted: \">= 18\"");
}

void write_alternatives(JsonWriter& json, auto write_first, auto write_second) {
  json.key("anyOf");
  json.begin_array();
  json.begin_object();
  write_first();
  json.end_object();
  json.begin_object();
  write_second();
  json.end_object();
  json.end_array();
}

void write_shared_field(Types names, JsonWriter& json) {
  write_alternatives(
      json, [&] { write_names(names, json); },
      [&] {
        json.string("type", "string");
        json.string("pattern", "^label[.].");
      });
}

void write_named(const ValueGrammar& value, JsonWriter& json) {
  json.string("type", "object");
  const std::string_view name = definition_name(value.name_form);
  if (value.name_form != Form::text) {
    json.key("propertyNames");
    json.begin_object();
    write_reference(name, json);
    json.end_object();
  }
  json.key("additionalProperties");
  json.begin_object();
  write_value_schema(*value.each, json);
  json.end_object();
}

void write_mapping(const ValueGrammar& value, JsonWriter& json) {
  if (value.least == 0) return write_reference(value.map->name, json);
  // Not beside the `$ref`, where validators would pass over it.
  json.integer("minProperties", value.least);
  json.key("allOf");
  json.begin_array();
  json.begin_object();
  write_reference(value.map->name, json);
  json.end_object();
  json.end_array();
}

void write_single(const ValueGrammar& value, JsonWriter& json) {
  const std::string_view definition = definition_name(value.form);
  if (!definition.empty()) return write_reference(definition, json);
  switch (value.form) {
    case Form::version: json.key("const"); return json.integer(language_version);
    case Form::boolean: return json.string("type", "boolean");
    case Form::always_true: json.key("const"); return json.boolean(true);
    case Form::whole:
      json.string("type", "integer");
      json.integer("minimum", value.least);
      return json.integer("maximum", value.most);
    case Form::choice: return write_names(value.names(), json);
    case Form::shared_field: return write_shared_field(value.names(), json);
    case Form::comparison: return write_comparison(value.most, json);
    case Form::maybe_instant:
      return write_alternatives(
          json, [&] { json.string("type", "null"); },
          [&] { write_reference(definition_name(Form::instant), json); });
    case Form::mapping: return write_mapping(value, json);
    case Form::named: return write_named(value, json);
    case Form::text:
    case Form::prose:
    case Form::exact_text:
    case Form::word:
    case Form::purpose:
    case Form::identifier:
    case Form::path:
    case Form::duration:
    case Form::age:
    case Form::span:
    case Form::window:
    case Form::instant:
    case Form::date:
    case Form::local_time:
    case Form::calendar_days:
    case Form::opening_hours:
    case Form::weekdays:
    case Form::deadline:
    case Form::zone:
    case Form::clock:
    case Form::country:
    case Form::region:
    case Form::number_prefix:
    case Form::address: break;
  }
  TACT_CHECK(false);
}

void write_list(const ValueGrammar& value, int least, JsonWriter& json) {
  json.string("type", "array");
  if (least > 0) json.integer("minItems", least);
  json.key("items");
  json.begin_object();
  write_single(value, json);
  json.end_object();
}

}  // namespace

void write_value_schema(const ValueGrammar& value, JsonWriter& json) {
  if (value.map != nullptr && value.form != Form::mapping) {
    ValueGrammar plain = value;
    plain.map = nullptr;
    return write_alternatives(
        json, [&] { write_value_schema(plain, json); },
        [&] { write_mapping({.form = Form::mapping, .least = 1, .map = value.map}, json); });
  }
  switch (value.several) {
    case Several::no: return write_single(value, json);
    case Several::list: return write_list(value, 0, json);
    case Several::full_list: return write_list(value, 1, json);
    case Several::one_or_more:
    case Several::any_number: {
      const int least = value.several == Several::one_or_more ? 1 : 0;
      return write_alternatives(
          json, [&] { write_single(value, json); }, [&] { write_list(value, least, json); });
    }
  }
  TACT_CHECK(false);
}

std::string form_pattern(Form form) {
  for (FormDefinition& definition : form_definitions()) {
    if (definition.form == form) return std::move(definition.pattern);
  }
  TACT_CHECK(false);
}

std::string comparison_pattern(int most) {
  return "^(<=|<|>=|>|=)? *" + number_pattern(most) + '$';
}

void write_form_definitions(JsonWriter& json) {
  for (const FormDefinition& definition : form_definitions()) {
    json.key(definition.name);
    json.begin_object();
    write_types(definition.types, json);
    json.string("pattern", definition.pattern);
    // Of a text that is none another thing is to be said than of one that does not fit.
    const bool is_text = definition.types.size() == scalars.size();
    json.string(is_text ? "patternErrorMessage" : "errorMessage", definition.mistake);
    if (definition.length_max > 0) {
      json.integer("maxLength", static_cast<std::int64_t>(definition.length_max));
    }
    if (definition.number_min > 0) json.integer("minimum", definition.number_min);
    json.end_object();
  }
}

}  // namespace tact
