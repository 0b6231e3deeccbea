#include "core/yaml/tree.h"

#include <catch2/catch.hpp>

namespace tact {
namespace {

struct Parsed {
  SourceText source;
  Diagnostics diagnostics;
  std::optional<YamlNode> root;

  explicit Parsed(std::string text) : source("f.yaml", std::move(text), 0) {
    root = parse_yaml(source, diagnostics);
  }

  std::string first_mistake() {
    const std::vector<Diagnostic> found = diagnostics.take_sorted();
    if (found.empty()) return "none";
    const Diagnostic& first = found.front();
    return std::to_string(first.place.line) + ':' + std::to_string(first.place.column) + ' ' +
           first.message;
  }
};

std::pair<int, int> place(const Spot& spot) { return {spot.line, spot.column}; }

}  // namespace

TEST_CASE("everything in a tree knows its place, counted from 1") {
  const Parsed parsed("a: one\nlist:\n  - 'two'\n  - { k: three }\n");
  REQUIRE(parsed.root);
  const YamlNode& root = *parsed.root;
  REQUIRE(root.entries.size() == 2);
  CHECK(place(root.entries[0].key_spot) == std::pair(1, 1));
  CHECK(place(root.entries[0].value.spot) == std::pair(1, 4));
  const YamlNode& list = root.entries[1].value;
  REQUIRE(list.items.size() == 2);
  CHECK(place(list.items[0].spot) == std::pair(3, 5));
  CHECK(list.items[0].quoted);
  CHECK(place(list.items[1].entries.at(0).key_spot) == std::pair(4, 7));
}

TEST_CASE("columns count characters, not bytes") {
  const Parsed parsed("{ ü: ş, ğ: x }\n");
  REQUIRE(parsed.root);
  CHECK(place(parsed.root->entries.at(1).key_spot) == std::pair(1, 9));
}

TEST_CASE("scalars stay the literal text") {
  const Parsed parsed("[no, 010, 09:00, 2026-01-01, 1e3, 545454, 'null', 0x1F, yes]");
  REQUIRE(parsed.root);
  std::vector<std::string> texts;
  for (const YamlNode& item : parsed.root->items) texts.push_back(item.text);
  CHECK(texts == std::vector<std::string>{"no", "010", "09:00", "2026-01-01", "1e3", "545454",
                                          "null", "0x1F", "yes"});
}

TEST_CASE("a byte order mark and line ends of another system do no harm") {
  const Parsed parsed(
      "\xEF\xBB\xBF"
      "a: one\r\nb: two\r\n");
  REQUIRE(parsed.root);
  CHECK(parsed.root->entries.at(1).value.text == "two");
  CHECK(place(parsed.root->entries.at(0).value.spot) == std::pair(1, 4));
  CHECK(parsed.source.line(1) == "a: one");
}

TEST_CASE("what is not of the subset is said with its place") {
  struct Row {
    std::string text;
    std::string mistake;
  };
  const Row row = GENERATE(values<Row>({
      {"a: 1\na: 2\n", "2:1 duplicate key `a`"},
      {"a: &x 1\n", "1:4 anchors (`&name`) are not part of the language"},
      {"a: !str 1\n", "1:4 tags (`!name`) are not part of the language"},
      {"a: ! 1\n", "1:4 tags (`!name`) are not part of the language"},
      {"<<: { a: 1 }\n", "1:1 merge keys (`<<`) are not part of the language"},
      {"? [a]\n: 1\n", "1:3 a key must be text"},
      {"~: 1\n", "1:1 a key must be text"},
      {"a: \"one\nb: 2\n", "1:4 this quote is never closed"},
      {"a: 'it''s\nb: 2\n", "1:4 this quote is never closed"},
      {"a: \"one\\\"\nb: 2\n", "1:4 this quote is never closed"},
      {"a: 1\n---\nb: 2\n", "2:1 a second document in one file"},
      {"a:\n\tb: 1\n", "2:1 a tab in the indentation"},
      {"a: 1\x01\n", "1:5 a control character"},
      {"a: \xC3\x28\n", "1:4 this is not UTF-8"},
      {"a: \xED\xA0\x80\n", "1:4 this is not UTF-8"},  // A surrogate.
      {"", "0:0 the file is empty"},
      {"~\n", "0:0 the file is empty"},
  }));
  Parsed parsed(row.text);
  INFO(row.text);
  CHECK(parsed.first_mistake() == row.mistake);
}

TEST_CASE("what the library says of odd bytes can be shown") {
  // Its own words end with the byte itself: here its mark for the end of the file, and half a `ş`.
  CHECK(Parsed("a: \"\\").first_mistake() == "1:6 not valid YAML: unknown escape character: ?");
  CHECK(Parsed("a: \"\\ş\"").first_mistake() == "1:7 not valid YAML: unknown escape character: ?");
}

TEST_CASE("quotes may have quotes in them") {
  Parsed parsed("{ a: 'it''s', b: \"say \\\"x\\\"\", c: '\"', d: \"\" }");
  REQUIRE(parsed.root);
  CHECK(parsed.first_mistake() == "none");
  CHECK(parsed.root->entries.at(0).value.text == "it's");
  CHECK(parsed.root->entries.at(1).value.text == "say \"x\"");
}

TEST_CASE("nothing nests so deeply that a stack could end") {
  Parsed lists(std::string(10000, '['));
  CHECK(lists.first_mistake().ends_with("nested too deeply"));
  Parsed maps(std::string(47, '[') + "a" + std::string(47, ']'));
  CHECK(maps.first_mistake() == "none");
}

}  // namespace tact
