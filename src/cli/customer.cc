// tact customer: what is known of one person.
#include "cli/verb.h"

namespace tact::cli {

void add_customer(CLI::App& parent, const Shell& shell, int& code) {
  CLI::App* verb = add_verb(parent, "customer",
                            {"What is known of one customer.", "  tact customer show c-1",
                             "  2  bad arguments; each verb below lists its own"});
  verb->require_subcommand(1);
  add_customer_show(*verb, shell, code);
  add_customer_export(*verb, shell, code);
  add_customer_erase(*verb, shell, code);
}

}  // namespace tact::cli
