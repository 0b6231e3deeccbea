// tact policy fmt: one way to write policies and their tests.
#include <algorithm>
#include <memory>

#include "cli/input_file.h"
#include "cli/policy_desk.h"
#include "cli/verb.h"
#include "core/format/format.h"
#include "core/format/line_diff.h"
#include "core/json/writer.h"
#include "files/replace_file.h"

namespace tact::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  bool check = false;
  bool diff = false;
  bool json = false;
};

// What came of one file.
struct Outcome {
  std::string path;
  bool differs = false;
  std::string trouble;  // why it cannot be read or written
  std::vector<Diagnostic> diagnostics;
};

class FormatDesk {
 public:
  FormatDesk(const Options& options, const Shell& shell) : options_(options), shell_(shell) {}

  Outcome format(const std::string& path) {
    Outcome outcome{path, false, {}, {}};
    const bool is_piped = path == "-";
    const Result<std::string> text = is_piped ? read_all() : files_.read(path);
    if (!text.ok()) {
      outcome.trouble = "cannot read `" + path + "`: " + text.error().message;
      return outcome;
    }
    Formatted formatted = format_policy_text(is_piped ? "standard input" : path, *text);
    outcome.diagnostics = std::move(formatted.diagnostics);
    if (!formatted.text) return outcome;
    outcome.differs = *formatted.text != *text;
    if (options_.diff && !options_.json) {
      shell_.print(unified_diff(path, *text, path + " (formatted)", *formatted.text));
    }
    if (options_.check || options_.diff) return outcome;
    if (is_piped) {
      shell_.print(*formatted.text);
    } else if (outcome.differs) {
      const Status status = replace_file(path, *formatted.text);
      if (!status) outcome.trouble = status.error().message;
    }
    return outcome;
  }

 private:
  Result<std::string> read_all() const {
    constexpr std::size_t bytes_max = 4 << 20;
    std::string text;
    char piece[1 << 16];
    while (const std::size_t count = std::fread(piece, 1, sizeof piece, shell_.in)) {
      text.append(piece, count);
      if (text.size() > bytes_max) return Error{"it is over 4 MiB"};
    }
    if (std::ferror(shell_.in) != 0) return Error{"it cannot be read"};
    return text;
  }

  const Options& options_;
  const Shell& shell_;
  DiskFiles files_;
};

// Files of our language only: a folder may hold other YAML.
Result<std::vector<std::string>> find_files(const std::vector<std::string>& paths) {
  std::vector<std::string> all;
  DiskFiles files;
  for (const std::string& path : paths) {
    if (path == "-") {
      all.push_back(path);
      continue;
    }
    auto found = find_policy_files({path});
    if (!found) return std::move(found).error();
    for (std::string& part : found->parts) {
      const auto text = files.read(part);
      if (text.ok() && (text->starts_with("tact:") || text->find("\ntact:") != std::string::npos)) {
        found->policies.push_back(std::move(part));
      }
    }
    all.insert(all.end(), found->policies.begin(), found->policies.end());
    all.insert(all.end(), found->suites.begin(), found->suites.end());
  }
  return all;
}

void print_for_people(const std::vector<Outcome>& all, const Options& options, const Shell& shell) {
  const bool is_piped = all.size() == 1 && all.front().path == "-";
  if (is_piped || options.diff) return;
  std::uint64_t differ = 0;
  std::uint64_t broken = 0;
  for (const Outcome& outcome : all) {
    const bool is_broken = has_errors(outcome.diagnostics) || !outcome.trouble.empty();
    broken += is_broken ? 1 : 0;
    if (!outcome.differs || is_broken) continue;
    ++differ;
    shell.print(shell.paint(Ink::wait, options.check ? "differs" : "formatted") + "  " +
                outcome.path + '\n');
  }
  const std::uint64_t fine = all.size() - differ - broken;
  std::string words =
      counted(differ, "file", "files") +
      (options.check ? (differ == 1 ? " differs, " : " differ, ") : " formatted, ") +
      grouped(fine) +
      (!options.check ? " unchanged"
       : fine == 1    ? " as it should be"
                      : " as they should be");
  if (broken > 0) words += ", " + grouped(broken) + " left alone";
  shell.print(words + '\n');
}

void print_json(const std::vector<Outcome>& all, const Shell& shell) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.key("files");
  json.begin_array();
  for (const Outcome& outcome : all) {
    json.begin_object();
    json.string("file", outcome.path);
    json.boolean("differs", outcome.differs);
    if (!outcome.trouble.empty()) json.string("trouble", outcome.trouble);
    json.key("diagnostics");
    json.begin_array();
    for (const Diagnostic& diagnostic : outcome.diagnostics) write_diagnostic(diagnostic, json);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  shell.print(out + '\n');
}

int exit_code_of(const std::vector<Outcome>& all, const Options& options) {
  int code = exit_fine;
  for (const Outcome& outcome : all) {
    if (!outcome.trouble.empty()) return exit_trouble;
    if (has_errors(outcome.diagnostics)) code = exit_not_compiled;
    if (outcome.differs && options.check && code == exit_fine) code = exit_differs;
  }
  return code;
}

int run(const Options& options, const Shell& shell) {
  const auto paths = find_files(options.paths);
  if (!paths) {
    shell.complain(paths.error().message);
    return exit_usage;
  }
  if (paths->empty()) {
    shell.complain("no policy or file of tests found; they are .yaml files with `policy:` in them");
    return exit_usage;
  }
  if (options.json && std::find(paths->begin(), paths->end(), "-") != paths->end() &&
      !options.check && !options.diff) {
    shell.complain("with `-` the text goes to standard output, so `--json` needs `--check`");
    return exit_usage;
  }
  FormatDesk desk(options, shell);
  std::vector<Outcome> all;
  for (const std::string& path : *paths) {
    all.push_back(desk.format(path));
    if (options.json) continue;
    const std::string text = render_diagnostics(all.back().diagnostics);
    std::fwrite(text.data(), 1, text.size(), shell.err);
    if (!all.back().trouble.empty()) shell.complain(all.back().trouble);
  }
  if (options.json) {
    print_json(all, shell);
  } else {
    print_for_people(all, options, shell);
  }
  return exit_code_of(all, options);
}

}  // namespace

void add_policy_fmt(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "fmt",
      {"Write policies and their tests in one style; comments and meaning stay as they are.",
       "  tact policy fmt policies\n"
       "  tact policy fmt --check --diff policies",
       "  0  all is formatted\n"
       "  1  a file cannot be read or written\n"
       "  2  bad arguments\n"
       "  3  a file is not valid YAML, or has no simple form; it stays as it is\n"
       "  4  with --check: a file is not formatted"});
  verb->add_option("PATH", options->paths,
                   "Files, or folders to look for them in; - formats standard input to standard "
                   "output")
      ->required();
  verb->add_flag("--check", options->check, "Change nothing; name the files that differ");
  verb->add_flag("--diff", options->diff, "Change nothing; show what would change, line by line");
  verb->add_flag("--json", options->json, "Write one JSON object");
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
