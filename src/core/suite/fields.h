// The fields of records, as test suites write them. What records say in JSON, suites say in YAML,
// by the same names (core/records/).
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/policy.h"
#include "tact/records.h"

#include "core/names/names.h"
#include "core/yaml/map_reader.h"
#include "core/yaml/values.h"

namespace tact {

// Reads one mapping. Mistakes are collected; a field with one reads as empty.
class SuiteFields {
 public:
  // REQUIRES: node.is_map(). All outlive it.
  SuiteFields(const YamlNode& node, const MapGrammar& grammar, Diagnostics& diagnostics)
      : map_(node, grammar, diagnostics), diagnostics_(diagnostics) {}

  std::string text(std::string_view key);
  std::string required_text(std::string_view key);
  std::optional<Instant> time(std::string_view key);
  // Sorted, each once; may be empty.
  std::vector<std::string> text_set(std::string_view key);
  std::string address();
  std::string required_address();
  Labels labels();
  // A mapping of texts as canonical JSON; "" where it is absent or empty.
  std::string evidence();
  // `channel`, `purpose`, `brand`, `campaign`, `priority`, `labels`. A request must say the first
  // two.
  ContactFields contact_fields();
  // Of `times`; 1 where the file does not say.
  int times();

  template <class Enum>
  std::optional<Enum> name(std::string_view key) {
    const YamlNode* node = map_.take(key);
    if (node == nullptr) return std::nullopt;
    return read_name<Enum>(*node, key, diagnostics_);
  }

  MapReader& map() { return map_; }
  Diagnostics& diagnostics() { return diagnostics_; }
  void finish() { map_.finish(); }

 private:
  std::string address_at(const YamlNode* node);

  MapReader map_;
  Diagnostics& diagnostics_;
};

Place place_of(const Spot& spot);

// The mappings of the list under `key`, each read by `read_one`, which gets SuiteFields.
template <class ReadOne>
void for_each_map(MapReader& map, std::string_view key, Diagnostics& diagnostics,
                  ReadOne read_one) {
  const YamlNode* node = map.take(key);
  if (node == nullptr) return;
  if (!node->is_list()) {
    diagnostics.error(node->spot, quoted_input(key) + " must be a list",
                      "write " + map.declared(key).shown());
    return;
  }
  for (const YamlNode* item : items_of(*node)) {
    if (!expect_map(*item, "an item of " + quoted_input(key), diagnostics,
                    "write " + map.declared(key).shown())) {
      continue;
    }
    SuiteFields fields(*item, map.inner(key), diagnostics);
    read_one(fields);
    fields.finish();
  }
}

}  // namespace tact
