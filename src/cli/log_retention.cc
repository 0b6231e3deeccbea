// tact log retention: what was dropped of the contact log, and dropping more.
#include <memory>
#include <utility>

#include "cli/answer_view.h"
#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/table.h"
#include "cli/verb.h"
#include "core/json/writer.h"
#include "core/yaml/source.h"

namespace tact::cli {
namespace {

struct Options {
  std::string before;
  bool drop = false;
  bool json = false;
  std::string server;
};

bool is_true(JsonValue answer, std::string_view name) {
  const auto value = member(answer, name);
  return value && value->is(JsonKind::boolean) && value->boolean();
}

std::uint64_t number_at(JsonValue answer, std::string_view name) {
  const auto value = member(answer, name);
  if (!value || !value->is(JsonKind::integer)) return 0;
  return static_cast<std::uint64_t>(value->integer());
}

// "2026-11-24 13:00", of UTC.
std::string moment(std::string time) {
  if (time.size() < 16) return time;
  time[10] = ' ';
  return time.substr(0, 16);
}

std::string preview_text(JsonValue preview, bool is_begun) {
  const std::string before = moment(words_at(preview, "before"));
  const std::uint64_t looked_at = number_at(preview, "looked_at");
  if (!is_true(preview, "allowed")) {
    return "nothing from before " + before + " may be dropped: decisions look back further\n";
  }
  if (looked_at == 0) {
    return "nothing more is from before " + before + ": entries go in rows of 4,096\n";
  }
  const std::string what = grouped(looked_at) + " entries from before " + before +
                           ", up to entry " + words_at(preview, "first");
  if (is_begun) return "dropping what is of contacts in " + what + "\n";
  return what + ", are old enough; those of contacts are dropped with --drop\n";
}

std::string render(JsonValue answer, const Options& options, const Shell& shell) {
  std::string text;
  const std::string keep = words_at(answer, "keep");
  text += "kept:      " + (keep.empty() ? "for good (tactd --keep-log PERIOD)" : keep) + '\n';
  text += "may go:    what is from before " + moment(words_at(answer, "limit")) + " UTC\n";
  if (is_true(answer, "running") && !options.drop) text += "now:       dropping\n";
  if (const auto preview = member(answer, "preview")) text += preview_text(*preview, options.drop);
  const auto runs = items_at(answer, "runs");
  if (runs.empty()) return text + "nothing was dropped so far\n";
  Table table;
  table.add({{"entry", Ink::dim},
             {"at (UTC)", Ink::dim},
             {"by", Ink::dim},
             {"from before", Ink::dim},
             {"dropped", Ink::dim}});
  for (const JsonValue run : runs) {
    table.add({{words_at(run, "seq")},
               {moment(words_at(run, "at"))},
               {printable(words_at(run, "by"))},
               {moment(words_at(run, "before"))},
               {grouped(number_at(run, "dropped"))}});
  }
  return text + '\n' + table.render(shell);
}

int run(const Options& options, const Shell& shell) {
  if (options.drop && options.before.empty()) {
    shell.complain("--drop needs --before TIME: what is older goes, and cannot be brought back");
    return exit_usage;
  }
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  std::string body;
  JsonWriter json(body, KeyOrder::as_written);
  json.begin_object();
  json.string("before", options.before);
  json.end_object();
  const std::string target = "/v1/log/retention";
  auto answer = options.drop ? client->post(target, "application/json", std::move(body))
                             : client->get(target + url_query({{"before", options.before}}),
                                           "application/json");
  const auto text = body_of(std::move(answer), shell);
  if (!text) return exit_trouble;
  return show_answer(text,
                     {options.json, "limit", "no word on retention",
                      [&](JsonValue value) { return render(value, options, shell); }},
                     shell);
}

}  // namespace

void add_log_retention(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "retention",
      {"Show what was dropped of the contact log, or drop what is from before a time. Places and "
       "hashes stay, so that what remains is proved as before.",
       "  tact log retention --before 2023-11-24T00:00:00Z\n"
       "  tact log retention --before 2023-11-24T00:00:00Z --drop",
       remote_exit_codes});
  verb->add_option("--before", options->before, "What a run with this time would look at")
      ->type_name("TIME");
  verb->add_flag("--drop", options->drop,
                 "Drop it: decisions, outcomes, contacts and readings. It cannot be brought back");
  verb->add_flag("--json", options->json, "Write the daemon's answer");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
