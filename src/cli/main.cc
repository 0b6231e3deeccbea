// tact: the command line. Finds out where it runs, and hands over to a verb.
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/verb.h"
#include "core/prose/language.h"
#include "core/suggest/suggest.h"

namespace tact::cli {
namespace {

std::string from_environment(const char* name, std::string otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr || *value == '\0' ? std::move(otherwise) : std::string(value);
}

// The terminal's width, within what can be read.
std::size_t columns_of_terminal(std::size_t otherwise) {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return otherwise;
  return std::clamp<std::size_t>(size.ws_col, 40, 160);
}

// As the C library picks a locale: the first that is set, "tr_TR.UTF-8".
std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string locale = from_environment(name, "");
    if (locale.empty()) continue;
    const std::string code = locale.substr(0, locale.find_first_of("_.@"));
    return prose::language_of(code) == nullptr ? "en" : code;
  }
  return "en";
}

Shell make_shell() {
  Shell shell;
  shell.in = stdin;
  shell.out = stdout;
  shell.err = stderr;
  shell.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  shell.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  shell.colour = shell.out_is_terminal && from_environment("NO_COLOR", "").empty();
  // Only warnings look at it: calendars that end soon.
  const auto now = std::chrono::system_clock::now();
  shell.today = LocalDate(std::chrono::floor<std::chrono::days>(now).time_since_epoch());
  if (shell.out_is_terminal) shell.columns = columns_of_terminal(shell.columns);
  shell.language = language_of_environment();
  shell.server = from_environment("TACT_SERVER", "http://127.0.0.1:8080");
  shell.token = from_environment("TACT_TOKEN", "");
  return shell;
}

void add_verbs(CLI::App& app, const Shell& shell, int& code) {
  add_replay(app, shell, code);
  add_policy(app, shell, code);
  add_ask(app, shell, code);
  add_screen(app, shell, code);
  add_import(app, shell, code);
  add_log(app, shell, code);
  add_explain(app, shell, code);
  add_obligations(app, shell, code);
  add_customer(app, shell, code);
}

// A misspelt verb, before the parser takes it for something else; "" where there is none.
std::string wrong_verb(const CLI::App& app, int count, char** words) {
  const CLI::App* at = &app;
  for (int i = 1; i < count && words[i][0] != '-'; ++i) {
    const auto verbs = at->get_subcommands([](const CLI::App*) { return true; });
    if (verbs.empty()) return {};
    std::vector<std::string> names;
    const CLI::App* next = nullptr;
    for (const CLI::App* verb : verbs) {
      names.push_back(verb->get_name());
      if (verb->get_name() == words[i]) next = verb;
    }
    if (next == nullptr) {
      const std::vector<std::string_view> candidates(names.begin(), names.end());
      return "unknown verb `" + std::string(words[i]) + '`' + did_you_mean(words[i], candidates);
    }
    at = next;
  }
  return {};
}

// A word in capitals, such as PATH, stays as it is.
std::string first_in_lower_case(std::string text) {
  const auto is_capital = [&](std::size_t i) {
    return i < text.size() && text[i] >= 'A' && text[i] <= 'Z';
  };
  if (is_capital(0) && !is_capital(1)) text[0] = static_cast<char>(text[0] | 32);
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
  return text;
}

// Of the verb that was meant, as far as the words say.
std::string help_command(const CLI::App& app) {
  std::string command = "tact";
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    command += ' ' + at->get_name();
  }
  return command + " --help";
}

int run(int count, char** words) {
  const Shell shell = make_shell();
  int code = exit_fine;
  CLI::App app("Tact: may this message go to this person now?", "tact");
  app.set_version_flag("--version", "tact " TACT_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Verbs that speak to a daemon take --server, or TACT_SERVER and TACT_TOKEN from the\n"
      "environment. `tact VERB --help` shows an example first, and the exit codes.");
  add_verbs(app, shell, code);
  if (const std::string wrong = wrong_verb(app, count, words); !wrong.empty()) {
    shell.complain(wrong + "; see `tact --help`");
    return exit_usage;
  }
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    // Help and the version come this way too.
    if (error.get_exit_code() == 0) return app.exit(error);
    shell.complain(first_in_lower_case(error.what()) + "; see `" + help_command(app) + '`');
    return exit_usage;
  }
  if (std::fflush(shell.out) != 0 && code == exit_fine) {
    shell.complain("standard output cannot be written");
    code = exit_trouble;
  }
  return code;
}

}  // namespace
}  // namespace tact::cli

int main(int count, char** words) { return tact::cli::run(count, words); }
