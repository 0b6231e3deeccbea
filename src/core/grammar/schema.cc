#include "core/grammar/schema.h"

#include <algorithm>
#include <vector>

#include "tact/check.h"

#include "core/grammar/policy_grammar.h"
#include "core/grammar/suite_grammar.h"
#include "core/grammar/value_schema.h"
#include "core/json/writer.h"
#include "core/yaml/tree.h"

namespace tact {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void write_scalar(const YamlNode& node, JsonWriter& json) {
  if (!node.quoted && (node.text == "true" || node.text == "false")) {
    return json.boolean(node.text == "true");
  }
  if (!node.quoted && is_digits(node.text)) return json.integer(std::stoi(node.text));
  json.string(node.text);
}

void write_json(const YamlNode& node, JsonWriter& json) {
  switch (node.kind) {
    case YamlNode::Kind::null: return json.null();
    case YamlNode::Kind::scalar: return write_scalar(node, json);
    case YamlNode::Kind::list:
      json.begin_array();
      for (const YamlNode& item : node.items) write_json(item, json);
      return json.end_array();
    case YamlNode::Kind::map:
      json.begin_object();
      for (const YamlEntry& entry : node.entries) {
        json.key(entry.key);
        write_json(entry.value, json);
      }
      return json.end_object();
  }
  TACT_CHECK(false);
}

void write_example(std::string_view example, JsonWriter& json) {
  const SourceText source("", std::string(example), 0);
  Diagnostics diagnostics;
  const std::optional<YamlNode> value = parse_yaml(source, diagnostics);
  TACT_CHECK(value && diagnostics.errors() == 0);
  json.key("examples");
  json.begin_array();
  write_json(*value, json);
  json.end_array();
}

// What stands beside a `$ref` only explains: validators of draft-07 pass over it, editors show it.
void write_property(std::string_view name, const KeyGrammar& key, JsonWriter& json) {
  json.key(name);
  json.begin_object();
  json.string("description", key.meaning);
  write_value_schema(key.value, json);
  write_example(key.example, json);
  json.end_object();
}

// "`a`, `b`".
std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) {
    text += text.empty() ? "`" : ", `";
    text += name;
    text += '`';
  }
  return text;
}

void write_exactly_one(const MapGrammar& map, JsonWriter& json) {
  const std::string mistake = "exactly one of these is needed: " + listed(map.exactly_one_of);
  json.key("oneOf");
  json.begin_array();
  for (const std::string_view name : map.exactly_one_of) {
    json.begin_object();
    json.key("required");
    json.begin_array();
    json.string(name);
    json.end_array();
    json.string("errorMessage", mistake);
    json.end_object();
  }
  json.end_array();
}

void write_never_with(const KeyGrammar& key, JsonWriter& json) {
  json.key(key.name);
  json.begin_object();
  json.key("properties");
  json.begin_object();
  for (const std::string_view other : key.never_with) json.boolean(other, false);
  json.end_object();
  std::string mistake = "`";
  mistake += key.name;
  json.string("errorMessage", mistake + "` cannot stand beside " + listed(key.never_with));
  json.end_object();
}

bool is_any(const MapGrammar& map, bool (*test)(const KeyGrammar&)) {
  return std::any_of(map.keys.begin(), map.keys.end(), test);
}

void write_keys(const MapGrammar& map, JsonWriter& json) {
  json.key("properties");
  json.begin_object();
  for (const KeyGrammar& key : map.keys) {
    if (key.prefix().empty()) write_property(key.name, key, json);
  }
  json.end_object();
  if (is_any(map, [](const KeyGrammar& key) { return !key.prefix().empty(); })) {
    json.key("patternProperties");
    json.begin_object();
    for (const KeyGrammar& key : map.keys) {
      if (key.prefix().empty()) continue;
      const std::string_view word = key.prefix().substr(0, key.prefix().size() - 1);
      write_property('^' + std::string(word) + "[.].", key, json);
    }
    json.end_object();
  }
  json.boolean("additionalProperties", false);
}

void write_needs(const MapGrammar& map, JsonWriter& json) {
  if (is_any(map, [](const KeyGrammar& key) { return key.is_required; })) {
    json.key("required");
    json.begin_array();
    for (const KeyGrammar& key : map.keys) {
      if (key.is_required) json.string(key.name);
    }
    json.end_array();
  }
  if (!map.exactly_one_of.empty()) write_exactly_one(map, json);
  if (is_any(map, [](const KeyGrammar& key) { return !key.never_with.empty(); })) {
    json.key("dependencies");
    json.begin_object();
    for (const KeyGrammar& key : map.keys) {
      if (!key.never_with.empty()) write_never_with(key, json);
    }
    json.end_object();
  }
}

void write_map(const MapGrammar& map, JsonWriter& json) {
  json.string("description", map.meaning);
  json.string("type", "object");
  write_keys(map, json);
  write_needs(map, json);
}

// Adds the mappings below `map`, each once, as they come.
void collect(const MapGrammar& map, std::vector<const MapGrammar*>& maps) {
  for (const KeyGrammar& key : map.keys) {
    const ValueGrammar& value = key.value.each != nullptr ? *key.value.each : key.value;
    if (value.map == nullptr) continue;
    if (std::find(maps.begin(), maps.end(), value.map) != maps.end()) continue;
    maps.push_back(value.map);
    collect(*value.map, maps);
  }
}

// `json` is one object that JsonWriter wrote: no white space outside its texts.
std::string indented(std::string_view json) {
  std::string text;
  std::size_t depth = 0;
  bool is_inside = false;
  const auto new_line = [&] { text += '\n' + std::string(2 * depth, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (is_inside) {
      text += c;
      if (c == '\\') text += json[++i];
      is_inside = c != '"';
      continue;
    }
    if ((c == '{' || c == '[') && (json[i + 1] == '}' || json[i + 1] == ']')) {
      text += c;
      text += json[++i];
      continue;
    }
    if (c == '}' || c == ']') {
      --depth;
      new_line();
    }
    text += c;
    is_inside = c == '"';
    if (c == ':') text += ' ';
    if (c == '{' || c == '[') ++depth;
    if (c == '{' || c == '[' || c == ',') new_line();
  }
  return text + '\n';
}

}  // namespace

std::string json_schema(const MapGrammar& file, std::string_view title) {
  std::vector<const MapGrammar*> maps;
  collect(file, maps);
  std::string compact;
  JsonWriter json(compact, KeyOrder::as_written);
  json.begin_object();
  json.string("$schema", "http://json-schema.org/draft-07/schema#");
  json.string("title", title);
  write_map(file, json);
  json.key("definitions");
  json.begin_object();
  for (const MapGrammar* map : maps) {
    json.key(map->name);
    json.begin_object();
    write_map(*map, json);
    json.end_object();
  }
  write_form_definitions(json);
  json.end_object();
  json.end_object();
  TACT_CHECK(json.complete());
  return indented(compact);
}

std::string policy_schema() { return json_schema(grammar::policy_file, "Tact policy, language 1"); }

std::string test_schema() {
  return json_schema(grammar::test_file, "Tests of a Tact policy, language 1");
}

}  // namespace tact
