// tact policy: what officers do with policies, and needs no daemon.
#include "cli/verb.h"

namespace tact::cli {

void add_policy(CLI::App& parent, const Shell& shell, int& code) {
  CLI::App* verb = add_verb(parent, "policy",
                            {"Check, test and format policies.", "  tact policy check policies",
                             "  2  bad arguments; each verb below lists its own"});
  verb->require_subcommand(1);
  add_policy_check(*verb, shell, code);
  add_policy_test(*verb, shell, code);
  add_policy_fmt(*verb, shell, code);
}

}  // namespace tact::cli
