// What stands before the rules in each file: who the policy is, and the names that rules may use.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tact/policy.h"

#include "core/yaml/map_reader.h"
#include "core/yaml/values.h"

namespace tact {

// What the readers of the names need.
struct NamesScope {
  Diagnostics& diagnostics;
  const ZoneBook& zones;
  const std::vector<std::string>& countries;  // as in PolicyScope
};

// `tact: 1`, in every file.
void read_language(MapReader& file, Diagnostics& diagnostics);

// `policy` and `title`. Only the outermost file must have a name, and only its words are taken.
// Returns the file's own name, "" where it has none.
std::string read_title(MapReader& file, bool is_outermost, Policy& policy,
                       Diagnostics& diagnostics);

// `knowledge` and `legal_review`, of the file `name`. `today`, where given, serves to warn of
// knowledge that is over a year old.
void read_provenance(MapReader& file, const std::string& name, std::optional<LocalDate> today,
                     Policy& policy, Diagnostics& diagnostics);

// Of the outermost file; those of others are checked and left.
Defaults read_defaults(const YamlNode& node, const NamesScope& scope);

// Adds what one file has. `purpose_spots` gets where each new purpose stands.
void read_vocabulary(const YamlNode& node, Vocabulary& vocabulary,
                     std::vector<std::pair<std::string, Spot>>& purpose_spots,
                     Diagnostics& diagnostics);

// `number_spots` gets where each prefix of numbers stands first.
void read_regions(const YamlNode& node, Policy& policy,
                  std::map<std::string, Spot, std::less<>>& number_spots, const NamesScope& scope);

// [a-z0-9-]+; otherwise an error, with the name that comes nearest.
bool check_identifier(const Word& word, std::string_view what, Diagnostics& diagnostics);

}  // namespace tact
