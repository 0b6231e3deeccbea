// Inside core/prose/: collects what is different between two values of the same kind. Each call is
// made only where there is a difference, or looks for one itself.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/prose/changes.h"
#include "core/prose/words.h"

namespace tact::prose {

Effect opposite(Effect effect);
// What it means that a number went up, where that means `up`.
template <class Number>
Effect by_size(const Number& before, const Number& after, Effect up) {
  return after > before ? up : after < before ? opposite(up) : Effect::none;
}

// What it means that a span became longer; months and days cannot be told apart for certain.
Effect by_length(const Span& before, const Span& after, Effect longer);

class ChangeCollector {
 public:
  explicit ChangeCollector(const Language& language) : language_(language) {}

  const Language& language() const { return language_; }
  std::vector<ChangedPart> take() { return std::move(parts_); }

  void add(ChangedPart part) { parts_.push_back(std::move(part)); }

  // "label: before → after"; "" says nothing.
  void value(std::string_view part, std::string_view label, std::string before, std::string after,
             Effect effect);

  // Where two texts of the author's differ, which change nothing.
  void prose(std::string_view part, const Phrase& label, const std::string& before,
             const std::string& after);

  // Where they differ.
  void flag(std::string_view part, const Phrase& label, bool before, bool after, Effect on,
            Effect off);

  // Where they differ as sets: what came and what went.
  void names(std::string_view part, std::string_view label, const Texts& before, const Texts& after,
             Effect gained, Effect lost);

  // Where they differ; null: nothing is matched. `wider` is what it means that more is.
  void matcher(std::string_view part, const Phrase& subject, const Matcher* before,
               const Matcher* after, Effect wider);

 private:
  const Language& language_;
  std::vector<ChangedPart> parts_;
};

// All that differs between two rules of one id. Effects are those of rules that are enforced.
std::vector<ChangedPart> rule_changes(const Rule& before, const Rule& after,
                                      const Language& language);

// All that differs between two obligations of one id.
std::vector<ChangedPart> obligation_changes(const Obligation& before, const Obligation& after,
                                            const Language& language);

// Adds what differs between two checks.
void add_check_changes(const Check& before, const Check& after, ChangeCollector& changes);

// What differs around the rules.
std::vector<ChangedPart> changes_around(const Policy& before, const Policy& after,
                                        const Language& language);

}  // namespace tact::prose
