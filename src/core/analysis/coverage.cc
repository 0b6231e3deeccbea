#include <algorithm>
#include <string>

#include "core/analysis/analysis.h"
#include "core/analysis/wording.h"

namespace tact {
namespace {

// Collects the values of one field, `purpose` or `channel`, that matchers and checks name.
class Mentions {
 public:
  explicit Mentions(Field field) : field_(field) {}

  void add(const Rule& rule) {
    if (!picks(rule.when)) takes_all_ = true;
    add(rule.when);
    if (rule.unless) add(*rule.unless);
    if (const Counting* counting = counting_of(rule.check)) add(counting->count);
    if (const auto* consent = std::get_if<ConsentCheck>(&rule.check)) add(*consent);
    if (const auto* cooldown = std::get_if<CooldownCheck>(&rule.check)) {
      if (field_ == Field::channel) add(cooldown->channel);
    }
  }

  // Itself, what it is part of, or a part of it.
  bool has(const std::string& value) const {
    return takes_all_ || std::any_of(named_.begin(), named_.end(), [&](const std::string& name) {
             return purpose_covers(name, value) || purpose_covers(value, name);
           });
  }

  // Whether all that a matcher takes has a value of the field that the matcher names.
  bool picks(const Matcher& when) const {
    return std::any_of(when.all.begin(), when.all.end(), [&](const Condition& condition) {
      if (const auto* field = std::get_if<FieldCondition>(&condition)) {
        return field->field == field_;
      }
      const auto* any = std::get_if<AnyCondition>(&condition);
      return any != nullptr && std::all_of(any->any.begin(), any->any.end(),
                                           [&](const Matcher& inner) { return picks(inner); });
    });
  }

 private:
  void add(const std::string& value) {
    if (!value.empty()) named_.push_back(value);
  }

  void add(const ConsentCheck& consent) {
    add(field_ == Field::purpose ? consent.purpose : consent.channel);
  }

  void add(const Matcher& matcher) {
    for (const Condition& condition : matcher.all) add(condition);
  }

  void add(const Condition& condition) {
    if (const auto* field = std::get_if<FieldCondition>(&condition)) {
      if (field->field != field_) return;
      named_.insert(named_.end(), field->values.begin(), field->values.end());
    } else if (const auto* any = std::get_if<AnyCondition>(&condition)) {
      for (const Matcher& matcher : any->any) add(matcher);
    } else if (const auto* negated = std::get_if<NotCondition>(&condition)) {
      add(negated->negated.front());
    } else if (const auto* consent = std::get_if<ConsentCheck>(&condition)) {
      add(*consent);
    } else if (const auto* activity = std::get_if<ActivityCondition>(&condition)) {
      if (field_ == Field::channel) add(activity->channel);
    }
  }

  const Field field_;
  std::vector<std::string> named_;
  bool takes_all_ = false;
};

void warn_of_unmentioned(Analysis& analysis, Field field, std::string_view what,
                         const NamesWithSpots& names) {
  Mentions mentions(field);
  for (const RuleDraft& draft : analysis.input.rules) mentions.add(draft.rule);
  for (const auto& [name, spot] : names) {
    if (mentions.has(name)) continue;
    analysis.diagnostics.warning(spot,
                                 "no rule mentions the " + std::string(what) + ' ' +
                                     quoted_input(name) + ": it is never limited",
                                 "name it in a rule, or take it out of `vocabulary`");
  }
}

// Purposes that rules single out on some channels, and that escape every rule on others.
class Escapes {
 public:
  explicit Escapes(Analysis& analysis) : analysis_(analysis) {
    for (const RuleDraft& draft : analysis.input.rules) channels_.add(draft.rule);
  }

  void warn() {
    const RuleSpace& space = analysis_.space;
    for (std::size_t purpose = 0; purpose < space.purposes(); ++purpose) {
      if (!is_singled_out(purpose)) continue;
      std::vector<std::string> open;
      for (std::size_t channel = 0; channel < space.channels(); ++channel) {
        if (is_mentioned(channel) && !is_taken(channel, purpose)) {
          open.push_back(analysis_.input.policy.vocabulary.channels[channel]);
        }
      }
      if (!open.empty()) say(purpose, open);
    }
  }

 private:
  // Of the others it is said once that no rule mentions them.
  bool is_mentioned(std::size_t channel) const {
    return channels_.has(analysis_.input.policy.vocabulary.channels[channel]);
  }

  // Whether an enforced rule that names the purpose takes it somewhere.
  bool is_singled_out(std::size_t purpose) const {
    const RuleSpace& space = analysis_.space;
    const Mentions names(Field::purpose);
    for (std::size_t i = 0; i < space.size(); ++i) {
      if (!analysis_.binds(i) || !names.picks(analysis_.rule(i).when)) continue;
      for (std::size_t channel = 0; channel < space.channels(); ++channel) {
        if (space.cells(i).has(space.cell(channel, purpose))) return true;
      }
    }
    return false;
  }

  // A shadow rule that is tried out there shows that somebody thought of it.
  bool is_taken(std::size_t channel, std::size_t purpose) const {
    const RuleSpace& space = analysis_.space;
    for (std::size_t i = 0; i < space.size(); ++i) {
      if (space.cells(i).has(space.cell(channel, purpose))) return true;
    }
    return false;
  }

  void say(std::size_t purpose, const std::vector<std::string>& channels) {
    const std::string& name = analysis_.input.policy.vocabulary.purposes[purpose];
    const NamesWithSpots& spots = analysis_.input.purposes;
    const auto at = std::find_if(spots.begin(), spots.end(),
                                 [&](const auto& one) { return one.first == name; });
    if (at == spots.end()) return;
    analysis_.diagnostics.warning(at->second,
                                  "no rule takes " + quoted_input(name) + " by " +
                                      quoted_in_words(channels, "or") +
                                      ": there it is never limited",
                                  "add the channel to a rule, or a rule for it");
  }

  Analysis& analysis_;
  Mentions channels_{Field::channel};
};

}  // namespace

void warn_of_coverage(Analysis& analysis) {
  warn_of_unmentioned(analysis, Field::purpose, "purpose", analysis.input.purposes);
  warn_of_unmentioned(analysis, Field::channel, "channel", analysis.input.channels);
  Escapes(analysis).warn();
}

}  // namespace tact
