#include "core/policy/reader_rules.h"

#include <algorithm>
#include <utility>

#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/policy/reader_checks.h"
#include "core/policy/reader_consent.h"
#include "core/policy/reader_hours.h"
#include "core/policy/reader_match.h"
#include "core/policy/reader_vocabulary.h"
#include "core/yaml/map_reader.h"

namespace tact {
namespace {

// Consents and bans are not cured by time.
bool time_can_cure(std::string_view check) {
  return std::find(final_check_names.begin(), final_check_names.end(), check) ==
         final_check_names.end();
}

// Reads one rule. Keys that are wrong are said and left out; the rest is still read.
class RuleReader {
 public:
  RuleReader(const YamlNode& node, const PolicyScope& scope)
      : map_(node, grammar::rule, scope.diagnostics), scope_(scope) {
    const Spot& spot = node.spot;
    draft_.rule.place = {spot.source->path(), spot.line, spot.column};
    draft_.id_spot = spot;
    draft_.check_spot = spot;
    draft_.when_spot = spot;
    draft_.unless_spot = spot;
    draft_.until_spot = spot;
  }

  RuleDraft read() {
    read_id();
    draft_.rule.text = read_prose(map_, "text", scope_.diagnostics);
    draft_.rule.law = read_prose(map_, "law", scope_.diagnostics);
    if (const YamlNode* when = map_.take("when")) {
      draft_.when_spot = when->spot;
      draft_.rule.when = read_matcher(*when, "`when`", MatcherUse::request, scope_);
    }
    if (const YamlNode* unless = map_.take("unless")) {
      draft_.unless_spot = unless->spot;
      draft_.rule.unless = read_matcher(*unless, "`unless`", MatcherUse::request, scope_);
    }
    read_mode();
    if (const YamlNode* effective = map_.take("effective")) read_effective(*effective);
    const std::string_view check = read_check();
    read_on_fail(check);
    map_.finish();
    return std::move(draft_);
  }

 private:
  void read_id() {
    const YamlNode* node = map_.require("id");
    if (node == nullptr) return;
    draft_.id_spot = node->spot;
    const std::optional<std::string> id = read_text(*node, "id", scope_.diagnostics);
    if (!id) return;
    check_identifier({*id, node->spot}, "id", scope_.diagnostics);
    draft_.rule.id = *id;
  }

  void read_mode() {
    const YamlNode* node = map_.take("mode");
    if (node == nullptr) return;
    draft_.rule.mode =
        read_name<RuleMode>(*node, "mode", scope_.diagnostics).value_or(RuleMode::enforce);
  }

  void read_effective(const YamlNode& node) {
    if (!expect_map(node, map_.declared("effective"), scope_.diagnostics)) {
      return;
    }
    MapReader map(node, map_.inner("effective"), scope_.diagnostics);
    draft_.rule.effective_from = read_time(map, "from");
    draft_.rule.effective_until = read_time(map, "until");
    if (!map.has("from") && !map.has("until")) {
      scope_.diagnostics.error(node.spot, "`effective` says neither `from` nor `until`",
                               "write `from: 2026-08-11`, or remove `effective`");
    }
    map.finish();
    draft_.until_spot = map.key_spot("until");
  }

  std::optional<LocalTime> read_time(MapReader& map, std::string_view key) {
    const YamlNode* node = map.take(key);
    if (node == nullptr) return std::nullopt;
    const std::optional<std::string> text = read_text(*node, key, scope_.diagnostics);
    if (!text) return std::nullopt;
    const std::optional<LocalTime> time = parse_local_time(*text);
    if (!time) {
      scope_.diagnostics.error(node->spot,
                               quoted_input(key) + " is no date: " + quoted_input(*text),
                               "write `2026-08-11` or `\"2026-08-11 13:00\"`");
    }
    return time;
  }

  // Returns the key of the check; "" where there is none.
  std::string_view read_check() {
    std::string_view check;
    for (const std::string_view key : check_names) {
      if (!map_.has(key)) {
        map_.take(key);  // So that it is known.
        continue;
      }
      if (check.empty()) {
        check = key;
      } else {
        report_second(check, key);
      }
      draft_.check_spot = map_.key_spot(check);
      if (const YamlNode* node = map_.take(key)) read_one_check(key, *node);
    }
    if (check.empty()) {
      scope_.diagnostics.error(map_.spot(), "a rule needs a check",
                               "add one of `consent`, `absent_from`, `cap`, `gap`, `hours`, "
                               "`cooldown`, `volume` and `deny`");
    }
    return check;
  }

  void report_second(std::string_view first, std::string_view second) {
    Spot spot = map_.key_spot(second);
    const Spot other = map_.key_spot(first);
    if (std::pair(other.line, other.column) > std::pair(spot.line, spot.column)) spot = other;
    scope_.diagnostics.error(spot, "a second check in one rule", "make it a rule of its own");
  }

  void read_one_check(std::string_view key, const YamlNode& node) {
    const Matcher& when = draft_.rule.when;
    Check& check = draft_.rule.check;
    if (key == "consent") check = read_consent_check(node, scope_);
    if (key == "absent_from") check = read_list_check(node, scope_);
    if (key == "cap") check = read_cap_check(node, when, scope_);
    if (key == "gap") check = read_gap_check(node, when, scope_);
    if (key == "hours") check = read_hours_check(node, scope_);
    if (key == "cooldown") check = read_cooldown_check(node, scope_);
    if (key == "volume") check = read_volume_check(node, when, scope_);
    if (key == "deny") check = read_deny_check(node, scope_);
  }

  void read_on_fail(std::string_view check) {
    const YamlNode* node = map_.take("on_fail");
    if (node == nullptr) return;
    if (!check.empty() && !time_can_cure(check)) {
      scope_.diagnostics.error(
          map_.key_spot("on_fail"),
          "a failing " + quoted_input(check) + " is always a denial: no waiting cures it",
          "remove `on_fail`");
      return;
    }
    draft_.rule.on_fail =
        read_name<OnFail>(*node, "on_fail", scope_.diagnostics).value_or(OnFail::defer);
  }

  MapReader map_;
  const PolicyScope& scope_;
  RuleDraft draft_;
};

}  // namespace

std::string read_prose(MapReader& map, std::string_view key, Diagnostics& diagnostics) {
  const YamlNode* node = map.take(key);
  if (node == nullptr) return {};
  std::string text = read_text(*node, key, diagnostics, prose_bytes_max).value_or("");
  // A block of text (`|`) ends with a line's end.
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  return text;
}

std::optional<LocalTime> parse_local_time(std::string_view text) {
  const std::size_t space = text.find(' ');
  const std::optional<LocalDate> date = parse_date(text.substr(0, space));
  if (!date) return std::nullopt;
  if (space == std::string_view::npos) return LocalTime(*date);
  const auto time = parse_time_of_day(text.substr(space + 1));
  if (!time) return std::nullopt;
  return LocalTime(*date) + *time;
}

void read_rules(const YamlNode& node, const PolicyScope& scope, std::vector<RuleDraft>& rules) {
  if (!node.is_list()) {
    scope.diagnostics.error(node.spot, "`rules` must be a list", "begin each rule with `- id: …`");
    return;
  }
  for (const YamlNode* item : items_of(node)) {
    if (!expect_map(*item, "a rule", scope.diagnostics, "begin each rule with `- id: …`")) continue;
    RuleDraft draft = RuleReader(*item, scope).read();
    const auto same = std::find_if(rules.begin(), rules.end(), [&](const RuleDraft& other) {
      return other.rule.id == draft.rule.id;
    });
    if (same != rules.end() && !draft.rule.id.empty()) {
      scope.diagnostics.error(draft.id_spot, "duplicate rule id " + quoted_input(draft.rule.id),
                              "it is already in " + printable(same->rule.place.file) + ':' +
                                  std::to_string(same->id_spot.line));
    }
    rules.push_back(std::move(draft));
  }
}

}  // namespace tact
