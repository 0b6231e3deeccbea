// Reads one mapping, key by key, as it is declared, and then says which keys are not of the
// language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/grammar/grammar.h"
#include "core/yaml/tree.h"

namespace tact {

// All three outlive it. What is asked for must be declared, and by finish() all that is declared
// must have been asked for, whether it is there or not: a key that is declared and never read would
// be shown to officers and do nothing.
class MapReader {
 public:
  // REQUIRES: node.is_map().
  MapReader(const YamlNode& node, const MapGrammar& grammar, Diagnostics& diagnostics);

  // The key's value; null where the key is absent, or there with nothing in it (which is an error).
  const YamlNode* take(std::string_view key);
  // The same, and an absent key is an error.
  const YamlNode* require(std::string_view key);
  // The same as take(), where nothing (`retry_at: null`) is a value.
  const YamlNode* take_nullable(std::string_view key);
  // All keys that begin with `prefix`, in the order of their names. An empty rest is an error.
  // REQUIRES: `prefix` + "KEY" is declared.
  std::vector<const YamlEntry*> take_prefixed(std::string_view prefix);
  // Where it is there, an error of its own words. REQUIRES: the key is not declared.
  void refuse(std::string_view key, std::string message, std::string hint = {});
  // The mapping that is declared under the key. REQUIRES: there is one.
  const MapGrammar& inner(std::string_view key) const;
  // REQUIRES: the key is declared.
  const KeyGrammar& declared(std::string_view key) const { return grammar_.at(key); }

  bool has(std::string_view key) const { return find(key) != nullptr; }
  // Of the key's name; of the map where there is no such key.
  Spot key_spot(std::string_view key) const;
  const Spot& spot() const { return node_.spot; }

  // Reports unknown keys. To be called once, after all others.
  void finish();

 private:
  const YamlEntry* find(std::string_view key) const;
  const KeyGrammar& ask(std::string_view key);
  std::string hint_for(std::string_view unknown) const;

  const YamlNode& node_;
  const MapGrammar& grammar_;
  Diagnostics& diagnostics_;
  std::vector<const KeyGrammar*> asked_;
  std::vector<std::string_view> refused_;
};

// Whether `node` is a mapping; otherwise says that `what` must be one.
bool expect_map(const YamlNode& node, std::string_view what, Diagnostics& diagnostics,
                std::string hint = {});

// The same of what stands under a declared key.
bool expect_map(const YamlNode& node, const KeyGrammar& key, Diagnostics& diagnostics);

// The items of a list; a single value that is no list stands for a list of it.
std::vector<const YamlNode*> items_of(const YamlNode& node);

}  // namespace tact
