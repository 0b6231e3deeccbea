"""Sends a stream of requests through /v1/decisions/batch to a daemon that is killed meanwhile."""

import json
import subprocess
import threading

import daemon_support
from daemon_support import PATIENCE

STEP_BACK = 200  # lines that are sent again before the last answer that arrived
AHEAD = 600  # lines that the daemon may have beyond the answer at which it is killed


class Stream:
    """`lines` are NDJSON; each request has a request_id. Keeps the first answer to each line."""

    def __init__(self, daemon, lines):
        self.daemon = daemon
        self.lines = lines
        self.answers = {}  # by the line's index
        self.asked_again = 0  # answers that were given before, and were the same
        self.lost = 0  # lines after the last answer whose decision was there all the same

    def send_until(self, answers_to, kill):
        """Sends from where it should go on. With `kill`, ends the daemon at the answer to line
        `answers_to`, while later lines are under way."""
        begin = max(0, max(self.answers, default=-1) + 1 - STEP_BACK)
        last_answer = max(self.answers, default=-1)
        end = min(answers_to + AHEAD, len(self.lines)) if kill else len(self.lines)
        body = "".join(line + "\n" for line in self.lines[begin:end]).encode()
        with self.daemon.connect() as connection:
            # Said to be longer than it is, so that the kill comes within the stream.
            length = len(body) + 1 if kill else len(body)
            sender = threading.Thread(target=self.send, args=(connection, body, length))
            sender.start()
            status, _ = connection.read_head()
            assert status == 200, status
            index = begin
            for line in split_lines(connection.chunks()):
                self.note(index, json.loads(line), last_answer)
                index += 1
                if kill and index > answers_to:
                    self.daemon.kill()
                    break
            sender.join(PATIENCE)
        if kill:
            assert index > answers_to, "the daemon ended before it was killed"
            self.daemon.start()
        else:
            assert index == len(self.lines), f"{index} of {len(self.lines)} lines were answered"

    @staticmethod
    def send(connection, body, length):
        try:
            connection.send(body, "/v1/decisions/batch", "application/x-ndjson", length)
        except OSError:
            pass  # The daemon was killed while it was sent to: what was tried.

    def note(self, index, answer, last_answer):
        replayed = answer.pop("replayed", False)
        if "seq" in answer:  # of a record: told again, it is another entry
            self.answers.setdefault(index, None)
            return
        before = self.answers.setdefault(index, answer)
        if index <= last_answer:
            assert replayed, f"line {index + 1} was answered before, and is decided anew: {answer}"
            self.asked_again += 1
        assert before == answer, f"line {index + 1}: answered {before}, and now {answer}"
        if index > last_answer and replayed:
            self.lost += 1


def split_lines(pieces):
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole


def replayed_offline(policy, lines):
    """What `tact replay` answers to the same lines, one to each request."""
    process = subprocess.run(
        [daemon_support.TACT, "replay", "--policy", policy],
        input="".join(line + "\n" for line in lines),
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr
    return [json.loads(line) for line in process.stdout.splitlines()]


def without_ids(answer):
    """An answer less its place in a ledger, which also holds the daemon's starts."""
    return {key: value for key, value in answer.items() if key not in ("decision", "line")}
