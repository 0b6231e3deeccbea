// What the readers of one policy share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/policy.h"

#include "core/yaml/diagnostic.h"
#include "core/yaml/values.h"

namespace tact {

// Made by compile_policy() for one reading; everything outlives it.
struct PolicyScope {
  Diagnostics& diagnostics;
  const ZoneBook& zones;
  const std::vector<std::string>& countries;  // all that `zones` knows; empty: it cannot tell
  const Vocabulary& vocabulary;               // of all files
  const std::map<std::string, Calendar, std::less<>>& calendars;  // of all files
  // False where a file could not be read: what seems unknown may be defined in it, and is passed.
  bool complete = true;
};

// Each says so where the word is not one that a rule can use.
void check_channel(const Word& word, const PolicyScope& scope);
// Of the vocabulary, or an inner node of its tree.
void check_purpose(const Word& word, const PolicyScope& scope);
void check_brand(const Word& word, const PolicyScope& scope);
void check_label(const Word& key, const PolicyScope& scope);
void check_activity(const Word& word, const PolicyScope& scope);
void check_calendar(const Word& word, const PolicyScope& scope);

// ISO 3166-1 alpha-2 ("TR") and ISO 3166-2 ("US-FL").
void check_country(const Word& word, const std::vector<std::string>& countries,
                   Diagnostics& diagnostics);
void check_region(const Word& word, const std::vector<std::string>& countries,
                  Diagnostics& diagnostics);

// Null, with a suggestion, where there is no such zone.
const TimeZone* find_zone(const Word& word, const ZoneBook& zones, Diagnostics& diagnostics);

// Every country that the book knows; empty where it knows too few to be a whole tzdata.
std::vector<std::string> countries_of(const ZoneBook& zones);

}  // namespace tact
