#include "core/prose/explanation.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/prose/narrow.h"
#include "core/prose/words.h"
#include "core/suggest/suggest.h"

namespace tact {
namespace {

using prose::fill;
using prose::Texts;

struct TopicOf {
  Topic operator()(const ConsentCheck&) const { return Topic::consent; }
  Topic operator()(const ListCheck&) const { return Topic::lists; }
  Topic operator()(const CapCheck&) const { return Topic::frequency; }
  Topic operator()(const GapCheck&) const { return Topic::frequency; }
  Topic operator()(const HoursCheck&) const { return Topic::hours; }
  Topic operator()(const CooldownCheck&) const { return Topic::cooldown; }
  Topic operator()(const VolumeCheck&) const { return Topic::volume; }
  Topic operator()(const DenyCheck&) const { return Topic::deny; }
};

// "marketing" of "marketing/promotion".
std::string_view root_of(std::string_view purpose) { return purpose.substr(0, purpose.find('/')); }

// Whether each sentence is about all purposes of its section, and both sections say the same.
bool says_the_same(const ExplanationSection& a, const ExplanationSection& b) {
  return std::equal(a.sentences.begin(), a.sentences.end(), b.sentences.begin(), b.sentences.end(),
                    [&](const Sentence& one, const Sentence& other) {
                      return one.purposes.size() == a.purposes.size() &&
                             other.purposes.size() == b.purposes.size() &&
                             std::tie(one.rule, one.channels, one.text) ==
                                 std::tie(other.rule, other.channels, other.text);
                    });
}

Sentence sentence_of(const Rule& rule, std::string text) {
  return {rule.id, rule.mode, std::visit(TopicOf{}, rule.check), {}, {}, std::move(text)};
}

bool contains(const Texts& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Tells of one purpose after the other, and puts those together of which the same is told.
class Teller {
 public:
  Teller(const Policy& policy, const ExplanationScope& scope, const prose::Language& language)
      : policy_(policy), language_(language), is_met_(policy.rules.size()) {
    told_.scope = scope;
    for (const std::string& channel : policy.vocabulary.channels) {
      if (scope.channel.empty() || scope.channel == channel) told_.channels.push_back(channel);
    }
  }

  Explanation run() {
    add_head();
    add_reliance();
    for (const std::string& purpose : policy_.vocabulary.purposes) {
      if (purpose_covers(told_.scope.purpose, purpose)) put(purpose, sentences_of(purpose));
    }
    for (ExplanationSection& section : told_.sections) {
      // Those of one topic stay in the policy's order, whichever purpose brought them.
      std::stable_sort(section.sentences.begin(), section.sentences.end(),
                       [&](const Sentence& x, const Sentence& y) {
                         return std::pair(x.topic, index_of(x)) < std::pair(y.topic, index_of(y));
                       });
    }
    merge_sections();
    for (std::size_t i = 0; told_.scope.is_whole() && i < policy_.rules.size(); ++i) {
      const Rule& rule = policy_.rules[i];
      if (!is_met_[i]) told_.unmet.push_back(sentence_of(rule, rule_sentence(rule, language_)));
    }
    add_obligations();
    return std::move(told_);
  }

 private:
  void add_obligations() {
    for (const Obligation& obligation : policy_.obligations) {
      if (!concerns(obligation)) continue;
      told_.obligations.push_back(
          {obligation.id, prose::obligation_sentence(obligation, language_)});
    }
  }

  // Whether it may be about records of the scope. A record that leaves something out is not exempt
  // by it: only what is said of the customer settles that.
  bool concerns(const Obligation& obligation) const {
    const ExplanationScope& scope = told_.scope;
    if (obligation.unless) {
      const prose::Known known{"", "", "", scope.country, scope.kind};
      const auto unless = prose::narrowed(*obligation.unless, known);
      if (unless && unless->all.empty()) return false;
    }
    const auto may_hold = [&](std::string_view purpose) {
      const prose::Known known{purpose, scope.channel, scope.brand, scope.country, scope.kind};
      return prose::narrowed(obligation.when, known).has_value();
    };
    if (scope.purpose.empty()) return may_hold("");
    const Texts& purposes = policy_.vocabulary.purposes;
    return std::any_of(purposes.begin(), purposes.end(), [&](const std::string& purpose) {
      return purpose_covers(scope.purpose, purpose) && may_hold(purpose);
    });
  }

  void add_head() {
    for (const auto& [prefix, region] : policy_.number_regions) {
      if (!contains(told_.number_regions, region)) told_.number_regions.push_back(region);
    }
    std::sort(told_.number_regions.begin(), told_.number_regions.end());
    told_.policy = policy_.name;
    told_.title = policy_.title;
    told_.version = policy_.version();
    told_.rules = policy_.rules.size();
    told_.obligations_in_all = policy_.obligations.size();
    told_.watched = static_cast<std::size_t>(
        std::count_if(policy_.rules.begin(), policy_.rules.end(),
                      [](const Rule& rule) { return rule.mode == RuleMode::shadow; }));
    const Defaults& defaults = policy_.defaults;
    const prose::ExplanationPhrases& phrases = language_.explanation;
    if (defaults.timezone != nullptr) {
      told_.defaults.push_back(fill(phrases.timezone, {defaults.timezone->name()}));
    }
    if (!defaults.country.empty()) {
      told_.defaults.push_back(
          fill(phrases.country, {prose::country_words(defaults.country, language_)}));
    }
    if (defaults.kind) {
      told_.defaults.push_back(fill(phrases.kind, {prose::kind_words(*defaults.kind, language_)}));
    }
  }

  // Of when the files' knowledge is, and who has reviewed them.
  void add_reliance() {
    const prose::ExplanationPhrases& phrases = language_.explanation;
    told_.provenance = policy_.provenance;
    std::map<LocalDate, Texts> known;
    Texts pending;
    for (const Provenance& file : policy_.provenance) {
      if (file.knowledge) known[*file.knowledge].push_back(file.name);
      if (file.is_pending()) pending.push_back(file.name);
    }
    for (const auto& [date, files] : known) {
      told_.reliance.push_back(
          fill(phrases.known_on, {format_date(date), prose::and_list(files, language_)}));
    }
    if (!pending.empty()) {
      told_.reliance.push_back(fill(phrases.review_pending, {prose::and_list(pending, language_)}));
    }
    for (const Provenance& file : policy_.provenance) {
      if (file.legal_review.empty() || file.is_pending()) continue;
      told_.reliance.push_back(fill(phrases.review, {file.name, file.legal_review}));
    }
  }

  std::vector<Sentence> sentences_of(const std::string& purpose) {
    std::vector<Sentence> sentences;
    for (std::size_t i = 0; i < policy_.rules.size(); ++i) {
      const Rule& rule = policy_.rules[i];
      const std::size_t before = sentences.size();
      for (const std::string& channel : told_.channels) {
        const ExplanationScope& scope = told_.scope;
        const prose::Known known{purpose, channel, scope.brand, scope.country, scope.kind};
        add(rule, known, before, sentences);
      }
      if (sentences.size() > before) is_met_[i] = true;
    }
    return sentences;
  }

  // What the rule says of a message; `first` is the first sentence that is about the same rule.
  void add(const Rule& rule, const prose::Known& known, std::size_t first,
           std::vector<Sentence>& sentences) {
    const auto when = prose::narrowed(rule.when, known);
    if (!when) return;
    std::optional<Matcher> unless;
    if (rule.unless) {
      unless = prose::narrowed(*rule.unless, known);
      if (unless && unless->all.empty()) return;
    }
    std::string text = rule_sentence(rule, *when, unless, language_);
    auto same = std::find_if(sentences.begin() + static_cast<std::ptrdiff_t>(first),
                             sentences.end(), [&](const Sentence& s) { return s.text == text; });
    if (same == sentences.end()) {
      same = sentences.insert(sentences.end(), sentence_of(rule, std::move(text)));
    }
    same->channels.emplace_back(known.channel);
  }

  // Into the section of its branch; what is said there already now is about this purpose as well.
  void put(const std::string& purpose, std::vector<Sentence> sentences) {
    auto section = std::find_if(told_.sections.begin(), told_.sections.end(),
                                [&](const ExplanationSection& other) {
                                  return root_of(other.purposes.front()) == root_of(purpose) &&
                                         other.sentences.empty() == sentences.empty();
                                });
    if (section == told_.sections.end()) {
      section = told_.sections.insert(section, ExplanationSection());
    }
    section->purposes.push_back(purpose);
    for (Sentence& sentence : sentences) {
      auto same = std::find_if(section->sentences.begin(), section->sentences.end(),
                               [&](const Sentence& other) {
                                 return std::tie(other.rule, other.channels, other.text) ==
                                        std::tie(sentence.rule, sentence.channels, sentence.text);
                               });
      if (same == section->sentences.end()) {
        same = section->sentences.insert(same, std::move(sentence));
      }
      same->purposes.push_back(purpose);
    }
  }

  // Those of which the same is told.
  void merge_sections() {
    std::vector<ExplanationSection> merged;
    for (ExplanationSection& section : told_.sections) {
      const auto same = std::find_if(
          merged.begin(), merged.end(),
          [&](const ExplanationSection& other) { return says_the_same(section, other); });
      if (same == merged.end()) {
        merged.push_back(std::move(section));
        continue;
      }
      for (const std::string& purpose : section.purposes) {
        same->purposes.push_back(purpose);
        for (Sentence& sentence : same->sentences) sentence.purposes.push_back(purpose);
      }
    }
    told_.sections = std::move(merged);
  }

  std::size_t index_of(const Sentence& sentence) const {
    const auto found = std::find_if(policy_.rules.begin(), policy_.rules.end(),
                                    [&](const Rule& rule) { return rule.id == sentence.rule; });
    return static_cast<std::size_t>(found - policy_.rules.begin());
  }

  const Policy& policy_;
  const prose::Language& language_;
  std::vector<bool> is_met_;
  Explanation told_;
};

Status unknown(std::string_view what, const std::string& name, const Texts& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return Error{"the policy knows no " + std::string(what) + " `" + name + '`' +
               did_you_mean(name, candidates)};
}

Status check_scope(const Policy& policy, const ExplanationScope& scope) {
  const Vocabulary& words = policy.vocabulary;
  if (!std::any_of(words.purposes.begin(), words.purposes.end(), [&](const std::string& purpose) {
        return purpose_covers(scope.purpose, purpose);
      })) {
    return unknown("purpose", scope.purpose, words.purposes);
  }
  if (!scope.channel.empty() && !contains(words.channels, scope.channel)) {
    return unknown("channel", scope.channel, words.channels);
  }
  if (!scope.brand.empty() && !words.brands.empty() && !contains(words.brands, scope.brand)) {
    return unknown("brand", scope.brand, words.brands);
  }
  if (!scope.country.empty() && !policy.zones->knows_country(scope.country)) {
    return Error{"there is no country `" + scope.country +
                 "`; write its two letters in upper case, as `TR`"};
  }
  return Done{};
}

}  // namespace

Result<Explanation> explain_policy(const Policy& policy, const ExplanationScope& scope,
                                   const prose::Language& language) {
  if (const Status status = check_scope(policy, scope); !status) return status.error();
  return Teller(policy, scope, language).run();
}

}  // namespace tact
