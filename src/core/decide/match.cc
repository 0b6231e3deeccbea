#include "core/decide/match.h"

#include <algorithm>

#include "tact/check.h"

#include "core/decide/age.h"
#include "core/decide/consent.h"

namespace tact {
namespace {

bool is_contact_field(Field field) { return field <= Field::label; }

// The words of a vocabulary differ in their length or at an end, nearly always: most comparisons
// are then over without a call.
bool is_same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  return a.empty() || (a.front() == b.front() && a.back() == b.back() && a == b);
}

template <class Fits>
bool any_fits(const std::vector<std::string>& wanted, Fits fits) {
  return std::any_of(wanted.begin(), wanted.end(), fits);
}

bool any_value_fits(const FieldCondition& condition, std::string_view actual) {
  switch (condition.field) {
    case Field::purpose:
      return any_fits(condition.values,
                      [&](std::string_view wanted) { return purpose_covers(wanted, actual); });
    case Field::campaign:
    case Field::label:
      return any_fits(condition.values,
                      [&](std::string_view wanted) { return wildcard_matches(wanted, actual); });
    case Field::channel:
    case Field::brand:
    case Field::country:
    case Field::region:
    case Field::language:
    case Field::kind:
    case Field::stage:
    case Field::segment:
    case Field::on_list:
      return any_fits(condition.values,
                      [&](std::string_view wanted) { return is_same(wanted, actual); });
  }
  TACT_CHECK(false);
  return false;
}

// The countries or regions that a customer counts as in. Who is in one that fits and in one that
// does not counts strictly, as where it is unknown: in `when` as matching, in `unless` as not.
class Places {
 public:
  explicit Places(const FieldCondition& condition) : condition_(condition) {}

  void add(std::string_view place) {
    (any_value_fits(condition_, place) ? some_fit_ : some_do_not_) = true;
  }
  Truth truth() const {
    return some_fit_ == some_do_not_ ? Truth::unknown : tact::truth(some_fit_);
  }

 private:
  const FieldCondition& condition_;
  bool some_fit_ = false;
  bool some_do_not_ = false;
};

// The one country or region that a customer counts as in; "" where there are several, or none.
class OnePlace {
 public:
  void add(std::string_view place) {
    several_ = several_ || (!text_.empty() && text_ != place);
    text_ = place;
  }
  std::string_view text() const { return several_ ? std::string_view() : text_; }

 private:
  std::string_view text_;
  bool several_ = false;
};

std::string_view kind_word(CustomerKind kind) {
  switch (kind) {
    case CustomerKind::individual: return "individual";
    case CustomerKind::merchant: return "merchant";
  }
  TACT_CHECK(false);
  return {};
}

Truth in_segment(const FieldCondition& condition, const Profile* profile) {
  if (profile == nullptr) return Truth::unknown;
  return truth(std::any_of(profile->segments.begin(), profile->segments.end(),
                           [&](const std::string& own) { return any_value_fits(condition, own); }));
}

bool listed_now(const FieldCondition& condition, const SubjectState* record, Instant at) {
  return record != nullptr &&
         std::any_of(record->listings.begin(), record->listings.end(), [&](const Listing& entry) {
           return entry.since <= at && (!entry.until || at < *entry.until) &&
                  any_value_fits(condition, entry.list);
         });
}

// A record is about a whole subtree of purposes: it may be about a part of it.
Truth record_condition_truth(const FieldCondition& condition, const ContactFields& record) {
  const std::string_view actual = contact_field(condition.field, condition.label, record);
  if (actual.empty()) return Truth::unknown;
  if (any_value_fits(condition, actual)) return Truth::yes;
  const bool is_wider =
      condition.field == Field::purpose &&
      std::any_of(condition.values.begin(), condition.values.end(),
                  [&](const std::string& wanted) { return purpose_covers(actual, wanted); });
  return is_wider ? Truth::unknown : Truth::no;
}

Truth field_truth(const FieldCondition& condition, const Scene& scene, Instant at) {
  switch (condition.field) {
    case Field::channel:
    case Field::purpose:
    case Field::brand:
    case Field::campaign:
    case Field::label:
      if (scene.fields_of == FieldsOf::record) {
        return record_condition_truth(condition, scene.fields);
      }
      return value_truth(condition, contact_field(condition.field, condition.label, scene.fields));
    case Field::country: {
      Places places(condition);
      scene.for_each_country([&](std::string_view country) { places.add(country); });
      return places.truth();
    }
    case Field::region: {
      Places places(condition);
      scene.for_each_region([&](std::string_view region) { places.add(region); });
      return places.truth();
    }
    case Field::language:
    case Field::kind:
    case Field::stage:
      return value_truth(condition, field_text(condition.field, condition.label, scene));
    case Field::segment: return in_segment(condition, scene.profile());
    case Field::on_list:
      return truth(listed_now(condition, scene.facts.customer, at) ||
                   listed_now(condition, scene.other_record(), at));
  }
  TACT_CHECK(false);
  return Truth::unknown;
}

bool compares(Comparison comparison, int actual, int wanted) {
  switch (comparison) {
    case Comparison::less: return actual < wanted;
    case Comparison::at_most: return actual <= wanted;
    case Comparison::equal: return actual == wanted;
    case Comparison::at_least: return actual >= wanted;
    case Comparison::more: return actual > wanted;
  }
  TACT_CHECK(false);
  return false;
}

bool is_kind_of(const ActivityCondition& condition, const Activity& activity) {
  const auto says = [&](const auto& label) {
    const std::string* value = find_label(activity.labels, label.first);
    return value != nullptr && *value == label.second;
  };
  return std::find(condition.events.begin(), condition.events.end(), activity.event) !=
             condition.events.end() &&
         (condition.channel.empty() || condition.channel == activity.channel) &&
         (condition.brand.empty() || condition.brand == activity.brand) &&
         std::all_of(condition.labels.begin(), condition.labels.end(), says);
}

// One activity counts while less than `within` has passed since, in every zone or in none.
Truth counts_still(const ActivityCondition& condition, const Activity& activity, const Scene& scene,
                   Instant at) {
  if (activity.at > at || !is_kind_of(condition, activity)) return Truth::no;
  if (!condition.within) return Truth::yes;
  const auto zones = scene.clock.zones();
  if (condition.within->unit != SpanUnit::exact && zones.empty()) return Truth::unknown;
  if (at < earliest_end(zones, activity.at, *condition.within)) return Truth::yes;
  return at < latest_end(zones, activity.at, *condition.within) ? Truth::unknown : Truth::no;
}

Truth activity_truth(const ActivityCondition& condition, const Scene& scene, Instant at) {
  Truth best = Truth::no;
  for (const Activity& activity : scene.facts.customer->activities) {
    best = std::max(best, counts_still(condition, activity, scene, at));
  }
  return best;
}

Instant next_activity_change(const ActivityCondition& condition, const Scene& scene, Instant at) {
  Instant next = never;
  const auto zones = scene.clock.zones();
  for (const Activity& activity : scene.facts.customer->activities) {
    if (!is_kind_of(condition, activity)) continue;
    next = earlier_after(at, activity.at, next);
    if (!condition.within) continue;
    if (condition.within->unit != SpanUnit::exact && zones.empty()) continue;
    next = earlier_after(at, earliest_end(zones, activity.at, *condition.within), next);
    next = earlier_after(at, latest_end(zones, activity.at, *condition.within), next);
  }
  return next;
}

Truth condition_truth(const Condition& condition, const Scene& scene, Instant at);

Truth any_truth(const AnyCondition& condition, const Scene& scene, Instant at) {
  Truth best = Truth::no;
  for (const Matcher& matcher : condition.any) {
    best = std::max(best, matches(matcher, scene, at));
    if (best == Truth::yes) break;
  }
  return best;
}

struct ConditionTruth {
  const Scene& scene;
  Instant at;

  Truth operator()(const FieldCondition& c) const { return field_truth(c, scene, at); }
  Truth operator()(const PriorityCondition& c) const {
    return truth(compares(c.comparison, scene.fields.priority, c.value));
  }
  Truth operator()(const AgeCondition& c) const {
    const std::optional<int> age = age_at(scene, at);
    return age ? truth(compares(c.comparison, *age, c.years)) : Truth::unknown;
  }
  Truth operator()(const ActivityCondition& c) const { return activity_truth(c, scene, at); }
  Truth operator()(const ConsentCheck& c) const {
    const Code code = judge_consent(c, scene, at).code;
    return code == Code::timezone_unknown ? Truth::unknown : truth(code == Code::none);
  }
  Truth operator()(const AnyCondition& c) const { return any_truth(c, scene, at); }
  Truth operator()(const NotCondition& c) const {
    return negate(matches(c.negated.front(), scene, at));
  }
};

Truth condition_truth(const Condition& condition, const Scene& scene, Instant at) {
  return std::visit(ConditionTruth{scene, at}, condition);
}

Instant next_listing_change(const SubjectState* record, Instant at, Instant next) {
  if (record == nullptr) return next;
  for (const Listing& entry : record->listings) {
    next = earlier_after(at, entry.since, next);
    if (entry.until) next = earlier_after(at, *entry.until, next);
  }
  return next;
}

struct NextChange {
  const Scene& scene;
  Instant at;

  Instant operator()(const FieldCondition& c) const {
    if (c.field != Field::on_list) return never;
    return next_listing_change(scene.other_record(), at,
                               next_listing_change(scene.facts.customer, at, never));
  }
  Instant operator()(const PriorityCondition&) const { return never; }
  Instant operator()(const AgeCondition&) const { return next_birthday(scene, at); }
  Instant operator()(const ActivityCondition& c) const {
    return next_activity_change(c, scene, at);
  }
  Instant operator()(const ConsentCheck& c) const { return next_consent_change(c, scene, at); }
  Instant operator()(const AnyCondition& c) const {
    Instant next = never;
    for (const Matcher& matcher : c.any) {
      next = std::min(next, next_match_change(matcher, scene, at));
    }
    return next;
  }
  Instant operator()(const NotCondition& c) const {
    return next_match_change(c.negated.front(), scene, at);
  }
};

struct ContactCondition {
  const ContactFields& contact;

  bool operator()(const FieldCondition& c) const {
    TACT_CHECK(is_contact_field(c.field));
    return value_truth(c, contact_field(c.field, c.label, contact)) == Truth::yes;
  }
  bool operator()(const PriorityCondition& c) const {
    return compares(c.comparison, contact.priority, c.value);
  }
  bool operator()(const AnyCondition& c) const {
    return std::any_of(c.any.begin(), c.any.end(),
                       [&](const Matcher& m) { return matches_contact(m, contact); });
  }
  bool operator()(const NotCondition& c) const {
    return !matches_contact(c.negated.front(), contact);
  }
  // The compiler refuses these in `count`.
  bool operator()(const AgeCondition&) const { return not_of_a_contact(); }
  bool operator()(const ActivityCondition&) const { return not_of_a_contact(); }
  bool operator()(const ConsentCheck&) const { return not_of_a_contact(); }

  static bool not_of_a_contact() {
    TACT_CHECK(false);
    return true;
  }
};

}  // namespace

std::string_view contact_field(Field field, std::string_view label, const ContactFields& contact) {
  switch (field) {
    case Field::channel: return contact.channel;
    case Field::purpose: return contact.purpose;
    case Field::brand: return contact.brand;
    case Field::campaign: return contact.campaign;
    case Field::label: {
      const std::string* value = find_label(contact.labels, label);
      return value != nullptr ? std::string_view(*value) : std::string_view();
    }
    case Field::country:
    case Field::region:
    case Field::language:
    case Field::kind:
    case Field::stage:
    case Field::segment:
    case Field::on_list: break;
  }
  TACT_CHECK(is_contact_field(field));
  return {};
}

std::string_view field_text(Field field, std::string_view label, const Scene& scene) {
  const Profile* profile = scene.profile();
  switch (field) {
    case Field::channel:
    case Field::purpose:
    case Field::brand:
    case Field::campaign:
    case Field::label: return contact_field(field, label, scene.fields);
    case Field::country: {
      OnePlace one;
      scene.for_each_country([&](std::string_view country) { one.add(country); });
      return one.text();
    }
    case Field::region: {
      OnePlace one;
      scene.for_each_region([&](std::string_view region) { one.add(region); });
      return one.text();
    }
    case Field::language: return profile ? std::string_view(profile->language) : "";
    case Field::stage: return profile ? std::string_view(profile->stage) : "";
    case Field::kind: {
      const auto kind = profile && profile->kind ? profile->kind : scene.policy.defaults.kind;
      return kind ? kind_word(*kind) : "";
    }
    case Field::segment:
    case Field::on_list: break;
  }
  TACT_CHECK(false);
  return {};
}

Truth value_truth(const FieldCondition& condition, std::string_view actual) {
  if (actual.empty()) return is_contact_field(condition.field) ? Truth::no : Truth::unknown;
  return truth(any_value_fits(condition, actual));
}

Truth matches(const Matcher& matcher, const Scene& scene, Instant at) {
  Truth worst = Truth::yes;
  for (const Condition& condition : matcher.all) {
    worst = std::min(worst, condition_truth(condition, scene, at));
    if (worst == Truth::no) break;
  }
  return worst;
}

Instant next_match_change(const Matcher& matcher, const Scene& scene, Instant at) {
  Instant next = never;
  for (const Condition& condition : matcher.all) {
    next = std::min(next, std::visit(NextChange{scene, at}, condition));
  }
  return next;
}

bool matches_contact(const Matcher& matcher, const ContactFields& contact) {
  return std::all_of(matcher.all.begin(), matcher.all.end(), [&](const Condition& condition) {
    return std::visit(ContactCondition{contact}, condition);
  });
}

bool agree(const std::vector<SameField>& same, const ContactFields& a, const ContactFields& b) {
  return std::all_of(same.begin(), same.end(), [&](const SameField& field) {
    return is_same(contact_field(field.field, field.label, a),
                   contact_field(field.field, field.label, b));
  });
}

}  // namespace tact
