"""What tests of the daemon share: a tactd to kill and start again, and HTTP by hand."""

import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds, for any one thing that the daemon should do at once


def find(program, room):
    build = os.environ.get("TACT_BUILD")
    built = build and pathlib.Path(build, "src", room, program)
    return str(built) if built and built.exists() else shutil.which(program)


TACTD = find("tactd", "daemon")
TACT = find("tact", "cli")


class Daemon:
    """One tactd on a free port of loopback, over a data directory that outlives it."""

    def __init__(self, folder, policy, *options):
        self.data = pathlib.Path(folder, "data")
        self.policy = pathlib.Path(folder, "policy.yaml")
        self.policy.write_text(policy, encoding="utf-8")
        self.options = options
        self.process = None
        self.log = []  # what it wrote, since its last start
        self.start()

    def start(self):
        self.log = []
        self.process = subprocess.Popen(
            [TACTD, "--data", self.data, "--policies", self.policy, "--listen", "127.0.0.1:0",
             *self.options],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r"listening on http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found.group(1))
                self.reader = threading.Thread(target=self.read_log)
                self.reader.start()
                return
        raise AssertionError("tactd did not start:\n" + "".join(self.log))

    def read_log(self):
        self.log.extend(self.process.stderr)

    def end(self, with_signal):
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("tactd did not stop:\n" + "".join(self.log)) from None
        finally:
            self.reader.join()
            self.process.stderr.close()

    def kill(self):
        """As a power cut, as far as a process can see one."""
        self.end(signal.SIGKILL)

    def stop(self):
        self.end(signal.SIGTERM)
        assert self.process.returncode == 0, "".join(self.log)

    def __enter__(self):
        return self

    def __exit__(self, failure, *_):
        if self.process.poll() is None:
            self.kill() if failure else self.stop()

    def connect(self):
        return Connection(self.port)

    def get(self, target, accept="application/json"):
        """Status, headers and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", target, headers={"Accept": accept})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, response.headers, text

    def metrics(self):
        """Each figure by its name, labels included."""
        figures = {}
        for line in self.get("/metrics")[2].splitlines():
            if not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                figures[name] = float(value)
        return figures

    def log_entries(self, query=""):
        """The ledger's entries, oldest first, all pages."""
        entries, after = [], ""
        while True:
            target = f"/v1/log?order=asc&limit=1000{query}{after}"
            status, headers, text = self.get(target, "application/x-ndjson")
            assert status == 200, text
            entries += map(json.loads, text.splitlines())
            if not (cursor := headers.get("X-Next-Cursor")):
                return entries
            after = "&after=" + cursor


class Connection:
    """A kept connection, byte by byte in the test's hands."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream = self.socket.makefile("rb")

    def send(self, body, path="/v1/decisions", content_type="application/json", length=None):
        """A POST; `length` is what is said of the body where that is not the truth."""
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        head = (f"POST {path} HTTP/1.1\r\nHost: t\r\nContent-Type: {content_type}\r\n"
                f"Content-Length: {len(body) if length is None else length}\r\n\r\n")  # fmt: skip
        self.socket.sendall(head.encode() + body)

    def read_head(self):
        """Status and headers; (0, {}) where the daemon closed instead."""
        line = self.stream.readline()
        if not line:
            return 0, {}
        headers = {}
        while (header := self.stream.readline().strip()) and header:
            name, value = header.decode().split(":", 1)
            headers[name.lower()] = value.strip()
        return int(line.split()[1]), headers

    def receive(self):
        """Status, headers and text of one answer, in chunks or not."""
        status, headers = self.read_head()
        if headers.get("transfer-encoding") == "chunked":
            return status, headers, b"".join(self.chunks()).decode()
        return status, headers, self.stream.read(int(headers.get("content-length", 0))).decode()

    def chunks(self):
        """The pieces of a chunked body, as they come; ends early where the daemon does."""
        try:
            while size := int(self.stream.readline() or b"0", 16):
                yield self.stream.read(size)
                self.stream.readline()
            self.stream.readline()
        except (ConnectionError, ValueError):
            return

    def ask(self, request):
        """The answer to one request, which must be one."""
        self.send(request)
        status, headers, text = self.receive()
        if len(text.encode()) < int(headers.get("content-length", 1)):
            raise ConnectionError("the daemon ended before it answered")
        assert status == 200, f"{status} {text}"
        return json.loads(text)

    def close(self):
        self.stream.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class DaemonTest(unittest.TestCase):
    """A folder of its own for each test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)


def main():
    """Runs the tests of the calling script and leaves their count where TACT_TALLY says."""
    if TACTD is None:
        print("skipped: tactd is not built; set TACT_BUILD to the build directory")
        return 0
    result = unittest.main(module="__main__", exit=False).result
    failed = len({test.id().split(" ")[0] for test, _ in result.failures + result.errors})
    passed = result.testsRun - failed - len(result.skipped)
    if tally := os.environ.get("TACT_TALLY"):
        pathlib.Path(tally).write_text(f"{passed} {failed}\n")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit("this is a library; run a test that uses it")
