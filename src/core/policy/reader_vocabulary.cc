#include "core/policy/reader_vocabulary.h"

#include <algorithm>
#include <array>

#include "core/grammar/policy_grammar.h"
#include "core/policy/scope.h"

namespace tact {
namespace {

constexpr std::chrono::days a_year{366};

bool is_identifier_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

// "Promo Week" → "promo-week"; "" where nothing can be made of it.
std::string identifier_from(std::string_view text) {
  std::string made;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == ' ' || c == '.') c = '-';
    if (!is_identifier_letter(c)) return {};
    made += c;
  }
  return made;
}

bool has_space(std::string_view text) { return text.find(' ') != std::string_view::npos; }

std::string dashed(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '-');
  return printable(text);
}

// "marketing/promotion": no part of it empty.
bool is_purpose(std::string_view text) {
  return !has_space(text) && !text.starts_with('/') && !text.ends_with('/') &&
         text.find("//") == std::string_view::npos;
}

void add_new(std::vector<std::string>& to, const std::string& text) {
  if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

// Whether "2027-01-15" or the like stands somewhere in the text.
bool names_a_date(std::string_view text) {
  constexpr std::size_t date_bytes = 10;
  for (std::size_t i = 0; i + date_bytes <= text.size(); ++i) {
    if (parse_date(text.substr(i, date_bytes))) return true;
  }
  return false;
}

std::vector<Word> read_names(MapReader& map, std::string_view key, Diagnostics& diagnostics) {
  const YamlNode* node = map.take(key);
  if (node == nullptr) return {};
  // An empty list of brands would read as "none" and mean "any".
  const EmptyList empty = key == "brands" ? EmptyList::refused : EmptyList::allowed;
  return read_words(*node, key, diagnostics, empty);
}

void read_zones(const YamlNode& node, std::string_view what, std::vector<const TimeZone*>& zones,
                const NamesScope& scope) {
  for (const Word& word : read_words(node, what, scope.diagnostics)) {
    const TimeZone* zone = find_zone(word, scope.zones, scope.diagnostics);
    if (zone == nullptr || std::find(zones.begin(), zones.end(), zone) != zones.end()) continue;
    zones.push_back(zone);
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "+1305": + and up to fifteen digits, of which a country's code is first.
bool is_number_prefix(std::string_view text) {
  constexpr std::size_t digits_max = 15;
  if (text.size() < 2 || text.size() > digits_max + 1) return false;
  return text[0] == '+' && text[1] != '0' && std::all_of(text.begin() + 1, text.end(), is_digit);
}

// "+1305" of "1305", "+1 (305)" or "001305"; "" where nothing can be made of it.
std::string number_prefix_from(std::string_view text) {
  if (text.starts_with("00")) text.remove_prefix(2);
  std::string made = "+";
  for (const char c : text) {
    if (is_digit(c)) made += c;
    if (!is_digit(c) && std::string_view("+ ().-").find(c) == std::string_view::npos) return {};
  }
  return is_number_prefix(made) ? made : std::string();
}

void read_number(const Word& word, const std::string& region, Policy& policy,
                 std::map<std::string, Spot, std::less<>>& spots, Diagnostics& diagnostics) {
  if (!is_number_prefix(word.text)) {
    const std::string near = number_prefix_from(word.text);
    diagnostics.error(word.spot,
                      "this is no beginning of telephone numbers: " + quoted_input(word.text),
                      near.empty() ? "write + and digits, with the country's code: `\"+1305\"`"
                                   : "did you mean \"" + near + "\"?");
    return;
  }
  const auto [known, is_new] = policy.number_regions.try_emplace(word.text, region);
  if (is_new) {
    spots.emplace(word.text, word.spot);
  } else if (known->second != region) {
    const Spot& first = spots.find(word.text)->second;
    diagnostics.error(word.spot,
                      "the numbers " + quoted_input(word.text) + " belong to " +
                          quoted_input(known->second) + " already",
                      "said in " + printable(first.source->path()) + ':' +
                          std::to_string(first.line) + "; a number belongs to one region only");
  }
}

}  // namespace

bool check_identifier(const Word& word, std::string_view what, Diagnostics& diagnostics) {
  if (std::all_of(word.text.begin(), word.text.end(), is_identifier_letter)) return true;
  const std::string near = identifier_from(word.text);
  diagnostics.error(
      word.spot,
      quoted_input(what) + " may have a-z, 0-9 and - in it, not " + quoted_input(word.text),
      near.empty() ? "write it as `promo-week`" : "did you mean \"" + near + "\"?");
  return false;
}

void read_language(MapReader& file, Diagnostics& diagnostics) {
  if (!file.has("tact")) {
    file.take("tact");
    diagnostics.error(file.spot(), "`tact`, the version of the language, is missing",
                      "begin the file with `tact: 1`");
    return;
  }
  const YamlNode* node = file.take("tact");
  if (node == nullptr || (node->is_scalar() && node->text == "1" && !node->quoted)) return;
  diagnostics.error(node->spot, "this program reads version 1 of the language", "write `tact: 1`");
}

std::string read_title(MapReader& file, bool is_outermost, Policy& policy,
                       Diagnostics& diagnostics) {
  const YamlNode* name_node = file.take("policy");
  std::optional<std::string> name;
  if (name_node != nullptr) name = read_text(*name_node, "policy", diagnostics);
  if (name) check_identifier({*name, name_node->spot}, "policy", diagnostics);
  if (is_outermost && !file.has("policy")) {
    diagnostics.error(file.spot(), "the policy has no name", "add `policy: my-company`");
  }
  const YamlNode* title_node = file.take("title");
  std::optional<std::string> title;
  if (title_node != nullptr) {
    title = read_text(*title_node, "title", diagnostics, prose_bytes_max);
  }
  if (is_outermost) {
    policy.name = name.value_or("");
    policy.title = title.value_or("");
  }
  return name.value_or("");
}

void read_provenance(MapReader& file, const std::string& name, std::optional<LocalDate> today,
                     Policy& policy, Diagnostics& diagnostics) {
  Provenance said{name, std::nullopt, ""};
  if (const YamlNode* node = file.take("knowledge")) {
    said.knowledge = read_date(*node, "knowledge", diagnostics);
    if (said.knowledge && today && *today - *said.knowledge > a_year) {
      diagnostics.warning(node->spot, "what this file rests on is over a year old",
                          "compare its rules with the law of today, and write today's date");
    }
  }
  if (const YamlNode* node = file.take("legal_review")) {
    const auto text = read_text(*node, "legal_review", diagnostics, prose_bytes_max);
    said.legal_review = text.value_or("");
    if (text && !said.is_pending() && !names_a_date(*text)) {
      diagnostics.error(node->spot,
                        "`legal_review` says neither `pending` nor on which date it was",
                        "write `legal_review: pending`, or `Av. A. Yılmaz, 2027-01-15`");
    }
  }
  if (said.knowledge || !said.legal_review.empty()) policy.provenance.push_back(std::move(said));
}

Defaults read_defaults(const YamlNode& node, const NamesScope& scope) {
  Defaults defaults;
  Diagnostics& diagnostics = scope.diagnostics;
  if (!expect_map(node, grammar::policy_file.at("defaults"), diagnostics)) return defaults;
  MapReader map(node, grammar::defaults, diagnostics);
  if (const YamlNode* zone = map.take("timezone")) {
    if (const auto name = read_text(*zone, "timezone", diagnostics)) {
      defaults.timezone = find_zone({*name, zone->spot}, scope.zones, diagnostics);
    }
  }
  if (const YamlNode* country = map.take("country")) {
    if (const auto code = read_text(*country, "country", diagnostics)) {
      check_country({*code, country->spot}, scope.countries, diagnostics);
      defaults.country = *code;
    }
  }
  if (const YamlNode* kind = map.take("kind")) {
    defaults.kind = read_name<CustomerKind>(*kind, "kind", diagnostics);
  }
  map.finish();
  return defaults;
}

void read_vocabulary(const YamlNode& node, Vocabulary& vocabulary,
                     std::vector<std::pair<std::string, Spot>>& purpose_spots,
                     Diagnostics& diagnostics) {
  if (!expect_map(node, grammar::policy_file.at("vocabulary"), diagnostics)) return;
  struct Part {
    std::string_view key;
    std::vector<std::string>& names;
  };
  const std::array<Part, 4> parts = {{{"channels", vocabulary.channels},
                                      {"labels", vocabulary.labels},
                                      {"activities", vocabulary.activities},
                                      {"brands", vocabulary.brands}}};
  MapReader map(node, grammar::vocabulary, diagnostics);
  for (const Part& part : parts) {
    for (const Word& word : read_names(map, part.key, diagnostics)) {
      if (part.key != "brands" && has_space(word.text)) {
        diagnostics.error(word.spot, "a name has no spaces: " + quoted_input(word.text),
                          "write it as `" + dashed(word.text) + '`');
      }
      add_new(part.names, word.text);
    }
  }
  for (const Word& word : read_names(map, "purposes", diagnostics)) {
    if (!is_purpose(word.text)) {
      diagnostics.error(word.spot, "this is no purpose: " + quoted_input(word.text),
                        "write it as `marketing/promotion`");
    }
    if (word.text.substr(0, word.text.find('/')) == any_purpose) {
      diagnostics.error(word.spot,
                        "no purpose can be called `any`: in `consent` it stands for all purposes",
                        "give it another name");
    }
    const std::vector<std::string>& known = vocabulary.purposes;
    if (std::find(known.begin(), known.end(), word.text) != known.end()) continue;
    vocabulary.purposes.push_back(word.text);
    purpose_spots.emplace_back(word.text, word.spot);
  }
  map.finish();
}

void read_regions(const YamlNode& node, Policy& policy,
                  std::map<std::string, Spot, std::less<>>& number_spots, const NamesScope& scope) {
  if (!expect_map(node, grammar::policy_file.at("regions"), scope.diagnostics)) {
    return;
  }
  for (const YamlEntry& entry : node.entries) {
    check_region({entry.key, entry.key_spot}, scope.countries, scope.diagnostics);
    if (!entry.value.is_map()) {
      read_zones(entry.value, entry.key, policy.regions[entry.key], scope);
      continue;
    }
    MapReader map(entry.value, grammar::region, scope.diagnostics);
    if (const YamlNode* zones = map.take("zones")) {
      read_zones(*zones, "zones", policy.regions[entry.key], scope);
    }
    if (const YamlNode* numbers = map.take("numbers")) {
      for (const Word& word : read_words(*numbers, "numbers", scope.diagnostics)) {
        read_number(word, entry.key, policy, number_spots, scope.diagnostics);
      }
    }
    if (entry.value.entries.empty()) {
      scope.diagnostics.error(entry.value.spot, quoted_input(entry.key) + " says nothing",
                              "write its `zones`, its `numbers`, or both");
    }
    map.finish();
  }
}

}  // namespace tact
