"""Each rule of tidy.py reports what it forbids, at its line, and leaves the neighbour alone."""

import os
import pathlib
import sys
import unittest

import cxx
import tidy

MARK = "TO" + "DO"
HOME = "/".join(("", "home", "someone", "tact"))
GUARD = "#pragma once\n"


def lines_of(rule, path, text, others=None):
    """The lines of `path` at which `rule` finds a breach, in a tree with some other files."""
    texts = {path: text, **(others or {})}
    return [line for where, line, _ in rule(tidy.Tree(texts)) if where == path]


def function_of(lines):
    return "int f() {\n" + "  g();\n" * (lines - 2) + "}\n"


# (rule, path, text, line of the breach). With line 0 the text is fine.
SAMPLES = [
    (tidy.public_headers_need_only_the_standard_library, [
        ("include/tact/a.h", "\n#include <rocksdb/db.h>\n", 2),
        ("include/tact/a.h", "#include <simdjson.h>\n", 1),
        ("include/tact/a.h", '#include "core/time/a.h"\n', 1),
        ("include/tact/a.h", '#include <vector>\n#include "tact/b.h"\n', 0),
        ("include/tact/a.h", "// #include <rocksdb/db.h>\n", 0),
        ("src/store/a.h", "#include <rocksdb/db.h>\n", 0),
    ]),
    (tidy.includes_follow_the_arrows, [
        ("src/core/a.cc", '#include "store/store.h"\n', 1),
        ("src/ledger/a.cc", '#include "engine/engine.h"\n', 1),
        ("src/cli/a.cc", '#include "http/session.h"\n', 1),
        ("src/core/time/a.cc", '#include "a.h"\n', 1),
        ("src/helpers/a.cc", "\n", 1),
        ("src/http/a.cc", '#include "engine/engine.h"\n#include "tact/b.h"\n', 0),
        ("src/core/a.cc", '#include "core/b.h"\n', 0),
    ]),
    (tidy.links_follow_the_arrows, [
        ("src/core/CMakeLists.txt", "tact_room(core\n  LINKS\n    tact_store)\n", 3),
        ("src/store/CMakeLists.txt", "tact_room(store LINKS tact_core) # not tact_http\n", 0),
    ]),
    (tidy.core_is_pure, [
        ("src/core/a.cc", "#include <thread>\n", 1),
        ("include/tact/a.h", "#include <fstream>\n", 1),
        ("src/core/a.cc", "#include <chrono>\n", 0),
        ("src/engine/a.cc", "#include <thread>\n", 0),
    ]),
    (tidy.one_file_reads_yaml, [
        ("src/core/z.cc", "#include <yaml-cpp/yaml.h>\n", 1),
        ("src/cli/a.cc", "#include <yaml-cpp/yaml.h>\n", 1),
        ("src/core/yaml/document.h", "#include <yaml-cpp/yaml.h>\n", 0),
    ]),
    (tidy.one_room_knows_rocksdb, [
        ("src/ledger/a.cc", "#include <rocksdb/db.h>\n", 1),
        ("src/store/a.cc", "#include <rocksdb/db.h>\n", 0),
    ]),
    (tidy.clocks_are_read_at_the_edge, [
        ("src/http/a.cc", "auto t = std::chrono::system_clock::now();\n", 1),
        ("src/core/a.cc", "auto t = std::chrono::steady_clock::now();\n", 1),
        ("tests/unit/core/a.cc", "auto t = std::chrono::utc_clock::now();\n", 1),
        ("src/cli/a.cc", "auto t = std::time(nullptr);\n", 1),
        ("src/daemon/a.cc", "auto t = std::chrono::system_clock::now();\n", 0),
        ("src/http/a.cc", "auto t = std::chrono::steady_clock::now();\n", 0),
        ("src/core/a.cc", "// system_clock::now is the daemon's\n", 0),
    ]),
    (tidy.tests_never_sleep, [
        ("tests/unit/http/a.cc", "std::this_thread::sleep_for(1s);\n", 1),
        ("src/http/a.cc", "std::this_thread::sleep_for(1s);\n", 0),
    ]),
    (tidy.no_capturing_lambda_is_awaited, [
        ("src/http/a.cc", "co_await run([this] { go(); });\n", 1),
        ("src/http/a.cc", "co_await run(\n    1, [&x](int y) -> int { return y; });\n", 2),
        ("src/http/a.cc", "co_await run([=]() mutable {});\n", 1),
        ("src/http/a.cc", "auto go = [this] {};\nco_await run(go);\n", 0),
        ("src/http/a.cc", "co_await run([] { go(); });\n", 0),
        ("src/http/a.cc", "co_await runs[i](x);\n", 0),
        ("src/http/a.cc", "if (co_await ready()) { post([this] {}); }\n", 0),
    ]),
    (tidy.headers_are_read_once, [
        ("src/core/a.h", "#ifndef A\n#define A\n#endif\n", 1),
        ("src/core/a.h", "// A thing.\n#pragma once\n", 0),
        ("src/core/a.cc", "int a;\n", 0),
    ]),
    (tidy.functions_fit_a_page, [
        ("src/core/a.cc", "namespace tact {\n\n" + function_of(71) + "}\n", 3),
        ("src/core/a.cc", "int a;\nA::A(int b)\n    : b_{b} {\n" + "  g();\n" * 80 + "}\n", 2),
        ("src/core/a.cc", "A::A() : b_{1}, c_(2) {\n" + "  g();\n" * 69 + "}\n", 1),
        ("src/core/a.cc", "A::A() : b_{1}, c_{2} {}\n" + "B::B() : b_{1} {}\n" * 90, 0),
        ("src/core/a.cc", "struct A {\n" + function_of(70) + function_of(70) + "};\n", 0),
        ("src/core/a.cc", "class alignas(64) A {\n" + "  int a;\n" * 90 + "};\n", 0),
        ("src/core/a.cc", "const int a[] = {\n" + "  f(1),\n" * 90 + "};\n", 0),
        ("tests/a.cc", 'TEST_CASE("x") {\n' + "  CHECK(f());\n" * 90 + "}\n", 0),
        ("src/core/a.cc", 'int f() {\n  g("{", \'{\', 1\'000);\n}\n' + "int a;\n" * 90, 0),
    ]),
    (tidy.lines_fit, [
        ("src/core/a.cc", "int a;\n// " + "x" * 98 + "\n", 2),
        ("tools/dev", "#" * 101, 1),
        ("src/core/a.cc", "// " + "ü" * 97 + "\n", 0),
        ("README.md", "x" * 200, 0),
    ]),
    (tidy.files_are_one_thing, [
        ("src/core/a.cc", "int a;\n" * 501, 501),
        ("src/core/a.cc", "int a;\n" * 500, 0),
    ]),
    (tidy.file_names_are_snake_case, [
        ("src/core/Merkle.cc", "", 1),
        ("src/core/merkle.cpp", "", 1),
        ("src/core/merkle_tree.cc", "", 0),
    ]),
    (tidy.nothing_is_left_for_later, [
        ("policies/a.yaml", "rules:\n  # " + MARK + ": more\n", 2),
        ("policies/a.yaml", "# the " + MARK.lower() + " list\n", 0),
    ]),
    (tidy.no_machine_paths, [
        ("tools/a.sh", "cd " + HOME + "\n", 1),
        ("tools/a.sh", "curl example.org" + HOME + "\n", 0),
        ("tools/a.sh", "#!/usr/bin/env bash\n", 0),
    ]),
    (tidy.top_level_holds_what_is_agreed, [
        ("docs", "", 1),
        ("README.md", "", 0),
        (".clang-format", "", 0),
    ]),
    (tidy.packages_are_named_once, [
        ("README.md", "you need lib" + "yaml-cpp-dev\n", 1),
        ("tools/a.sh", "apt-get " + "install -y g++\n", 1),
        ("tools/packages.txt", "build lib" + "yaml-cpp-dev\n", 0),
        ("README.md", "built with yaml-cpp; see tools/dev\n", 0),
    ]),
]  # fmt: skip


# What else is in the tree that a rule looks at.
NEIGHBOURS = {
    tidy.one_file_reads_yaml: {"src/core/yaml/document.cc": "#include <yaml-cpp/yaml.h>\n"},
}


class Rules(unittest.TestCase):
    """Holds one test for each rule of SAMPLES, added below."""


def add_test(rule, samples):
    def test(self):
        self.assertTrue(any(line for _, _, line in samples), "no bad sample")
        for path, text, line in samples:
            with self.subTest(path=path, text=text[:60]):
                found = lines_of(rule, path, text, NEIGHBOURS.get(rule))
                self.assertEqual(found, [line] if line else [])

    setattr(Rules, f"test_{rule.__name__}", test)


for sampled_rule, rule_samples in SAMPLES:
    add_test(sampled_rule, rule_samples)


class SourcesAreBuilt(unittest.TestCase):
    def test_a_source_that_no_list_names_is_reported(self):
        lists = {"src/core/CMakeLists.txt": "tact_room(core SOURCES time/time.cc)\n"}
        for path, lines in [
            ("src/core/time/zone.cc", [1]),
            ("src/core/time.cc", [1]),
            ("src/core/time/time.cc", []),
        ]:
            self.assertEqual(lines_of(tidy.sources_are_built, path, "", lists), lines)

    def test_a_glob_is_reported(self):
        path = "src/core/CMakeLists.txt"
        self.assertEqual(lines_of(tidy.sources_are_built, path, "\nfile(GLOB all *.cc)\n"), [2])


class Coverage(unittest.TestCase):
    def test_every_rule_has_a_bad_sample(self):
        sampled = {rule for rule, _ in SAMPLES} | {tidy.sources_are_built}
        self.assertEqual([rule.__name__ for rule in tidy.RULES if rule not in sampled], [])


class Functions(unittest.TestCase):
    def test_lengths_count_head_and_braces(self):
        text = "int a;\n\ntemplate <class T>\nT f(T x)\n{\n  return [&] {\n    x;\n  }();\n}\n"
        self.assertEqual(cxx.Source(text).functions(), [(3, 7)])

    def test_raw_strings_are_no_code(self):
        text = 'auto f() {\n  return R"({ { {)";\n}\nvoid g() {}\n'
        self.assertEqual(cxx.Source(text).functions(), [(1, 3), (4, 1)])


def main():
    program = unittest.main(exit=False)
    result = program.result
    failed = len({test.id().split(" ")[0] for test, _ in result.failures + result.errors})
    if tally := os.environ.get("TACT_TALLY"):
        pathlib.Path(tally).write_text(f"{result.testsRun - failed} {failed}\n")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
