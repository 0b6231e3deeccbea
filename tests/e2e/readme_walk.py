"""The walks of README.md, run as they are written: the same commands, the same words."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import unittest

import daemon_process
from daemon_process import SOURCE, find_tactd

BUILD = pathlib.Path(os.environ.get("TACT_BUILD", "."))
BANK = pathlib.Path(os.environ.get("TACT_BANK_CSV", SOURCE.parent / "shared/data/bank-full.csv"))
TIME = r"\w{3} \d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d UTC"
PROMPT = "$ "


def walk(whose):
    """[(command, the lines that README says it prints)]"""
    text = (SOURCE / "README.md").read_text(encoding="utf-8")
    text = text.split(f"## An {whose}'s walk\n")[1].split("\n## ")[0]
    steps = []
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        for line in block.splitlines():
            if line.startswith(PROMPT):
                steps.append((line.removeprefix(PROMPT), []))
            else:
                steps[-1][1].append(line)
    return steps


def normal(lines):
    """Without times, without what is said at night only, and without how long the log was at that
    moment: that somebody read is in the log too, a moment later."""
    lines = [re.sub(r"(of the|exported|intact:|0 to) \d+", r"\1 N", line) for line in lines]
    lines = [line.removesuffix(" quiet-hours") for line in lines]
    return [re.sub(" +", " ", re.sub(TIME, "TIME", line)).rstrip() for line in lines]


class Shell:
    """One shell for all commands, so that what is exported stays."""

    END = "@the-end@"

    def __init__(self, folder, environment):
        self.process = subprocess.Popen(
            ["bash", "--norc"], cwd=folder, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, command):
        self.process.stdin.write(f"{command}\nprintf '\\n%s\\n' {self.END}\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.rstrip("\n") == self.END:
                break
            lines.append(line.rstrip("\n"))
        while lines and not lines[-1].strip():
            lines.pop()
        return lines

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


class ReadmeWalk(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for name in ("policies", "tools"):
            shutil.copytree(SOURCE / name, self.folder / name)
        programs = [str(BUILD.resolve() / "src" / room) for room in ("cli", "daemon")]
        environment = {
            "PATH": os.pathsep.join([*programs, os.environ["PATH"]]),
            "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(self.folder),
        }  # fmt: skip
        if BANK.exists():
            (self.folder / "bank-full.csv").symlink_to(BANK.resolve())
        self.shell = Shell(self.folder, environment)
        self.addCleanup(self.shell.close)

    def start_daemon(self, command):
        """In a terminal of its own, on a port of its own."""
        process = subprocess.Popen(
            [find_tactd(), *command.split()[1:], "--listen", "127.0.0.1:0"],
            cwd=self.folder, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait, 60)
        self.addCleanup(process.send_signal, signal.SIGTERM)
        for line in process.stderr:
            if found := re.search(r"listening on (\S+)", line):
                threading.Thread(target=process.stderr.read, daemon=True).start()
                self.shell.run(f"export TACT_SERVER={found.group(1)}")
                return
        self.fail("the daemon did not start")

    def compare(self, command, expected, got):
        """`…` in README stands for lines that are left out."""
        expected, got = normal(expected), normal(got)
        while expected and not expected[-1]:
            expected.pop()
        if "…" not in expected:
            self.assertEqual(got, expected, command)
            return
        at = 0
        part = []
        for line in [*expected, "…"]:
            if line != "…":
                part.append(line)
                continue
            places = range(at, len(got) - len(part) + 1)
            found = next((i for i in places if got[i : i + len(part)] == part), None)
            self.assertIsNotNone(found, f"{command}: {part} is not in {got[at:]}")
            at, part = found + len(part), []

    def test_an_officer_reads_what_readme_says(self):
        self.take(walk("officer"), 15)

    def test_an_auditor_reads_what_readme_says(self):
        self.take(walk("auditor"), 15)

    def take(self, steps, steps_min):
        self.assertGreater(len(steps), steps_min)
        for command, expected in steps:
            if "bank" in command and not BANK.exists():
                continue
            if ".data/stricter.yaml" in command and not BANK.exists():
                continue
            if command.startswith("tactd --data"):
                self.start_daemon(command)
                continue
            self.compare(command, expected, self.shell.run(command))


if __name__ == "__main__":
    daemon_process.main()
