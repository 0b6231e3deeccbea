"""The key that signs the log's checkpoints: made, rotated, lost, and an older ledger refused; and
receipts, checked here with nothing but SHA-256."""

import base64
import hashlib
import os
import shutil
import signal
import subprocess

import daemon_process
from cli_support import run
from daemon_process import ASK, POLICY, Daemon, DaemonTest, find_tactd


def sha256(data):
    return hashlib.sha256(data).digest()


def root_by(entry, index, size, path):
    """The root of a tree of this size in which the entry is at `index` (RFC 9162, 2.1.3.2)."""
    node, last = sha256(b"\0" + entry), size - 1
    for sibling in path:
        if index & 1 or index == last:
            node = sha256(b"\1" + sibling + node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha256(b"\1" + node + sibling)
        index, last = index >> 1, last >> 1
    return node if last == 0 else None


class LogKeys(DaemonTest):
    def setUp(self):
        super().setUp()
        self.policy = self.folder / "small.yaml"
        self.policy.write_text(POLICY.format(cap=100))
        self.key_file = self.folder / "keys" / "log-key"
        self.options = ["--origin", "acme.example/tact", "--log-key", str(self.key_file)]

    def begin(self):
        return self.start(self.policy, *self.options)

    def refuse(self, *options):
        """What a tactd says that does not start."""
        daemon = Daemon(self.folder, self.policy, *(options or self.options))
        self.addCleanup(daemon.stop, signal.SIGKILL)
        said = daemon.wait_for(r" error (.*)")[0].group(1)
        self.assertEqual(daemon.process.wait(60), 1)
        return said

    def verb(self, *words, code=0):
        done = subprocess.run(
            [find_tactd(), "key", *words, "--log-key", str(self.key_file)],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout.strip() if code == 0 else done.stderr

    def ask(self, daemon):
        status, answer = daemon.call("POST", "/v1/decisions", ASK)
        self.assertEqual(status, 200, answer)
        return answer["decision"]

    def keys(self, daemon):
        return daemon.call("GET", "/v1/log/key")[1]

    def test_the_first_start_makes_a_key_for_its_owner_alone(self):
        daemon = self.start(self.policy, "--origin", "acme.example/tact")
        self.key_file = self.folder / "data" / "keys" / "log-key"
        self.assertEqual(os.stat(self.key_file).st_mode & 0o7777, 0o600)
        self.assertEqual(os.stat(self.key_file.parent).st_mode & 0o7777, 0o700)
        keys = self.keys(daemon)
        self.assertEqual(keys["key"], self.verb("show"))
        self.assertTrue(keys["key"].startswith("acme.example/tact+"))
        entry = daemon.call("GET", "/v1/log?type=key")[1]["entries"][0]
        self.assertEqual((entry["key"], str(entry["seq"])), (keys["key"], keys["keys"][0]["entry"]))
        note = daemon.call("GET", "/v1/log/checkpoint")[1]
        text, signatures = note.split("\n\n")
        self.assertEqual(text.split("\n")[0], "acme.example/tact")
        signature = base64.b64decode(signatures.split(" ")[2])
        self.assertEqual(signature[:4].hex(), keys["key"].split("+")[1])
        self.assertEqual(len(signature), 68)
        self.assertEqual(daemon.stop(), 0)
        # The same one goes on, and is recorded once.
        daemon = self.start(self.policy, "--origin", "acme.example/tact")
        self.assertEqual(self.keys(daemon), keys)

    def test_a_new_key_takes_over_and_the_old_one_vouches_for_it(self):
        daemon = self.begin()
        first = self.verb("show")
        second = self.verb("rotate")
        self.assertNotEqual(first, second)
        self.assertIn("not taken up", self.verb("rotate", code=1))
        self.assertEqual(self.keys(daemon)["key"], first)
        daemon.process.send_signal(signal.SIGHUP)
        daemon.wait_for("signed with a new key: ")
        daemon.wait_for("is active already")  # The policy, which is looked at after the key.
        keys = self.keys(daemon)
        self.assertEqual(keys["key"], second)
        self.assertEqual([one["key"] for one in keys["keys"]], [second, first])
        entry = daemon.call("GET", "/v1/log?type=key&limit=1")[1]["entries"][0]
        self.assertEqual((entry["key"], entry["previous"]), (second, first))
        # Its handover is of the ledger that ends with that entry, and has both signatures.
        handover = keys["keys"][0]["handover"].split("\n")
        self.assertEqual(handover[1], str(entry["seq"] + 1))
        signed = {base64.b64decode(line.split(" ")[2])[:4].hex() for line in handover[4:6]}
        self.assertEqual(signed, {key.split("+")[1] for key in (first, second)})
        self.assertNotIn("handover", keys["keys"][1])
        # The old secret is gone.
        self.assertEqual(self.key_file.read_text().count("PRIVATE+KEY"), 1)
        self.assertEqual(daemon.stop(), 0)
        # And the same at a start.
        third = self.verb("rotate")
        keys = self.keys(self.begin())
        self.assertEqual([one["key"] for one in keys["keys"]], [third, second, first])
        self.assertIn("handover", keys["keys"][0])

    def test_an_older_data_directory_is_not_signed(self):
        daemon = self.begin()
        self.ask(daemon)
        self.assertEqual(daemon.stop(), 0)
        data = self.folder / "data"
        shutil.copytree(data, self.folder / "older")
        daemon = self.begin()
        decision = self.ask(daemon)
        self.assertEqual(daemon.call("GET", f"/v1/decisions/{decision}/proof")[0], 200)
        self.assertEqual(daemon.stop(), 0)
        shutil.rmtree(data)
        shutil.move(self.folder / "older", data)
        said = self.refuse()
        self.assertRegex(said, "the key has signed another ledger.*entries are missing.*--origin")
        # Under another name, with another key, it may go on.
        self.key_file = self.folder / "keys" / "two"
        self.verb("new", "--origin", "acme.example/tact-2")
        other = ["--origin", "acme.example/tact-2", "--log-key", str(self.key_file)]
        daemon = self.start(self.policy, *other)
        self.ask(daemon)
        keys = self.keys(daemon)
        self.assertEqual(keys["origin"], "acme.example/tact-2")
        self.assertEqual(len(keys["keys"]), 2)

    def test_a_key_that_is_lost_or_anothers_is_not_passed_over(self):
        daemon = self.begin()
        first = self.verb("show")
        # Two that sign with one key would be two ledgers of one name.
        twin = Daemon(self.folder / "keys", self.policy, *self.options)
        self.addCleanup(twin.stop, signal.SIGKILL)
        twin.wait_for("another tactd signs with")
        self.assertEqual(daemon.stop(), 0)
        said = self.refuse("--origin", "acme.example/other", *self.options[2:])
        self.assertIn("a ledger and its key have one name", said)
        self.key_file.unlink()
        self.assertIn("tactd key new --origin acme.example/tact", self.refuse())
        second = self.verb("new", "--origin", "acme.example/tact")
        self.assertIn("already", self.verb("new", code=1))
        daemon = self.begin()
        keys = self.keys(daemon)
        self.assertEqual([one["key"] for one in keys["keys"]], [second, first])
        self.assertNotIn("handover", keys["keys"][0])
        self.assertEqual(daemon.stop(), 0)
        self.key_file.chmod(0o644)
        self.assertIn("chmod 600", self.refuse())

    def test_a_receipt_proves_a_decision_by_itself(self):
        daemon = self.begin()
        ids = [self.ask(daemon) for _ in range(9)]
        receipt = self.folder / "one.tlog-proof"
        env = {"TACT_SERVER": f"http://127.0.0.1:{daemon.port}"}
        done = run("explain", ids[3], "--proof", str(receipt), env=env)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("decision " + ids[3], done.stdout)
        self.assertIn(self.verb("show"), done.stderr)
        lines = receipt.read_text().split("\n")
        self.assertEqual(lines[0], "c2sp.org/tlog-proof@v1")
        entry = base64.b64decode(lines[1].removeprefix("extra "))
        self.assertIn(b'"seq":' + ids[3].encode(), entry)
        self.assertEqual(lines[2], "index " + ids[3])
        gap = lines.index("")
        path = [base64.b64decode(line) for line in lines[3:gap]]
        origin, size, root = lines[gap + 1 : gap + 4]
        self.assertEqual(origin, "acme.example/tact")
        self.assertEqual(base64.b64decode(root), root_by(entry, int(ids[3]), int(size), path))
        done = run("explain", ids[3], "--proof", "/nowhere/at/all", env=env)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write `/nowhere/at/all`", done.stderr)
        done = run("explain", ids[3], "--proof", str(receipt), "--witnessed", env=env)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no witness has signed", done.stderr)

    def test_witnesses_are_read_before_anything_is_opened(self):
        witnesses = self.folder / "witnesses"
        witnesses.write_text("# nobody\nnobody\n")
        said = self.refuse(*self.options, "--witnesses", str(witnesses))
        self.assertIn("line 2", said)
        self.assertFalse((self.folder / "data").exists())
        status = self.begin().call("GET", "/v1/log/checkpoint?witnessed=true")[0]
        self.assertEqual(status, 404)


if __name__ == "__main__":
    daemon_process.main()
