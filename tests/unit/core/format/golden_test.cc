// tests/golden/format/*.yaml: what formatting makes of each is in the .out beside it. On failure
// the new text is printed: read it, and where it is right make it the new baseline.
#include <algorithm>
#include <filesystem>
#include <vector>

#include <catch2/catch.hpp>

#include "core/format/format.h"
#include "core/policy/compile.h"
#include "core/suite/suite.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

namespace fs = std::filesystem;

// Paths from the repository's root on.
std::vector<std::string> yaml_files(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& file : fs::recursive_directory_iterator(source_path(folder))) {
    if (file.path().extension() != ".yaml") continue;
    paths.push_back(fs::relative(file.path(), source_path("")).generic_string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Without its places, which formatting moves.
std::string said_of(const std::string& text) {
  const Compiled compiled = compile_text(text);
  std::vector<std::string> said;
  for (const Diagnostic& diagnostic : compiled.diagnostics) {
    said.push_back(diagnostic.message.substr(0, diagnostic.message.find("line ")));
  }
  std::sort(said.begin(), said.end());
  std::string all = compiled.policy == nullptr ? "no policy\n" : "a policy\n";
  for (const std::string& message : said) all += message + '\n';
  return all;
}

std::string sorted_comments(const std::string& text) {
  std::vector<std::string> comments;
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at + 1)) {
    const std::string line = text.substr(at, text.find('\n', at) - at);
    comments.push_back(line.substr(0, line.find_last_not_of(" \t\r") + 1));
  }
  std::sort(comments.begin(), comments.end());
  std::string all;
  for (const std::string& comment : comments) all += comment + '\n';
  return all;
}

}  // namespace

TEST_CASE("each golden file is formatted as its baseline says") {
  const std::vector<std::string> paths = yaml_files("tests/golden/format");
  CHECK(paths.size() >= 8);
  for (const std::string& path : paths) {
    DYNAMIC_SECTION(path) {
      const Formatted formatted = format_policy_text(path, read_source_file(path));
      const std::string said = formatted.text.value_or(render_diagnostics(formatted.diagnostics));
      INFO(said);
      CHECK(said == read_source_file(path.substr(0, path.size() - 5) + ".out"));
    }
  }
}

TEST_CASE("every shipped policy and file of tests is formatted already") {
  const std::vector<std::string> paths = yaml_files("policies");
  CHECK(paths.size() >= 3);
  for (const std::string& path : paths) {
    INFO(path);
    const std::string text = read_source_file(path);
    const Formatted formatted = format_policy_text(path, text);
    INFO(render_diagnostics(formatted.diagnostics));
    REQUIRE(formatted.text.has_value());
    CHECK(*formatted.text == text);
  }
}

TEST_CASE("formatting changes neither meaning nor comments, and is done once") {
  std::vector<std::string> paths = yaml_files("tests/golden");
  for (const std::string& path : yaml_files("policies")) paths.push_back(path);
  std::size_t formatted_files = 0;
  for (const std::string& path : paths) {
    INFO(path);
    const std::string text = read_source_file(path);
    const Formatted once = format_policy_text(path, text);
    CHECK(once.text.has_value() != has_errors(once.diagnostics));
    if (!once.text) continue;
    ++formatted_files;
    CHECK(format_policy_text(path, *once.text).text == once.text);
    CHECK(said_of(*once.text) == said_of(text));
    CHECK(sorted_comments(*once.text) == sorted_comments(text));
  }
  CHECK(formatted_files >= 30);
}

}  // namespace tact
