#include "core/policy/reader_checks.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/policy/counting.h"
#include "core/policy/reader_match.h"
#include "core/policy/reader_window.h"
#include "core/yaml/map_reader.h"
#include "core/yaml/values.h"

namespace tact {
namespace {

// REQUIRES: one of contact_field_names.
Field field_called(std::string_view name) {
  if (name == "channel") return Field::channel;
  if (name == "purpose") return Field::purpose;
  if (name == "brand") return Field::brand;
  TACT_CHECK(name == "campaign");
  return Field::campaign;
}

std::vector<SameField> read_same(const YamlNode& node, std::span<const std::string_view> names,
                                 const PolicyScope& scope) {
  std::vector<SameField> same;
  for (const Word& word : read_words(node, "same", scope.diagnostics, EmptyList::allowed)) {
    if (word.text.starts_with(label_prefix) && word.text.size() > label_prefix.size()) {
      same.push_back({Field::label, word.text.substr(label_prefix.size())});
      check_label({same.back().label, word.spot}, scope);
    } else if (std::find(names.begin(), names.end(), word.text) != names.end()) {
      same.push_back({field_called(word.text), {}});
    } else {
      std::vector<std::string_view> known(names.begin(), names.end());
      known.push_back("label.KEY");
      report_unknown(word.spot, "field", word.text, known, scope.diagnostics);
    }
  }
  return same;
}

int read_at_most(MapReader& map, const PolicyScope& scope) {
  const YamlNode* node = map.require("at_most");
  if (node == nullptr) return 0;
  if (node->is_scalar() && node->text == "0") {
    scope.diagnostics.error(node->spot, "`at_most` must be a whole number, 1 or more",
                            "to forbid always, write `deny: true`");
    return 0;
  }
  return read_whole(*node, "at_most", at_most_min, at_most_max, scope.diagnostics).value_or(0);
}

Window read_within(MapReader& map, const PolicyScope& scope) {
  const YamlNode* node = map.require("within");
  return node == nullptr ? Window{} : read_window(*node, scope.diagnostics).value_or(Window{});
}

Counting read_counting(MapReader& map, const Matcher& when, const PolicyScope& scope) {
  Counting counting;
  const YamlNode* count = map.take("count");
  counting.count = count == nullptr ? contacts_matched_by(when)
                                    : read_matcher(*count, "`count`", MatcherUse::counted, scope);
  if (const YamlNode* same = map.take("same")) {
    counting.same = read_same(*same, contact_field_names, scope);
  }
  if (const YamlNode* basis = map.take("basis")) {
    counting.basis = read_name<Basis>(*basis, "basis", scope.diagnostics).value_or(counting.basis);
  }
  return counting;
}

Per read_per(MapReader& map, const PolicyScope& scope) {
  const YamlNode* per = map.take("per");
  if (per == nullptr) return Per::customer;
  return read_name<Per>(*per, "per", scope.diagnostics).value_or(Per::customer);
}

}  // namespace

CapCheck read_cap_check(const YamlNode& node, const Matcher& when, const PolicyScope& scope) {
  CapCheck check;
  if (!expect_map(node, grammar::rule.at("cap"), scope.diagnostics)) {
    return check;
  }
  MapReader map(node, grammar::cap, scope.diagnostics);
  check.at_most = read_at_most(map, scope);
  check.within = read_within(map, scope);
  check.counting = read_counting(map, when, scope);
  check.counting.per = read_per(map, scope);
  map.finish();
  return check;
}

GapCheck read_gap_check(const YamlNode& node, const Matcher& when, const PolicyScope& scope) {
  GapCheck check;
  if (!expect_map(node, grammar::rule.at("gap"), scope.diagnostics)) {
    return check;
  }
  MapReader map(node, grammar::gap, scope.diagnostics);
  if (const YamlNode* at_least = map.require("at_least")) {
    if (const auto length = read_duration(*at_least, "at_least", scope.diagnostics)) {
      check.at_least = *length;
      check.text = at_least->text;
    }
  }
  check.counting = read_counting(map, when, scope);
  check.counting.per = read_per(map, scope);
  map.finish();
  return check;
}

VolumeCheck read_volume_check(const YamlNode& node, const Matcher& when, const PolicyScope& scope) {
  VolumeCheck check;
  if (!expect_map(node, grammar::rule.at("volume"), scope.diagnostics)) {
    return check;
  }
  MapReader map(node, grammar::volume, scope.diagnostics);
  check.at_most = read_at_most(map, scope);
  check.within = read_within(map, scope);
  check.counting = read_counting(map, when, scope);
  map.refuse("per", "`volume` counts over all customers", "remove `per`, or make it a `cap`");
  map.finish();
  return check;
}

ListCheck read_list_check(const YamlNode& node, const PolicyScope& scope) {
  ListCheck check;
  Diagnostics& diagnostics = scope.diagnostics;
  if (!expect_map(node, grammar::rule.at("absent_from"), diagnostics)) {
    return check;
  }
  MapReader map(node, grammar::absent_from, diagnostics);
  if (const YamlNode* lists = map.require("lists")) {
    for (Word& word : read_words(*lists, "lists", diagnostics)) {
      check.lists.push_back(std::move(word.text));
    }
  }
  if (const YamlNode* fresh = map.take("fresh_within")) {
    check.fresh_within = read_duration(*fresh, "fresh_within", diagnostics);
  }
  if (const YamlNode* grace = map.take("grace")) {
    check.grace = read_duration(*grace, "grace", diagnostics).value_or(Duration{});
  }
  if (const YamlNode* lifted = map.take("lifted_by_later_consent")) {
    check.lifted_by_later_consent =
        read_bool(*lifted, "lifted_by_later_consent", diagnostics).value_or(false);
  }
  map.finish();
  return check;
}

CooldownCheck read_cooldown_check(const YamlNode& node, const PolicyScope& scope) {
  CooldownCheck check;
  Diagnostics& diagnostics = scope.diagnostics;
  if (!expect_map(node, grammar::rule.at("cooldown"), diagnostics)) return check;
  MapReader map(node, grammar::cooldown, diagnostics);
  const YamlNode* after = map.require("after");
  if (after != nullptr && expect_map(*after, map.declared("after"), diagnostics)) {
    MapReader activity(*after, map.inner("after"), diagnostics);
    check.events = read_events(activity, scope);
    check.channel = read_channel(activity, scope);
    check.brand = read_brand(activity, scope);
    check.labels = read_label_values(activity, scope);
    if (const YamlNode* same = activity.take("same")) {
      check.same = read_same(*same, activity_field_names, scope);
    }
    activity.finish();
  }
  if (const YamlNode* length = map.require("for")) {
    check.length = read_span(*length, "for", diagnostics).value_or(Span{});
  }
  if (const YamlNode* first_day = map.take("first_day")) {
    check.event_day_counts =
        read_choice(*first_day, "first_day", first_day_names, diagnostics) == "event";
    if (map.has("for") && check.length != Span{} && check.length.unit != SpanUnit::calendar_days) {
      diagnostics.error(map.key_spot("first_day"),
                        "`first_day` says how calendar days are counted, and `for` has none",
                        "write `for: 60 calendar days`, or remove `first_day`");
    }
  }
  map.finish();
  return check;
}

DenyCheck read_deny_check(const YamlNode& node, const PolicyScope& scope) {
  const std::optional<bool> value = read_bool(node, "deny", scope.diagnostics);
  if (value && !*value) {
    scope.diagnostics.error(node.spot, "`deny: false` checks nothing", "remove the rule");
  }
  return {};
}

}  // namespace tact
