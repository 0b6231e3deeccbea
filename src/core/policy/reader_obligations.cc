#include "core/policy/reader_obligations.h"

#include <algorithm>
#include <charconv>

#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/policy/reader_hours.h"
#include "core/policy/reader_match.h"
#include "core/policy/reader_vocabulary.h"
#include "core/yaml/map_reader.h"
#include "core/yaml/values.h"

namespace tact {
namespace {

constexpr std::string_view deadline_shape =
    "write `3 business days`, `24h`, `30d`, `30 calendar days` or `24 months`";

class ObligationReader {
 public:
  ObligationReader(const YamlNode& node, const PolicyScope& scope)
      : map_(node, grammar::obligation, scope.diagnostics), scope_(scope) {
    const Spot& spot = node.spot;
    id_spot_ = spot;
    obligation_.place = {spot.source->path(), spot.line, spot.column};
  }

  Obligation read() {
    read_id();
    obligation_.text = read_prose(map_, "text", scope_.diagnostics);
    obligation_.law = read_prose(map_, "law", scope_.diagnostics);
    if (const YamlNode* when = map_.take("when")) {
      obligation_.when = read_matcher(*when, "`when`", MatcherUse::request, scope_);
    }
    if (const YamlNode* unless = map_.take("unless")) {
      obligation_.unless = read_matcher(*unless, "`unless`", MatcherUse::request, scope_);
    }
    if (const YamlNode* node = map_.require("opened_by")) {
      obligation_.opened_by = read_triggers(*node, "opened_by");
    }
    if (const YamlNode* node = map_.take("closed_by")) {
      obligation_.closed_by = read_triggers(*node, "closed_by");
    }
    read_due();
    map_.finish();
    return std::move(obligation_);
  }

  const Spot& id_spot() const { return id_spot_; }

 private:
  void read_id() {
    const YamlNode* node = map_.require("id");
    if (node == nullptr) return;
    id_spot_ = node->spot;
    const std::optional<std::string> id = read_text(*node, "id", scope_.diagnostics);
    if (!id) return;
    check_identifier({*id, node->spot}, "id", scope_.diagnostics);
    obligation_.id = *id;
  }

  std::vector<Trigger> read_triggers(const YamlNode& node, std::string_view key) {
    std::vector<Trigger> triggers;
    if (node.is_list() && node.items.empty()) {
      scope_.diagnostics.error(node.spot, quoted_input(key) + " is an empty list",
                               "name at least one, or remove it");
    }
    for (const YamlNode* item : items_of(node)) {
      if (!expect_map(*item, map_.declared(key), scope_.diagnostics)) continue;
      MapReader map(*item, map_.inner(key), scope_.diagnostics);
      if (auto trigger = read_trigger(map)) triggers.push_back(*std::move(trigger));
      map.finish();
    }
    return triggers;
  }

  std::optional<Trigger> read_trigger(MapReader& map) {
    const YamlNode* consent = map.take("consent");
    const YamlNode* activity = map.take("activity");
    const YamlNode* registered = map.take("registered");
    if ((consent == nullptr) == (activity == nullptr)) {
      scope_.diagnostics.error(map.spot(), "one of `consent` and `activity` says what happened",
                               "write `{ consent: withdrawn }` or `{ activity: data-request }`");
      return std::nullopt;
    }
    if (activity != nullptr) {
      if (registered != nullptr) {
        scope_.diagnostics.error(map.key_spot("registered"), "`registered` is of a consent",
                                 "remove it");
      }
      return read_activities(*activity);
    }
    ConsentTrigger trigger;
    const auto state = read_name<ConsentState>(*consent, "consent", scope_.diagnostics);
    if (!state) return std::nullopt;
    trigger.state = *state;
    if (registered != nullptr) {
      trigger.registered = read_bool(*registered, "registered", scope_.diagnostics);
    }
    return trigger;
  }

  Trigger read_activities(const YamlNode& node) {
    ActivityTrigger trigger;
    for (Word& word : read_words(node, "activity", scope_.diagnostics)) {
      check_activity(word, scope_);
      trigger.events.push_back(std::move(word.text));
    }
    return trigger;
  }

  void read_due() {
    Deadline& due = obligation_.due;
    if (const YamlNode* node = map_.require("due")) {
      due.text = read_text(*node, "due", scope_.diagnostics).value_or("");
      const std::optional<Span> span = parse_span(due.text);
      if (span) due.span = *span;
      if (!span && !due.text.empty()) {
        due.business_days = parse_business_days(due.text).value_or(0);
        if (due.business_days == 0) {
          scope_.diagnostics.error(node->spot, "`due` is no time: " + quoted_input(due.text),
                                   std::string(deadline_shape));
        }
      }
    }
    read_business_days();
    if (const YamlNode* node = map_.take("clock")) {
      due.clock = read_clock(*node, scope_);
    }
  }

  // What only deadlines in business days have.
  void read_business_days() {
    Deadline& due = obligation_.due;
    if (const YamlNode* node = map_.take("calendar")) {
      if (const auto name = read_text(*node, "calendar", scope_.diagnostics)) {
        check_calendar({*name, node->spot}, scope_);
        due.calendar = *name;
      }
    }
    if (const YamlNode* node = map_.take("business_days")) {
      if (const auto text = read_text(*node, "business_days", scope_.diagnostics)) {
        const auto days = parse_weekdays(*text);
        if (days) due.weekdays = *days;
        if (!days) {
          scope_.diagnostics.error(node->spot, "these are no weekdays: " + quoted_input(*text),
                                   days.error().message);
        }
      }
    }
    if (const YamlNode* node = map_.take("half_days")) {
      due.half_days =
          read_name<HalfDays>(*node, "half_days", scope_.diagnostics).value_or(due.half_days);
    }
    const bool has_span = due.business_days == 0 && !due.text.empty();
    for (const std::string_view key : {"calendar", "business_days", "half_days"}) {
      if (!has_span || !map_.has(key)) continue;
      scope_.diagnostics.error(map_.key_spot(key),
                               quoted_input(key) + " is of deadlines in business days",
                               "write `due: 3 business days`, or remove it");
    }
    if (due.business_days > 0 && !map_.has("calendar")) {
      scope_.diagnostics.error(map_.key_spot("due"), "business days need a `calendar`",
                               "name the calendar whose days are none");
    }
  }

  MapReader map_;
  const PolicyScope& scope_;
  Spot id_spot_;
  Obligation obligation_;
};

void report_taken(const Spot& spot, const std::string& id, const Place& other,
                  Diagnostics& diagnostics) {
  diagnostics.error(spot, "the id " + quoted_input(id) + " is taken",
                    "it is already in " + printable(other.file) + ':' + std::to_string(other.line));
}

}  // namespace

std::optional<int> parse_business_days(std::string_view text) {
  if (text.empty() || text.front() < '1' || text.front() > '9') return std::nullopt;
  int days = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error != std::errc{} || days < 1 || days > business_days_max) {
    return std::nullopt;
  }
  const std::string_view unit(stop, static_cast<std::size_t>(text.data() + text.size() - stop));
  if (unit != " business days" && !(days == 1 && unit == " business day")) return std::nullopt;
  return days;
}

void read_obligations(const YamlNode& node, const PolicyScope& scope,
                      const std::vector<RuleDraft>& rules, std::vector<Obligation>& obligations) {
  constexpr std::string_view shape = "begin each obligation with `- id: …`";
  if (!node.is_list()) {
    scope.diagnostics.error(node.spot, "`obligations` must be a list", std::string(shape));
    return;
  }
  for (const YamlNode* item : items_of(node)) {
    if (!expect_map(*item, "an obligation", scope.diagnostics, std::string(shape))) continue;
    ObligationReader reader(*item, scope);
    Obligation obligation = reader.read();
    const std::string& id = obligation.id;
    for (const RuleDraft& rule : rules) {
      if (rule.rule.id == id && !id.empty()) {
        report_taken(reader.id_spot(), id, rule.rule.place, scope.diagnostics);
      }
    }
    for (const Obligation& other : obligations) {
      if (other.id == id && !id.empty()) {
        report_taken(reader.id_spot(), id, other.place, scope.diagnostics);
      }
    }
    obligations.push_back(std::move(obligation));
  }
}

}  // namespace tact
