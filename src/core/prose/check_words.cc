// What a rule asks for, in words.
#include "tact/check.h"

#include "core/prose/words.h"

namespace tact::prose {
namespace {

std::string after_semicolons(const Texts& parts) { return joined(parts, "; "); }

std::string same_word(const SameField& same, const CheckPhrases& check) {
  switch (same.field) {
    case Field::channel: return std::string(check.same_channel.text);
    case Field::purpose: return std::string(check.same_purpose.text);
    case Field::brand: return std::string(check.same_brand.text);
    case Field::campaign: return std::string(check.same_campaign.text);
    case Field::label: return fill(check.same_label, {same.label});
    case Field::country:
    case Field::region:
    case Field::language:
    case Field::kind:
    case Field::stage:
    case Field::segment:
    case Field::on_list: break;  // No policy can say these of a contact.
  }
  TACT_CHECK(false);
  return {};
}

// Which contacts count, each part after the one before.
void add_counting(const Counting& counting, const Language& language, Texts& parts) {
  const CheckPhrases& check = language.check;
  parts.push_back(counting.count.all.empty()
                      ? std::string(check.count_all.text)
                      : fill(check.count, {matcher_words(counting.count, language)}));
  if (!counting.same.empty()) {
    parts.push_back(fill(check.same, {and_list(same_words(counting.same, language), language)}));
  }
  const Phrase& basis = check.basis.at(static_cast<std::size_t>(counting.basis));
  if (!basis.text.empty()) parts.emplace_back(basis.text);
}

// What keeps a consent from being any; both where it is needed and where it lifts a refusal.
Texts consent_qualities(const ConsentCheck& check, const Language& language) {
  const CheckPhrases& phrases = language.check;
  Texts texts;
  if (check.level && *check.level != ConsentLevel::implied) {
    texts.push_back(fill(phrases.of_level, {level_words(*check.level, language)}));
  }
  if (check.max_age) {
    texts.push_back(fill(phrases.given_within, {span_words(*check.max_age, language)}));
  }
  if (check.registered) texts.emplace_back(phrases.registered.text);
  if (check.evidence) texts.emplace_back(phrases.evidence.text);
  return texts;
}

struct CheckWords {
  const Language& language;
  const CheckPhrases& phrases = language.check;

  std::string operator()(const ConsentCheck& check) const {
    return fill(check.model == ConsentModel::opt_in ? phrases.consent : phrases.no_refusal,
                {consent_details(check, language)});
  }

  std::string operator()(const ListCheck& check) const {
    Texts parts = {fill(phrases.lists, static_cast<std::int64_t>(check.lists.size()),
                        {or_list(check.lists, language)})};
    if (check.fresh_within) {
      parts.push_back(fill(phrases.fresh, {duration_words(*check.fresh_within, language)}));
    }
    if (check.grace > Duration{}) {
      parts.push_back(fill(phrases.grace, {duration_words(check.grace, language)}));
    }
    if (check.lifted_by_later_consent) parts.emplace_back(phrases.lifted.text);
    return after_semicolons(parts);
  }

  std::string operator()(const CapCheck& check) const {
    const Counted& cap = phrases.cap.at(static_cast<std::size_t>(check.counting.per));
    Texts parts = {fill(cap, check.at_most, {window_words(check.within, language)})};
    add_counting(check.counting, language, parts);
    return after_semicolons(parts);
  }

  std::string operator()(const GapCheck& check) const {
    const Phrase& gap = phrases.gap.at(static_cast<std::size_t>(check.counting.per));
    Texts parts = {fill(gap, {duration_words(check.at_least, language)})};
    add_counting(check.counting, language, parts);
    return after_semicolons(parts);
  }

  std::string operator()(const VolumeCheck& check) const {
    Texts parts = {fill(phrases.volume, check.at_most, {window_words(check.within, language)})};
    add_counting(check.counting, language, parts);
    return after_semicolons(parts);
  }

  std::string operator()(const HoursCheck& check) const {
    const std::string open = open_words(check.open, language);
    if (open.empty()) return std::string(phrases.never_open.text);
    Texts parts = {fill(phrases.open, {open, clock_words(check.clock, language)})};
    if (!check.closed_on.empty()) {
      parts.push_back(fill(phrases.closed, static_cast<std::int64_t>(check.closed_on.size()),
                           {and_list(check.closed_on, language)}));
    }
    return after_semicolons(parts);
  }

  std::string operator()(const CooldownCheck& check) const {
    Texts details;
    if (!check.channel.empty()) {
      details.push_back(fill(language.match.of_channel, {channel_words(check.channel, language)}));
    }
    if (!check.brand.empty()) details.push_back(fill(language.match.of_brand, {check.brand}));
    for (std::string& label : label_words(check.labels, language)) {
      details.push_back(std::move(label));
    }
    if (!check.same.empty()) {
      const std::string same = and_list(same_words(check.same, language), language);
      details.push_back(fill(phrases.of_same, {same}));
    }
    Texts parts = {fill(phrases.cooldown, static_cast<std::int64_t>(check.events.size()),
                        {or_list(check.events, language), span_words(check.length, language),
                         in_brackets(details)})};
    if (check.event_day_counts) parts.emplace_back(phrases.event_day.text);
    return after_semicolons(parts);
  }

  std::string operator()(const DenyCheck&) const { return std::string(phrases.deny.text); }
};

std::string in_force_words(const Rule& rule, const RulePhrases& phrases) {
  const auto& from = rule.effective_from;
  const auto& until = rule.effective_until;
  if (from && until) {
    return fill(phrases.in_force_between, {local_time_words(*from), local_time_words(*until)});
  }
  if (from) return fill(phrases.in_force_from, {local_time_words(*from)});
  if (until) return fill(phrases.in_force_until, {local_time_words(*until)});
  return {};
}

}  // namespace

std::string clock_words(const TimeZone* clock, const Language& language) {
  return clock == nullptr ? std::string(language.check.customer_clock.text)
                          : fill(language.check.zone_clock, {clock->name()});
}

std::string level_words(ConsentLevel level, const Language& language) {
  const auto index =
      static_cast<std::size_t>(level) - static_cast<std::size_t>(ConsentLevel::implied);
  return std::string(language.check.level.at(index).text);
}

Texts same_words(const std::vector<SameField>& same, const Language& language) {
  Texts texts;
  for (const SameField& field : same) texts.push_back(same_word(field, language.check));
  return texts;
}

std::string consent_details(const ConsentCheck& check, const Language& language) {
  const CheckPhrases& phrases = language.check;
  Texts details;
  if (check.purpose == any_purpose) {
    details.emplace_back(phrases.for_any_purpose.text);
  } else if (!check.purpose.empty()) {
    details.push_back(fill(phrases.for_purpose, {check.purpose}));
  }
  if (!check.channel.empty()) {
    details.push_back(fill(phrases.for_channel, {channel_words(check.channel, language)}));
  }
  Texts qualities = consent_qualities(check, language);
  if (check.model == ConsentModel::opt_out && !qualities.empty()) {
    details.push_back(fill(phrases.lifted_only_by, {joined(qualities, language.match.comma.text)}));
  } else {
    for (std::string& quality : qualities) details.push_back(std::move(quality));
  }
  return in_brackets(details);
}

std::string check_words(const Check& check, const Language& language) {
  return std::visit(CheckWords{language}, check);
}

std::string rule_sentence(const Rule& rule, const Matcher& when,
                          const std::optional<Matcher>& unless, const Language& language) {
  const RulePhrases& phrases = language.rule;
  std::string text = check_words(rule.check, language);
  if (!when.all.empty()) text = fill(phrases.where, {matcher_words(when, language), text});
  text = language.capital(std::move(text)) + '.';
  if (unless) text += ' ' + fill(phrases.except, {matcher_words(*unless, language)});
  if (rule.on_fail == OnFail::deny) text += ' ' + std::string(phrases.refused.text);
  const std::string in_force = in_force_words(rule, phrases);
  if (!in_force.empty()) text += ' ' + in_force;
  if (rule.mode == RuleMode::shadow) text += ' ' + std::string(phrases.watched.text);
  return text;
}

std::string rule_sentence(const Rule& rule, const Language& language) {
  return rule_sentence(rule, rule.when, rule.unless, language);
}

}  // namespace tact::prose
