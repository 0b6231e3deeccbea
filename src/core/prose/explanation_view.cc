// Explanations as text and as JSON.
#include <algorithm>
#include <array>

#include "core/names/names.h"
#include "core/prose/explanation.h"
#include "core/prose/words.h"
#include "core/prose/wrap.h"

namespace tact {
namespace {

using prose::fill;
using prose::Texts;

std::string_view topic_name(Topic topic) {
  constexpr std::array<std::string_view, 7> names = {"consent", "frequency", "hours", "cooldown",
                                                     "lists",   "volume",    "deny"};
  return names.at(static_cast<std::size_t>(topic));
}

// Sentences on the right, what they are about on the left:
//
//   Consent    (SMS) A valid consent is needed. [marketing-consent]
//   How often  …
class ExplanationText {
 public:
  ExplanationText(const Explanation& told, std::size_t width, const prose::Language& language)
      : told_(told),
        width_(width),
        language_(language),
        phrases_(language.explanation),
        column_(margin + widest(phrases_.topics) + 2) {}

  std::string run() {
    put_head();
    for (const ExplanationSection& section : told_.sections) {
      out_ += '\n';
      put(heading(section), 0);
      if (section.sentences.empty()) put(phrases_.nothing_applies.text, margin);
      put_sentences(section.sentences, section.purposes);
    }
    if (!told_.unmet.empty()) {
      out_ += '\n';
      put(phrases_.unmet.text, 0);
      put_sentences(told_.unmet, {});
    }
    put_obligations();
    return std::move(out_);
  }

 private:
  static constexpr std::size_t margin = 2;

  static std::size_t widest(const std::array<prose::Phrase, 7>& topics) {
    std::size_t most = 0;
    for (const prose::Phrase& topic : topics) most = std::max(most, prose::cells_of(topic.text));
    return most;
  }

  void put(std::string_view text, std::size_t indent) {
    out_ += std::string(indent, ' ') + prose::wrapped(text, width_, indent, indent) + '\n';
  }

  void put_head() {
    if (!told_.title.empty()) put(told_.title, 0);
    const auto count = static_cast<std::int64_t>(told_.rules);
    std::string rules = fill(phrases_.rules, count);
    if (told_.watched > 0) {
      rules = fill(phrases_.watched, static_cast<std::int64_t>(told_.watched), {rules});
    }
    if (told_.obligations_in_all > 0) {
      const auto obligations = static_cast<std::int64_t>(told_.obligations_in_all);
      rules += "; " + fill(phrases_.obligations, obligations);
    }
    put(told_.version + ": " + rules, 0);
    for (const std::string& line : told_.reliance) put(line, 0);
    out_ += '\n';
    put(told_.defaults.empty() ? std::string(phrases_.no_defaults.text)
                               : fill(phrases_.defaults, {prose::joined(told_.defaults, "; ")}),
        0);
    put(phrases_.all_must_pass.text, 0);
    put(phrases_.unknown_is_strict.text, 0);
    if (!told_.number_regions.empty()) {
      put(fill(phrases_.numbers, {prose::or_list(told_.number_regions, language_)}), 0);
    }
  }

  std::string heading(const ExplanationSection& section) const {
    const ExplanationScope& scope = told_.scope;
    std::string narrower;
    if (!scope.channel.empty()) {
      const std::string channel = prose::channel_words(scope.channel, language_);
      narrower += fill(phrases_.by_channel, {channel});
    }
    if (!scope.country.empty()) {
      const std::string country = prose::country_words(scope.country, language_);
      narrower += fill(phrases_.to_country, {country});
    }
    if (scope.kind) {
      narrower += fill(phrases_.to_kind, {prose::kind_words(*scope.kind, language_)});
    }
    if (!scope.brand.empty()) narrower += fill(phrases_.of_brand, {scope.brand});
    return fill(phrases_.messages, {prose::or_list(section.purposes, language_), narrower});
  }

  void put_sentences(const std::vector<Sentence>& sentences, const Texts& purposes) {
    const Sentence* last = nullptr;
    for (const Sentence& sentence : sentences) {
      const bool begins = last == nullptr || last->topic != sentence.topic;
      const std::string_view topic =
          begins ? phrases_.topics.at(static_cast<std::size_t>(sentence.topic)).text : "";
      const std::size_t used = margin + prose::cells_of(topic);
      out_ += std::string(margin, ' ') + std::string(topic) + std::string(column_ - used, ' ');
      const std::string text =
          scope_of(sentence, purposes) + sentence.text + " [" + sentence.rule + ']';
      out_ += prose::wrapped(text, width_, column_ + 2, column_) + '\n';
      last = &sentence;
    }
  }

  void put_obligations() {
    if (told_.obligations.empty()) return;
    out_ += '\n';
    put(language_.obligation.heading.text, 0);
    put(language_.obligation.intro.text, margin);
    for (const ToldObligation& one : told_.obligations) {
      out_ += '\n' + std::string(margin, ' ') +
              prose::wrapped(one.text + " [" + one.rule + ']', width_, margin + 2, margin) + '\n';
    }
  }

  // "(SMS; all but marketing/newsletter) "; "" where it is about the whole section.
  std::string scope_of(const Sentence& sentence, const Texts& purposes) const {
    Texts parts;
    const auto channel_name = [&](const std::string& channel) {
      return prose::channel_words(channel, language_);
    };
    const auto own_name = [](const std::string& purpose) { return purpose; };
    add_some_of(told_.channels, sentence.channels, channel_name, parts);
    add_some_of(purposes, sentence.purposes, own_name, parts);
    return parts.empty() ? std::string() : '(' + prose::joined(parts, "; ") + ") ";
  }

  // Those of `all` that are `some`, or those that are not where that is shorter.
  template <class NameOf>
  void add_some_of(const Texts& all, const Texts& some, NameOf name_of, Texts& parts) const {
    if (some.empty() || some.size() == all.size()) return;
    const bool is_most = some.size() * 2 > all.size() + 1;
    Texts names;
    for (const std::string& one : all) {
      const bool is_one = std::find(some.begin(), some.end(), one) != some.end();
      if (is_one != is_most) names.push_back(name_of(one));
    }
    parts.push_back(
        fill(is_most ? phrases_.all_but : phrases_.only, {prose::and_list(names, language_)}));
  }

  const Explanation& told_;
  const std::size_t width_;
  const prose::Language& language_;
  const prose::ExplanationPhrases& phrases_;
  const std::size_t column_;
  std::string out_;
};

void write_texts(std::string_view key, const Texts& texts, JsonWriter& json) {
  json.key(key);
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

void write_sentences(std::string_view key, const std::vector<Sentence>& sentences,
                     JsonWriter& json) {
  json.key(key);
  json.begin_array();
  for (const Sentence& sentence : sentences) {
    json.begin_object();
    json.string("rule", sentence.rule);
    json.string("mode", name_of(sentence.mode));
    json.string("topic", topic_name(sentence.topic));
    write_texts("purposes", sentence.purposes, json);
    write_texts("channels", sentence.channels, json);
    json.string("text", sentence.text);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string render_explanation(const Explanation& explanation, std::size_t width,
                               const prose::Language& language) {
  return ExplanationText(explanation, width, language).run();
}

void write_provenance(const std::vector<Provenance>& provenance, JsonWriter& json) {
  json.key("provenance");
  json.begin_array();
  for (const Provenance& file : provenance) {
    json.begin_object();
    json.string("name", file.name);
    if (file.knowledge) json.string("knowledge", format_date(*file.knowledge));
    if (!file.legal_review.empty()) json.string("legal_review", file.legal_review);
    json.end_object();
  }
  json.end_array();
}

void write_explanation(const Explanation& explanation, const prose::Language& language,
                       JsonWriter& json) {
  json.begin_object();
  json.string("policy", explanation.policy);
  json.string("title", explanation.title);
  json.string("version", explanation.version);
  json.string("language", language.code);
  json.integer("rules", static_cast<std::int64_t>(explanation.rules));
  json.integer("watched", static_cast<std::int64_t>(explanation.watched));
  write_provenance(explanation.provenance, json);
  write_texts("defaults", explanation.defaults, json);
  if (!explanation.number_regions.empty()) {
    write_texts("number_regions", explanation.number_regions, json);
  }
  json.key("sections");
  json.begin_array();
  for (const ExplanationSection& section : explanation.sections) {
    json.begin_object();
    write_texts("purposes", section.purposes, json);
    write_texts("channels", explanation.channels, json);
    write_sentences("sentences", section.sentences, json);
    json.end_object();
  }
  json.end_array();
  write_sentences("unmet", explanation.unmet, json);
  json.key("obligations");
  json.begin_array();
  for (const ToldObligation& one : explanation.obligations) {
    json.begin_object();
    json.string("rule", one.rule);
    json.string("text", one.text);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace tact
