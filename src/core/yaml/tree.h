// A YAML document as a tree in which everything knows its place. The subset that our files may use:
// no anchors, aliases, tags, merge keys or tabs in the indentation, no key twice. Scalars stay the
// literal text: what looks like a number, a time or `no` is given its meaning by who reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/yaml/diagnostic.h"
#include "core/yaml/source.h"

namespace tact {

struct YamlEntry;

struct YamlNode {
  enum class Kind : std::uint8_t { null, scalar, list, map };

  Kind kind = Kind::null;
  bool quoted = false;     // of a scalar
  bool is_broken = false;  // its mistake is already said: readers pass over it
  std::string text;        // of a scalar
  Spot spot;
  std::vector<YamlNode> items;     // of a list
  std::vector<YamlEntry> entries;  // of a map, as written

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
};

struct YamlEntry {
  std::string key;
  Spot key_spot;
  YamlNode value;
};

// "text", "a list", "a mapping", "nothing": for messages.
std::string_view describe(YamlNode::Kind kind);

// Empty, with the reason in `diagnostics`, where the text is not YAML; only the first mistake of
// its syntax is found. What is YAML but not of our subset is said, all of it, and the rest still
// read.
std::optional<YamlNode> parse_yaml(const SourceText& source, Diagnostics& diagnostics);

}  // namespace tact
