// Every key and every word of the language is explained in the language reference and misused in
// some golden file, and the diagnostic of the misuse stands where it is.
#include <algorithm>
#include <functional>
#include <regex>
#include <set>
#include <string>
#include <tuple>

#include <catch2/catch.hpp>

#include "core/grammar/policy_grammar.h"
#include "core/grammar/suite_grammar.h"
#include "core/grammar/words.h"
#include "core/yaml/tree.h"
#include "unit/core/policy/golden.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

using Key = std::pair<const MapGrammar*, const KeyGrammar*>;

// What golden files misuse.
struct Misuses {
  std::set<Key> misspelt;
  std::set<Key> wrong;    // its value
  std::set<Key> missing;  // though required
  std::set<std::pair<Key, std::string>> words;
};

class Walker {
 public:
  Walker(const GoldenFile& golden, Misuses& misuses) : golden_(golden), misuses_(misuses) {}

  void walk(const YamlNode& node, const MapGrammar& map) {
    if (!node.is_map()) return;
    for (const KeyGrammar& key : map.keys) {
      const std::string quoted = quoted_input(key.name);
      if (said_at(node.spot, [&](const Diagnostic& said) {
            return said.message.starts_with(quoted) &&
                   said.message.find("missing") != std::string::npos;
          })) {
        misuses_.missing.insert({&map, &key});
      }
    }
    for (const YamlEntry& entry : node.entries) {
      if (const KeyGrammar* key = map.find(entry.key)) {
        walk_value(entry.value, {&map, key}, key->value);
      } else {
        note_slip(entry, map);
      }
    }
  }

 private:
  using Test = std::function<bool(const Diagnostic&)>;

  bool said_at(const Spot& spot, const Test& test) const {
    return std::any_of(golden_.diagnostics.begin(), golden_.diagnostics.end(),
                       [&](const Diagnostic& said) {
                         return said.place.file == golden_.name && said.place.line == spot.line &&
                                said.place.column == spot.column && test(said);
                       });
  }

  void note_slip(const YamlEntry& entry, const MapGrammar& map) {
    said_at(entry.key_spot, [&](const Diagnostic& said) {
      if (said.message != "unknown key " + quoted_input(entry.key)) return false;
      const std::string meant = word_meant(said.hint);
      if (const KeyGrammar* key = map.find(meant)) misuses_.misspelt.insert({&map, key});
      return true;
    });
  }

  static std::string word_meant(const std::string& hint) {
    constexpr std::string_view before = "did you mean \"";
    constexpr std::string_view after = "\"?";
    if (!hint.starts_with(before) || !hint.ends_with(after)) return {};
    return hint.substr(before.size(), hint.size() - before.size() - after.size());
  }

  void walk_value(const YamlNode& node, const Key& key, const ValueGrammar& value) {
    // What is said at a mapping is about its keys.
    const bool is_inner = node.is_map() && value.map != nullptr && !node.entries.empty();
    const bool may_be_list = value.several != Several::no;
    const bool must_be_list = value.several == Several::list || value.several == Several::full_list;
    if (!is_inner || must_be_list) note_wrong(node, key);
    if (node.is_list() && may_be_list) {
      ValueGrammar single = value;
      single.several = Several::no;
      for (const YamlNode& item : node.items) walk_value(item, key, single);
    } else if (value.each != nullptr && node.is_map()) {
      for (const YamlEntry& entry : node.entries) {
        if (said_at(entry.key_spot, [](const Diagnostic&) { return true; })) {
          misuses_.wrong.insert(key);
        }
        walk_value(entry.value, key, *value.each);
      }
    } else if (value.map != nullptr) {
      walk(node, *value.map);
    }
  }

  void note_wrong(const YamlNode& node, const Key& key) {
    said_at(node.spot, [&](const Diagnostic& said) {
      if (said.severity != Severity::error) return false;
      misuses_.wrong.insert(key);
      const std::string meant = word_meant(said.hint);
      if (!meant.empty()) misuses_.words.insert({key, meant});
      return false;
    });
  }

  const GoldenFile& golden_;
  Misuses& misuses_;
};

Misuses misuses() {
  Misuses found;
  for (const GoldenFile& golden : golden_files()) {
    const SourceText source(golden.name, golden.text, 0);
    Diagnostics diagnostics;
    const std::optional<YamlNode> root = parse_yaml(source, diagnostics);
    if (root) Walker(golden, found).walk(*root, *golden.grammar);
  }
  return found;
}

// Calls `use` with each declared key of the file's mappings, each mapping once.
void for_each_key(const MapGrammar& map, std::set<const MapGrammar*>& seen,
                  const std::function<void(const Key&)>& use) {
  if (!seen.insert(&map).second) return;
  for (const KeyGrammar& key : map.keys) {
    use({&map, &key});
    const ValueGrammar& value = key.value.each != nullptr ? *key.value.each : key.value;
    if (value.map != nullptr) for_each_key(*value.map, seen, use);
  }
}

void for_each_key(const std::function<void(const Key&)>& use) {
  std::set<const MapGrammar*> seen;
  for_each_key(grammar::policy_file, seen, use);
  for_each_key(grammar::test_file, seen, use);
}

std::string called(const Key& key) {
  return std::string(key.first->name) + ": " + std::string(key.second->name);
}

}  // namespace

TEST_CASE("every key of the language is misspelt in a golden file, and the right one suggested") {
  const Misuses found = misuses();
  int keys = 0;
  for_each_key([&](const Key& key) {
    ++keys;
    INFO(called(key));
    CHECK(found.misspelt.contains(key));
  });
  CHECK(keys > 150);
}

TEST_CASE("the language reference has every key and every word of the language") {
  const std::string text = read_source_file("policies/README.md");
  for_each_key([&](const Key& key) {
    const std::string name(key.second->name.substr(0, key.second->name.find(".KEY")));
    const std::regex word("\\b" + name + "\\b");
    INFO(called(key));
    CHECK(std::regex_search(text, word));
    if (key.second->value.names == nullptr) return;
    for (const std::string_view value : key.second->value.names()) {
      INFO(value);
      CHECK(text.find(value) != std::string::npos);
    }
  });
}

TEST_CASE("every key of the language has a wrong value in a golden file, and is told so") {
  const Misuses found = misuses();
  for_each_key([&](const Key& key) {
    INFO(called(key));
    CHECK(found.wrong.contains(key));
  });
}

TEST_CASE("every required key of the language is left out in a golden file, and asked for") {
  const Misuses found = misuses();
  for_each_key([&](const Key& key) {
    INFO(called(key));
    if (key.second->is_required) CHECK(found.missing.contains(key));
  });
}

TEST_CASE("every word of the language is misspelt in a golden file, and the right one suggested") {
  const Misuses found = misuses();
  int words = 0;
  for_each_key([&](const Key& key) {
    if (key.second->value.names == nullptr) return;
    for (const std::string_view name : key.second->value.names()) {
      ++words;
      INFO(called(key) << ": " << name);
      CHECK(found.words.contains({key, std::string(name)}));
    }
  });
  CHECK(words > 60);
  const auto at = [](const MapGrammar& map, std::string_view key) {
    return Key{&map, &map.at(key)};
  };
  for (const std::string_view name : calendar_window_names) {
    INFO(name);
    CHECK(found.words.contains({at(grammar::cap, "within"), std::string(name)}));
  }
  for (const std::string_view name : weekday_names) {
    INFO(name);
    CHECK(found.words.contains({at(grammar::hours, "open"), std::string(name)}));
  }
}

}  // namespace tact
