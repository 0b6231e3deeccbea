"""A real tactd on a free port, in a folder of its own, and what it says."""

import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60

# One cap, of as many as the test says.
POLICY = """tact: 1
policy: small
vocabulary:
  channels: [sms]
  purposes: [marketing/promotion]
rules:
  - id: few
    text: Not too many in a week.
    cap: {{ at_most: {cap}, within: 7d }}
"""
ASK = {"customer": "ayse", "channel": "sms", "purpose": "marketing/promotion"}


def find_tactd():
    build = os.environ.get("TACT_BUILD")
    built = build and pathlib.Path(build, "src", "daemon", "tactd")
    return str(built) if built and built.exists() else shutil.which("tactd")


class Daemon:
    """Started when made: what it says on standard error is read to the end by a thread."""

    def __init__(self, folder, policies, *options):
        self.said = []
        self.heard = threading.Condition()
        self.process = subprocess.Popen(
            [find_tactd(), "--data", str(folder / "data"), "--policies", str(policies),
             "--listen", "127.0.0.1:0", *options],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.listener = threading.Thread(target=self.listen)
        self.listener.start()

    def listen(self):
        for line in self.process.stderr:
            self.hear(line)
        self.hear(None)

    def hear(self, line):
        with self.heard:
            self.said.append(line)
            self.heard.notify_all()

    def wait_for(self, pattern, after=0):
        """The match in the first line from index `after` on that has one, and the next index."""

        def look():
            for index, line in enumerate(self.said[after:], after):
                if line is None:
                    raise AssertionError(f"no line like {pattern!r} in {self.said}")
                if match := re.search(pattern, line):
                    return match, index + 1
            return None

        with self.heard:
            found = self.heard.wait_for(look, PATIENCE_SECONDS)
        if not found:
            raise AssertionError(f"no line like {pattern!r} in {self.said}")
        return found

    def ready(self):
        self.port = int(self.wait_for(r"listening on http://127\.0\.0\.1:(\d+)")[0].group(1))
        return self

    def call(self, method, path, body=None, headers=None):
        """(status, body): parsed where it is JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            if body is not None and not isinstance(body, (str, bytes)):
                body = json.dumps(body)
            connection.request(method, path, body, headers or {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
            is_json = "json" in answer.headers["Content-Type"] and text.count("\n") <= 1
            return answer.status, json.loads(text) if is_json and text else text
        finally:
            connection.close()

    def metric(self, name):
        """One figure without labels."""
        text = self.call("GET", "/metrics")[1]
        return float(re.search(rf"^{name} (\S+)$", text, re.MULTILINE)[1])

    def stop(self, with_signal=signal.SIGTERM):
        """The exit code."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        code = self.process.wait(PATIENCE_SECONDS)
        self.listener.join()
        self.process.stderr.close()
        return code


class DaemonTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self, policies, *options):
        daemon = Daemon(self.folder, policies, *options)
        self.addCleanup(daemon.stop, signal.SIGKILL)
        return daemon.ready()

    def copy_example(self):
        """The example policy, in this test's folder: its file."""
        for name in ("example", "calendars"):
            shutil.copytree(SOURCE / "policies" / name, self.folder / "policies" / name)
        return self.folder / "policies" / "example" / "policy.yaml"


def tally(result):
    """For tests/tally.py: how many passed, how many failed."""
    if path := os.environ.get("TACT_TALLY"):
        failed = len(result.failures) + len(result.errors)
        pathlib.Path(path).write_text(f"{result.testsRun - failed} {failed}\n")


def main():
    program = unittest.main(exit=False)
    tally(program.result)
    raise SystemExit(not program.result.wasSuccessful())
