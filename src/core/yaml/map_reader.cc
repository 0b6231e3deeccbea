#include "core/yaml/map_reader.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

namespace tact {
namespace {

bool is_among(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

MapReader::MapReader(const YamlNode& node, const MapGrammar& grammar, Diagnostics& diagnostics)
    : node_(node), grammar_(grammar), diagnostics_(diagnostics) {
  TACT_CHECK(node.is_map());
}

const YamlEntry* MapReader::find(std::string_view key) const {
  const auto found = std::find_if(node_.entries.begin(), node_.entries.end(),
                                  [&](const YamlEntry& entry) { return entry.key == key; });
  return found == node_.entries.end() ? nullptr : &*found;
}

const KeyGrammar& MapReader::ask(std::string_view key) {
  const KeyGrammar& declared = grammar_.at(key);
  asked_.push_back(&declared);
  return declared;
}

const YamlNode* MapReader::take(std::string_view key) {
  const YamlNode* value = take_nullable(key);
  if (value == nullptr || value->kind != YamlNode::Kind::null) return value;
  diagnostics_.error(find(key)->key_spot, quoted_input(key) + " has no value",
                     "give it one, or remove it");
  return nullptr;
}

const YamlNode* MapReader::require(std::string_view key) {
  const KeyGrammar& declared = ask(key);
  TACT_CHECK(declared.is_required);
  if (!has(key)) {
    diagnostics_.error(spot(), quoted_input(key) + " is missing here", "add " + declared.shown());
  }
  return take(key);
}

const YamlNode* MapReader::take_nullable(std::string_view key) {
  ask(key);
  const YamlEntry* entry = find(key);
  return entry == nullptr || entry->value.is_broken ? nullptr : &entry->value;
}

std::vector<const YamlEntry*> MapReader::take_prefixed(std::string_view prefix) {
  TACT_CHECK(ask(prefix).prefix() == prefix);
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
  TACT_CHECK(grammar_.find(key) == nullptr);
  refused_.push_back(key);
  if (!has(key)) return;
  diagnostics_.error(key_spot(key), std::move(message), std::move(hint));
}

const MapGrammar& MapReader::inner(std::string_view key) const {
  const MapGrammar* map = declared(key).value.map;
  TACT_CHECK(map != nullptr);
  return *map;
}

Spot MapReader::key_spot(std::string_view key) const {
  const YamlEntry* entry = find(key);
  return entry == nullptr ? node_.spot : entry->key_spot;
}

// The nearest key; where none is near, all.
std::string MapReader::hint_for(std::string_view unknown) const {
  std::vector<std::string> names;
  const std::size_t dot = unknown.find('.');
  for (const KeyGrammar& key : grammar_.keys) {
    if (!key.prefix().empty() && key.prefix() == std::string(unknown) + '.') {
      return "write `" + std::string(key.name) + ": value`";
    }
    std::string name(key.name);
    // `lable.subject` is near `label.subject`.
    if (!key.prefix().empty() && dot != std::string_view::npos) {
      name = std::string(key.prefix()) + std::string(unknown.substr(dot + 1));
    }
    names.push_back(std::move(name));
  }
  std::string hint = suggest(unknown, names);
  if (!hint.empty()) return hint;
  hint = "known here:";
  for (const KeyGrammar& key : grammar_.keys) {
    hint += &key == grammar_.keys.data() ? " `" : ", `";
    hint += key.name;
    hint += '`';
  }
  return hint;
}

void MapReader::finish() {
  for (const KeyGrammar& key : grammar_.keys) {
    TACT_CHECK(std::find(asked_.begin(), asked_.end(), &key) != asked_.end());
  }
  for (const YamlEntry& entry : node_.entries) {
    if (grammar_.find(entry.key) != nullptr || is_among(refused_, entry.key)) continue;
    diagnostics_.error(entry.key_spot, "unknown key " + quoted_input(entry.key),
                       hint_for(entry.key));
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

bool expect_map(const YamlNode& node, const KeyGrammar& key, Diagnostics& diagnostics) {
  return expect_map(node, quoted_input(key.name), diagnostics, "write " + key.shown());
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
