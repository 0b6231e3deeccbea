#include "core/policy/scope.h"

#include <algorithm>
#include <array>

namespace tact {
namespace {

// The real tzdata has about 247.
constexpr std::size_t whole_book_min = 200;

template <class Use>
void for_each_country_code(Use use) {
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) use(std::string{first, second});
  }
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool is_country_code(std::string_view text) {
  return text.size() == 2 && is_upper(text[0]) && is_upper(text[1]);
}

bool is_region_code(std::string_view text) {
  if (text.size() < 4 || text.size() > 6 || !is_country_code(text.substr(0, 2))) return false;
  return text[2] == '-' && std::all_of(text.begin() + 3, text.end(), [](char c) {
           return is_upper(c) || (c >= '0' && c <= '9');
         });
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

void check_known(const Word& word, std::string_view kind, const std::vector<std::string>& known,
                 const PolicyScope& scope) {
  if (std::find(known.begin(), known.end(), word.text) != known.end() || !scope.complete) return;
  std::string hint = suggest(word.text, known);
  if (hint.empty()) {
    hint = "not in the vocabulary; add it there, or write one that is";
  }
  std::string message = "unknown ";
  message += kind;
  scope.diagnostics.error(word.spot, message + ' ' + quoted_input(word.text), std::move(hint));
}

// All nodes of the purposes' tree, inner ones included.
std::vector<std::string> purpose_nodes(const std::vector<std::string>& purposes) {
  std::vector<std::string> nodes;
  for (const std::string& purpose : purposes) {
    for (std::size_t slash = purpose.find('/'); slash != std::string::npos;
         slash = purpose.find('/', slash + 1)) {
      nodes.push_back(purpose.substr(0, slash));
    }
    nodes.push_back(purpose);
  }
  return nodes;
}

}  // namespace

void check_channel(const Word& word, const PolicyScope& scope) {
  check_known(word, "channel", scope.vocabulary.channels, scope);
}

void check_purpose(const Word& word, const PolicyScope& scope) {
  if (word.text == any_purpose) {
    scope.diagnostics.error(word.spot, "`any` stands for all purposes only in `consent`",
                            "leave `purpose` out where every purpose is meant");
    return;
  }
  check_known(word, "purpose", purpose_nodes(scope.vocabulary.purposes), scope);
}

void check_brand(const Word& word, const PolicyScope& scope) {
  if (!scope.vocabulary.brands.empty()) {
    check_known(word, "brand", scope.vocabulary.brands, scope);
  }
}

void check_label(const Word& key, const PolicyScope& scope) {
  check_known(key, "label", scope.vocabulary.labels, scope);
}

void check_activity(const Word& word, const PolicyScope& scope) {
  check_known(word, "activity", scope.vocabulary.activities, scope);
}

void check_calendar(const Word& word, const PolicyScope& scope) {
  if (scope.calendars.contains(word.text) || !scope.complete) return;
  std::vector<std::string> names;
  for (const auto& [name, calendar] : scope.calendars) names.push_back(name);
  std::string hint = suggest(word.text, names);
  if (hint.empty()) hint = "name one of `calendars`";
  scope.diagnostics.error(word.spot, "unknown calendar " + quoted_input(word.text),
                          std::move(hint));
}

void check_country(const Word& word, const std::vector<std::string>& countries,
                   Diagnostics& diagnostics) {
  struct Slip {
    std::string_view written;
    std::string_view meant;
  };
  constexpr std::array slips = {Slip{"UK", "GB"}, Slip{"EN", "GB"}, Slip{"EL", "GR"}};
  // Uninhabited: in ISO 3166 but without a zone.
  constexpr std::array<std::string_view, 2> without_zones = {"BV", "HM"};

  const std::string code = upper(word.text);
  const bool is_known =
      countries.empty() || std::find(countries.begin(), countries.end(), code) != countries.end() ||
      std::find(without_zones.begin(), without_zones.end(), code) != without_zones.end();
  if (is_country_code(word.text) && is_known) return;
  std::string hint = "write a country's two letters of ISO 3166, as `TR`";
  for (const Slip& slip : slips) {
    if (slip.written == code) hint = "did you mean \"" + std::string(slip.meant) + "\"?";
  }
  if (is_country_code(code) && code != word.text && is_known) {
    hint = "did you mean \"" + code + "\"?";
  }
  diagnostics.error(word.spot, "unknown country " + quoted_input(word.text), std::move(hint));
}

void check_region(const Word& word, const std::vector<std::string>& countries,
                  Diagnostics& diagnostics) {
  if (is_region_code(word.text)) {
    const std::string country = word.text.substr(0, 2);
    const bool is_known = countries.empty() ||
                          std::find(countries.begin(), countries.end(), country) != countries.end();
    if (is_known) return;
  }
  const std::string code = upper(word.text);
  std::string hint = "write it as ISO 3166-2 does: `US-FL`";
  if (is_region_code(code) && code != word.text) hint = "did you mean \"" + code + "\"?";
  diagnostics.error(word.spot, "unknown region " + quoted_input(word.text), std::move(hint));
}

const TimeZone* find_zone(const Word& word, const ZoneBook& zones, Diagnostics& diagnostics) {
  const TimeZone* zone = zones.find(word.text);
  if (zone != nullptr) return zone;
  std::vector<std::string> names;
  for_each_country_code([&](const std::string& country) {
    for (const TimeZone* known : zones.of_country(country)) names.push_back(known->name());
  });
  std::string hint = suggest(word.text, names);
  for (const std::string& name : names) {  // "Istanbul"
    if (hint.empty() && name.ends_with('/' + word.text)) hint = "did you mean \"" + name + "\"?";
  }
  if (hint.empty()) hint = "write an IANA name, as `Europe/Istanbul`";
  diagnostics.error(word.spot, "unknown time zone " + quoted_input(word.text), std::move(hint));
  return nullptr;
}

std::vector<std::string> countries_of(const ZoneBook& zones) {
  std::vector<std::string> countries;
  for_each_country_code([&](const std::string& country) {
    if (zones.knows_country(country)) countries.push_back(country);
  });
  if (countries.size() < whole_book_min) countries.clear();
  return countries;
}

}  // namespace tact
