// tact customer export: everything that is held on a person: for a program, for the person, or
// their consents in the fields of a standard.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "cli/language_option.h"
#include "cli/remote.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  std::string customer;
  std::string server;
  std::string file;
  std::string form;      // "" text where a language is named, otherwise json
  std::string language;  // "" the customer's own
  bool force = false;
};

// Where it is written: a file that is made with the first page, so that an id that nobody has
// leaves none behind.
class Output {
 public:
  Output(const Options& options, const Shell& shell) : options_(options), shell_(shell) {}

  // What is wrong was said.
  bool write(const std::string& text) {
    std::FILE* const out = options_.file.empty() ? shell_.out : opened();
    if (out == nullptr) return false;
    if (std::fwrite(text.data(), 1, text.size(), out) == text.size() && std::fflush(out) == 0) {
      return true;
    }
    shell_.complain((options_.file.empty() ? "standard output" : '`' + options_.file + '`') +
                    " cannot be written: " + std::strerror(errno));
    return false;
  }

 private:
  std::FILE* opened() {
    if (file_ != nullptr) return file_.get();
    file_.reset(std::fopen(options_.file.c_str(), options_.force ? "w" : "wx"));
    if (file_ == nullptr) {
      shell_.complain(errno == EEXIST
                          ? '`' + options_.file + "` is there already; --force writes over it"
                          : '`' + options_.file + "` cannot be written: " + std::strerror(errno));
    }
    return file_.get();
  }

  const Options& options_;
  const Shell& shell_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, std::fclose};
};

std::string target_of(const Options& options, const std::string& form) {
  std::string target = "/v1/customers/" + url_encoded(options.customer) + "/export?form=" + form;
  if (!options.language.empty()) target += "&language=" + options.language;
  // Consents come in one piece.
  return form == "ts27560" ? target : target + "&limit=1000";
}

// A page after the other: a long history takes no more memory than a short one.
int run(const Options& options, const Shell& shell) {
  const std::string form = !options.form.empty()      ? options.form
                           : options.language.empty() ? "json"
                                                      : "text";
  if (form != "text" && !options.language.empty()) {
    shell.complain("--lang goes with --form text: the other forms are the same in every language");
    return exit_usage;
  }
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const std::string target = target_of(options, form);
  Output output(options, shell);
  std::string cursor;
  do {
    const std::string page = cursor.empty() ? target : target + "&after=" + cursor;
    auto answer = client->get(page, form == "text" ? "text/plain" : "application/json");
    cursor = answer ? answer->next_cursor : "";
    auto body = body_of(std::move(answer), shell);
    if (!body) return exit_trouble;
    if (!body->ends_with('\n')) *body += '\n';
    if (!output.write(*body)) return exit_trouble;
  } while (!cursor.empty());
  return exit_fine;
}

}  // namespace

void add_customer_export(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "export",
      {"Write everything that is held on a customer: profile, addresses, consents with evidence "
       "and history, and every log entry, contacts allowed and refused with their reasons. As "
       "json, one document a line, of a thousand entries each; the first begins with the profile. "
       "As text, a document that the person can read. As ts27560, the consents alone, in the "
       "fields of ISO/IEC TS 27560.",
       "  tact customer export c-1 -o c-1.ndjson\n"
       "  tact customer export c-1 --form text --lang tr -o c-1.txt\n"
       "  tact customer export c-1 --form ts27560",
       remote_exit_codes});
  verb->add_option("ID", options->customer, "The customer's id")->required();
  verb->add_option("--form", options->form, "json, text or ts27560; text where --lang is given")
      ->check(CLI::IsMember({"json", "text", "ts27560"}));
  add_language_option(*verb, options->language,
                      "The language of the text; otherwise the customer's own, or English");
  auto* file =
      verb->add_option("-o,--output", options->file, "A new file, instead of standard output")
          ->type_name("FILE");
  verb->add_flag("--force", options->force, "Write over a file that is there already")->needs(file);
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
