// Which of two checks is the stricter one, whatever the message, the customer and what went before.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "tact/policy.h"

#include "core/analysis/open_week.h"
#include "core/analysis/rule_space.h"

namespace tact {

// Rules are named by their index; they and the defaults outlive this.
class Strictness {
 public:
  Strictness(std::vector<const Rule*> rules, const Defaults& defaults);

  // Whether `strict` fails wherever `lax` does, and no less finally, for the same message of a
  // customer to whom both rules apply, as far as their own figures tell. Of checks that count it
  // remains to be seen that `strict` counts all that `lax` counts. Errs towards "no".
  bool is_no_laxer(std::size_t strict, std::size_t lax) const;

 private:
  bool is_no_laxer_of_kind(std::size_t strict, std::size_t lax) const;
  bool is_open_no_longer(std::size_t strict, std::size_t lax) const;

  const std::vector<const Rule*> rules_;
  const Defaults& defaults_;
  std::map<std::size_t, OpenWeek> weeks_;  // of the rules with hours
};

// Certain: `other` refuses all that `rule` refuses, and no less finally. REQUIRES: both look at the
// same rules.
bool refuses_all_of(std::size_t other, std::size_t rule, RuleSpace& space,
                    const Strictness& strictness);

}  // namespace tact
