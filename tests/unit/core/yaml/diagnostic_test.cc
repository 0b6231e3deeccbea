#include "core/yaml/diagnostic.h"

#include <catch2/catch.hpp>

namespace tact {
namespace {

Diagnostic at_column(std::string line, int column) {
  return {Severity::error, {"p.yaml", 3, column}, "wrong", "mend it", std::move(line)};
}

}  // namespace

TEST_CASE("a mistake is shown with its line, a caret under it and the hint") {
  CHECK(render_diagnostic(at_column("  when: { channel: emial }", 20)) ==
        "p.yaml:3:20: error: wrong\n"
        "    when: { channel: emial }\n"
        "                     ^ mend it\n");
}

TEST_CASE("a mistake of a whole file has no line") {
  const Diagnostic diagnostic{Severity::warning, {"p.yaml", 0, 0}, "wrong", "mend it", ""};
  CHECK(render_diagnostic(diagnostic) == "p.yaml: warning: wrong\n  mend it\n");
}

TEST_CASE("of a long line the part around the mistake is shown") {
  const std::string line(5000, 'x');
  const std::string shown = render_diagnostic(at_column(line, 2500));
  CHECK(shown.size() < 400);
  CHECK(shown.find("\n  " + std::string(80, ' ') + "^ mend it") != std::string::npos);
}

TEST_CASE("mistakes are sorted by file, line and column") {
  const SourceText first("b.yaml", "x\ny\n", 0);
  const SourceText second("a.yaml", "x\ny\n", 1);
  Diagnostics diagnostics;
  diagnostics.error(second.spot_at(0, 0), "4");
  diagnostics.error(first.spot_at(1, 0), "3");
  diagnostics.warning(first.spot_at(0, 1), "2");
  diagnostics.error(first.spot_at(0, 0), "1");
  CHECK(diagnostics.errors() == 3);
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics.take_sorted()) order += diagnostic.message;
  CHECK(order == "1234");
}

TEST_CASE("a hostile file cannot make mistakes without end") {
  const SourceText source("a.yaml", "x\n", 0);
  Diagnostics diagnostics;
  for (int i = 0; i < 100000; ++i) diagnostics.error(source.spot_at(0, 0), "again");
  const std::vector<Diagnostic> found = diagnostics.take_sorted();
  CHECK(found.size() == 1001);
  CHECK(found.back().message.find("more mistakes") != std::string::npos);
}

TEST_CASE("the JSON form has the place, the message and what there is beside") {
  std::string json;
  JsonWriter writer(json, KeyOrder::as_written);
  write_diagnostic({Severity::error, {"p\xFF.yaml", 3, 4}, "wrong `\"`", "", "a: 1"}, writer);
  CHECK(json ==
        R"({"severity":"error","file":"p?.yaml","line":3,"column":4,"message":"wrong `\"`",)"
        R"("source":"a: 1"})");
}

TEST_CASE("input is quoted so that a terminal is safe from it") {
  CHECK(quoted_input("a\x1B[31m") == "`a?[31m`");
  CHECK(quoted_input("\xFF") == "`?`");
  CHECK(quoted_input(std::string(100, 'a')) == '`' + std::string(60, 'a') + "…`");
  CHECK(quoted_input("ş") == "`ş`");
}

}  // namespace tact
