// How a verb is added to the command line: its help begins with an example and ends with its exit
// codes.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "cli/exit_code.h"
#include "cli/shell.h"

namespace tact::cli {

struct VerbHelp {
  std::string summary;
  std::string example;     // lines, each indented by two blanks
  std::string exit_codes;  // likewise
};

CLI::App* add_verb(CLI::App& parent, const std::string& name, VerbHelp help);

// Each is defined in the file of its name; `code` gets the exit code. Both outlive `parent`.
void add_replay(CLI::App& parent, const Shell& shell, int& code);
void add_policy(CLI::App& parent, const Shell& shell, int& code);
void add_policy_activate(CLI::App& parent, const Shell& shell, int& code);
void add_policy_approve(CLI::App& parent, const Shell& shell, int& code);
void add_policy_history(CLI::App& parent, const Shell& shell, int& code);
void add_policy_rollback(CLI::App& parent, const Shell& shell, int& code);
void add_policy_withdraw(CLI::App& parent, const Shell& shell, int& code);
void add_policy_check(CLI::App& parent, const Shell& shell, int& code);
void add_policy_show(CLI::App& parent, const Shell& shell, int& code);
void add_policy_schema(CLI::App& parent, const Shell& shell, int& code);
void add_policy_explain(CLI::App& parent, const Shell& shell, int& code);
void add_policy_diff(CLI::App& parent, const Shell& shell, int& code);
void add_policy_simulate(CLI::App& parent, const Shell& shell, int& code);
void add_policy_fmt(CLI::App& parent, const Shell& shell, int& code);
void add_policy_test(CLI::App& parent, const Shell& shell, int& code);
void add_ask(CLI::App& parent, const Shell& shell, int& code);
void add_screen(CLI::App& parent, const Shell& shell, int& code);
void add_import(CLI::App& parent, const Shell& shell, int& code);
void add_log(CLI::App& parent, const Shell& shell, int& code);
void add_log_export(CLI::App& parent, const Shell& shell, int& code);
void add_log_verify(CLI::App& parent, const Shell& shell, int& code);
void add_log_retention(CLI::App& parent, const Shell& shell, int& code);
void add_log_stats(CLI::App& parent, const Shell& shell, int& code);
void add_log_query(CLI::App& parent, const Shell& shell, int& code);
void add_log_replay(CLI::App& parent, const Shell& shell, int& code);
void add_log_rebuild(CLI::App& parent, const Shell& shell, int& code);
void add_explain(CLI::App& parent, const Shell& shell, int& code);
void add_obligations(CLI::App& parent, const Shell& shell, int& code);
void add_obligations_close(CLI::App& parent, const Shell& shell, int& code);
void add_customer(CLI::App& parent, const Shell& shell, int& code);
void add_customer_erase(CLI::App& parent, const Shell& shell, int& code);
void add_customer_export(CLI::App& parent, const Shell& shell, int& code);
void add_customer_show(CLI::App& parent, const Shell& shell, int& code);

}  // namespace tact::cli
