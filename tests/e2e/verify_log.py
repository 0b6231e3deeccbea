"""tools/verify_log.py on shared vectors and on a real export, with every byte of it tampered with;
and `tact log verify`, which must say the same of it."""

import functools
import importlib.util
import io
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import unittest

import daemon_process
from cli_support import TACT
from daemon_process import SOURCE, Daemon, DaemonTest, find_tactd

SCRIPT = SOURCE / "tools" / "verify_log.py"
VECTORS = json.loads((SOURCE / "tests" / "vectors" / "evidence.json").read_text())
RFC6962 = json.loads((SOURCE / "tests" / "vectors" / "rfc6962.json").read_text())


def load_script():
    spec = importlib.util.spec_from_file_location("verify_log", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load_script()
# The same lines are hashed a hundred thousand times below: hashing is all that is remembered.
script.leaf_hash = functools.lru_cache(1 << 16)(script.leaf_hash)
script.node_hash = functools.lru_cache(1 << 16)(script.node_hash)
script.hash_of_line = functools.lru_cache(1 << 16)(script.hash_of_line)

POLICY = """tact: 1
policy: small
vocabulary:
  channels: [sms, email]
  purposes: [marketing/promotion]
  activities: [purchase]
rules:
  - id: few
    text: Not too many in a week.
    cap: { at_most: 2, within: 7d }
"""


def judge(entries, hashes, checkpoint, since=None, first=0):
    """None, or the Damage that the script finds."""
    files = [io.BytesIO(entries), None if hashes is None else io.BytesIO(hashes)]
    try:
        script.check_export(*files, checkpoint, since, first)
    except script.Damage as damage:
        return damage
    return None


def told(damage):
    """As `--json` tells it, but for the message."""
    if damage is None:
        return None
    said = {"file": damage.file, "kind": damage.kind}
    if damage.first is not None:
        said.update(seq=damage.first, seq_last=damage.last)
    return said


class Vectors(unittest.TestCase):
    def test_rfc_8032(self):
        for one in VECTORS["ed25519"]["signatures"]:
            key, message, signature = (
                bytes.fromhex(one[name]) for name in ("key", "message", "signature")
            )
            self.assertTrue(script.ed25519_verify(key, message, signature))
            for index in range(0, 64, 5):
                other = bytearray(signature)
                other[index] ^= 1 << index % 8
                self.assertFalse(script.ed25519_verify(key, message, bytes(other)))
            self.assertFalse(script.ed25519_verify(key, message + b"!", signature))
            # s and s + the order would sign the same, so only one of them may be taken.
            s = int.from_bytes(signature[32:], "little") + script.ORDER
            twin = signature[:32] + s.to_bytes(32, "little")
            self.assertFalse(script.ed25519_verify(key, message, twin))

    def test_rfc_6962(self):
        tree = script.Tree()
        self.assertEqual(tree.root().hex(), RFC6962["empty_root"])
        for leaf, root in zip(RFC6962["leaves"], RFC6962["roots"], strict=True):
            tree.append(script.leaf_hash(bytes.fromhex(leaf)))
            self.assertEqual(tree.root().hex(), root)
        for proof in RFC6962["inclusion"]:
            leaf = script.leaf_hash(bytes.fromhex(RFC6962["leaves"][proof["index"]]))
            path = [bytes.fromhex(one) for one in proof["path"]]
            size, root = proof["size"], RFC6962["roots"][proof["size"] - 1]
            found = script.root_by_path(leaf, proof["index"], size, path)
            self.assertEqual(found.hex(), root)
            longer = script.root_by_path(leaf, proof["index"], size, [*path, leaf])
            self.assertNotEqual(longer, found)

    def test_exports(self):
        for case in VECTORS["exports"]:
            with self.subTest(case["name"]):
                keys = [script.Key(text) for text in case["keys"]]
                try:
                    signed = script.read_checkpoint(case["checkpoint"].encode(), keys)
                    since = case.get("since")
                    since = since and script.read_checkpoint(since.encode(), keys)
                    hashes = case["hashes"]
                    found = judge(
                        case["entries"].encode(),
                        hashes if hashes is None else hashes.encode(),
                        signed, since, case.get("from_seq", 0),
                    )  # fmt: skip
                except script.Damage as damage:
                    found = damage
                expected = dict(case["expect"]) if case["expect"] else None
                if expected and (message := expected.pop("message", None)):
                    self.assertEqual(found.why, message)
                self.assertEqual(told(found), expected)

    def test_receipts(self):
        for case in VECTORS["receipts"]:
            with self.subTest(case["name"]):
                keys = [script.Key(text) for text in case["keys"]]
                try:
                    found = script.check_receipt(case["receipt"].encode(), keys)[1]
                except script.Damage:
                    found = None
                self.assertEqual(found, case["seq"] if case["holds"] else None)

    def test_no_byte_of_a_receipt_can_be_changed(self):
        case = VECTORS["receipts"][1]
        keys = [script.Key(text) for text in case["keys"]]
        receipt = case["receipt"].encode()
        for index in range(len(receipt)):
            changed = bytearray(receipt)
            changed[index] ^= 1 << index % 8
            with self.assertRaises(script.Damage, msg=bytes(changed)):
                script.check_receipt(bytes(changed), keys)

    def test_it_is_short_and_of_the_standard_library(self):
        lines = SCRIPT.read_text().splitlines()
        self.assertLessEqual(len(lines), 600)
        imports = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
        self.assertLessEqual(imports, set(sys.stdlib_module_names))


def records():
    """A few hundred of every type."""
    dice = random.Random(7)
    for _ in range(200):
        customer = f"c{dice.randrange(6)}"
        person = {"customer": customer}
        yield dice.choice(
            [
                {"type": "consent", **person, "state": dice.choice(["granted", "withdrawn"])},
                {"type": "customer", **person, "timezone": "Europe/Istanbul"},
                {"type": "activity", **person, "event": "purchase"},
                {"type": "list", "list": "dnc"},
                {"type": "hold", "scope": {"channel": "email"}, "state": "off"},
                {"type": "request", **person, "channel": "sms", "purpose": "marketing/promotion"},
            ]
        )


class Exported(DaemonTest):
    """One export by a real daemon; each test has its files in memory."""

    @classmethod
    def setUpClass(cls):
        holder = DaemonTest("run")
        holder.setUp()
        cls.addClassCleanup(holder.doCleanups)
        cls.place = holder.folder
        policy = cls.place / "small.yaml"
        policy.write_text(POLICY)
        cls.older_data = cls.place / "older"
        daemon = holder.start(policy)
        cls.feed(daemon, list(records())[:100])
        cls.older = daemon.call("GET", "/v1/log/checkpoint")[1]
        daemon.stop()
        shutil.copytree(cls.place / "data", cls.older_data)
        daemon = holder.start(policy)
        cls.feed(daemon, list(records())[100:])
        cls.server = f"http://127.0.0.1:{daemon.port}"
        cls.key = daemon.call("GET", "/v1/log/key")[1]["key"]
        cls.path = cls.place / "ledger.ndjson"
        cls.tact(0, "log", "export", str(cls.path), "--server", cls.server)
        cls.daemon = daemon
        cls.entries = cls.path.read_bytes()
        cls.hashes = pathlib.Path(f"{cls.path}.hashes").read_bytes()
        cls.note = pathlib.Path(f"{cls.path}.checkpoint").read_bytes()
        cls.lines = cls.entries.splitlines(True)
        cls.keys = [script.Key(cls.key)]
        cls.signed = script.read_checkpoint(cls.note, cls.keys)

    @staticmethod
    def feed(daemon, lines):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        status, answer = daemon.call(
            "POST", "/v1/decisions/batch", text, {"Content-Type": "application/x-ndjson"}
        )
        assert status == 200 and '"errors"' not in answer, answer
        newest = daemon.call("GET", "/v1/log?limit=1")[1]["entries"][0]["seq"]
        # A checkpoint may be a second old.
        while int(daemon.call("GET", "/v1/log/checkpoint")[1].split("\n")[1]) <= newest:
            pass

    @staticmethod
    def tact(code, *arguments):
        done = subprocess.run(
            [TACT, *arguments], capture_output=True, text=True, timeout=120,
            env={"PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == code, (arguments, done)
        return done.stdout + done.stderr

    def find(self, entries, hashes="whole"):
        hashes = self.hashes if hashes == "whole" else hashes
        damage = judge(entries, hashes, self.signed)
        return damage and (damage.file, damage.kind, damage.first)

    def expect(self, found, kind, seq, file="entries"):
        if found != (file, kind, seq):
            self.fail(f"{found} instead of {(file, kind, seq)}")

    def test_untouched(self):
        self.assertGreater(len(self.lines), 200)
        self.assertGreater(len({json.loads(line)["type"] for line in self.lines}), 6)
        self.assertIsNone(self.find(self.entries))
        self.assertIsNone(self.find(self.entries, None))

    def test_every_byte_that_is_flipped(self):
        text = bytearray(self.entries)
        entry = 0
        for index, byte in enumerate(self.entries):
            text[index] = byte ^ 1 << index % 8
            self.expect(self.find(text), "altered", entry)
            if index % 16 == 0:
                self.assertIsNotNone(self.find(text, None))
            text[index] = byte
            entry += byte == 10

    def test_every_length(self):
        for size in range(len(self.entries)):
            cut = self.entries[:size]
            self.expect(self.find(cut), "cut off", cut.count(b"\n"))
            if size % 16 == 0:
                self.expect(self.find(cut, None), "cut off", cut.count(b"\n"))

    def test_every_entry_dropped_doubled_swapped_and_put_in(self):
        lines, count = self.lines, len(self.lines)
        for i in range(count):
            j = (i * 7 + 3) % count
            swapped = list(lines)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            forged = lines[i].replace(b'"at":"20', b'"at":"19')
            for text, kind, seq in (
                (lines[:i] + lines[i + 1 :], "removed" if i < count - 1 else "cut off", i),
                (lines[:i] + lines[i : i + 1] + lines[i:], "duplicated", i),
                (lines[:j] + lines[i : i + 1] + lines[j:], "duplicated", i),
                (swapped if i != j else None, "reordered", min(i, j)),
                (lines[:i] + [forged] + lines[i:], "added", i),
            ):
                if text is not None:
                    self.expect(self.find(b"".join(text)), kind, seq)
                    self.expect(self.find(b"".join(text), None), kind, seq)
            self.expect(self.find(b"".join([*lines[:i], forged, *lines[i + 1 :]])), "altered", i)

    def test_damaged_hashes(self):
        text = bytearray(self.hashes)
        for index, byte in enumerate(self.hashes):
            text[index] = byte ^ 1 << index % 8
            self.expect(self.find(self.entries, bytes(text)), "altered", index // 65, "hashes")
            text[index] = byte
        rows = self.hashes.splitlines(True)
        for i in range(len(rows) - 1):
            cut = b"".join(rows[:i] + rows[i + 1 :])
            self.expect(self.find(self.entries, cut), "removed", i, "hashes")
            half = self.hashes[: i * 65 + 20]
            self.expect(self.find(self.entries, half), "cut off", i, "hashes")

    def test_damaged_checkpoint(self):
        for index, byte in enumerate(self.note):
            changed = bytearray(self.note)
            changed[index] = byte ^ 1 << index % 8
            with self.assertRaises(script.Damage):
                script.read_checkpoint(bytes(changed), self.keys)
            with self.assertRaises(script.Damage):
                script.read_checkpoint(self.note[:index], self.keys)

    def test_an_older_export_under_the_newer_checkpoint(self):
        older = script.read_checkpoint(self.older.encode(), self.keys)
        for size in range(0, len(self.lines), 5):
            text = b"".join(self.lines[:size])
            self.expect(self.find(text, self.hashes[: size * 65]), "cut off", size)
        self.assertIsNone(judge(self.entries, self.hashes, self.signed, older))
        damage = judge(self.entries, self.hashes, older, self.signed)
        self.assertEqual((damage.kind, damage.first), ("added", older.size))

    # ---- both programs, on files ----

    def say_both(self, *arguments, code):
        """What the two say with --json, which must be the same."""
        arguments = [str(one) for one in arguments]
        ours = json.loads(self.tact(code, "log", "verify", *arguments, "--json"))
        theirs = subprocess.run(
            [sys.executable, str(SCRIPT), *arguments, "--json"],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        self.assertEqual(theirs.returncode, code, theirs.stderr)
        theirs = json.loads(theirs.stdout)
        if ours.get("file") in ("checkpoint", "receipt"):
            ours.pop("message")
            theirs.pop("message")
        self.assertEqual(ours, theirs)
        return ours

    def copy(self, entries=None, hashes=None, note=None):
        path = self.folder / "copy.ndjson"
        path.write_bytes(self.entries if entries is None else entries)
        pathlib.Path(f"{path}.hashes").write_bytes(self.hashes if hashes is None else hashes)
        pathlib.Path(f"{path}.checkpoint").write_bytes(self.note if note is None else note)
        return path

    def test_both_programs_agree(self):
        key = ["--key", self.key]
        self.assertEqual(self.say_both(self.copy(), *key, code=0), {"intact": True})
        self.say_both(self.copy(), code=0)
        removed = b"".join(self.lines[:40] + self.lines[41:])
        said = self.say_both(self.copy(entries=removed), *key, code=5)
        self.assertEqual((said["kind"], said["seq"]), ("removed", 40))
        dice = random.Random(3)
        for _ in range(12):
            text = bytearray(self.entries)
            text[dice.randrange(len(text))] ^= 1 << dice.randrange(8)
            self.say_both(self.copy(entries=text), *key, code=5)
            cut = self.entries[: dice.randrange(len(text))]
            self.say_both(self.copy(entries=cut), *key, code=5)
            lines = list(self.lines)
            dice.shuffle(lines)
            self.say_both(self.copy(entries=b"".join(lines)), *key, code=5)
            pathlib.Path(f"{self.copy(entries=b''.join(lines))}.hashes").unlink()
            self.say_both(self.folder / "copy.ndjson", *key, code=5)
        older = self.folder / "older.checkpoint"
        older.write_text(self.older)
        self.say_both(self.copy(), *key, "--since", older, code=0)
        self.say_both(self.copy(), *key, "--checkpoint", older, code=5)
        self.say_both(self.copy(note=self.note[:-9]), *key, code=5)
        self.say_both(self.copy(hashes=self.hashes[:-9]), *key, code=5)
        other = VECTORS["exports"][0]["keys"][0]
        self.say_both(self.copy(), "--key", other, code=5)

    def test_a_receipt(self):
        decision = next(
            str(json.loads(line)["seq"]) for line in self.lines if b'"type":"decision"' in line
        )
        path = self.folder / "one.tlog-proof"
        self.tact(0, "explain", decision, "--proof", str(path), "--server", self.server)
        self.say_both(path, "--key", self.key, code=0)
        path.write_text(path.read_text().replace("index ", "index 1"))
        self.assertEqual(self.say_both(path, "--key", self.key, code=5)["file"], "receipt")

    # ---- the command line alone ----

    def test_from_an_entry_on(self):
        path = self.folder / "tail.ndjson"
        self.tact(0, "log", "export", str(path), "--from-seq", "150", "--server", self.server)
        self.assertEqual(path.read_bytes().splitlines(True), self.lines[150:])
        self.say_both(path, "--key", self.key, "--from-seq", "150", code=0)
        self.assertEqual(self.say_both(path, "--key", self.key, code=5)["kind"], "removed")

    def test_extracts_and_standard_output(self):
        path = self.folder / "refused.csv"
        said = self.tact(
            0, "log", "export", str(path), "--csv", "--outcome", "deny", "--server", self.server
        )
        self.assertIn("cannot be verified by itself", said)
        denied = sum(b'"outcome":"deny"' in line for line in self.lines)
        self.assertEqual(len(path.read_text().splitlines()), denied + 1)
        self.assertFalse(pathlib.Path(f"{path}.checkpoint").exists())
        out = self.tact(0, "log", "export", "-", "--server", self.server)
        self.assertTrue(out.encode().startswith(self.entries))

    def test_a_running_daemon_and_directories(self):
        key = ["--key", self.key]
        newer, older = self.folder / "newer.checkpoint", self.folder / "older.checkpoint"
        newer.write_bytes(self.note)
        older.write_text(self.older)
        self.assertIn("intact", self.tact(0, "log", "verify", "--server", self.server, *key))
        self.tact(0, "log", "verify", "--server", self.server, *key, "--since", str(older))
        data = str(self.place / "data")
        self.assertIn("--server", self.tact(1, "log", "verify", "--data", data, *key))

        # What was copied while the older daemon was stopped, against what was signed since.
        copy = str(self.older_data)
        before = sorted((one.name, one.stat().st_size) for one in self.older_data.rglob("*"))
        self.assertIn("intact", self.tact(0, "log", "verify", "--data", copy))
        self.tact(0, "log", "verify", "--data", copy, *key, "--checkpoint", str(older))
        said = self.tact(
            5, "log", "verify", "--data", copy, *key, "--checkpoint", str(newer), "--json"
        )
        size = script.read_checkpoint(self.older.encode(), self.keys).size
        self.assertEqual((json.loads(said)["kind"], json.loads(said)["seq"]), ("cut off", size))
        after = sorted((one.name, one.stat().st_size) for one in self.older_data.rglob("*"))
        self.assertEqual(before, after)
        said = self.tact(1, "log", "verify", "--data", str(self.folder))
        self.assertIn("is no data directory", said)


if __name__ == "__main__":
    if TACT is None or find_tactd() is None:
        sys.exit("skipped: tact and tactd are not built; set TACT_BUILD to the build directory")
    daemon_process.main()
