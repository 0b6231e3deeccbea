// tact replay: past or planned records through a policy, without a daemon.
#include <memory>

#include "cli/input_file.h"
#include "cli/lines.h"
#include "cli/policy_desk.h"
#include "cli/progress.h"
#include "cli/verb.h"
#include "rehearsal/rehearsal.h"

namespace tact::cli {
namespace {

struct Options {
  std::string policy;
  std::string ledger;
  bool explain = false;
  bool summary = false;
};

constexpr std::size_t flush_bytes = 64 * 1024;

// Whether everything so far reached standard output.
bool flush(const Shell& shell, std::string& out) {
  shell.print(out);
  out.clear();
  return std::fflush(shell.out) == 0 && std::ferror(shell.out) == 0;
}

void say_counts(const Shell& shell, const RehearsalCounts& counts, std::uint64_t lines,
                bool everything) {
  std::string text;
  if (everything) {
    const auto& [allow, defer, deny] = counts.decisions;
    text += "replayed " + counted(lines, "line", "lines") + ": " + grouped(allow) + " allow, " +
            grouped(defer) + " defer, " + grouped(deny) + " deny, " + grouped(counts.replayed) +
            " answered again, " + counted(counts.records, "record", "records") + "\n";
  }
  if (counts.refused > 0) {
    text += "tact: " + counted(counts.refused, "line was", "lines were") +
            " refused; each is answered by its number and `error`\n";
  }
  std::fwrite(text.data(), 1, text.size(), shell.err);
}

int run(const Options& options, const Shell& shell) {
  int code = exit_fine;
  const std::shared_ptr<const Policy> policy = read_policy(options.policy, shell, code);
  if (policy == nullptr) return code;

  InputFile ledger(nullptr, std::fclose);
  if (!options.ledger.empty()) {
    ledger = open_output(options.ledger, shell);
    if (ledger == nullptr) return exit_usage;
  }
  const std::uint64_t size = regular_size(shell.in).value_or(0);
  Progress progress(shell, "replaying", "lines", size > 0 && !shell.out_is_terminal);
  // Never destroyed: the process ends with this verb, and taking millions of records apart one by
  // one was an eighth of its time. Static, so that leak checkers see it as still in use.
  static Rehearsal* kept_to_the_end = nullptr;
  kept_to_the_end = new Rehearsal(policy);
  Rehearsal& rehearsal = *kept_to_the_end;
  if (ledger != nullptr) {
    rehearsal.keep_ledger([file = ledger.get()](const std::string& entry) {
      std::fwrite(entry.data(), 1, entry.size(), file);
      std::fputc('\n', file);
    });
  }
  LineReader lines(shell.in);
  std::string out;
  std::uint64_t count = 0;
  while (const auto line = lines.next()) {
    count = line->number;
    if (line->is_too_long) {
      rehearsal.refuse_long_line(line->number, out);
    } else if (!line->is_blank()) {
      rehearsal.handle_line(line->number, line->text, options.explain, out);
    }
    progress.update({lines.bytes_read(), size, count});
    // For someone who types, and for a pipe that waits for its answer, at once.
    const bool waits = size == 0 && lines.is_empty();
    if ((out.size() >= flush_bytes || waits) && !flush(shell, out)) break;
  }
  const bool written = flush(shell, out);
  progress.clear();
  if (lines.failed() || !written) {
    shell.complain(written ? "standard input cannot be read" : "standard output cannot be written");
    return exit_trouble;
  }
  rehearsal.commit();
  if (ledger != nullptr && (std::fflush(ledger.get()) != 0 || std::ferror(ledger.get()) != 0)) {
    shell.complain("`" + options.ledger + "` cannot be written");
    return exit_trouble;
  }
  say_counts(shell, rehearsal.counts(), count, options.summary || shell.err_is_terminal);
  return exit_fine;
}

}  // namespace

void add_replay(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "replay",
               {"Run records through a policy in memory; requests are answered, in order.",
                "  tact replay --policy policies/acme < records.ndjson > decisions.ndjson",
                "  0  the run ended; refused lines are answered by {\"line\":N,\"error\":{...}}\n"
                "  1  standard input or output failed, or the ledger cannot be written\n"
                "  2  bad arguments\n"
                "  3  the policy does not compile"});
  verb->add_option("--policy", options->policy, "The policy: a file, or a folder with policy.yaml")
      ->type_name("PATH")
      ->required();
  verb->add_option("--ledger", options->ledger,
                   "Write the run's ledger as NDJSON, for `tact policy simulate --log`")
      ->type_name("FILE");
  verb->add_flag("--explain", options->explain, "Add every rule that applied, with what it saw");
  verb->add_flag("--summary", options->summary, "Say the counts at the end, on no terminal too");
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
