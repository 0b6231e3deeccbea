"""What the tests of the command line share: the program, files for it, a daemon that is played."""

import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def find_tact():
    build = os.environ.get("TACT_BUILD")
    built = build and pathlib.Path(build, "src", "cli", "tact")
    return str(built) if built and built.exists() else shutil.which("tact")


TACT = find_tact()


def run(*arguments, stdin="", env=None):
    """The finished process of `tact` with these arguments. No colour, no daemon unless told."""
    environment = {"PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C.UTF-8", **(env or {})}
    return subprocess.run(
        [TACT, *arguments],
        input=stdin, capture_output=True, text=True, env=environment, timeout=120,
    )  # fmt: skip


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


class CliTest(unittest.TestCase):
    """A folder of its own for each test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def check_exit(self, process, code):
        self.assertEqual(process.returncode, code, process.stdout + process.stderr)


class FakeDaemon:
    """Answers what `answer(method, target, body)` returns: (status, headers, text)."""

    def __init__(self, answer, tls=None):
        self.calls = []  # (method, target, headers, body)
        daemon = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                daemon.calls.append((self.command, self.path, self.headers, body))
                status, headers, text = answer(self.command, self.path, body)
                content = text.encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.scheme = "https" if tls else "http"
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.01,)).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.server.server_address[1]}"


def as_json(value, status=200):
    kind = "application/json" if status < 400 else "application/problem+json"
    return status, {"Content-Type": kind}, json.dumps(value) + "\n"


def main():
    """Runs the tests of the calling script and leaves their count where TACT_TALLY says."""
    if TACT is None:
        print("skipped: tact is not built; set TACT_BUILD to the build directory")
        return 0
    program = unittest.main(module="__main__", exit=False)
    result = program.result
    failed = len({test.id().split(" ")[0] for test, _ in result.failures + result.errors})
    passed = result.testsRun - failed - len(result.skipped)
    if tally := os.environ.get("TACT_TALLY"):
        pathlib.Path(tally).write_text(f"{passed} {failed}\n")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit("this is a library; run a cli_*.py test")
