"""The repository's own rules, as a test: the borders between the rooms of src/, and house style.

usage: tidy.py REPOSITORY

Prints `path:line: error: …` for each breach and says what to do instead. A rule is a function from
a Tree to (path, line, message) triples; tidy_test.py proves of each rule that it can fail.
"""

import os
import pathlib
import re
import subprocess
import sys

import cxx

# What each room may include, besides itself and include/tact/. The CMake links must agree.
ARROWS = {
    "core": set(),
    "zones": {"core"},
    "files": {"core"},
    "ledger": {"core", "store"},
    "store": {"core"},
    "engine": {"core", "ledger", "store"},
    "rehearsal": {"core", "ledger", "store", "engine"},
    "guard": {"core"},
    "http": {"core", "ledger", "store", "engine", "rehearsal", "guard"},
    "cli": {"core", "zones", "files", "ledger", "store", "engine", "rehearsal"},
    "daemon": {"core", "zones", "files", "ledger", "store", "engine", "rehearsal", "guard",
               "http"},
}

TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md",
    "include", "policies", "src", "tests", "tools",
}  # fmt: skip

# The command line asks for today where it warns of calendars that end.
WALL_CLOCK_PLACES = ("src/daemon/", "src/cli/main.cc")
STEADY_CLOCK_PLACES = (
    "src/daemon/", "src/engine/", "src/http/", "src/cli/", "tools/bench/",
)  # fmt: skip

IMPURE_HEADERS = {
    "condition_variable", "filesystem", "fstream", "iostream", "mutex", "random", "shared_mutex",
    "stop_token", "thread",
}  # fmt: skip

COLUMNS_MAX = 100
FILE_LINES_MAX = 500
# One file, since an auditor takes it alone.
FILE_LINES_MAX_OF = {"tools/verify_log.py": 600}
FUNCTION_LINES_MAX = 70


class Tree:
    """The files of a repository: text by path. Binary files are not in it."""

    def __init__(self, texts):
        self.texts = texts
        self.sources = {
            path: cxx.Source(text) for path, text in texts.items() if path.endswith((".h", ".cc"))
        }

    def under(self, *folders):
        return [item for item in self.sources.items() if item[0].startswith(folders)]

    def code(self):
        """Everything that people edit as a program."""
        names = (".h", ".cc", ".py", ".sh", ".cmake", "CMakeLists.txt", "tools/dev", ".ci/run")
        return [item for item in self.texts.items() if item[0].endswith(names)]


def room_of(path):
    parts = path.split("/")
    return parts[1] if parts[0] == "src" and len(parts) > 2 else None


# --- borders --------------------------------------------------------------------------------------


def public_headers_need_only_the_standard_library(tree):
    for path, source in tree.under("include/"):
        for line, bracket, name in source.includes():
            if bracket == "<" and ("/" in name or "." in name):
                yield path, line, f"<{name}> in a public header; use it in a .cc of src/ only"
            if bracket == '"' and not name.startswith("tact/"):
                yield path, line, f'"{name}" in a public header; use "tact/…" headers only'


def includes_follow_the_arrows(tree):
    for path, source in tree.under("src/"):
        room = room_of(path)
        if room not in ARROWS:
            yield path, 1, f"unknown room `{room}`; use a room of ARROWS in tests/tidy/tidy.py"
            continue
        for line, bracket, name in source.includes():
            other = name.split("/")[0]
            if bracket != '"' or other in ("tact", room):
                continue
            if "/" not in name or other not in ARROWS:
                yield path, line, f'"{name}"; use a path from src/ on, as "{room}/{name}"'
            elif other not in ARROWS[room]:
                allowed = ", ".join(sorted(ARROWS[room])) or "include/tact/"
                yield path, line, f"{room} includes {other}; use only {allowed}"


def links_follow_the_arrows(tree):
    for room, allowed in ARROWS.items():
        path = f"src/{room}/CMakeLists.txt"
        for line, text in enumerate(tree.texts.get(path, "").splitlines(), 1):
            for other in re.findall(r"\btact_(\w+)", text.split("#")[0]):
                if other in ARROWS and other != room and other not in allowed:
                    yield path, line, f"{room} links {other}; use only {sorted(allowed)}"


def core_is_pure(tree):
    for path, source in tree.under("include/", "src/core/"):
        for line, bracket, name in source.includes():
            if bracket == "<" and (name in IMPURE_HEADERS or name.startswith("boost/asio")):
                yield path, line, f"<{name}> in the core; use a value that the caller passes in"


def one_file_reads_yaml(tree):
    users = {}
    for path, source in tree.sources.items():
        for line, _, name in source.includes():
            if name.startswith("yaml-cpp/"):
                users.setdefault(path.rsplit(".", 1)[0], (path, line))
    home = next((stem for stem in sorted(users) if stem.startswith("src/core/")), None)
    for stem, (path, line) in sorted(users.items()):
        if stem != home:
            yield path, line, f"yaml-cpp outside its one place; use {home or 'a file of src/core/'}"


def one_room_knows_rocksdb(tree):
    for path, source in tree.under("src/"):
        for line, _, name in source.includes():
            if name.startswith("rocksdb/") and room_of(path) != "store":
                yield path, line, "RocksDB outside src/store/; use the Store interface"


# --- time -----------------------------------------------------------------------------------------


def clocks_are_read_at_the_edge(tree):
    wall = r"\b(?!steady_)\w+_clock::now\b|\b(?:gettimeofday|clock_gettime)\b|\btime\(nullptr\)"
    for path, source in tree.sources.items():
        if not path.startswith(WALL_CLOCK_PLACES):
            for line, text in source.matches(wall):
                yield path, line, f"`{text}` outside src/daemon/; use the instant passed in"
        if not path.startswith(STEADY_CLOCK_PLACES):
            for line, text in source.matches(r"\bsteady_clock::now\b"):
                yield path, line, f"`{text}` here; use the instant passed in"


def tests_never_sleep(tree):
    for path, source in tree.under("tests/"):
        for line, text in source.matches(r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b"):
            yield path, line, f"`{text}` in a test; use a clock that the test moves"


# --- language -------------------------------------------------------------------------------------


def no_capturing_lambda_is_awaited(tree):
    for path, source in tree.sources.items():
        for line in source.awaited_captures():
            yield path, line, "g++ 12 destroys an awaited closure twice; use a named closure"


def headers_are_read_once(tree):
    for path, source in tree.sources.items():
        if path.endswith(".h") and not source.matches(r"^#pragma once$"):
            yield path, 1, "no include guard; use #pragma once"


def functions_fit_a_page(tree):
    for path, source in tree.sources.items():
        for line, length in source.functions():
            if length > FUNCTION_LINES_MAX:
                yield path, line, f"function of {length} lines; use at most {FUNCTION_LINES_MAX}"


def lines_fit(tree):
    for path, text in tree.code():
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > COLUMNS_MAX:
                yield path, number, f"{len(line)} columns; use at most {COLUMNS_MAX}"


def files_are_one_thing(tree):
    for path, text in tree.code():
        length = len(text.splitlines())
        most = FILE_LINES_MAX_OF.get(path, FILE_LINES_MAX)
        if length > most:
            yield path, length, f"{length} lines; use files of at most {most}"


def file_names_are_snake_case(tree):
    for path in tree.texts:
        name = path.rsplit("/", 1)[-1]
        if re.search(r"\.(cpp|cxx|c|hpp|hh)$", name):
            yield path, 1, "unusual suffix; use .h and .cc"
        elif name.endswith((".h", ".cc")) and not re.fullmatch(r"[a-z0-9_]+\.(h|cc)", name):
            yield path, 1, "unusual file name; use snake_case"


# --- the tree -------------------------------------------------------------------------------------


def nothing_is_left_for_later(tree):
    marks = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    for path, text in tree.texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if marks.search(line):
                yield path, number, "a note to do it later; use an issue, or do it"


def no_machine_paths(tree):
    machine = re.compile(r"(?<![\w.}*-])/(?:home|root|work|mnt|Users)/")
    for path, text in tree.texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if machine.search(line):
                yield path, number, "a path of one machine; use a relative one"


def top_level_holds_what_is_agreed(tree):
    for name in sorted({path.split("/")[0] for path in tree.texts}):
        if name not in TOP_LEVEL and not name.startswith("."):
            yield name, 1, f"new at the top level; use one of {', '.join(sorted(TOP_LEVEL))}"


def sources_are_built(tree):
    """Each .cc is named by a CMakeLists.txt beside or above it; lists are explicit."""
    lists = {path: text for path, text in tree.texts.items() if path.endswith("CMakeLists.txt")}
    for path, text in lists.items():
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"\bfile\(GLOB", line):
                yield path, number, "file(GLOB …); use an explicit list"
    for path in tree.sources:
        if path.endswith(".cc") and not named_in_a_list(path, lists):
            yield path, 1, "built by no target; use a CMakeLists.txt beside or above it"


def named_in_a_list(path, lists):
    parts = path.split("/")
    for depth in range(len(parts)):
        folder, rest = "/".join(parts[:depth]), "/".join(parts[depth:])
        text = lists.get(f"{folder}/CMakeLists.txt" if folder else "CMakeLists.txt", "")
        if re.search(rf"(?<![\w/.-]){re.escape(rest)}(?![\w/.-])", text):
            return True
    return False


def packages_are_named_once(tree):
    place = "tools/packages.txt"
    package = re.compile(r"\b(?:lib[a-z0-9.+-]+|[a-z0-9+-]+[a-z0-9])-dev\b(?!-)")
    install = re.compile(r"\bapt(?:-get)? +(?:-\S+ +)*install\b")
    for path, text in tree.texts.items():
        if path == place or path.startswith("tests/tidy/"):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if package.search(line):
                yield path, number, f"a Debian package's name; use {place}"
            elif install.search(line) and path != "tools/dev":
                yield path, number, f"an installation; use `tools/dev setup` and {place}"


RULES = [
    public_headers_need_only_the_standard_library,
    includes_follow_the_arrows,
    links_follow_the_arrows,
    core_is_pure,
    one_file_reads_yaml,
    one_room_knows_rocksdb,
    clocks_are_read_at_the_edge,
    tests_never_sleep,
    no_capturing_lambda_is_awaited,
    headers_are_read_once,
    functions_fit_a_page,
    lines_fit,
    files_are_one_thing,
    file_names_are_snake_case,
    nothing_is_left_for_later,
    no_machine_paths,
    top_level_holds_what_is_agreed,
    sources_are_built,
    packages_are_named_once,
]


def list_files(root):
    """What git would commit; without git (an unpacked archive), what is there."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        capture_output=True,
        text=True,
    )  # fmt: skip
    if listed.returncode == 0:
        return sorted(set(filter(None, listed.stdout.split("\0"))))
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in (".git", ".data", "build", "__pycache__")]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(found)


def read_tree(root):
    texts = {}
    for path in list_files(root):
        try:
            texts[path] = pathlib.Path(root, path).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return Tree(texts)


def main(root):
    tree = read_tree(root)
    broken = 0
    for rule in RULES:
        breaches = list(rule(tree))
        broken += bool(breaches)
        for path, line, message in breaches:
            print(f"{path}:{line}: error: {message}")
    if tally := os.environ.get("TACT_TALLY"):
        pathlib.Path(tally).write_text(f"{len(RULES) - broken} {broken}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
