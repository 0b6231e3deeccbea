// tact policy show: the texts of a version, to look at before it is approved, or years later.
#include <filesystem>
#include <fstream>
#include <memory>

#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string version;
  std::string folder;
  std::string server;
  bool json = false;
};

struct Text {
  std::string name;
  std::string text;
};

// Raw, unlike what is said to people: a file's text keeps its bytes.
std::string text_at(JsonValue object, std::string_view key) {
  const auto value = member(object, key);
  return value && value->is(JsonKind::string) ? std::string(value->string()) : std::string();
}

std::vector<Text> texts_of(JsonValue page) {
  std::vector<Text> texts;
  for (const std::string_view list : {"files", "tests"}) {
    for (const JsonValue file : items_at(page, list)) {
      texts.push_back({text_at(file, "name"), text_at(file, "text")});
    }
  }
  return texts;
}

// What an include reaches above the policy's folder stays inside `folder`: the policy's own goes
// deeper instead.
fs::path own_folder(const fs::path& folder, const std::vector<Text>& texts) {
  std::size_t above = 0;
  for (const Text& text : texts) {
    std::size_t steps = 0;
    for (std::string_view rest = text.name; rest.starts_with("../"); rest.remove_prefix(3)) ++steps;
    above = std::max(above, steps);
  }
  fs::path own = folder;
  for (std::size_t i = 0; i < above; ++i) own /= "policy";
  return own;
}

int write_all(const std::vector<Text>& texts, const Options& options, const Shell& shell) {
  std::error_code failure;
  if (fs::exists(options.folder, failure) && !fs::is_empty(options.folder, failure)) {
    shell.complain("`" + options.folder + "` is not empty; name a new folder");
    return exit_usage;
  }
  const fs::path own = own_folder(options.folder, texts);
  for (const Text& text : texts) {
    const fs::path path = (own / text.name).lexically_normal();
    fs::create_directories(path.parent_path(), failure);
    std::ofstream file(path, std::ios::binary);
    file << text.text;
    file.close();
    if (!file) {
      shell.complain("cannot write `" + path.string() + "`");
      return exit_trouble;
    }
  }
  shell.print(counted(texts.size(), "file", "files") + " in " + own.string() +
              "; look at it with `tact policy diff`, `explain`, `test` or `simulate`\n");
  return exit_fine;
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const auto body = body_of(
      client->get("/v1/policies/" + url_encoded(options.version) + "/files", "application/json"),
      shell);
  if (!body) return exit_trouble;
  if (options.json) {
    shell.print(*body);
    return exit_fine;
  }
  JsonParser parser;
  const auto page = parser.parse(*body);
  if (!page || items_at(*page, "files").empty()) {
    shell.complain("the server's answer is no policy; is tactd what listens there?");
    return exit_trouble;
  }
  const std::vector<Text> texts = texts_of(*page);
  if (!options.folder.empty()) return write_all(texts, options, shell);
  for (const Text& text : texts) {
    shell.print("# ---- " + text.name + " ----\n" + text.text);
    if (!text.text.ends_with('\n')) shell.print("\n");
  }
  return exit_fine;
}

}  // namespace

void add_policy_show(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "show",
               {"Show the texts of a version: one that waits, or was ever active.",
                "  tact policy show acme-retail@3f9c2ab41d07\n"
                "  tact policy show 182748 --to proposed && tact policy diff mine proposed",
                remote_exit_codes});
  verb->add_option("VERSION", options->version,
                   "As `tact policy history` shows it; of one that waits its id too")
      ->required();
  verb->add_option("--to", options->folder, "Write its files into this new folder")
      ->type_name("DIR");
  verb->add_flag("--json", options->json, "Write what the daemon gave");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
