#include "core/prose/change_collector.h"

#include <algorithm>

#include "tact/check.h"

#include "core/policy/compare.h"

namespace tact::prose {
namespace {

bool contains(const Texts& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

Texts without(const Texts& texts, const Texts& others) {
  Texts left;
  for (const std::string& text : texts) {
    if (!contains(others, text)) left.push_back(text);
  }
  return left;
}

const FieldCondition* counterpart(const FieldCondition& field, const std::vector<Condition>& all) {
  for (const Condition& condition : all) {
    const auto* other = std::get_if<FieldCondition>(&condition);
    if (other != nullptr && other->field == field.field && other->label == field.label) {
      return other;
    }
  }
  return nullptr;
}

// The values of `from` that `by` does not let through.
FieldCondition uncovered(const FieldCondition& from, const FieldCondition& by) {
  FieldCondition left{from.field, from.label, {}};
  for (const std::string& value : from.values) {
    const bool is_covered = std::any_of(by.values.begin(), by.values.end(), [&](const auto& other) {
      return from.field == Field::purpose ? purpose_covers(other, value) : other == value;
    });
    if (!is_covered) left.values.push_back(value);
  }
  return left;
}

// The conditions of `all` that `others` has not got.
std::vector<Condition> own_conditions(const Matcher& matcher, const Matcher& others) {
  std::vector<Condition> own;
  for (const Condition& condition : matcher.all) {
    const bool shared =
        std::any_of(others.all.begin(), others.all.end(),
                    [&](const Condition& other) { return is_same(condition, other); });
    if (!shared) own.push_back(condition);
  }
  return own;
}

class MatcherChange {
 public:
  MatcherChange(const Phrase& subject, const Language& language)
      : subject_(subject.text), language_(language) {}

  std::string words(const Matcher& before, const Matcher& after) {
    const std::vector<Condition> old_ones = own_conditions(before, after);
    const std::vector<Condition> new_ones = own_conditions(after, before);
    for (const Condition& condition : old_ones) {
      const auto* field = std::get_if<FieldCondition>(&condition);
      const auto* other = field == nullptr ? nullptr : counterpart(*field, new_ones);
      if (other == nullptr) {
        say(language_.change.not_only, condition);
      } else {
        say_values(uncovered(*other, *field), language_.change.also);
        say_values(uncovered(*field, *other), language_.change.no_longer);
      }
    }
    for (const Condition& condition : new_ones) {
      const auto* field = std::get_if<FieldCondition>(&condition);
      if (field == nullptr || counterpart(*field, old_ones) == nullptr) {
        say(language_.change.only, condition);
      }
    }
    return joined(said_, "; ");
  }

 private:
  void say(const Phrase& phrase, const Condition& condition) {
    said_.push_back(fill(phrase, {subject_, condition_words(condition, language_)}));
  }
  void say_values(const FieldCondition& values, const Phrase& phrase) {
    if (!values.values.empty()) say(phrase, values);
  }

  const std::string_view subject_;
  const Language& language_;
  Texts said_;
};

}  // namespace

Effect opposite(Effect effect) {
  switch (effect) {
    case Effect::none: return Effect::none;
    case Effect::stricter: return Effect::softer;
    case Effect::softer: return Effect::stricter;
    case Effect::unclear: return Effect::unclear;
  }
  TACT_CHECK(false);
  return Effect::unclear;
}

Effect by_length(const Span& before, const Span& after, Effect longer) {
  if (before.unit != after.unit) return Effect::unclear;
  return before.unit == SpanUnit::exact ? by_size(before.length, after.length, longer)
                                        : by_size(before.count, after.count, longer);
}

void ChangeCollector::value(std::string_view part, std::string_view label, std::string before,
                            std::string after, Effect effect) {
  const std::string_view none = language_.change.none.text;
  const std::string words =
      fill(language_.change.becomes, {label, before.empty() ? none : std::string_view(before),
                                      after.empty() ? none : std::string_view(after)});
  add({std::string(part), std::move(before), std::move(after), words, effect});
}

void ChangeCollector::prose(std::string_view part, const Phrase& label, const std::string& before,
                            const std::string& after) {
  if (before == after) return;
  const auto quoted = [&](const std::string& text) {
    return text.empty() ? text : fill(language_.change.quoted, {text});
  };
  value(part, label.text, quoted(before), quoted(after), Effect::none);
}

void ChangeCollector::flag(std::string_view part, const Phrase& label, bool before, bool after,
                           Effect on, Effect off) {
  if (before == after) return;
  const auto word = [&](bool truth) {
    return std::string((truth ? language_.change.yes : language_.change.no).text);
  };
  value(part, label.text, word(before), word(after), after ? on : off);
}

void ChangeCollector::names(std::string_view part, std::string_view label, const Texts& before,
                            const Texts& after, Effect gained, Effect lost) {
  const Texts came = without(after, before);
  const Texts went = without(before, after);
  if (came.empty() && went.empty()) return;
  Texts words;
  Effect effect = Effect::none;
  if (!came.empty()) {
    words.push_back(fill(language_.change.gains, {label, and_list(came, language_)}));
    effect = combined(effect, gained);
  }
  if (!went.empty()) {
    words.push_back(fill(language_.change.loses, {label, and_list(went, language_)}));
    effect = combined(effect, lost);
  }
  add({std::string(part), and_list(before, language_), and_list(after, language_),
       joined(words, "; "), effect});
}

void ChangeCollector::matcher(std::string_view part, const Phrase& subject, const Matcher* before,
                              const Matcher* after, Effect wider) {
  if (before == nullptr && after == nullptr) return;
  const auto words_of = [&](const Matcher* matcher) {
    return matcher == nullptr ? std::string() : matcher_words(*matcher, language_);
  };
  std::string words;
  Effect effect = Effect::unclear;
  if (before == nullptr) {
    words = fill(language_.change.also, {subject.text, words_of(after)});
    effect = wider;
  } else if (after == nullptr) {
    words = fill(language_.change.no_longer, {subject.text, words_of(before)});
    effect = opposite(wider);
  } else {
    const bool widened = covers(*after, *before);
    const bool narrowed = covers(*before, *after);
    if (widened && narrowed) return;
    if (widened) effect = wider;
    if (narrowed) effect = opposite(wider);
    words = MatcherChange(subject, language_).words(*before, *after);
  }
  add({std::string(part), words_of(before), words_of(after), std::move(words), effect});
}

}  // namespace tact::prose
