// What policies/README.md shows is what the compiler takes.
#include <sstream>

#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"
#include "unit/core/suite/town.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

struct Block {
  std::string kind;  // the words after the fence: "yaml policy"
  std::string text;
  int line = 0;
};

std::vector<Block> read_blocks() {
  std::vector<Block> blocks;
  std::istringstream stream(read_source_file("policies/README.md"));
  bool is_inside = false;
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.starts_with("```")) {
      if (!is_inside) blocks.push_back({line.substr(3), "", number});
      is_inside = !is_inside;
    } else if (is_inside) {
      blocks.back().text += line + '\n';
    }
  }
  return blocks;
}

Compiled compile(const std::string& text) {
  static const auto zones = std::make_shared<const ZoneBook>(*load_system_zones());
  MemoryFiles files({{"policy.yaml", text}});
  return compile_policy("policy.yaml", files, zones, std::nullopt);
}

std::string errors_of(const Compiled& compiled) {
  return compiled.policy != nullptr ? "" : render_diagnostics(compiled.diagnostics);
}

const std::vector<Block>& blocks() {
  static const std::vector<Block> all = read_blocks();
  return all;
}

}  // namespace

TEST_CASE("the files and rules of the language reference compile") {
  int compiled = 0;
  for (const Block& block : blocks()) {
    INFO("policies/README.md:" << block.line);
    if (block.kind == "yaml policy") CHECK(errors_of(compile(block.text)) == "");
    if (block.kind == "yaml rule") CHECK(errors_of(compile(policy_with(block.text))) == "");
    if (block.kind.starts_with("yaml")) ++compiled;
    // No block is left out by a misspelt mark.
    CHECK((block.kind == "yaml policy" || block.kind == "yaml rule" || block.kind == "yaml tests" ||
           block.kind == "yaml broken" || block.kind == "text"));
  }
  CHECK(compiled >= 14);
}

TEST_CASE("the mistakes of the language reference are said as it shows them") {
  for (std::size_t i = 0; i + 1 < blocks().size(); ++i) {
    if (blocks()[i].kind != "yaml broken") continue;
    CHECK(render_diagnostics(compile(blocks()[i].text).diagnostics) == blocks()[i + 1].text);
    return;
  }
  FAIL("the reference shows no mistakes");
}

TEST_CASE("the language reference shows warnings that come") {
  const std::string text = read_source_file("policies/README.md");
  std::istringstream stream(text.substr(text.find("| what is said |")));
  int shown = 0;
  for (std::string line; std::getline(stream, line) && line.starts_with('|');) {
    const std::size_t cell = line.find(" | `");
    if (cell == std::string::npos) continue;
    std::string rules = "- { id: a, " + line.substr(cell + 4);
    rules.resize(rules.rfind("` |"));
    const std::size_t second = rules.find("` and `");
    if (second != std::string::npos) rules.replace(second, 7, " }\n- { id: b, ");
    const Compiled compiled = compile_text(policy_with(rules + " }\n"));
    INFO(rules << '\n' << render_diagnostics(compiled.diagnostics));
    CHECK(messages(compiled).find("warning: ") != std::string::npos);
    CHECK(messages(compiled).find(line.substr(2, cell - 2)) != std::string::npos);
    ++shown;
  }
  CHECK(shown >= 20);
}

TEST_CASE("the first tests of the language reference hold for its first policy") {
  const Compiled compiled = compile(blocks().at(0).text);
  REQUIRE(compiled.policy);
  CHECK(blocks().at(1).kind == "yaml tests");
  MemoryFiles files({{"hello_test.yaml", blocks().at(1).text}});
  const SuiteReading reading = read_suite("hello_test.yaml", files);
  INFO(render_diagnostics(reading.diagnostics));
  REQUIRE(reading.suite);
  CHECK(reading.suite->policy == "hello.yaml");
  const Town town(*reading.suite);
  for (const TestCase& test : reading.suite->cases) {
    INFO(test.name);
    CHECK(wrong_with(test, town.judge(*compiled.policy, test)) == "");
  }
}

TEST_CASE("the language reference names every reason") {
  const std::string text = read_source_file("policies/README.md");
  for (int i = 1; i <= static_cast<int>(Code::calendar_missing); ++i) {
    const std::string name(code_name(static_cast<Code>(i)));
    INFO(name);
    CHECK(text.find('`' + name + '`') != std::string::npos);
  }
}

}  // namespace tact
