// Writes the fields that layout.h lists; its methods are EntryReader's, in the other direction. A
// field that says nothing ("", absent, its usual value) is left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/decision.h"
#include "tact/time.h"

#include "core/json/canonical_writer.h"
#include "core/names/canonical_labels.h"
#include "core/names/names.h"

namespace tact {

inline std::string_view name_of(Outcome outcome) { return outcome_name(outcome); }
inline std::string_view name_of(Code code) { return code_name(code); }

class EntryWriter {
 public:
  // How layout.h names what it is given: a writer changes nothing.
  template <class Value>
  using Of = const Value;
  static constexpr bool reads = false;

  // Appends to `out`, which must outlive the writer.
  explicit EntryWriter(std::string& out) : json_(out) {}

  void begin() { json_.begin_object(); }
  void end() {
    json_.end_object();
    json_.finish();
  }

  void text(std::string_view key, const std::string& value) {
    if (!value.empty()) string(key, value);
  }
  void instant(std::string_view key, Instant value) { json_.key(key), json_.instant(value); }
  void instant_unless(std::string_view key, Instant value, Instant usual) {
    if (value != usual) instant(key, value);
  }
  void instant(std::string_view key, const std::optional<Instant>& value) {
    if (value) instant(key, *value);
  }

  template <class Number>
  void number(std::string_view key, Number value) {
    integer(key, static_cast<std::int64_t>(value));
  }
  void number_unless(std::string_view key, int value, int usual) {
    if (value != usual) integer(key, value);
  }
  void number(std::string_view key, const std::optional<int>& value) {
    if (value) integer(key, *value);
  }
  void duration(std::string_view key, Duration value) { integer(key, value.count()); }
  void truth(std::string_view key, bool value, bool usual) {
    if (value != usual) json_.key(key), json_.boolean(value);
  }

  template <class Enum>
  void name(std::string_view key, Enum value) {
    string(key, name_of(value));
  }
  template <class Enum>
  void name_unless(std::string_view key, Enum value, Enum usual) {
    if (value != usual) name(key, value);
  }
  template <class Enum>
  void name(std::string_view key, const std::optional<Enum>& value) {
    if (value) name(key, *value);
  }
  // One of two words.
  void either(std::string_view key, bool value, std::string_view yes, std::string_view no) {
    string(key, value ? yes : no);
  }
  void type(std::string_view name) { string("type", name); }

  void seq_text(std::string_view key, Seq value) { string(key, std::to_string(value.value)); }
  void seq_text(std::string_view key, const std::optional<Seq>& value) {
    if (value) seq_text(key, *value);
  }
  void subject(std::string_view key, const std::optional<SubjectId>& value) {
    if (value) subject(key, *value);
  }
  void subject(std::string_view key, const SubjectId& value) { hex(key, value.bytes); }
  template <std::size_t size>
  void hex_unless_zero(std::string_view key, const std::array<std::uint8_t, size>& value) {
    if (value != std::array<std::uint8_t, size>{}) hex(key, value);
  }

  void evidence(std::string_view key, const Evidence& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) integer(key, *number);
    if (const auto* text = std::get_if<std::string>(&value)) string(key, *text);
  }

  void texts(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    json_.key(key);
    json_.begin_array();
    for (const std::string& value : values) json_.string(value);
    json_.end_array();
  }

  void labels(std::string_view key, const Labels& labels) {
    if (labels.empty()) return;
    json_.key(key);
    write_labels(labels, json_);
  }

  // `inside` writes one element's fields.
  template <class Element, class Inside>
  void list(std::string_view key, const std::vector<Element>& elements, Inside inside) {
    if (elements.empty()) return;
    json_.key(key);
    json_.begin_array();
    for (const Element& element : elements) {
      json_.begin_object();
      inside(element);
      json_.end_object();
    }
    json_.end_array();
  }
  template <class Value, class Inside>
  void object(std::string_view key, const std::optional<Value>& value, Inside inside) {
    if (value) object(key, *value, inside);
  }
  // Written even when nothing is inside.
  template <class Value, class Inside>
  void object(std::string_view key, const Value& value, Inside inside) {
    json_.key(key);
    json_.begin_object();
    inside(value);
    json_.end_object();
  }

 private:
  void string(std::string_view key, std::string_view value) { json_.key(key), json_.string(value); }
  void integer(std::string_view key, std::int64_t value) { json_.key(key), json_.integer(value); }
  void hex(std::string_view key, std::span<const std::uint8_t> bytes) {
    json_.key(key), json_.hex(bytes);
  }

  CanonicalWriter json_;
};

}  // namespace tact
