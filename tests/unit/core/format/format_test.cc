// One rule of the style each, before and after.
#include "core/format/format.h"

#include <catch2/catch.hpp>

namespace tact {
namespace {

// The formatted text; what is wrong where there is none.
std::string formatted(const std::string& text) {
  const Formatted once = format_policy_text("p.yaml", text);
  if (!once.text) return render_diagnostics(once.diagnostics);
  CHECK(format_policy_text("p.yaml", *once.text).text == once.text);
  return *once.text;
}

}  // namespace

TEST_CASE("blocks are indented by two blanks, lists under their key") {
  CHECK(formatted("a:\n    b:\n        - c\n        -   d\n") == "a:\n  b:\n    - c\n    - d\n");
  CHECK(formatted("a:\n- b\n- c:  1\n  d: 2\n") == "a:\n  - b\n  - c: 1\n    d: 2\n");
  CHECK(formatted("a:\n-\n   b: 1\n   c: 2\n") == "a:\n  - b: 1\n    c: 2\n");
  CHECK(formatted("a:\n  - - b\n    - c\n  -\n  - d\n") == "a:\n  - - b\n    - c\n  -\n  - d\n");
}

TEST_CASE("maps in brackets have blanks inside, lists have none") {
  CHECK(formatted("a: {b: 1,c:   [ x,y ] , d: {}, e: [ ]}\n") ==
        "a: { b: 1, c: [x, y], d: {}, e: [] }\n");
  CHECK(formatted("a: [{b: 1}, {c: \"x, y\"}]\n") == "a: [{ b: 1 }, { c: \"x, y\" }]\n");
  CHECK(formatted("a: {b : 1, \"c\":2, d: }\n") == "a: { b: 1, \"c\": 2, d: }\n");
}

TEST_CASE("lines that were broken stay broken") {
  CHECK(formatted("a: [b,\n      c, # see\n\n\n   d\n ]\n") == "a: [b,\n  c,  # see\n\n  d\n]\n");
  CHECK(formatted("a:\n    b\n    c\n\n    d\n") == "a:\n  b\n  c\n\n  d\n");
  CHECK(formatted("a: \"b\n    c  \n\n    d\"\n") == "a: \"b\n  c\n\n  d\"\n");
  CHECK(formatted("a:\n  - {\n   b: c }\n") == "a:\n  - {\n      b: c }\n");
}

TEST_CASE("blocks of text keep their lines and their own indentation") {
  CHECK(formatted("a: |  # why\n     one\n       two \n\n     three\n\n\nb: 1\n") ==
        "a: |  # why\n  one\n    two \n\n  three\n\nb: 1\n");
  CHECK(formatted("r:\n    - a: >-\n          one\n          two\n      b: 1\n") ==
        "r:\n  - a: >-\n      one\n      two\n    b: 1\n");
  CHECK(formatted("a:\n    b: |2\n         one\n        two\n") ==
        "a:\n  b: |2\n       one\n      two\n");
  CHECK(formatted("a: |+\n  one\n\nb: 1\n") == "a: |+\n  one\n\nb: 1\n");
}

TEST_CASE("comments stay with what they precede or trail") {
  CHECK(formatted(
            "# file\n\n#  about a\na:   # of a\n      # first\n    - b  # of b\n      # end of a\n"
            "  # between\nc: 1 # of c\n# end\n") ==
        "# file\n\n#  about a\na:   # of a\n  # first\n  - b  # of b\n  # end of a\n\n# between\n"
        "c: 1  # of c\n# end\n");
  CHECK(formatted("a:\n- # one\n  b: 1\n") == "a:\n  # one\n  - b: 1\n");
  CHECK(formatted("a: # why\n  # more\n  text\n") == "# more\na:  # why\n  text\n");
}

TEST_CASE("comments that stood below each other still do") {
  CHECK(formatted("a:  1     # one\nbc: 2     # two\nd: 3 # alone\n") ==
        "a: 1      # one\nbc: 2     # two\nd: 3  # alone\n");
  CHECK(formatted("a:\n    b: 1    # one\n    c: 2    # two\n") ==
        "a:\n  b: 1    # one\n  c: 2    # two\n");
  CHECK(formatted("a: 1 # one\nş: 12 # two\n") == "a: 1  # one\nş: 12  # two\n");
}

TEST_CASE("the keys of a file and of a rule come in the reference's order") {
  CHECK(formatted("rules:\n- deny: true\n  text: T.\n  # why\n  id: a\n- { id: b, deny: true }\n"
                  "policy: p\n# about the version\ntact: 1\n") ==
        "# about the version\ntact: 1\npolicy: p\n\nrules:\n  # why\n  - id: a\n    text: T.\n"
        "    deny: true\n  - { id: b, deny: true }\n");
  CHECK(formatted("rules:\n- mode: shadow\n  id: a\n  cap: {}\n  on_fail: deny\n  when: {}\n") ==
        "rules:\n  - id: a\n    mode: shadow\n    when: {}\n    on_fail: deny\n    cap: {}\n");
  CHECK(formatted("rules:\n- cap: {}\n  unless: {}\n  mode: shadow\n  when: {}\n  id: a\n") ==
        "rules:\n  - id: a\n    mode: shadow\n    when: {}\n    unless: {}\n    cap: {}\n");
  CHECK(formatted("cases:\n- ask: {}\n  name: n\ntests: t\n") ==
        "tests: t\n\ncases:\n  - name: n\n    ask: {}\n");
}

TEST_CASE("what is above all keys speaks for the file") {
  CHECK(formatted("# the file\n\n# the policy\npolicy: p\ntact: 1\n") ==
        "# the file\n\ntact: 1\n# the policy\npolicy: p\n");
  CHECK(formatted("# the file\npolicy: p\ntact: 1\n") == "# the file\ntact: 1\npolicy: p\n");
  CHECK(formatted("\n\n# the file\n---\n\na: 1\n") == "# the file\n---\na: 1\n");
}

TEST_CASE("one blank line between sections and between rules, none elsewhere unless it was there") {
  CHECK(formatted("tact: 1\npolicy: p\n\n\n\ntitle: t\nrules:\n\n  - id: a\n    text: T.\n\n\n"
                  "    deny: true\n  # about b\n  - id: b\n    deny: true\n\n  # part two\n\n"
                  "  - id: c\n    deny: true\n\n\n") ==
        "tact: 1\npolicy: p\n\ntitle: t\n\nrules:\n  - id: a\n    text: T.\n\n    deny: true\n\n"
        "  # about b\n  - id: b\n    deny: true\n\n  # part two\n\n  - id: c\n    deny: true\n");
}

TEST_CASE("brackets over 100 columns become one entry a line") {
  const std::string word(40, 'x');
  CHECK(
      formatted("when: { any: [" + word + ", " + word + "], b: [" + word + "], c: { d: 1 } }\n") ==
      "when:\n  any: [" + word + ", " + word + "]\n  b: [" + word + "]\n  c: { d: 1 }\n");
  CHECK(formatted("a: [" + word + ", " + word + ", " + word + "]  # why\n") ==
        "a:  # why\n  - " + word + "\n  - " + word + "\n  - " + word + '\n');
  CHECK(formatted("a:\n  - { b: " + word + ", c: " + word + ", d: " + word + " }  # why\n") ==
        "a:\n  # why\n  - b: " + word + "\n    c: " + word + "\n    d: " + word + '\n');
  // Rows of people and messages are read as a table.
  const std::string row = "a: { b: " + word + ", c: " + word + ", d: " + word + " }\n";
  CHECK(formatted("tests: t\n" + row + "cases: []\n") == "tests: t\n" + row + "cases: []\n");
}

TEST_CASE("line ends are LF, and the file ends with one") {
  CHECK(formatted("a: 1  \r\nb:\r\n  - c\t\r\n") == "a: 1\n\nb:\n  - c\n");
  CHECK(formatted("\xEF\xBB\xBF"
                  "a: 1") == "a: 1\n");
}

TEST_CASE("quotes are not touched") {
  const std::string text = "a: 'it''s'\n\"b\": \"\\x41, # no\"\nc: no\nd: '#'\n";
  CHECK(formatted(text) == text);
}

TEST_CASE("what is not YAML, or has no simple form, is said and not formatted") {
  CHECK(formatted("a: [1\n").find("error: not valid YAML") != std::string::npos);
  CHECK(formatted("? a\n: b\n").find("there is a key after `?` here") != std::string::npos);
  CHECK(formatted("a: 1\n...\n").find("there is `...` here") != std::string::npos);
}

}  // namespace tact
