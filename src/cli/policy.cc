// tact policy: what officers do with policies.
#include "cli/verb.h"

namespace tact::cli {

void add_policy(CLI::App& parent, const Shell& shell, int& code) {
  CLI::App* verb = add_verb(
      parent, "policy",
      {"Check, test, format, explain, compare, simulate, activate and bring back policies.",
       "  tact policy check policies", "  2  bad arguments; each verb below lists its own"});
  verb->require_subcommand(1);
  add_policy_check(*verb, shell, code);
  add_policy_schema(*verb, shell, code);
  add_policy_test(*verb, shell, code);
  add_policy_fmt(*verb, shell, code);
  add_policy_explain(*verb, shell, code);
  add_policy_diff(*verb, shell, code);
  add_policy_simulate(*verb, shell, code);
  add_policy_activate(*verb, shell, code);
  add_policy_approve(*verb, shell, code);
  add_policy_withdraw(*verb, shell, code);
  add_policy_rollback(*verb, shell, code);
  add_policy_history(*verb, shell, code);
  add_policy_show(*verb, shell, code);
}

}  // namespace tact::cli
