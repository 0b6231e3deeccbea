// Which cases of policy tests are meant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tact/policy.h"

#include "rehearsal/suite_run.h"

namespace tact::cli {

struct SuiteFilter {
  // Of these, one must fit `suite: case`: anywhere, or with `*` in it the whole.
  std::vector<std::string> names;
  // Of these rules, one must be expected to fail, or fail.
  std::vector<std::string> rules;

  bool is_empty() const { return names.empty() && rules.empty(); }
  bool takes_name(const std::string& suite, const std::string& test) const;
  bool takes_result(const CaseResult& result) const;
};

// `no policy tested here has a rule …`, for the first of the filter's rules that none has.
std::optional<std::string> unknown_rule(const SuiteFilter& filter,
                                        const std::vector<std::string>& known);

}  // namespace tact::cli
