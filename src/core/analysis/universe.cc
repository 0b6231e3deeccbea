#include "core/analysis/universe.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tact/check.h"

#include "core/analysis/canonical.h"
#include "core/names/names.h"

namespace tact {
namespace {

constexpr ValueRange holds{1, 1};
constexpr int priority_most = 100;
constexpr int age_least = -1;  // who is born after the message
constexpr int age_most = 200;
// What a purpose of an earlier vocabulary is called, under a name that a rule uses.
constexpr std::string_view unlisted = "/?";

std::string key_of(Speaker speaker, const std::string& name) {
  return speaker == Speaker::request ? name : "counted " + name;
}

bool is_wild(const std::string& pattern) { return pattern.find('*') != std::string::npos; }

// Fits every text that there is.
bool takes_all(const std::string& pattern) {
  return pattern.find_first_not_of('*') == std::string::npos;
}

std::string fact_key(std::string_view kind, const std::string& name) {
  return std::string(kind) + ' ' + name;
}

constexpr std::string_view several_places = "several places";

std::string place_key(const FieldCondition& field) {
  return "place " + canonical(Matcher{{field}});
}

bool needs_clock(const std::optional<Span>& span) { return span && span->unit != SpanUnit::exact; }

// The numbers that compare so, of those from `least` to `most`.
ValueRange range_of(Comparison comparison, int value, int least, int most) {
  switch (comparison) {
    case Comparison::less: return {least, value - 1};
    case Comparison::at_most: return {least, value};
    case Comparison::equal: return {value, value};
    case Comparison::at_least: return {value, most};
    case Comparison::more: return {value + 1, most};
  }
  TACT_CHECK(false);
  return {};
}

// How many names the vocabulary lists; 0: any.
int listed_names(const Vocabulary& vocabulary, Field field) {
  if (field == Field::channel) return static_cast<int>(vocabulary.channels.size());
  if (field == Field::purpose) return static_cast<int>(vocabulary.purposes.size());
  if (field == Field::brand) return static_cast<int>(vocabulary.brands.size());
  return 0;
}

// Neighbours in one range.
std::vector<ValueRange> ranges_of(std::vector<int> values) {
  std::sort(values.begin(), values.end());
  std::vector<ValueRange> ranges;
  for (const int value : values) {
    if (!ranges.empty() && value <= ranges.back().last + 1) {
      ranges.back().last = value;
    } else {
      ranges.push_back({value, value});
    }
  }
  return ranges;
}

}  // namespace

int Universe::Names::add(const std::string& text) {
  const auto [found, is_new] = numbers.try_emplace(text, static_cast<int>(texts.size()));
  if (is_new) texts.push_back(text);
  return found->second;
}

Universe::Universe(const Policy& policy) : policy_(policy) {
  const Vocabulary& vocabulary = policy.vocabulary;
  for (const std::string& text : vocabulary.channels) names_["channel"].add(text);
  for (const std::string& text : vocabulary.purposes) names_["purpose"].add(text);
  for (const std::string& text : vocabulary.brands) names_["brand"].add(text);
  contact_field(Field::channel, {}, Speaker::request);
  contact_field(Field::purpose, {}, Speaker::request);
  channel_ = at("channel");
  purpose_ = at("purpose");
}

VariableId Universe::add(const std::string& key, Variable variable) {
  const auto [found, is_new] = keys_.try_emplace(key, variables_.size());
  if (is_new) variables_.push_back(std::move(variable));
  return found->second;
}

VariableId Universe::add_fact(const std::string& key, std::string label, bool can_be_unknown) {
  Variable variable;
  variable.label = std::move(label);
  variable.last = 1;
  variable.can_be_unknown = can_be_unknown;
  return add(key, std::move(variable));
}

std::optional<VariableId> Universe::find(const std::string& key) const {
  const auto found = keys_.find(key);
  if (found == keys_.end()) return std::nullopt;
  return found->second;
}

// The variable of a field that messages and contacts have, made where there is none yet.
Variable& Universe::contact_field(Field field, const std::string& label, Speaker speaker) {
  Variable variable;
  variable.label = field_key(field, label);
  variable.speaker = speaker;
  variable.names = &names_of(field, label).texts;
  // The vocabulary's own names come first, and a message has no others.
  const int listed = speaker == Speaker::request ? listed_names(policy_.vocabulary, field) : 0;
  variable.last = listed - 1;
  variable.can_be_another = listed == 0;
  variable.can_be_absent = field != Field::channel && field != Field::purpose;
  return variables_[add(key_of(speaker, field_key(field, label)), std::move(variable))];
}

Universe::Names& Universe::names_of(Field field, const std::string& label) {
  return names_[field_key(field, label)];
}

// ---- noting ----

void Universe::note(const Rule& rule) {
  note(rule.when, Speaker::request);
  if (rule.unless) note(*rule.unless, Speaker::request);
  const auto note_counting = [this](const Counting& counting) {
    note(counting.count, Speaker::contact);
    note_same(counting.same);
  };
  if (const auto* cap = std::get_if<CapCheck>(&rule.check)) note_counting(cap->counting);
  if (const auto* gap = std::get_if<GapCheck>(&rule.check)) note_counting(gap->counting);
  if (const auto* volume = std::get_if<VolumeCheck>(&rule.check)) note_counting(volume->counting);
}

void Universe::note(const Matcher& matcher, Speaker speaker) {
  for (const Condition& condition : matcher.all) note(condition, speaker);
}

void Universe::note(const Condition& condition, Speaker speaker) {
  if (const auto* field = std::get_if<FieldCondition>(&condition)) {
    note(*field, speaker);
  } else if (std::holds_alternative<PriorityCondition>(condition)) {
    Variable variable;
    variable.label = "priority";
    variable.speaker = speaker;
    variable.last = priority_most;
    add(key_of(speaker, "priority"), std::move(variable));
  } else if (std::holds_alternative<AgeCondition>(condition)) {
    Variable variable;
    variable.label = "age";
    variable.first = age_least;
    variable.last = age_most;
    variable.can_be_unknown = true;
    add("age", std::move(variable));
  } else if (const auto* activity = std::get_if<ActivityCondition>(&condition)) {
    add_fact(canonical(*activity), "activity", needs_clock(activity->within));
  } else if (const auto* consent = std::get_if<ConsentCheck>(&condition)) {
    add_fact(canonical(*consent), "consent", needs_clock(consent->max_age));
  } else if (const auto* any = std::get_if<AnyCondition>(&condition)) {
    for (const Matcher& matcher : any->any) note(matcher, speaker);
  } else if (const auto* negated = std::get_if<NotCondition>(&condition)) {
    note(negated->negated.front(), speaker);
  }
}

void Universe::note(const FieldCondition& field, Speaker speaker) {
  switch (field.field) {
    case Field::channel:
    case Field::purpose:
    case Field::brand: note_words(field, speaker); return;
    case Field::campaign:
    case Field::label: note_patterns(field, speaker); return;
    case Field::country:
    case Field::region:
      note_words(field, Speaker::request);
      note_place(field);
      return;
    case Field::language:
    case Field::stage:
    case Field::kind: note_words(field, Speaker::request); return;
    case Field::segment:
      add_fact("segments", "segment", true);
      for (const std::string& value : field.values) {
        add_fact(fact_key("segment", value), "segment", false);
      }
      return;
    case Field::on_list:
      for (const std::string& value : field.values) {
        add_fact(fact_key("on_list", value), "on_list", false);
      }
      return;
  }
  TACT_CHECK(false);
}

void Universe::note_words(const FieldCondition& field, Speaker speaker) {
  Names& names = names_of(field.field, field.label);
  for (const std::string& value : field.values) {
    if (field.field == Field::region) note_region(value);
    if (field.field == Field::purpose) {
      names.add(value + std::string(unlisted));
    } else {
      names.add(value);
    }
  }
  if (field.field == Field::kind) {
    names.add("individual");
    names.add("merchant");
  }
  Variable& variable = contact_field(field.field, field.label, speaker);
  if (field.field > Field::label) {
    const Defaults& defaults = policy_.defaults;
    variable.can_be_absent = false;
    variable.can_be_another = field.field != Field::kind;
    variable.can_be_unknown = !(field.field == Field::country && !defaults.country.empty()) &&
                              !(field.field == Field::kind && defaults.kind);
  }
  if (field.field == Field::kind) variable.last = 1;
}

void Universe::note_same(const std::vector<SameField>& same) {
  for (const SameField& field : same) contact_field(field.field, field.label, Speaker::request);
}

void Universe::note_patterns(const FieldCondition& field, Speaker speaker) {
  const std::string name = field_key(field.field, field.label);
  Names& names = names_of(field.field, field.label);
  for (const std::string& pattern : field.values) {
    if (!is_wild(pattern)) {
      names.add(pattern);
    } else if (!takes_all(pattern)) {
      // Of texts that no rule names nobody knows which of the patterns they fit: any of them.
      for (const Speaker who : {Speaker::request, speaker}) {
        add_fact(key_of(who, fact_key(name, pattern)), name, false);
      }
    }
  }
  contact_field(field.field, field.label, Speaker::request);
  contact_field(field.field, field.label, speaker);
}

void Universe::note_region(const std::string& region) {
  Names& countries = names_of(Field::country, {});
  Names& regions = names_of(Field::region, {});
  const auto number = static_cast<std::size_t>(regions.add(region));
  if (number >= region_countries_.size()) region_countries_.resize(number + 1);
  region_countries_[number] = countries.add(region.substr(0, 2));
}

// By their numbers customers count as in several places. Of those nothing is told apart: each
// condition may then be true, false or unknown on its own.
void Universe::note_place(const FieldCondition& field) {
  if (policy_.number_regions.empty()) return;
  const VariableId several = add_fact(std::string(several_places), "region", false);
  variables_[several].is_rare = true;
  add_fact(place_key(field), "region", true);
}

// ---- translating ----

Expression Universe::translate(const Matcher& matcher) const { return translate(matcher, Use{}); }

Expression Universe::translate(const Matcher& count, const std::vector<SameField>& same) const {
  return translate(count, Use{Speaker::contact, &same});
}

Expression Universe::translate(const Matcher& matcher, const Use& use) const {
  std::vector<Expression> parts;
  for (const Condition& condition : matcher.all) parts.push_back(translate(condition, use));
  return all_of(std::move(parts));
}

Expression Universe::translate(const Condition& condition, const Use& use) const {
  if (const auto* field = std::get_if<FieldCondition>(&condition)) return translate(*field, use);
  if (const auto* priority = std::get_if<PriorityCondition>(&condition)) {
    return atom(at(key_of(use.speaker, "priority")),
                {range_of(priority->comparison, priority->value, 0, priority_most)});
  }
  if (const auto* age = std::get_if<AgeCondition>(&condition)) {
    return atom(at("age"), {range_of(age->comparison, age->years, age_least, age_most)});
  }
  if (const auto* activity = std::get_if<ActivityCondition>(&condition)) {
    return atom(at(canonical(*activity)), {holds});
  }
  if (const auto* consent = std::get_if<ConsentCheck>(&condition)) {
    return atom(at(canonical(*consent)), {holds});
  }
  if (const auto* any = std::get_if<AnyCondition>(&condition)) {
    std::vector<Expression> parts;
    for (const Matcher& matcher : any->any) parts.push_back(translate(matcher, use));
    return any_of(std::move(parts));
  }
  const auto& negated = std::get<NotCondition>(condition);
  return negation_of(translate(negated.negated.front(), use));
}

Expression Universe::translate(const FieldCondition& field, const Use& use) const {
  Use own = use;
  const bool is_shared =
      use.same != nullptr &&
      std::any_of(use.same->begin(), use.same->end(), [&](const SameField& same) {
        return same.field == field.field && same.label == field.label;
      });
  if (is_shared) own = {};
  switch (field.field) {
    case Field::channel:
    case Field::purpose:
    case Field::brand: return translate_words(field, own);
    case Field::campaign:
    case Field::label: return translate_patterns(field, own);
    case Field::country:
    case Field::region: return translate_place(field);
    case Field::language:
    case Field::kind:
    case Field::stage: return translate_words(field, {});
    case Field::segment: return translate_segments(field);
    case Field::on_list: {
      std::vector<Expression> parts;
      for (const std::string& list : field.values) {
        parts.push_back(atom(at(fact_key("on_list", list)), {holds}));
      }
      return any_of(std::move(parts));
    }
  }
  TACT_CHECK(false);
  return {};
}

Expression Universe::translate_words(const FieldCondition& field, const Use& use) const {
  const std::string name = field_key(field.field, field.label);
  const Names& names = names_.find(name)->second;
  std::vector<int> accepted;
  for (const std::string& value : field.values) {
    if (field.field != Field::purpose) {
      accepted.push_back(names.at(value));
      continue;
    }
    for (std::size_t i = 0; i < names.texts.size(); ++i) {
      if (purpose_covers(value, names.texts[i])) accepted.push_back(static_cast<int>(i));
    }
  }
  return atom(at(key_of(use.speaker, name)), ranges_of(std::move(accepted)));
}

Expression Universe::translate_patterns(const FieldCondition& field, const Use& use) const {
  const std::string name = field_key(field.field, field.label);
  const VariableId variable = at(key_of(use.speaker, name));
  const Names& names = names_.find(name)->second;
  std::vector<int> accepted;
  std::vector<Expression> parts;
  for (const std::string& pattern : field.values) {
    for (std::size_t i = 0; i < names.texts.size(); ++i) {
      if (wildcard_matches(pattern, names.texts[i])) accepted.push_back(static_cast<int>(i));
    }
    if (takes_all(pattern)) {
      accepted.push_back(another_value);
    } else if (is_wild(pattern)) {
      const VariableId fact = at(key_of(use.speaker, fact_key(name, pattern)));
      parts.push_back(
          all_of({atom(variable, {{another_value, another_value}}), atom(fact, {holds})}));
    }
  }
  parts.push_back(atom(variable, ranges_of(std::move(accepted))));
  return any_of(std::move(parts));
}

Expression Universe::translate_place(const FieldCondition& field) const {
  Expression words = translate_words(field, {});
  if (policy_.number_regions.empty()) return words;
  const Expression several = atom(at(std::string(several_places)), {holds});
  return any_of({all_of({negation_of(several), std::move(words)}),
                 all_of({several, atom(at(place_key(field)), {holds})})});
}

// In one of them where the customer's segments are known, and otherwise unknown as a whole.
Expression Universe::translate_segments(const FieldCondition& field) const {
  const VariableId known = at("segments");
  std::vector<Expression> in;
  for (const std::string& segment : field.values) {
    in.push_back(atom(at(fact_key("segment", segment)), {holds}));
  }
  // The atom that no value fits is unknown or false, the other one unknown or true.
  return any_of({all_of({atom(known, {{0, 1}}), any_of(std::move(in))}), atom(known, {})});
}

}  // namespace tact
