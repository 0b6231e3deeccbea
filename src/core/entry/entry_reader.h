// Reads the fields that layout.h lists, in the one form in which EntryWriter writes them. A field
// that is there although it says nothing is a mistake.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tact/decision.h"
#include "tact/ids.h"

#include "core/entry/canonical_reader.h"
#include "core/names/names.h"

namespace tact {

template <>
inline std::optional<Outcome> parse_name(std::string_view name) {
  return parse_outcome(name);
}
template <>
inline std::optional<Code> parse_name(std::string_view name) {
  return parse_code(name);
}

class EntryReader {
 public:
  template <class Value>
  using Of = Value;
  static constexpr bool reads = true;

  // `line` must outlive the reader. REQUIRES: it is valid UTF-8.
  explicit EntryReader(std::string_view line) : json_(line) {}

  bool finished() const { return json_.finished(); }
  std::size_t position() const { return json_.position(); }

  void begin() { json_.begin_object(); }
  void end() { json_.end_object(); }

  void text(std::string_view key, std::string& value) {
    if (!json_.take_key(key)) return;
    value = json_.string();
    if (value.empty()) json_.fail();
  }

  void instant(std::string_view key, Instant& value) {
    if (require(key)) value = json_.instant();
  }
  void instant_unless(std::string_view key, Instant& value, Instant usual) {
    value = usual;
    if (!json_.take_key(key)) return;
    value = json_.instant();
    if (value == usual) json_.fail();
  }
  void instant(std::string_view key, std::optional<Instant>& value) {
    if (json_.take_key(key)) value = json_.instant();
  }

  template <class Number>
  void number(std::string_view key, Number& value) {
    if (require(key)) value = number_of<Number>();
  }
  void number_unless(std::string_view key, int& value, int usual) {
    value = usual;
    if (!json_.take_key(key)) return;
    value = number_of<int>();
    if (value == usual) json_.fail();
  }
  void number(std::string_view key, std::optional<int>& value) {
    if (json_.take_key(key)) value = number_of<int>();
  }
  void duration(std::string_view key, Duration& value) {
    if (require(key)) value = Duration(json_.integer());
  }
  void truth(std::string_view key, bool& value, bool usual) {
    value = usual;
    if (!json_.take_key(key)) return;
    value = !usual;
    json_.literal(value ? "true" : "false");
  }

  template <class Enum>
  void name(std::string_view key, Enum& value) {
    if (require(key)) value = name_as<Enum>();
  }
  template <class Enum>
  void name_unless(std::string_view key, Enum& value, Enum usual) {
    value = usual;
    if (!json_.take_key(key)) return;
    value = name_as<Enum>();
    if (value == usual) json_.fail();
  }
  template <class Enum>
  void name(std::string_view key, std::optional<Enum>& value) {
    if (json_.take_key(key)) value = name_as<Enum>();
  }
  void either(std::string_view key, bool& value, std::string_view yes, std::string_view no) {
    if (!require(key)) return;
    const std::string_view word = json_.plain_string();
    value = word == yes;
    if (!value && word != no) json_.fail();
  }
  void type(std::string_view name) {
    if (require("type") && json_.plain_string() != name) json_.fail();
  }

  void seq_text(std::string_view key, Seq& value) {
    if (!require(key)) return;
    json_.literal("\"");
    value.value = number_of<std::uint64_t>();
    json_.literal("\"");
  }
  void seq_text(std::string_view key, std::optional<Seq>& value) {
    if (!json_.take_key(key)) return;
    json_.literal("\"");
    value = Seq{number_of<std::uint64_t>()};
    json_.literal("\"");
  }
  void subject(std::string_view key, std::optional<SubjectId>& value) {
    if (json_.take_key(key)) json_.hex(value.emplace().bytes);
  }
  void subject(std::string_view key, SubjectId& value) {
    if (require(key)) json_.hex(value.bytes);
  }
  template <std::size_t size>
  void hex_unless_zero(std::string_view key, std::array<std::uint8_t, size>& value) {
    if (!json_.take_key(key)) return;
    json_.hex(value);
    if (value == std::array<std::uint8_t, size>{}) json_.fail();
  }

  void evidence(std::string_view key, Evidence& value) {
    if (!json_.take_key(key)) return;
    if (json_.next_is_string()) {
      value = json_.string();
    } else {
      value = json_.integer();
    }
  }

  void texts(std::string_view key, std::vector<std::string>& values) {
    if (!json_.take_key(key) || !json_.begin_array()) return;
    do {
      values.push_back(json_.string());
    } while (json_.next_in_array());
  }

  void labels(std::string_view key, Labels& labels);

  template <class Element, class Inside>
  void list(std::string_view key, std::vector<Element>& elements, Inside inside) {
    if (!json_.take_key(key) || !json_.begin_array()) return;
    do {
      json_.begin_object();
      inside(elements.emplace_back());
      json_.end_object();
    } while (json_.next_in_array());
  }
  template <class Value, class Inside>
  void object(std::string_view key, std::optional<Value>& value, Inside inside) {
    if (!json_.take_key(key)) return;
    json_.begin_object();
    inside(value.emplace());
    json_.end_object();
  }
  template <class Value, class Inside>
  void object(std::string_view key, Value& value, Inside inside) {
    if (!require(key)) return;
    json_.begin_object();
    inside(value);
    json_.end_object();
  }

 private:
  bool require(std::string_view key) {
    if (json_.take_key(key)) return true;
    json_.fail();
    return false;
  }

  template <class Number>
  Number number_of() {
    const std::int64_t value = json_.integer();
    if (std::in_range<Number>(value)) return static_cast<Number>(value);
    json_.fail();
    return 0;
  }

  template <class Enum>
  Enum name_as() {
    const std::optional<Enum> value = parse_name<Enum>(json_.plain_string());
    if (!value) json_.fail();
    return value.value_or(Enum{});
  }

  CanonicalReader json_;
};

}  // namespace tact
