// tact customer erase: nothing that names the person is kept.
#include <memory>

#include <unistd.h>

#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  std::string customer;
  std::string server;
  bool yes = false;
  bool json = false;
};

// The next line of standard input, without its end.
std::string read_line(std::FILE* in) {
  std::string line;
  for (int c = std::fgetc(in); c != EOF && c != '\n'; c = std::fgetc(in)) {
    line += static_cast<char>(c);
  }
  return line;
}

// Whether to go on; what stands in the way was said.
bool is_confirmed(const Options& options, const Shell& shell) {
  if (options.yes) return true;
  if (::isatty(::fileno(shell.in)) != 1) {
    shell.complain("erasing cannot be undone: give --yes where nobody can be asked");
    return false;
  }
  const std::string question = "erase customer `" + options.customer +
                               "` and all that names them, for good? type the id again: ";
  std::fputs(question.c_str(), shell.err);
  std::fflush(shell.err);
  if (read_line(shell.in) == options.customer) return true;
  shell.complain("that is not the id: nothing was erased");
  return false;
}

std::string render(JsonValue answer, const Shell& shell) {
  std::string out = "customer " + words_at(answer, "customer") + " is " +
                    shell.paint(Ink::good, "erased") + "; the log has it as entry " +
                    words_at(answer, "seq") + '\n';
  out += "  addresses erased  " + words_at(answer, "addresses") + '\n';
  out += "  refusals kept     " + words_at(answer, "refusals_kept") + '\n';
  out += "  files clean by    " + local_time(words_at(answer, "files_clean_by")) + '\n';
  return out;
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  if (!is_confirmed(options, shell)) return exit_usage;
  const auto body = body_of(client->del("/v1/customers/" + url_encoded(options.customer)), shell);
  const auto rendered = [&shell](JsonValue answer) { return render(answer, shell); };
  return show_answer(body, {options.json, "erased_at", "about no erasure", rendered}, shell);
}

}  // namespace

void add_customer_erase(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "erase",
      {"Erase what names a customer: id, addresses, birth date, evidence. The log's entries stay, "
       "and point to nobody; what was refused at an address stays refused, by a keyed hash of it.",
       "  tact customer erase c-1",
       "  0  erased; the daemon cleans its files by the time that is shown\n"
       "  1  the daemon cannot be reached, or refused: there is no such customer\n"
       "  2  bad arguments, or not confirmed: nothing was erased"});
  verb->add_option("ID", options->customer, "The customer's id")->required();
  verb->add_flag("--yes", options->yes, "Do not ask");
  verb->add_flag("--json", options->json, "Write the daemon's answer");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
