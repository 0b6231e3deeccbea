#include <algorithm>
#include <chrono>
#include <string_view>
#include <variant>

#include "tact/check.h"

#include "naive/scene.h"

namespace tact::naive {
namespace {

using std::chrono::year_month_day;

Truth truth(bool is_true) { return is_true ? Truth::yes : Truth::no; }

bool among(const std::vector<std::string>& values, std::string_view value) {
  return std::ranges::find(values, value) != values.end();
}

template <class T>
bool compare(T left, Comparison comparison, T right) {
  switch (comparison) {
    case Comparison::less: return left < right;
    case Comparison::at_most: return left <= right;
    case Comparison::equal: return left == right;
    case Comparison::at_least: return left >= right;
    case Comparison::more: return left > right;
  }
  TACT_CHECK(false);
}

bool is_of_contact(Field field) {
  return field == Field::channel || field == Field::purpose || field == Field::brand ||
         field == Field::campaign || field == Field::label;
}

// Of a field of the contact. What the contact does not say matches nothing.
bool contact_field_matches(const FieldCondition& condition, const ContactFields& fields) {
  const std::string_view value = field_of(fields, condition.field, condition.label);
  if (value.empty()) return false;
  return std::ranges::any_of(condition.values, [&](const std::string& wanted) {
    if (condition.field == Field::purpose) return in_subtree(wanted, value);
    if (condition.field == Field::campaign || condition.field == Field::label) {
      return fits_pattern(wanted, value);
    }
    return wanted == value;
  });
}

bool listed_on(const Scene& scene, const std::vector<std::string>& lists) {
  for (const SubjectState* subject : subjects(scene.facts)) {
    for (const Listing& entry : subject->listings) {
      const bool active = entry.since <= scene.t && (!entry.until || scene.t < *entry.until);
      if (active && among(lists, entry.list)) return true;
    }
  }
  return false;
}

Truth known_among(const std::vector<std::string>& values, std::string_view value) {
  return value.empty() ? Truth::unknown : truth(among(values, value));
}

// Of several places that do not agree it is unknown which counts.
Truth all_among(const std::vector<std::string>& values, const std::vector<std::string>& places) {
  std::size_t inside = 0;
  for (const std::string& place : places) inside += among(values, place) ? 1 : 0;
  if (places.empty() || (0 < inside && inside < places.size())) return Truth::unknown;
  return truth(inside > 0);
}

std::string_view kind_name(CustomerKind kind) {
  return kind == CustomerKind::individual ? "individual" : "merchant";
}

Truth customer_field(const Scene& scene, const FieldCondition& condition) {
  static const Profile nothing_known;
  const auto& profile = scene.facts.customer->profile;
  const Profile& known = profile ? *profile : nothing_known;
  const Defaults& defaults = scene.policy.defaults;
  switch (condition.field) {
    case Field::country: return all_among(condition.values, countries(scene.policy, scene.facts));
    case Field::region: {
      std::vector<std::string> regions(scene.facts.number_regions.begin(),
                                       scene.facts.number_regions.end());
      if (!known.region.empty()) regions.push_back(known.region);
      return all_among(condition.values, regions);
    }
    case Field::language: return known_among(condition.values, known.language);
    case Field::kind: {
      const auto kind = known.kind ? known.kind : defaults.kind;
      return known_among(condition.values, kind ? kind_name(*kind) : "");
    }
    case Field::stage: return known_among(condition.values, known.stage);
    case Field::segment:
      if (!profile) return Truth::unknown;
      return truth(std::ranges::any_of(known.segments, [&](const std::string& segment) {
        return among(condition.values, segment);
      }));
    case Field::on_list: return truth(listed_on(scene, condition.values));
    case Field::channel:
    case Field::purpose:
    case Field::brand:
    case Field::campaign:
    case Field::label: break;
  }
  TACT_CHECK(false);
}

// One birthday after another; that of 29 February, taken as a number of days, is 1 March in a
// common year.
int age_on(LocalDate today, LocalDate birth) {
  int years = 0;
  for (year_month_day next{birth};; ++years) {
    next += std::chrono::years{1};
    if (LocalDate{next} > today) return years;
  }
}

Truth same_in_all(const std::vector<bool>& answers) {
  if (std::ranges::find(answers, false) == answers.end()) return Truth::yes;
  return std::ranges::find(answers, true) == answers.end() ? Truth::no : Truth::unknown;
}

Truth of_age(const Scene& scene, const AgeCondition& condition) {
  if (!scene.facts.birth_date) return Truth::unknown;
  const Zones zones = scene.zones.empty() ? Zones{&utc()} : scene.zones;
  const int age = age_on(zones.front()->date_at(scene.t), *scene.facts.birth_date);
  for (const TimeZone* zone : zones) {
    if (age_on(zone->date_at(scene.t), *scene.facts.birth_date) != age) return Truth::unknown;
  }
  return truth(compare(age, condition.comparison, condition.years));
}

bool says_all(const Activity& activity, const ActivityCondition& condition) {
  if (!among(condition.events, activity.event)) return false;
  if (!condition.channel.empty() && activity.channel != condition.channel) return false;
  if (!condition.brand.empty() && activity.brand != condition.brand) return false;
  return std::ranges::all_of(condition.labels, [&](const auto& label) {
    return std::ranges::find(activity.labels, label) != activity.labels.end();
  });
}

Truth was_active(const Scene& scene, const ActivityCondition& condition) {
  std::vector<const Activity*> found;
  for (const Activity& activity : scene.facts.customer->activities) {
    if (activity.at <= scene.t && says_all(activity, condition)) found.push_back(&activity);
  }
  if (found.empty()) return Truth::no;
  if (!condition.within) return Truth::yes;
  const Span within = *condition.within;
  const Zones zones = within.unit == SpanUnit::exact ? Zones{&utc()} : scene.zones;
  if (zones.empty()) return Truth::unknown;
  std::vector<bool> answers;
  for (const TimeZone* zone : zones) {
    answers.push_back(std::ranges::any_of(found, [&](const Activity* activity) {
      return scene.t < later_by(*zone, activity->at, within, false);
    }));
  }
  return same_in_all(answers);
}

Truth negation(Truth value) {
  if (value == Truth::unknown) return Truth::unknown;
  return truth(value == Truth::no);
}

struct ConditionJudge {
  const Scene& scene;

  Truth operator()(const FieldCondition& condition) const {
    if (!is_of_contact(condition.field)) return customer_field(scene, condition);
    return truth(contact_field_matches(condition, scene.fields));
  }
  Truth operator()(const PriorityCondition& condition) const {
    return truth(compare(scene.fields.priority, condition.comparison, condition.value));
  }
  Truth operator()(const AgeCondition& condition) const { return of_age(scene, condition); }
  Truth operator()(const ActivityCondition& condition) const {
    return was_active(scene, condition);
  }
  Truth operator()(const ConsentCheck& condition) const {
    const Code code = judge_consent(scene, condition);
    if (code == Code::timezone_unknown) return Truth::unknown;
    return truth(code == Code::none);
  }
  Truth operator()(const AnyCondition& condition) const {
    Truth best = Truth::no;
    for (const Matcher& matcher : condition.any) {
      const Truth one = matches(scene, matcher);
      if (one == Truth::yes) return Truth::yes;
      if (one == Truth::unknown) best = Truth::unknown;
    }
    return best;
  }
  Truth operator()(const NotCondition& condition) const {
    return negation(matches(scene, condition.negated.front()));
  }
};

bool contact_condition(const Condition& condition, const ContactFields& fields) {
  if (const auto* field = std::get_if<FieldCondition>(&condition)) {
    TACT_CHECK(is_of_contact(field->field));
    return contact_field_matches(*field, fields);
  }
  if (const auto* priority = std::get_if<PriorityCondition>(&condition)) {
    return compare(fields.priority, priority->comparison, priority->value);
  }
  if (const auto* any = std::get_if<AnyCondition>(&condition)) {
    return std::ranges::any_of(
        any->any, [&](const Matcher& matcher) { return contact_matches(matcher, fields); });
  }
  const auto* negated = std::get_if<NotCondition>(&condition);
  TACT_CHECK(negated != nullptr);
  return !contact_matches(negated->negated.front(), fields);
}

}  // namespace

bool in_subtree(std::string_view tree, std::string_view purpose) {
  if (tree.empty() || tree == purpose) return true;
  return purpose.starts_with(std::string(tree) + '/');
}

bool fits_pattern(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() != '*') {
    return !text.empty() && pattern.front() == text.front() &&
           fits_pattern(pattern.substr(1), text.substr(1));
  }
  for (std::size_t eaten = 0; eaten <= text.size(); ++eaten) {
    if (fits_pattern(pattern.substr(1), text.substr(eaten))) return true;
  }
  return false;
}

std::string_view field_of(const ContactFields& fields, Field field, std::string_view label) {
  switch (field) {
    case Field::channel: return fields.channel;
    case Field::purpose: return fields.purpose;
    case Field::brand: return fields.brand;
    case Field::campaign: return fields.campaign;
    case Field::label:
      for (const auto& [key, value] : fields.labels) {
        if (key == label) return value;
      }
      return {};
    case Field::country:
    case Field::region:
    case Field::language:
    case Field::kind:
    case Field::stage:
    case Field::segment:
    case Field::on_list: break;
  }
  TACT_CHECK(false);
}

bool contact_matches(const Matcher& matcher, const ContactFields& fields) {
  return std::ranges::all_of(matcher.all, [&](const Condition& condition) {
    return contact_condition(condition, fields);
  });
}

Truth matches(const Scene& scene, const Matcher& matcher) {
  Truth worst = Truth::yes;
  for (const Condition& condition : matcher.all) {
    const Truth one = std::visit(ConditionJudge{scene}, condition);
    if (one == Truth::no) return Truth::no;
    if (one == Truth::unknown) worst = Truth::unknown;
  }
  return worst;
}

bool applies(const Scene& scene, const Rule& rule) {
  if (!in_effect(scene, rule)) return false;
  if (matches(scene, rule.when) == Truth::no) return false;
  return !rule.unless || matches(scene, *rule.unless) != Truth::yes;
}

bool on_hold(const Scene& scene) {
  const ContactFields& fields = scene.fields;
  return std::ranges::any_of(scene.facts.registers->holds, [&](const HoldScope& hold) {
    return (hold.brand.empty() || hold.brand == fields.brand) &&
           (hold.campaign.empty() ||
            (!fields.campaign.empty() && fits_pattern(hold.campaign, fields.campaign))) &&
           (hold.channel.empty() || hold.channel == fields.channel) &&
           in_subtree(hold.purpose, fields.purpose);
  });
}

}  // namespace tact::naive
