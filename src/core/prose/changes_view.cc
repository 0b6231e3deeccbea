// Changes between policies as text and as JSON.
#include "core/prose/changes.h"
#include "core/prose/words.h"
#include "core/prose/wrap.h"

namespace tact {
namespace {

using prose::fill;

std::string_view effect_words(Effect effect, const prose::Language& language) {
  return language.change.effects.at(static_cast<std::size_t>(effect)).text;
}

class ChangesText {
 public:
  ChangesText(std::size_t width, const prose::Language& language)
      : width_(width), language_(language) {}

  void line(std::string_view text) { put(text, 0); }

  void rules(const prose::Phrase& title, const std::vector<RuleChange>& rules) {
    if (rules.empty()) return;
    out_ += '\n';
    put(title.text, 0);
    for (const RuleChange& rule : rules) {
      put(rule.rule + ": " + std::string(effect_words(rule.effect, language_)), 2);
      if (!rule.words.empty()) put(rule.words, 4);
      parts(rule.parts, rule.effect, 4);
    }
  }

  void around(const std::vector<ChangedPart>& around) {
    if (around.empty()) return;
    out_ += '\n';
    put(language_.change.same_rules.text, 0);
    for (const ChangedPart& part : around) {
      put(part.words + " (" + std::string(effect_words(part.effect, language_)) + ')', 2);
    }
  }

  std::string take() { return std::move(out_); }

 private:
  // Each part says how strict it is only where the whole does not.
  void parts(const std::vector<ChangedPart>& parts, Effect whole, std::size_t indent) {
    for (const ChangedPart& part : parts) {
      const bool says = whole == Effect::unclear && parts.size() > 1;
      put(says ? part.words + " (" + std::string(effect_words(part.effect, language_)) + ')'
               : part.words,
          indent);
    }
  }

  void put(std::string_view text, std::size_t indent) {
    out_ += std::string(indent, ' ') + prose::wrapped(text, width_, indent + 2, indent) + '\n';
  }

  const std::size_t width_;
  const prose::Language& language_;
  std::string out_;
};

void write_parts(std::string_view key, const std::vector<ChangedPart>& parts, JsonWriter& json) {
  const auto text_or_null = [&](std::string_view name, const std::string& text) {
    json.key(name);
    if (text.empty()) {
      json.null();
    } else {
      json.string(text);
    }
  };
  json.key(key);
  json.begin_array();
  for (const ChangedPart& part : parts) {
    json.begin_object();
    json.string("part", part.part);
    text_or_null("before", part.before);
    text_or_null("after", part.after);
    json.string("words", part.words);
    json.string("effect", effect_name(part.effect));
    json.end_object();
  }
  json.end_array();
}

void write_list(std::string_view key, const std::vector<RuleChange>& rules, JsonWriter& json) {
  json.key(key);
  json.begin_array();
  for (const RuleChange& rule : rules) {
    json.begin_object();
    json.string("rule", rule.rule);
    json.string("effect", effect_name(rule.effect));
    if (!rule.words.empty()) json.string("words", rule.words);
    if (!rule.parts.empty()) write_parts("parts", rule.parts, json);
    json.end_object();
  }
  json.end_array();
}

void write_lists(const RuleChanges& changes, JsonWriter& json) {
  write_list("changed", changes.changed, json);
  write_list("added", changes.added, json);
  write_list("removed", changes.removed, json);
}

std::string obligations_summary(const RuleChanges& changes, const prose::Language& language) {
  const auto count = [](const auto& list) { return std::to_string(list.size()); };
  return fill(language.change.obligations,
              {count(changes.changed), count(changes.added), count(changes.removed)});
}

}  // namespace

std::string changes_summary(const PolicyChanges& changes, const prose::Language& language) {
  const prose::ChangePhrases& phrases = language.change;
  if (changes.empty()) return std::string(phrases.no_difference.text);
  const auto count = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
  const RuleChanges& rules = changes.rules;
  std::string text = fill(phrases.summary, {fill(phrases.changed, count(rules.changed)),
                                            fill(phrases.added, count(rules.added)),
                                            fill(phrases.removed, count(rules.removed))});
  if (!changes.obligations.empty()) {
    text += "; " + obligations_summary(changes.obligations, language);
  }
  if (!changes.around.empty()) text += "; " + fill(phrases.around, count(changes.around));
  return text + "; " + fill(phrases.overall, {effect_words(changes.effect(), language)});
}

std::string render_changes(const PolicyChanges& changes, std::size_t width,
                           const prose::Language& language) {
  ChangesText text(width, language);
  text.line(changes_summary(changes, language));
  text.line(changes.old_version + " → " + changes.new_version);
  const prose::ChangePhrases& phrases = language.change;
  text.rules(phrases.changed_rule, changes.rules.changed);
  text.rules(phrases.added_rule, changes.rules.added);
  text.rules(phrases.removed_rule, changes.rules.removed);
  text.rules(phrases.changed_obligation, changes.obligations.changed);
  text.rules(phrases.added_obligation, changes.obligations.added);
  text.rules(phrases.removed_obligation, changes.obligations.removed);
  text.around(changes.around);
  return text.take();
}

void write_changes(const PolicyChanges& changes, JsonWriter& json) {
  json.begin_object();
  json.string("old", changes.old_version);
  json.string("new", changes.new_version);
  json.string("effect", effect_name(changes.effect()));
  write_lists(changes.rules, json);
  json.key("obligations");
  json.begin_object();
  write_lists(changes.obligations, json);
  json.end_object();
  write_parts("around", changes.around, json);
  json.end_object();
}

}  // namespace tact
