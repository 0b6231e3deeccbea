// tact customer export: everything that is held on a person, in one JSON document.
#include <cstdio>
#include <memory>

#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  std::string customer;
  std::string server;
  std::string file;
};

// Each page is a JSON document of its own, a line each: the first has what is known of the
// customer. So a long history takes no more memory than a short one.
int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const std::string target =
      "/v1/customers/" + url_encoded(options.customer) + "/export?limit=1000";
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(nullptr, std::fclose);
  std::string cursor;
  do {
    const std::string page = cursor.empty() ? target : target + "&after=" + cursor;
    auto answer = client->get(page, "application/json");
    cursor = answer ? answer->next_cursor : "";
    auto body = body_of(std::move(answer), shell);
    if (!body) return exit_trouble;
    if (!body->ends_with('\n')) *body += '\n';
    // Only once there is something to write: an id that nobody has leaves no empty file.
    if (!options.file.empty() && file == nullptr)
      file.reset(std::fopen(options.file.c_str(), "wx"));
    std::FILE* const out = options.file.empty() ? shell.out : file.get();
    if (out == nullptr || std::fputs(body->c_str(), out) < 0 || std::fflush(out) != 0) {
      shell.complain(options.file.empty()
                         ? "standard output cannot be written"
                         : "`" + options.file + "` cannot be written, or is there already");
      return exit_trouble;
    }
  } while (!cursor.empty());
  return exit_fine;
}

}  // namespace

void add_customer_export(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "export",
      {"Write everything that is held on a customer: profile, addresses, consents with evidence "
       "and history, and every log entry, contacts allowed and refused with their reasons. One "
       "JSON document a line, of a thousand entries each; the first begins with the profile.",
       "  tact customer export c-1 -o c-1.ndjson", remote_exit_codes});
  verb->add_option("ID", options->customer, "The customer's id")->required();
  verb->add_option("-o,--output", options->file, "A new file, instead of standard output")
      ->type_name("FILE");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
