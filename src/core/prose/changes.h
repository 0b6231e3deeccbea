// What is different between two policies, rule by rule, obligation by obligation, and in words.
// Comments, formatting, the order of rules and values, and the file that a rule stands in are no
// difference; nor is another way of writing the same (`7d` and `168h`).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tact/policy.h"

#include "core/json/writer.h"
#include "core/prose/language.h"

namespace tact {

// What a change does to decisions, customers and contacts being the same. Only what is certain is
// said. Stricter: no message gets a better answer, of allow, defer and deny in this order, nor an
// earlier retry_at. Softer: none gets a worse one. Of obligations, stricter: what happens asks for
// no less to be done than before, and no later. Softer: for no more, and no sooner.
enum class Effect : std::uint8_t { none, stricter, softer, unclear };

std::string_view effect_name(Effect effect);
// Of two changes together.
Effect combined(Effect a, Effect b);

// One thing that is said differently.
struct ChangedPart {
  std::string part;    // its key in the policy: "at_most", "calendars.tr-public.days"
  std::string before;  // in words; "" where it said nothing
  std::string after;   // likewise
  std::string words;   // the change as a whole: "at most 3 → at most 2 in any 7 days"
  Effect effect = Effect::none;
};

// Of a rule, or of an obligation.
struct RuleChange {
  std::string rule;  // its id
  Effect effect = Effect::none;
  std::string words;               // of what was added or removed: all that it says
  std::vector<ChangedPart> parts;  // of a changed one
};

struct RuleChanges {
  std::vector<RuleChange> added;    // in the new policy's order
  std::vector<RuleChange> removed;  // in the old policy's order
  std::vector<RuleChange> changed;  // in the new policy's order

  bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
  Effect effect() const;
};

struct PolicyChanges {
  std::string old_version;
  std::string new_version;
  RuleChanges rules;
  RuleChanges obligations;
  std::vector<ChangedPart> around;  // title, defaults, vocabulary, regions, calendars

  bool empty() const { return rules.empty() && obligations.empty() && around.empty(); }
  Effect effect() const;
};

// Pure. The policies may have been compiled with different zone books.
PolicyChanges changes_between(const Policy& old_policy, const Policy& new_policy,
                              const prose::Language& language = prose::english());

// "3 rules changed, 1 added, 0 removed", and what else changed and how strict it is as a whole.
std::string changes_summary(const PolicyChanges& changes, const prose::Language& language);

// For people: the summary, the two versions, and what changed; lines of at most `width` columns
// where words allow it. REQUIRES: `language` is the one that the changes were made in.
std::string render_changes(const PolicyChanges& changes, std::size_t width,
                           const prose::Language& language);

// {"old":…,"new":…,"effect":…,"changed":[…],"added":[…],"removed":[…],
//  "obligations":{"changed":[…],"added":[…],"removed":[…]},"around":[…]}
void write_changes(const PolicyChanges& changes, JsonWriter& json);

}  // namespace tact
