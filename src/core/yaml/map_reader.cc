#include "core/yaml/map_reader.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

namespace tact {
namespace {

std::string list_of(const std::vector<std::string>& names) {
  std::string text = "known here:";
  for (const std::string& name : names) text += (&name == names.data() ? " `" : ", `") + name + '`';
  return text;
}

}  // namespace

MapReader::MapReader(const YamlNode& node, Diagnostics& diagnostics)
    : node_(node), diagnostics_(diagnostics) {
  TACT_CHECK(node.is_map());
}

const YamlEntry* MapReader::find(std::string_view key) const {
  const auto found = std::find_if(node_.entries.begin(), node_.entries.end(),
                                  [&](const YamlEntry& entry) { return entry.key == key; });
  return found == node_.entries.end() ? nullptr : &*found;
}

void MapReader::know(std::string_view key) { known_.emplace_back(key); }

const YamlNode* MapReader::take(std::string_view key) {
  const YamlNode* value = take_nullable(key);
  if (value == nullptr || value->kind != YamlNode::Kind::null) return value;
  diagnostics_.error(find(key)->key_spot, quoted_input(key) + " has no value",
                     "give it one, or remove it");
  return nullptr;
}

const YamlNode* MapReader::require(std::string_view key) {
  if (!has(key)) {
    diagnostics_.error(spot(), quoted_input(key) + " is missing here");
  }
  return take(key);
}

const YamlNode* MapReader::take_nullable(std::string_view key) {
  know(key);
  const YamlEntry* entry = find(key);
  return entry == nullptr || entry->value.is_broken ? nullptr : &entry->value;
}

std::vector<const YamlEntry*> MapReader::take_prefixed(std::string_view prefix) {
  prefixes_.emplace_back(prefix);
  std::vector<const YamlEntry*> found;
  for (const YamlEntry& entry : node_.entries) {
    if (!entry.key.starts_with(prefix) || entry.value.is_broken) continue;
    if (entry.key.size() == prefix.size() || entry.value.kind == YamlNode::Kind::null) {
      diagnostics_.error(entry.key_spot, quoted_input(entry.key) + " is not complete",
                         "write `" + std::string(prefix) + "KEY: value`");
    } else {
      found.push_back(&entry);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const YamlEntry* a, const YamlEntry* b) { return a->key < b->key; });
  return found;
}

void MapReader::refuse(std::string_view key, std::string message, std::string hint) {
  know(key);
  if (!has(key)) return;
  diagnostics_.error(key_spot(key), std::move(message), std::move(hint));
}

Spot MapReader::key_spot(std::string_view key) const {
  const YamlEntry* entry = find(key);
  return entry == nullptr ? node_.spot : entry->key_spot;
}

void MapReader::finish() {
  for (const YamlEntry& entry : node_.entries) {
    const auto is_prefix = [&](const std::string& prefix) { return entry.key.starts_with(prefix); };
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    if (std::any_of(prefixes_.begin(), prefixes_.end(), is_prefix)) continue;
    std::string hint = suggest(entry.key, known_);
    if (hint.empty()) {
      std::vector<std::string> names = known_;
      for (const std::string& prefix : prefixes_) names.push_back(prefix + "KEY");
      hint = list_of(names);
    }
    diagnostics_.error(entry.key_spot, "unknown key " + quoted_input(entry.key), std::move(hint));
  }
}

bool expect_map(const YamlNode& node, std::string_view what, Diagnostics& diagnostics,
                std::string hint) {
  if (node.is_map()) return true;
  if (node.is_broken) return false;
  std::string message(what);
  message += " must be a mapping, not ";
  message += describe(node.kind);
  diagnostics.error(node.spot, std::move(message), std::move(hint));
  return false;
}

std::vector<const YamlNode*> items_of(const YamlNode& node) {
  std::vector<const YamlNode*> items;
  if (!node.is_list()) {
    items.push_back(&node);
    return items;
  }
  for (const YamlNode& item : node.items) {
    if (!item.is_broken) items.push_back(&item);
  }
  return items;
}

}  // namespace tact
