#include "core/policy/reader_match.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tact/check.h"

#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/names/names.h"
#include "core/policy/comparison.h"
#include "core/policy/reader_consent.h"
#include "core/yaml/values.h"

namespace tact {
namespace {

constexpr std::array contact_fields = {Field::channel, Field::purpose, Field::brand,
                                       Field::campaign};

constexpr std::array customer_fields = {Field::country, Field::region, Field::language,
                                        Field::kind,    Field::stage,  Field::segment,
                                        Field::on_list};

constexpr std::array<std::string_view, 3> other_customer_keys = {"age", "activity", "consent"};

void check_value(Field field, const Word& word, const PolicyScope& scope) {
  switch (field) {
    case Field::channel: return check_channel(word, scope);
    case Field::purpose: return check_purpose(word, scope);
    case Field::brand: return check_brand(word, scope);
    case Field::country: return check_country(word, scope.countries, scope.diagnostics);
    case Field::region: return check_region(word, scope.countries, scope.diagnostics);
    case Field::kind:
      if (!parse_name<CustomerKind>(word.text)) {
        report_unknown(word.spot, "kind", word.text, names_of<CustomerKind>(), scope.diagnostics);
      }
      return;
    case Field::campaign:
    case Field::label:
    case Field::language:
    case Field::stage:
    case Field::segment:
    case Field::on_list: return;
  }
  TACT_CHECK(false);
}

FieldCondition field_condition(Field field, std::string label, std::vector<Word> words,
                               const PolicyScope& scope) {
  FieldCondition condition{field, std::move(label), {}};
  for (Word& word : words) {
    check_value(field, word, scope);
    condition.values.push_back(std::move(word.text));
  }
  return condition;
}

// What an activity says is compared as it stands; a `*` that was meant for anything would match
// nothing.
void refuse_wildcard(std::string_view value, const YamlEntry& entry, Diagnostics& diagnostics) {
  if (value.find('*') == std::string_view::npos) return;
  diagnostics.error(entry.value.spot,
                    "`*` stands for anything only in labels of messages, not of activities",
                    value == "*" ? "leave " + quoted_input(entry.key) + " out, or write one value"
                                 : "write one value");
}

// Reads one mapping of conditions.
class MatcherReader {
 public:
  MatcherReader(const YamlNode& node, MatcherUse use, const PolicyScope& scope)
      : map_(node, use == MatcherUse::request ? grammar::matcher : grammar::counted,
             scope.diagnostics),
        use_(use),
        scope_(scope) {}

  Matcher read() {
    read_fields(contact_fields);
    read_labels();
    read_numbers<PriorityCondition>("priority", priority_max, "80");
    if (use_ == MatcherUse::request) {
      read_fields(customer_fields);
      read_numbers<AgeCondition>("age", age_max, "18");
      read_each("activity", [this](const YamlNode& node) { read_activity(node); });
      read_each("consent", [this](const YamlNode& node) {
        alternatives_.push_back({{read_consent_check(node, scope_)}});
      });
    } else {
      for (const Field field : customer_fields) refuse_customer_key(name_of(field));
      for (const std::string_view key : other_customer_keys) refuse_customer_key(key);
    }
    read_any();
    read_not();
    map_.finish();
    return std::move(matcher_);
  }

 private:
  template <std::size_t count>
  void read_fields(const std::array<Field, count>& fields) {
    for (const Field field : fields) {
      const std::string_view key = name_of(field);
      const YamlNode* node = map_.take(key);
      if (node == nullptr) continue;
      add(field_condition(field, {}, read_words(*node, key, scope_.diagnostics), scope_));
    }
  }

  void read_labels() {
    for (const YamlEntry* entry : map_.take_prefixed(label_prefix)) {
      const Word key{entry->key.substr(label_prefix.size()), entry->key_spot};
      check_label(key, scope_);
      add(field_condition(Field::label, key.text,
                          read_words(entry->value, entry->key, scope_.diagnostics), scope_));
    }
  }

  // One comparison, or several of which one must hold.
  template <class NumberCondition>
  void read_numbers(std::string_view key, int most, const std::string& such) {
    read_each(key, [&](const YamlNode& node) {
      const std::optional<std::string> text = read_text(node, key, scope_.diagnostics);
      if (!text) return;
      const std::optional<NumberComparison> read = parse_comparison(*text);
      if (read && read->value <= most) {
        alternatives_.push_back({{NumberCondition{read->comparison, read->value}}});
        return;
      }
      scope_.diagnostics.error(
          node.spot,
          quoted_input(key) + " compares with a number from 0 to " + std::to_string(most),
          "write \"< " + such + "\", \"<= " + such + "\", \"" + such + "\", \">= " + such +
              "\" or \"> " + such + "\"");
    });
  }

  // Reads the key's value, or each of its list, into alternatives_, and joins those by OR.
  template <class ReadOne>
  void read_each(std::string_view key, ReadOne read_one) {
    const YamlNode* node = map_.take(key);
    if (node == nullptr) return;
    if (node->is_list() && node->items.empty()) {
      scope_.diagnostics.error(node->spot, quoted_input(key) + " is an empty list",
                               "name at least one, or remove it");
    }
    alternatives_.clear();
    for (const YamlNode* item : items_of(*node)) read_one(*item);
    if (alternatives_.size() == 1) {
      add(std::move(alternatives_.front().all.front()));
    } else if (!alternatives_.empty()) {
      add(AnyCondition{std::move(alternatives_)});
    }
    alternatives_.clear();
  }

  void read_activity(const YamlNode& node) {
    if (!expect_map(node, map_.declared("activity"), scope_.diagnostics)) return;
    MapReader map(node, map_.inner("activity"), scope_.diagnostics);
    ActivityCondition condition;
    condition.events = read_events(map, scope_);
    if (const YamlNode* within = map.take("within")) {
      condition.within = read_span(*within, "within", scope_.diagnostics);
    }
    condition.channel = read_channel(map, scope_);
    condition.brand = read_brand(map, scope_);
    condition.labels = read_label_values(map, scope_);
    map.finish();
    alternatives_.push_back({{std::move(condition)}});
  }

  void refuse_customer_key(std::string_view key) {
    map_.refuse(
        key, "`count` looks at a contact's own fields; " + quoted_input(key) + " is the customer's",
        "say it in `when`");
  }

  void read_any() {
    const YamlNode* node = map_.take("any");
    if (node == nullptr) return;
    if (!node->is_list() || node->items.empty()) {
      scope_.diagnostics.error(node->spot, "`any` is a list of mappings, of which one must hold",
                               "write `any: [ { … }, { … } ]`");
      return;
    }
    AnyCondition condition;
    for (const YamlNode* item : items_of(*node)) {
      condition.any.push_back(read_matcher(*item, "an item of `any`", use_, scope_));
    }
    add(std::move(condition));
  }

  void read_not() {
    const YamlNode* node = map_.take("not");
    if (node == nullptr) return;
    if (node->is_list()) {
      scope_.diagnostics.error(node->spot, "`not` takes one mapping, not a list",
                               "write `not: { any: [ … ] }` where none may hold");
      return;
    }
    if (node->is_map() && node->entries.empty()) {
      scope_.diagnostics.error(node->spot, "`not: {}` never holds", "say what must not hold");
      return;
    }
    NotCondition condition;
    condition.negated.push_back(read_matcher(*node, "`not`", use_, scope_));
    add(std::move(condition));
  }

  void add(Condition condition) { matcher_.all.push_back(std::move(condition)); }

  MapReader map_;
  const MatcherUse use_;
  const PolicyScope& scope_;
  Matcher matcher_;
  std::vector<Matcher> alternatives_;
};

}  // namespace

Matcher read_matcher(const YamlNode& node, std::string_view what, MatcherUse use,
                     const PolicyScope& scope) {
  if (!expect_map(node, what, scope.diagnostics, "write `{ channel: email }`")) return {};
  return MatcherReader(node, use, scope).read();
}

Labels read_label_values(MapReader& map, const PolicyScope& scope) {
  Labels labels;
  for (const YamlEntry* entry : map.take_prefixed(label_prefix)) {
    const Word key{entry->key.substr(label_prefix.size()), entry->key_spot};
    check_label(key, scope);
    if (auto value = read_text(entry->value, entry->key, scope.diagnostics)) {
      refuse_wildcard(*value, *entry, scope.diagnostics);
      labels.emplace_back(key.text, std::move(*value));
    }
  }
  return labels;
}

std::vector<std::string> read_events(MapReader& map, const PolicyScope& scope) {
  std::vector<std::string> events;
  const YamlNode* node = map.require("event");
  if (node == nullptr) return events;
  for (Word& word : read_words(*node, "event", scope.diagnostics)) {
    check_activity(word, scope);
    events.push_back(std::move(word.text));
  }
  return events;
}

std::string read_channel(MapReader& map, const PolicyScope& scope) {
  const YamlNode* node = map.take("channel");
  if (node == nullptr) return {};
  const std::optional<std::string> text = read_text(*node, "channel", scope.diagnostics);
  if (text) check_channel({*text, node->spot}, scope);
  return text.value_or("");
}

std::string read_brand(MapReader& map, const PolicyScope& scope) {
  const YamlNode* node = map.take("brand");
  if (node == nullptr) return {};
  const std::optional<std::string> text = read_text(*node, "brand", scope.diagnostics);
  if (text) check_brand({*text, node->spot}, scope);
  return text.value_or("");
}

}  // namespace tact
