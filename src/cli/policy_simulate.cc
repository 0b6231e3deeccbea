// tact policy simulate: how the recorded decisions would have gone under another policy.
#include <memory>

#include "cli/json_view.h"
#include "cli/policy_desk.h"
#include "cli/remote.h"
#include "cli/simulation_source.h"
#include "cli/simulation_view.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  std::string policy;
  std::string from;
  std::string to;
  std::string log;
  std::string server;
  std::uint64_t examples = 3;
  std::optional<double> fail_on_flips;
  bool json = false;
};

// A time with an offset, or a date: its first instant in the policy's own zone.
std::optional<Instant> read_time(const std::string& text, const Policy& policy) {
  if (const auto instant = parse_instant(text)) return instant;
  const auto date = parse_date(text);
  if (!date) return std::nullopt;
  const TimeZone* zone = policy.defaults.timezone;
  return zone != nullptr ? zone->start_of(*date) : Instant(date->time_since_epoch());
}

bool read_times(const Options& options, const Policy& policy, SimulationWish& wish,
                const Shell& shell) {
  const auto read = [&](const char* name, const std::string& text, std::optional<Instant>& into) {
    if (text.empty()) return true;
    into = read_time(text, policy);
    if (!into) {
      shell.complain(std::string(name) + " `" + text +
                     "` is no time; write 2026-11-24 or 2026-11-24T14:00:00+03:00");
    }
    return into.has_value();
  };
  if (!read("--from", options.from, wish.from) || !read("--to", options.to, wish.to)) return false;
  if (wish.from && wish.to && *wish.from >= *wish.to) {
    shell.complain("--from must be before --to");
    return false;
  }
  return true;
}

std::optional<Compiled> compile(const std::string& path, const Shell& shell, int& code) {
  if (read_policy(path, shell, code) == nullptr) return std::nullopt;
  // Once more, for its files: they are what a daemon is sent.
  auto compiled = PolicyDesk(shell.today).compile(policy_file_at(path));
  if (!compiled || compiled->policy == nullptr) {
    shell.complain("the policy's files have changed meanwhile; try again");
    code = exit_trouble;
    return std::nullopt;
  }
  return *std::move(compiled);
}

bool has_too_many_flips(JsonValue report, double percent, const Shell& shell) {
  const auto number = [&](std::string_view key) {
    const auto value = member(report, key);
    return value && value->is(JsonKind::integer) ? static_cast<double>(value->integer()) : 0.0;
  };
  const double decisions = number("decisions");
  const double share = decisions > 0 ? number("flips_in_all") * 100 / decisions : 0;
  if (share <= percent) return false;
  shell.complain("more decisions flip than --fail-on-flips allows");
  return true;
}

int run(const Options& options, const Shell& shell) {
  int code = exit_fine;
  const auto compiled = compile(options.policy, shell, code);
  if (!compiled) return code;
  SimulationWish wish;
  wish.examples = options.examples;
  if (!read_times(options, *compiled->policy, wish, shell)) return exit_usage;
  const auto text = options.log.empty() ? simulate_at(*compiled, wish, options.server, shell, code)
                                        : simulate_log(*compiled, wish, options.log, shell, code);
  if (!text) return code;
  JsonParser parser;
  const auto report = parser.parse(*text);
  if (!report.ok()) {
    shell.complain("the daemon's report cannot be read; is it of the same version?");
    return exit_trouble;
  }
  if (options.json) {
    shell.print(text->ends_with('\n') ? *text : *text + '\n');
  } else {
    shell.print(render_simulation(*report, shell));
  }
  const bool failed =
      options.fail_on_flips && has_too_many_flips(*report, *options.fail_on_flips, shell);
  return failed ? exit_test_failed : exit_fine;
}

}  // namespace

void add_policy_simulate(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "simulate",
      {"Replay the recorded log under another policy, and say what flips. Nothing is changed.",
       "  tact policy simulate policies/acme --from 2026-10-01 --to 2026-11-01\n"
       "  tact log query --all --order asc --json > log.ndjson\n"
       "  tact policy simulate policies/acme --log log.ndjson --fail-on-flips 5",
       "  0  done, whatever flips\n"
       "  1  the daemon cannot be reached, or refused; the log cannot be read\n"
       "  2  bad arguments\n"
       "  3  the policy does not compile\n"
       "  4  more decisions flip than --fail-on-flips allows"});
  verb->add_option("PATH", options->policy, "The new policy: a file, or a folder with policy.yaml")
      ->required();
  verb->add_option("--from", options->from,
                   "Judge anew from this time or date on; what was before is taken as it was")
      ->type_name("TIME");
  verb->add_option("--to", options->to, "Look at nothing from this time or date on")
      ->type_name("TIME");
  CLI::Option* log =
      verb->add_option("--log", options->log,
                       "An exported log, oldest first, instead of a daemon's; - is standard input. "
                       "All its people are held in memory")
          ->type_name("FILE");
  verb->add_option("--examples", options->examples, "Of each kind of flip; 3 by default")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}));
  verb->add_option("--fail-on-flips", options->fail_on_flips,
                   "Exit with 4 where more than this share of the decisions flips")
      ->type_name("PERCENT")
      ->check(CLI::Range(0.0, 100.0));
  verb->add_flag("--json", options->json, "Write the whole report as one JSON object");
  add_server_option(*verb, options->server, shell);
  verb->get_option("--server")->excludes(log);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
