"""Both verifiers on ledgers of which retention dropped entries, and a daemon that serves one."""

import base64
import hashlib
import http.server
import json
import pathlib
import random
import re
import sys
import tempfile
import threading
import unittest
import urllib.parse

import verify_log
from cli_support import TACT

SCRIPT = verify_log.script
LOG_KEY = verify_log.VECTORS["exports"][0]["keys"][0]  # of the seed of 32 bytes 01
NOTHING = b"\n"


def signed_note(lines):
    """A checkpoint of the lines, signed with LOG_KEY (RFC 8032, 5.1.6)."""
    tree = SCRIPT.Tree()
    for line in lines:
        tree.append(SCRIPT.leaf_hash(line.removesuffix(b"\n")))
    key = SCRIPT.Key(LOG_KEY)
    body = f"{key.name}\n{tree.size}\n{base64.b64encode(tree.root()).decode()}\n"
    secret = hashlib.sha512(b"\1" * 32).digest()
    scalar = int.from_bytes(secret[:32], "little") & (1 << 254) - 8 | 1 << 254

    def number(*parts):
        return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % SCRIPT.ORDER

    once = number(secret[32:], body.encode())
    x, y, z, _ = SCRIPT.ed25519_times(once, SCRIPT.BASE)
    x, y = (one * pow(z, -1, SCRIPT.P) % SCRIPT.P for one in (x, y))
    r = (y | (x & 1) << 255).to_bytes(32, "little")
    s = (once + number(r, key.bytes, body.encode()) * scalar) % SCRIPT.ORDER
    signature = base64.b64encode(key.id + r + s.to_bytes(32, "little")).decode()
    return f"{body}\n\u2014 {key.name} {signature}\n".encode()


def dropped_ledger(lines):
    """The lines, their hashes and a checkpoint: as if the decisions of the first half had been
    dropped since."""
    cut, seq = len(lines) // 2, len(lines)
    gone = {i for i in range(cut) if b'"type":"decision"' in lines[i]}
    at = json.loads(lines[-1])["at"]
    mark = {"at": at, "before": at, "by": "tactd", "dropped": len(gone), "first": cut}
    mark = json.dumps({**mark, "seq": seq, "type": "retention"}, separators=(",", ":"))
    lines = [*lines, mark.encode() + b"\n"]
    hashes = [SCRIPT.leaf_hash(line.removesuffix(b"\n")).hex() + "\n" for line in lines]
    kept = [b"\n" if i in gone else line for i, line in enumerate(lines)]
    return kept, "".join(hashes).encode(), signed_note(lines)


class LogServer(http.server.BaseHTTPRequestHandler):
    """What a daemon answers of a ledger of which it dropped entries: its pages leave them out, and
    end wherever they like."""

    protocol_version = "HTTP/1.1"
    lines, hashes, note = [], "", b""

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/v1/log":
            first, limit = int(query.get("after", -1)) + 1, int(query.get("limit", 100))
            kind = f'"type":"{query.get("type", "")}'.encode()
            scanned = range(first, min(first + min(limit, 23), len(self.lines)))
            found = [self.lines[i] for i in scanned if kind in self.lines[i]]
            more = scanned.stop < len(self.lines)
            self.answer(b"".join(found), str(scanned.stop - 1) if more else None)
        elif url.path == "/v1/log/checkpoint":
            self.answer(self.note)
        else:
            tile = re.fullmatch(r"/v1/log/tile/0/(\d+)(?:\.p/(\d+))?", url.path)
            first, width = int(tile[1]) * 256, int(tile[2] or 256)
            self.answer(bytes.fromhex("".join(self.hashes.split()[first : first + width])))

    def answer(self, body, next_cursor=None):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if next_cursor is not None:
            self.send_header("X-Next-Cursor", next_cursor)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def made_lines():
    """600 entries, more than half of them decisions, in runs."""
    lines = []
    for seq in range(600):
        at = f"2026-11-24T12:{seq // 60:02}:{seq % 60:02}.000Z"
        entry = {"at": at, "by": "crm", "list": "dnc", "seq": seq, "type": "list"}
        if seq % 16 < 9:
            entry.update(type="decision", outcome="allow")
        lines.append(json.dumps(entry, separators=(",", ":"), sort_keys=True).encode() + b"\n")
    return lines


LINES = made_lines()


class Dropped(unittest.TestCase):
    tact = staticmethod(verify_log.Exported.tact)
    say_both, copy = verify_log.Exported.say_both, verify_log.Exported.copy

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_every_byte_and_every_length(self):
        lines, hashes, note = dropped_ledger(LINES[:80])
        signed = SCRIPT.read_checkpoint(note, [SCRIPT.Key(LOG_KEY)])
        whole = b"".join(lines)
        self.assertIsNone(verify_log.judge(whole, hashes, signed))
        text, entry = bytearray(whole), 0
        for index, byte in enumerate(whole):
            text[index] = byte ^ 1 << index % 8
            found = verify_log.judge(text, hashes, signed)
            self.assertEqual((found.kind, found.first), ("altered", entry), index)
            self.assertIsNotNone(verify_log.judge(text, None, signed))
            text[index] = byte
            found = verify_log.judge(whole[:index], hashes, signed)
            self.assertEqual((found.kind, found.first), ("cut off", entry), index)
            entry += byte == 10
        for i, line in enumerate(lines[:-1]):
            emptied = [*lines[:i], NOTHING if line != NOTHING else LINES[i], *lines[i + 1 :]]
            found = verify_log.judge(b"".join(emptied), hashes, signed)
            self.assertEqual(found.kind, "added" if line == NOTHING else "removed", i)

    def test_both_programs_agree_where_entries_were_dropped(self):
        dice = random.Random(5)
        lines, hashes, note = dropped_ledger(LINES)
        key = ["--key", LOG_KEY]
        said = self.say_both(self.copy(b"".join(lines), hashes, note), *key, code=0)
        self.assertEqual(said["dropped"], lines.count(b"\n"))
        self.assertEqual([mark["seq"] for mark in said["retention"]], [len(lines) - 1])
        for _ in range(5):
            i, j = sorted(dice.sample(range(len(lines) - 1), 2))
            emptied = [b"\n" if i <= at <= i + 2 else line for at, line in enumerate(lines)]
            swapped = list(lines)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            for text in (
                lines[:i] + lines[i + 1 :],
                lines[:i] + lines[j : j + 1] + lines[i:],
                lines[:i] + lines[j:],
                emptied if emptied != lines else lines[:-1],
                swapped if swapped != lines else lines[1:],
            ):
                self.say_both(self.copy(b"".join(text), hashes, note), *key, code=5)
                pathlib.Path(f"{self.folder}/copy.ndjson.hashes").unlink()
                self.say_both(self.folder / "copy.ndjson", *key, code=5)

    def test_a_daemon_that_dropped_entries(self):
        lines, hashes, note = dropped_ledger(LINES)
        first = next(i for i, line in enumerate(lines) if line == b"\n")
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), LogServer) as server:
            self.addCleanup(server.shutdown)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            LogServer.lines, LogServer.hashes, LogServer.note = list(lines), hashes.decode(), note
            at = ["--server", f"http://127.0.0.1:{server.server_port}"]
            key = ["--key", LOG_KEY]
            for start in (0, first, first + 1, len(lines) - 1):
                path = self.folder / "dropped.ndjson"
                from_seq = ["--from-seq", str(start)]
                self.tact(0, "log", "export", str(path), *at, *from_seq)
                self.assertEqual(path.read_bytes(), b"".join(lines[start:]))
                self.assertEqual(pathlib.Path(f"{path}.hashes").read_bytes(), hashes)
                self.say_both(path, *key, *from_seq, code=0)
            said = self.tact(0, "log", "verify", *at, *key)
            self.assertIn(f"{lines.count(NOTHING)} of them were dropped", said)

            # Emptied by somebody else: it is no less missing for it.
            LogServer.lines[-3] = b""
            said = json.loads(self.tact(5, "log", "verify", *at, *key, "--json"))
            self.assertEqual((said["kind"], said["seq"]), ("removed", len(lines) - 3))
            self.assertIn("dropping", self.tact(1, "log", "export", str(path), *at))

            # The checkpoint is older than what it was told to drop.
            LogServer.lines = list(lines)
            LogServer.note = signed_note(LINES)
            said = self.tact(0, "log", "verify", *at, *key)
            self.assertIn("newer than the checkpoint", said)
            self.assertIn("dropping", self.tact(1, "log", "export", str(path), *at))


if __name__ == "__main__":
    if TACT is None:
        sys.exit("skipped: tact is not built; set TACT_BUILD to the build directory")
    unittest.main()
