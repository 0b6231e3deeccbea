"""Old entries of the contact log are dropped, and all that remains is what it was: by the daemon,
by both verifiers, by a rebuild, and after a start without states."""

import datetime
import json
import shutil
import signal
import subprocess
import sys
import time

import daemon_process
from cli_support import run
from daemon_process import SOURCE, DaemonTest

SCRIPT = SOURCE / "tools" / "verify_log.py"
ROW = 4096
FIRST = datetime.datetime(2021, 1, 4, 9, tzinfo=datetime.timezone.utc)


def moment(hours):
    return (FIRST + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


class LogRetention(DaemonTest):
    def policy(self):
        path = self.folder / "small.yaml"
        path.write_text(daemon_process.POLICY.format(cap=2))
        return path

    def ask_all(self, daemon, hours, count, name):
        """A decision every hour, of a few customers; their ids."""
        lines = [
            {"type": "request", **daemon_process.ASK, "customer": f"c{number % 7}",
             "campaign": "spring", "at": moment(hours + number),
             "request_id": f"{name}-{number}"}
            for number in range(count)
        ]  # fmt: skip
        body = "".join(json.dumps(line) + "\n" for line in lines)
        headers = {"Content-Type": "application/x-ndjson"}
        status, text = daemon.call("POST", "/v1/decisions/batch", body, headers)
        self.assertEqual(status, 200, text)
        answers = [json.loads(line) for line in text.splitlines()]
        self.assertFalse([answer for answer in answers if "error" in answer][:2])
        return [answer["decision"] for answer in answers]

    def lived(self):
        """A daemon with two old rows of entries, and some of last year."""
        daemon = self.start(self.policy(), "--trial")
        old = self.ask_all(daemon, 0, 2 * ROW, "old")
        new = self.ask_all(daemon, 4 * 8766, 50, "new")
        return daemon, old, new

    def drop(self, daemon, before):
        status, answer = daemon.call("POST", "/v1/log/retention", {"before": before})
        self.assertEqual(status, 202, answer)
        self.wait_until(lambda: not daemon.call("GET", "/v1/log/retention")[1]["running"])
        return daemon.call("GET", "/v1/log/retention")[1]

    def wait_until(self, is_so):
        """Polls a daemon that says when it is done."""
        deadline = time.monotonic() + daemon_process.PATIENCE_SECONDS
        while not is_so():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def stats(self, daemon, by="day", group="campaign"):
        query = f"by={by}&group={group}&from={moment(0)}"
        rows, after = [], ""
        while after is not None:
            status, answer = daemon.call("GET", f"/v1/log/stats?{query}&after={after}"
                                         if after else f"/v1/log/stats?{query}")  # fmt: skip
            self.assertEqual(status, 200, answer)
            rows += answer["rows"]
            after = answer["next"]
        return rows

    def export(self, daemon, name):
        path = str(self.folder / name)
        server = f"http://127.0.0.1:{daemon.port}"
        process = run("log", "export", path, "--server", server)
        self.assertEqual(process.returncode, 0, process.stdout + process.stderr)
        key = daemon.call("GET", "/v1/log/key")[1]
        return path, key["keys"][0]["key"], server

    def check_verified(self, path, key, words):
        script = subprocess.run(
            [sys.executable, str(SCRIPT), path, "--key", key],
            capture_output=True, text=True)  # fmt: skip
        self.assertEqual(script.returncode, 0, script.stdout + script.stderr)
        self.assertIn(words, script.stdout)
        verified = run("log", "verify", path, "--key", key)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)
        self.assertIn(words, verified.stdout)

    def test_what_is_old_goes_and_the_rest_is_what_it_was(self):
        daemon, old, new = self.lived()
        stats = self.stats(daemon), self.stats(daemon, "hour", "outcome")
        dropped = self.drop(daemon, moment(2 * 8766))
        self.assertEqual(len(dropped["runs"]), 1)
        run_of = dropped["runs"][0]
        self.assertEqual(run_of["first"], str(2 * ROW))
        count = run_of["dropped"]
        self.assertGreater(count, 2 * ROW - 10)
        self.assertEqual(daemon.metric("tact_log_retention_dropped_entries_total"), count)
        self.assertEqual(daemon.metric("tact_log_retention_runs_total"), 1)
        self.assertEqual(daemon.metric("tact_log_retention_running"), 0)

        self.assertEqual(daemon.call("GET", f"/v1/decisions/{old[0]}")[0], 410)
        self.assertEqual(daemon.call("GET", f"/v1/decisions/{old[0]}/proof")[0], 410)
        self.assertEqual(daemon.call("GET", f"/v1/log/entries/{old[0]}")[0], 410)
        self.assertEqual(daemon.call("GET", "/v1/log/tile/entries/001")[0], 404)
        self.assertEqual(daemon.call("GET", f"/v1/decisions/{new[0]}")[0], 200)
        self.assertEqual((self.stats(daemon), self.stats(daemon, "hour", "outcome")), stats)
        found = daemon.call("GET", "/v1/log?customer=c1&limit=1000&order=asc")[1]
        listed = [json.loads(line) for line in found.splitlines()] if isinstance(
            found, str) else found["entries"]  # fmt: skip
        self.assertTrue(all(int(one.get("seq", 0)) >= 2 * ROW or one["type"] == "customer"
                            for one in listed if "seq" in one))  # fmt: skip
        # A retry of long ago is a new request; of late ones the first answer stands.
        again = self.ask_all(daemon, 4 * 8766, 50, "new")
        self.assertEqual(again, new)

        # A checkpoint is made once a second.
        self.wait_until(lambda: int(daemon.call("GET", "/v1/log/checkpoint")[1].split("\n")[1])
                        > int(run_of["seq"]))  # fmt: skip
        path, key, server = self.export(daemon, "log.ndjson")
        self.check_verified(path, key, f"{count} of them were dropped")
        live = run("log", "verify", "--server", server, "--key", key)
        self.assertEqual(live.returncode, 0, live.stdout + live.stderr)
        shown = run("log", "retention", "--server", server)
        self.assertIn(f"{count:,}", shown.stdout)

        self.assertEqual(daemon.stop(), 0)
        data = str(self.folder / "data")
        held = run("log", "verify", "--data", data, "--key", key)
        self.assertEqual(held.returncode, 0, held.stdout + held.stderr)
        equal = run("log", "rebuild", "--data", data, env={"TMPDIR": str(self.folder)})
        self.assertRegex(equal.stdout, r"^equal: ", equal.stderr)
        shutil.rmtree(self.folder / "data" / "state")
        daemon = self.start(self.policy(), "--trial")
        self.assertEqual((self.stats(daemon), self.stats(daemon, "hour", "outcome")), stats)

    def test_what_decisions_look_back_to_stays(self):
        daemon, _, _ = self.lived()
        refused = daemon.call("POST", "/v1/log/retention", {"before": "2126-01-01T00:00:00Z"})
        self.assertEqual(refused[0], 409, refused[1])
        self.assertIn("decisions look back that far", refused[1]["detail"])
        again = daemon.call("POST", "/v1/log/retention", {"before": moment(-1)})
        self.assertEqual(again[0], 409, again[1])
        self.assertEqual(daemon.call("POST", "/v1/log/retention", {"befor": moment(0)})[0], 400)
        preview = daemon.call("GET", f"/v1/log/retention?before={moment(2 * 8766)}")[1]["preview"]
        self.assertEqual(preview["looked_at"], 2 * ROW)
        self.assertEqual(daemon.call("GET", "/v1/log/retention")[1]["runs"], [])

    def test_a_daemon_that_keeps_three_years_drops_by_itself_and_goes_on_after_a_kill(self):
        daemon, old, _ = self.lived()
        self.assertEqual(daemon.stop(), 0)
        daemon = self.start(self.policy(), "--trial", "--keep-log", "1100d")
        daemon.stop(signal.SIGKILL)
        daemon = self.start(self.policy(), "--trial", "--keep-log", "1100d")
        self.wait_until(lambda: daemon.call("GET", f"/v1/decisions/{old[0]}")[0] == 410)
        self.assertEqual(daemon.call("GET", "/v1/log/retention")[1]["keep"], "1100d")


if __name__ == "__main__":
    daemon_process.main()
