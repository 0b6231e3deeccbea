"""tact log replay against a real daemon, and what reading leaves in the log of a guarded one."""

import json
import signal
import subprocess

import daemon_process
from cli_support import run
from daemon_process import ASK, DaemonTest, find_tactd

WORDS = ("--channel", ASK["channel"], "--purpose", ASK["purpose"])


class LogReplay(DaemonTest):
    def policy(self, cap):
        path = self.folder / "small.yaml"
        path.write_text(daemon_process.POLICY.format(cap=cap))
        return path

    def cli(self, daemon, *arguments, token=""):
        return run(*arguments, env={"TACT_SERVER": f"http://127.0.0.1:{daemon.port}",
                                    "TACT_TOKEN": token})  # fmt: skip

    def replay(self, daemon, as_of, *more):
        done = self.cli(daemon, "log", "replay", "--as-of", as_of, "--customer", "ayse", *WORDS,
                        "--json", *more)  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_each_decision_is_answered_again(self):
        daemon = self.start(self.policy(2))
        answers = [daemon.call("POST", "/v1/decisions", ASK)[1] for _ in range(4)]
        before = daemon.call("GET", "/v1/policy")[1]["hash"]
        self.policy(5)
        daemon.process.send_signal(signal.SIGHUP)
        while daemon.call("GET", "/v1/policy")[1]["hash"] == before:
            pass
        answers += [daemon.call("POST", "/v1/decisions", ASK)[1] for _ in range(4)]
        log = daemon.call("GET", "/v1/log?limit=1000&order=asc")[1]["entries"]
        compared = 0
        for answer in answers:
            seq = int(answer["decision"])
            # Of what happened within one millisecond no time says what came first.
            if log[seq]["at"] == log[seq - 1]["at"]:
                continue
            compared += 1
            again = self.replay(daemon, log[seq]["at"])
            for key in ("outcome", "policy", "reasons", "headroom", "retry_at"):
                self.assertEqual(again.get(key), answer.get(key), (key, again, answer))
            self.assertTrue(again["rules"])
            self.assertNotIn("decision", again)
        self.assertGreater(compared, 3)
        first = daemon.call("GET", f"/v1/decisions/{answers[0]['decision']}")[1]
        last = daemon.call("GET", f"/v1/decisions/{answers[3]['decision']}")[1]
        self.assertEqual(last["outcome"], "defer")
        newer = self.replay(daemon, last["at"], "--policy", answers[-1]["policy"])
        self.assertEqual((newer["outcome"], newer["policy"]), ("allow", answers[-1]["policy"]))
        stranger = self.cli(daemon, "log", "replay", "--as-of", first["at"], "--customer", "nobody",
                            *WORDS)  # fmt: skip
        self.assertEqual(stranger.returncode, 0, stderr := stranger.stderr)
        self.assertRegex(stranger.stdout, r"^as of .*, under small@[0-9a-f]{12}\nallow")
        self.assertEqual(stderr, "")
        # Nothing was recorded.
        after = daemon.call("GET", "/v1/log?limit=1000&order=asc")[1]["entries"]
        self.assertEqual(after, log)

    def test_what_cannot_be_answered_says_why(self):
        daemon = self.start(self.policy(2))
        for words, why in (
            (("--as-of", "2999-01-01T00:00:00Z"), "is in the future"),
            (("--as-of", "yesterday"), "must be a time with an offset"),
            (("--as-of", "2001-01-01T00:00:00Z"), "no policy that was active then"),
            (("--as-of", "2001-01-01T00:00:00Z", "--policy", "small@000000000000"), "small@0000"),
        ):
            done = self.cli(daemon, "log", "replay", *words, "--customer", "ayse", *WORDS)
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn(why, done.stderr)

    def test_reading_is_recorded_by_name(self):
        tokens = self.folder / "tokens"
        shown = {}
        for role in ("sender", "auditor"):
            made = subprocess.run(
                [find_tactd(), "token", "add", f"the-{role}", "--roles", role,
                 "--tokens", str(tokens)],
                capture_output=True, text=True, timeout=60)  # fmt: skip
            self.assertEqual(made.returncode, 0, made.stderr)
            shown[role] = made.stdout.strip()
        daemon = self.start(self.policy(2), "--tokens", str(tokens))
        asked = self.cli(daemon, "ask", "--customer", "ayse", *WORDS, token=shown["sender"])
        self.assertEqual(asked.returncode, 0, asked.stderr)
        auditor = shown["auditor"]
        self.cli(daemon, "log", "query", "--customer", "ayse", token=auditor)
        self.cli(daemon, "customer", "show", "ayse", token=auditor)
        refused = self.cli(daemon, "log", "query", token=shown["sender"])
        self.assertEqual(refused.returncode, 1)
        self.cli(daemon, "log", "replay", "--as-of", "2001-01-01T00:00:00Z", "--customer", "ayse",
                 *WORDS, token=auditor)  # fmt: skip
        # What is read is recorded behind the answer: this goes through the same queue.
        self.cli(daemon, "ask", "--customer", "berk", *WORDS, token=shown["sender"])
        found = self.cli(daemon, "log", "query", "--type", "access", "--json", token=auditor)
        self.assertEqual(found.returncode, 0, found.stderr)
        entries = [json.loads(line) for line in found.stdout.splitlines()]
        self.assertEqual({entry["by"] for entry in entries}, {"the-auditor"})
        self.assertEqual(sorted(entry["resource"] for entry in entries), ["customer", "log"])
        self.assertNotIn("ayse", found.stdout)
        people = self.cli(daemon, "log", "query", "--type", "access", token=auditor)
        self.assertEqual(people.returncode, 0, people.stderr)
        self.assertIn("the-auditor", people.stdout)


if __name__ == "__main__":
    daemon_process.main()
