// tact policy check: does it compile, and what is odd about it?
#include <algorithm>
#include <memory>
#include <set>

#include "cli/policy_desk.h"
#include "cli/table.h"
#include "cli/verb.h"
#include "core/json/writer.h"

namespace tact::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  bool json = false;
};

struct Checked {
  std::string path;
  Compiled compiled;
};

std::string said_of(const std::vector<Diagnostic>& diagnostics) {
  const auto errors = static_cast<std::uint64_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::error; }));
  const std::uint64_t warnings = diagnostics.size() - errors;
  std::string text;
  if (errors > 0) text += counted(errors, "error", "errors");
  if (warnings > 0) {
    text += (text.empty() ? "" : ", ") + counted(warnings, "warning", "warnings");
  }
  return text;
}

// Diagnostics go to standard output: they are what was asked for.
void print_for_people(const std::vector<Checked>& all, const std::vector<std::string>& unused,
                      const Shell& shell) {
  std::set<std::string> said;  // Two policies may include the same file.
  for (const Checked& checked : all) {
    for (const Diagnostic& diagnostic : checked.compiled.diagnostics) {
      std::string text = render_diagnostic(diagnostic);
      if (said.insert(text).second) shell.print(text);
    }
  }
  Table table;
  for (const Checked& checked : all) {
    const auto& policy = checked.compiled.policy;
    table.add({policy ? Cell{"ok", Ink::good} : Cell{"error", Ink::bad},
               {checked.path},
               {policy ? policy->version() : ""},
               {policy ? counted(policy->rules.size(), "rule", "rules") : ""},
               {said_of(checked.compiled.diagnostics), policy ? Ink::wait : Ink::bad}});
  }
  for (const std::string& path : unused) {
    table.add(
        {{"skip", Ink::dim}, {path}, {"it has no `policy:`, and no policy here includes it"}});
  }
  shell.print(table.render(shell));
}

void print_json(const std::vector<Checked>& all, const Shell& shell) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.key("policies");
  json.begin_array();
  for (const Checked& checked : all) {
    const auto& policy = checked.compiled.policy;
    json.begin_object();
    json.string("file", checked.path);
    json.boolean("compiles", policy != nullptr);
    if (policy != nullptr) {
      json.string("policy", policy->name);
      json.string("hash", policy->hash);
      json.integer("rules", static_cast<std::int64_t>(policy->rules.size()));
    }
    json.key("diagnostics");
    json.begin_array();
    for (const Diagnostic& diagnostic : checked.compiled.diagnostics) {
      write_diagnostic(diagnostic, json);
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  shell.print(out + '\n');
}

int run(const Options& options, const Shell& shell) {
  const auto found = find_policy_files(options.paths);
  if (!found) {
    shell.complain(found.error().message);
    return exit_usage;
  }
  if (found->policies.empty()) {
    shell.complain("no policy found; a policy is a .yaml file with `policy:` in it");
    return exit_usage;
  }
  PolicyDesk desk(shell.today);
  std::vector<Checked> all;
  std::set<std::string> read;
  bool is_fine = true;
  for (const std::string& path : found->policies) {
    auto compiled = desk.compile(path);
    if (!compiled) {
      shell.complain(compiled.error().message);
      return exit_trouble;
    }
    for (const PolicyFile& file : compiled->files) read.insert(normal_path(file.path));
    is_fine = is_fine && compiled->policy != nullptr;
    all.push_back({path, *std::move(compiled)});
  }
  std::vector<std::string> unused;
  for (const std::string& path : found->parts) {
    if (!read.contains(path)) unused.push_back(path);
  }
  if (options.json) {
    print_json(all, shell);
  } else {
    print_for_people(all, unused, shell);
  }
  return is_fine ? exit_fine : exit_not_compiled;
}

}  // namespace

void add_policy_check(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "check",
      {"Compile policies and list every mistake and warning.", "  tact policy check policies",
       "  0  all compile; warnings do not count\n"
       "  2  bad arguments\n"
       "  3  a policy does not compile"});
  verb->add_option("PATH", options->paths, "Policy files, or folders to look for them in")
      ->required();
  verb->add_flag("--json", options->json, "Write one JSON object");
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
