// What a file may say: the keys of each mapping, what stands under each, and what it means to the
// person who writes it. Declared once: the readers ask for keys by these declarations, unknown keys
// are told by them, and the JSON Schema for editors is made of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tact {

// What one value is, and so how it is read (core/yaml/values.h and the readers of the language).
enum class Form : std::uint8_t {
  text,           // any scalar, as it is written: `no`, 010 and 545454 are texts
  exact_text,     // the same, without `*`
  prose,          // a longer one, for people
  word,           // without blanks
  purpose,        // a word that names a place in a tree: `marketing/promotion`
  identifier,     // a-z, 0-9 and -
  path,           // relative to the file, with `/`
  version,        // 1
  boolean,        // `true` or `false`
  always_true,    // `true`
  whole,          // from `least` to `most`
  choice,         // one of `names`
  shared_field,   // one of `names`, or `label.KEY`
  comparison,     // a number up to `most`, or `">= 18"`
  duration,       // of one fixed length: `24h`
  age,            // a duration, months or years
  span,           // these, or calendar days
  window,         // a duration or something of the calendar
  instant,        // with its offset
  maybe_instant,  // the same, or `null`
  date,
  local_time,     // a date, or a date and a time of day
  calendar_days,  // a date, a range of dates, or a date from a time of day on
  opening_hours,  // `mon-fri 09:00-18:00`
  weekdays,       // `mon-fri`
  deadline,       // a span, or `3 business days`
  zone,           // an IANA name
  clock,          // the same, or `customer`
  country,        // `TR`
  region,         // `US-FL`
  number_prefix,  // how telephone numbers begin: `+1305`
  address,        // an e-mail address or a telephone number
  mapping,        // of `map`
  named,          // a mapping from names of the writer's own, each with a value of `each`
};

// How many of them may stand there.
enum class Several : std::uint8_t {
  no,
  one_or_more,  // one, or a list that is not empty
  any_number,   // one, or a list
  list,         // a list
  full_list,    // a list that is not empty
};

struct MapGrammar;

using NamesOf = std::span<const std::string_view> (*)();

struct ValueGrammar {
  Form form = Form::text;
  Several several = Several::no;
  int least = 0;  // of a mapping: how many keys it must have
  int most = 0;
  NamesOf names = nullptr;
  const MapGrammar* map = nullptr;  // of another form than `mapping`: may stand in its place
  const ValueGrammar* each = nullptr;
  Form name_form = Form::text;  // of the names of Form::named
};

struct KeyGrammar {
  std::string_view name;  // `label.KEY` stands for all that begin with `label.`
  bool is_required = false;
  ValueGrammar value;
  std::string_view meaning;                           // for people, as a sentence
  std::string_view example;                           // a value, as a file writes it
  std::span<const std::string_view> never_with = {};  // keys that cannot stand beside this one

  // "label." of `label.KEY`; "" where the key has one name.
  std::string_view prefix() const;
  bool matches(std::string_view key) const;
  // `cap: { at_most: 3, within: 7d }`, in backticks: for messages that say what to write.
  std::string shown() const;
};

struct MapGrammar {
  std::string_view name;     // of the schema's definition: "cap"
  std::string_view meaning;  // for people, as a sentence
  std::span<const KeyGrammar> keys;
  std::span<const std::string_view> exactly_one_of = {};

  // Null where no key is called so.
  const KeyGrammar* find(std::string_view key) const;
  // REQUIRES: there is one.
  const KeyGrammar& at(std::string_view key) const;
};

}  // namespace tact
