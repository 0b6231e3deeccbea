// What a rule applies to, in words.
#include <algorithm>

#include "tact/check.h"

#include "core/names/names.h"
#include "core/prose/words.h"

namespace tact::prose {
namespace {

std::string last_joined(const Texts& items, const Phrase& last, const Language& language) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? last.text : language.match.comma.text;
    text += items[i];
  }
  return text;
}

Texts channels_words(const Texts& channels, const Language& language) {
  Texts texts;
  for (const std::string& channel : channels) texts.push_back(channel_words(channel, language));
  return texts;
}

Texts countries_words(const Texts& codes, const Language& language) {
  Texts texts;
  for (const std::string& code : codes) texts.push_back(country_words(code, language));
  return texts;
}

Texts kinds_words(const Texts& kinds, const Language& language) {
  Texts texts;
  for (const std::string& name : kinds) {
    const auto kind = parse_name<CustomerKind>(name);
    texts.push_back(kind ? kind_words(*kind, language) : name);
  }
  return texts;
}

bool takes_any(const Texts& patterns) {
  return std::find(patterns.begin(), patterns.end(), "*") != patterns.end();
}

struct ConditionWords {
  const Language& language;

  std::string operator()(const FieldCondition& condition) const {
    const MatchPhrases& match = language.match;
    const Texts& values = condition.values;
    const auto count = static_cast<std::int64_t>(values.size());
    const std::string any = or_list(values, language);
    switch (condition.field) {
      case Field::channel:
        return fill(match.channel, {or_list(channels_words(values, language), language)});
      case Field::purpose: return fill(match.purpose, {any});
      case Field::brand: return fill(match.brand, {any});
      case Field::campaign:
        return takes_any(values) ? std::string(match.campaign_any.text)
                                 : fill(match.campaign, {any});
      case Field::label:
        return takes_any(values) ? fill(match.label_any, {condition.label})
                                 : fill(match.label, {condition.label, any});
      case Field::country:
        return fill(match.country, {or_list(countries_words(values, language), language)});
      case Field::region: return fill(match.region, {any});
      case Field::language: return fill(match.language, {any});
      case Field::kind: return fill(match.kind, {or_list(kinds_words(values, language), language)});
      case Field::stage: return fill(match.stage, {any});
      case Field::segment: return fill(match.segment, count, {any});
      case Field::on_list: return fill(match.on_list, count, {any});
    }
    TACT_CHECK(false);
    return {};
  }

  std::string operator()(const PriorityCondition& condition) const {
    return fill(language.match.priority.at(static_cast<std::size_t>(condition.comparison)),
                {std::to_string(condition.value)});
  }

  std::string operator()(const AgeCondition& condition) const {
    return fill(language.match.age.at(static_cast<std::size_t>(condition.comparison)),
                {std::to_string(condition.years)});
  }

  std::string operator()(const ActivityCondition& condition) const {
    Texts details;
    if (!condition.channel.empty()) {
      const std::string channel = channel_words(condition.channel, language);
      details.push_back(fill(language.match.of_channel, {channel}));
    }
    if (!condition.brand.empty()) {
      details.push_back(fill(language.match.of_brand, {condition.brand}));
    }
    for (std::string& label : label_words(condition.labels, language)) {
      details.push_back(std::move(label));
    }
    const std::string events = or_list(condition.events, language);
    if (!condition.within) {
      return fill(language.match.activity_ever, {events, in_brackets(details)});
    }
    return fill(language.match.activity,
                {events, in_brackets(details), span_words(*condition.within, language)});
  }

  std::string operator()(const ConsentCheck& check) const {
    const std::string details = consent_details(check, language);
    return fill(check.model == ConsentModel::opt_in ? language.match.consent_holds
                                                    : language.match.no_refusal,
                {details});
  }

  std::string operator()(const AnyCondition& condition) const {
    Texts texts;
    for (const Matcher& matcher : condition.any) {
      std::string text = matcher_words(matcher, language);
      const bool stands_alone = matcher.all.size() < 2;
      texts.push_back(stands_alone ? std::move(text) : '(' + text + ')');
    }
    return joined(texts, language.match.either.text);
  }

  std::string operator()(const NotCondition& condition) const {
    return fill(language.match.negated, {matcher_words(condition.negated.front(), language)});
  }
};

}  // namespace

std::string or_list(const Texts& items, const Language& language) {
  return last_joined(items, language.match.or_last, language);
}

std::string and_list(const Texts& items, const Language& language) {
  return last_joined(items, language.match.and_last, language);
}

std::string joined(const Texts& items, std::string_view between) {
  std::string text;
  for (const std::string& item : items) {
    if (&item != items.data()) text += between;
    text += item;
  }
  return text;
}

std::string in_brackets(const Texts& items) {
  return items.empty() ? std::string() : " (" + joined(items, "; ") + ')';
}

std::string channel_words(std::string_view channel, const Language& language) {
  return std::string(language.channel(channel));
}

std::string country_words(const std::string& code, const Language& language) {
  const std::string_view name = language.country(code);
  return name.empty() ? code : std::string(name);
}

std::string kind_words(CustomerKind kind, const Language& language) {
  switch (kind) {
    case CustomerKind::individual: return std::string(language.match.individual.text);
    case CustomerKind::merchant: return std::string(language.match.merchant.text);
  }
  TACT_CHECK(false);
  return {};
}

Texts label_words(const Labels& labels, const Language& language) {
  Texts texts;
  for (const auto& [key, value] : labels) {
    texts.push_back(fill(language.match.of_label, {key, value}));
  }
  return texts;
}

std::string condition_words(const Condition& condition, const Language& language) {
  return std::visit(ConditionWords{language}, condition);
}

std::string matcher_words(const Matcher& matcher, const Language& language) {
  if (matcher.all.empty()) return std::string(language.match.always.text);
  Texts texts;
  for (const Condition& condition : matcher.all) {
    std::string text = condition_words(condition, language);
    const bool mixes = matcher.all.size() > 1 && std::holds_alternative<AnyCondition>(condition);
    texts.push_back(mixes ? '(' + text + ')' : std::move(text));
  }
  return joined(texts, language.match.together.text);
}

}  // namespace tact::prose
