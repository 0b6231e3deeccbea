// A policy as an officer would tell it: what a message needs, by purpose and channel, one sentence
// for each rule, and what must be done when something happened. Made of the compiled policy alone,
// and not of the texts that its author gave the rules: it says what the policy does, whatever they
// say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tact/policy.h"
#include "tact/result.h"

#include "core/json/writer.h"
#include "core/prose/language.h"

namespace tact {

// Which messages are told of; "" and absent: all.
struct ExplanationScope {
  std::string purpose;  // and its subtree
  std::string channel;
  std::string brand;
  std::string country;  // of the customer
  std::optional<CustomerKind> kind;

  bool is_whole() const {
    return purpose.empty() && channel.empty() && brand.empty() && country.empty() && !kind;
  }
};

// What a rule is about; the order in which they are told.
enum class Topic : std::uint8_t { consent, frequency, hours, cooldown, lists, volume, deny };

struct Sentence {
  std::string rule;  // its id
  RuleMode mode = RuleMode::enforce;
  Topic topic{};
  // To which it applies. Of the section's; empty only among the unmet.
  std::vector<std::string> purposes;
  std::vector<std::string> channels;
  std::string text;  // sentences; the rule's id is not in them
};

// Messages for the purposes of one branch of the tree, or of several where the same is told of
// them. Purposes that no rule is about are in sections of their own.
struct ExplanationSection {
  std::vector<std::string> purposes;
  std::vector<Sentence> sentences;  // by topic, then in the policy's order
};

// Something that must be done.
struct ToldObligation {
  std::string rule;  // its id
  std::string text;  // sentences; its id is not in them
};

struct Explanation {
  std::string policy;
  std::string title;
  std::string version;
  ExplanationScope scope;
  std::vector<std::string> channels;  // told of
  std::vector<Provenance> provenance;
  std::vector<std::string> reliance;        // the same in words
  std::vector<std::string> defaults;        // in words
  std::vector<std::string> number_regions;  // of which the policy knows telephone numbers
  std::size_t rules = 0;
  std::size_t watched = 0;
  std::size_t obligations_in_all = 0;  // of the policy, whatever the scope
  std::vector<ExplanationSection> sections;
  // Of the whole policy only: rules that no purpose and channel of the vocabulary meets.
  std::vector<Sentence> unmet;
  // Those that the scope leaves, in the policy's order. Each is told whole: a record may leave out
  // what a message never does.
  std::vector<ToldObligation> obligations;
};

// An Error where the scope names what the policy has not, with the nearest name.
Result<Explanation> explain_policy(const Policy& policy, const ExplanationScope& scope,
                                   const prose::Language& language);

// For people; lines of at most `width` columns where words allow it. REQUIRES: `language` is the
// one that the explanation was made in.
std::string render_explanation(const Explanation& explanation, std::size_t width,
                               const prose::Language& language);

// "provenance": [{name, knowledge?, legal_review?}]
void write_provenance(const std::vector<Provenance>& provenance, JsonWriter& json);

void write_explanation(const Explanation& explanation, const prose::Language& language,
                       JsonWriter& json);

}  // namespace tact
