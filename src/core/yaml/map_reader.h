// Reads one mapping, key by key, and then says which keys nobody asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/tree.h"

namespace tact {

// The node and the diagnostics outlive it. Each key that is asked for counts as known, whether it
// is there or not; finish() reports the others.
class MapReader {
 public:
  // REQUIRES: node.is_map().
  MapReader(const YamlNode& node, Diagnostics& diagnostics);

  // The key's value; null where the key is absent, or there with nothing in it (which is an error).
  const YamlNode* take(std::string_view key);
  // The same, and an absent key is an error.
  const YamlNode* require(std::string_view key);
  // The same as take(), where nothing (`retry_at: null`) is a value.
  const YamlNode* take_nullable(std::string_view key);
  // All keys that begin with `prefix`, in the order of their names. An empty rest is an error.
  std::vector<const YamlEntry*> take_prefixed(std::string_view prefix);
  // Where it is there, an error.
  void refuse(std::string_view key, std::string message, std::string hint = {});

  bool has(std::string_view key) const { return find(key) != nullptr; }
  // Of the key's name; of the map where there is no such key.
  Spot key_spot(std::string_view key) const;
  const Spot& spot() const { return node_.spot; }

  // Reports unknown keys. To be called once, after all others.
  void finish();

 private:
  const YamlEntry* find(std::string_view key) const;
  void know(std::string_view key);

  const YamlNode& node_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;
  std::vector<std::string> prefixes_;
};

// Whether `node` is a mapping; otherwise says that `what` must be one.
bool expect_map(const YamlNode& node, std::string_view what, Diagnostics& diagnostics,
                std::string hint = {});

// The items of a list; a single value that is no list stands for a list of it.
std::vector<const YamlNode*> items_of(const YamlNode& node);

}  // namespace tact
