"""tact log rebuild, on the directory of a real daemon that was stopped or killed."""

import json
import shutil
import signal

import daemon_process
from cli_support import run
from daemon_process import ASK, Daemon, DaemonTest


class LogRebuild(DaemonTest):
    def policy(self):
        path = self.folder / "small.yaml"
        path.write_text(daemon_process.POLICY.format(cap=2))
        return path

    def live(self, daemon, customer, count=4):
        for number in range(count):
            ask = {**ASK, "customer": customer, "request_id": f"{customer}-{number}"}
            self.assertEqual(daemon.call("POST", "/v1/decisions", ask)[0], 200)
        record = {"type": "consent", "customer": customer, "state": "withdrawn"}
        self.assertEqual(daemon.call("POST", "/v1/records", record)[0], 200)

    def data(self):
        return self.folder / "data"

    def rebuild(self, *options):
        return run("log", "rebuild", "--data", str(self.data()), *options,
                   env={"TMPDIR": str(self.folder)})  # fmt: skip

    def files(self):
        return {str(path): path.read_bytes() for path in self.data().rglob("*") if path.is_file()}

    def check_equal(self, process):
        self.assertEqual(process.returncode, 0, process.stdout + process.stderr)
        self.assertRegex(process.stdout, r"^equal: \d+ records in \d+ tables\nfolded from \d+ ")

    def test_a_stopped_or_killed_daemons_states_are_its_ledgers(self):
        for ending in (signal.SIGTERM, signal.SIGKILL):
            with self.subTest(ending=ending):
                daemon = self.start(self.policy())
                self.live(daemon, "ayse")
                refused = self.rebuild()
                self.assertEqual(refused.returncode, 1, refused.stdout)
                self.assertIn("another process may be using it", refused.stderr)
                daemon.stop(ending)
                before = self.files()
                self.check_equal(self.rebuild())
                self.assertEqual(self.files(), before)
                left = sorted(path.name for path in self.folder.iterdir())
                self.assertEqual(left, ["data", "small.yaml"])

    def test_other_states_are_named_and_mended(self):
        other = Daemon(self.folder, self.policy())
        self.addCleanup(other.stop, signal.SIGKILL)
        other.ready()
        self.live(other, "berk")
        other.stop()
        foreign = self.folder / "foreign"
        self.data().rename(foreign)
        daemon = self.start(self.policy())
        self.live(daemon, "ayse")
        daemon.stop()
        shutil.rmtree(self.data() / "state")
        shutil.copytree(foreign / "state", self.data() / "state")
        found = self.rebuild()
        self.assertEqual(found.returncode, 4, found.stdout + found.stderr)
        self.assertRegex(found.stdout, r"^different: \d+ of \d+ records\n")
        self.assertRegex(found.stdout, r"subject +customer `ayse` +missing\n")
        self.assertRegex(found.stdout, r"subject +pseudonym `[0-9a-f]{32}` +no entry says so\n")
        self.assertRegex(found.stdout, r"request +request `ayse-0` +missing\n")
        self.assertIn(f"remove `{self.data()}/state`", found.stdout)
        answer = json.loads(self.rebuild("--json").stdout)
        self.assertFalse(answer["equal"])
        self.assertIn({"table": "subject", "customer": "ayse", "is": "missing"},
                      answer["differences"])  # fmt: skip

        shutil.rmtree(self.data() / "state")
        nothing = self.rebuild()
        self.assertEqual(nothing.returncode, 1)
        self.assertIn("holds no states to compare", nothing.stderr)
        self.start(self.policy()).stop()
        self.check_equal(self.rebuild())

    def test_what_is_kept_serves_on(self):
        daemon = self.start(self.policy())
        self.live(daemon, "ayse")
        daemon.stop()
        kept = self.folder / "kept"
        answer = self.rebuild("--keep", str(kept), "--json")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(json.loads(answer.stdout)["kept"], str(kept))
        again = self.rebuild("--keep", str(kept))
        self.assertEqual(again.returncode, 1)
        self.assertIn("is not empty", again.stderr)
        # The key signs no other ledger: this one has the same entries.
        keys = self.folder / "keys"
        (self.data() / "keys").rename(keys)
        shutil.rmtree(self.data())
        kept.rename(self.data())
        daemon = self.start(self.policy(), "--log-key", str(keys / "log-key"))
        status, asked = daemon.call("POST", "/v1/decisions", {**ASK, "request_id": "ayse-0"})
        self.assertEqual((status, asked["replayed"]), (200, True), asked)
        status, log = daemon.call("GET", "/v1/log?customer=ayse")
        self.assertEqual((status, len(log["entries"])), (200, 5))
        daemon.stop()
        self.check_equal(self.rebuild())

    def test_where_there_is_no_ledger_it_says_so(self):
        refused = run("log", "rebuild", "--data", str(self.folder / "none"))
        self.assertEqual(refused.returncode, 1)
        self.assertIn("holds no ledger", refused.stderr)


if __name__ == "__main__":
    daemon_process.main()
