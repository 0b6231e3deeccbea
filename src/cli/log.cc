// tact log: what auditors do.
#include "cli/verb.h"

namespace tact::cli {

void add_log(CLI::App& parent, const Shell& shell, int& code) {
  CLI::App* verb = add_verb(parent, "log",
                            {"Look into the log of decisions and records.",
                             "  tact log query --campaign black-friday --outcome deny",
                             "  2  bad arguments; each verb below lists its own"});
  verb->require_subcommand(1);
  add_log_query(*verb, shell, code);
  add_log_stats(*verb, shell, code);
  add_log_export(*verb, shell, code);
  add_log_verify(*verb, shell, code);
  add_log_replay(*verb, shell, code);
  add_log_rebuild(*verb, shell, code);
  add_log_retention(*verb, shell, code);
}

}  // namespace tact::cli
