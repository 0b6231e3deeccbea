"""Reads all sources once more with clang++, which checks the thread-safety annotations; g++ ignores
them.

usage: clang_pass.py BUILD_DIRECTORY
"""

import concurrent.futures
import json
import pathlib
import shlex
import subprocess
import sys


def syntax_command(command):
    """The same compilation by clang++, without output: the launcher and -o fall away."""
    words = shlex.split(command)
    while words[0].rsplit("/", 1)[-1] not in ("g++", "c++"):
        words.pop(0)
    output = words.index("-o")
    del words[output : output + 2]
    # Of clang's warnings only these: the others are g++'s affair and clang-tidy's.
    words = [word for word in words if not word.startswith("-W")]
    return ["clang++", "-fsyntax-only", "-Wthread-safety", "-Werror", *words[1:]]


def read_source(entry):
    return subprocess.run(
        syntax_command(entry["command"]),
        cwd=entry["directory"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def main(build_directory):
    entries = json.loads(pathlib.Path(build_directory, "compile_commands.json").read_text())
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as workers:
        for result in workers.map(read_source, entries):
            sys.stdout.write(result.stdout)
            failures += result.returncode != 0
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
