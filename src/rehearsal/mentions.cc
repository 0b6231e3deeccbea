#include "rehearsal/mentions.h"

#include <algorithm>

#include "core/decide/windows.h"

namespace tact {
namespace {

class Finding {
 public:
  explicit Finding(Mentions& found) : found_(found) {}

  void look_at(const Rule& rule) {
    look_at(rule.when);
    if (rule.unless) look_at(*rule.unless);
    std::visit(*this, rule.check);
  }

  void operator()(const FieldCondition& condition) {
    const auto& values = condition.values;
    found_.fields.insert(condition.field);
    if (condition.field == Field::label) {
      found_.labels[condition.label].insert(values.begin(), values.end());
    }
    if (condition.field == Field::segment) found_.segments.insert(values.begin(), values.end());
    if (condition.field == Field::on_list) found_.lists.insert(values.begin(), values.end());
  }
  void operator()(const PriorityCondition&) {}
  void operator()(const AgeCondition&) {}
  void operator()(const ActivityCondition& condition) {
    found_.events.insert(condition.events.begin(), condition.events.end());
    values_of(condition.labels);
  }
  void operator()(const ConsentCheck&) { found_.consents = true; }
  void operator()(const AnyCondition& condition) {
    for (const Matcher& matcher : condition.any) look_at(matcher);
  }
  void operator()(const NotCondition& condition) {
    for (const Matcher& matcher : condition.negated) look_at(matcher);
  }

  void operator()(const ListCheck& check) {
    found_.lists.insert(check.lists.begin(), check.lists.end());
    found_.consents = found_.consents || check.lifted_by_later_consent;
  }
  void operator()(const CapCheck& check) { counting(check.counting, window_reach(check.within)); }
  void operator()(const GapCheck& check) { counting(check.counting, check.at_least); }
  void operator()(const VolumeCheck& check) {
    counting(check.counting, window_reach(check.within));
  }
  void operator()(const HoursCheck&) {}
  void operator()(const CooldownCheck& check) {
    found_.events.insert(check.events.begin(), check.events.end());
    values_of(check.labels);
    shared(check.same);
  }
  void operator()(const DenyCheck&) {}

 private:
  void look_at(const Matcher& matcher) {
    for (const Condition& condition : matcher.all) std::visit(*this, condition);
  }
  void counting(const Counting& counting, Duration reach) {
    look_at(counting.count);
    shared(counting.same);
    found_.households = found_.households || counting.per == Per::household;
    found_.addresses = found_.addresses || counting.per == Per::address;
    found_.reach = std::max(found_.reach, reach);
  }
  void shared(const std::vector<SameField>& same) {
    for (const SameField& field : same) {
      found_.fields.insert(field.field);
      if (field.field == Field::label) found_.labels[field.label];
    }
  }
  void values_of(const Labels& labels) {
    for (const auto& [key, value] : labels) found_.labels[key].insert(value);
  }

  Mentions& found_;
};

}  // namespace

Mentions mentions_of(const Policy& policy) {
  Mentions found;
  Finding finding(found);
  for (const Rule& rule : policy.rules) finding.look_at(rule);
  return found;
}

}  // namespace tact
