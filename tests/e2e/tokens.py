"""Tokens from outside: made, listed and revoked by tactd, asked for and reloaded while it runs."""

import json
import os
import re
import signal
import stat
import subprocess

import daemon_process
from daemon_process import ASK, POLICY, DaemonTest, find_tactd

HOLD = {"type": "hold", "scope": {"channel": "sms"}, "state": "off"}
CONSENT = {"type": "consent", "customer": "ayse", "state": "granted"}
OUTCOME = {"type": "outcome", "decision": "3", "status": "sent"}

ROLES = ("sender", "writer", "officer", "auditor", "admin")

# (method, path, body, the roles that may besides admin); unit/http/access_test.cc has every route.
MATRIX = [
    ("POST", "/v1/decisions", ASK, {"sender"}),
    ("POST", "/v1/decisions/batch", ASK, {"sender", "writer", "officer"}),
    ("GET", "/v1/decisions/2", None, {"sender", "officer", "auditor"}),
    ("POST", "/v1/decisions/2/outcome", {"status": "sent"}, {"sender"}),
    ("POST", "/v1/records", OUTCOME, {"sender"}),
    ("POST", "/v1/records", CONSENT, {"writer"}),
    ("POST", "/v1/records", HOLD, {"officer"}),
    ("GET", "/v1/customers/ayse", None, {"writer", "auditor"}),
    ("PUT", "/v1/customers/ayse", {"timezone": "Europe/Istanbul"}, {"writer"}),
    ("GET", "/v1/customers/ayse/export", None, {"officer", "auditor"}),
    ("DELETE", "/v1/customers/nobody", None, {"officer"}),
    ("GET", "/v1/log", None, {"auditor"}),
    ("GET", "/v1/obligations", None, {"writer", "officer", "auditor"}),
    ("GET", "/v1/log/checkpoint", None, {"auditor"}),
    ("GET", "/v1/log/key", None, set(ROLES)),
    ("GET", "/v1/policy", None, set(ROLES)),
    ("GET", "/metrics", None, set(ROLES)),
]


class Tokens(DaemonTest):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "tokens"
        self.policy = self.folder / "small.yaml"
        self.policy.write_text(POLICY.format(cap=2))
        self.secrets = []

    def verb(self, *words, code=0):
        """The finished process of `tactd token WORDS --tokens FILE`."""
        done = subprocess.run(
            [find_tactd(), "token", *words, "--tokens", str(self.file)],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def add(self, name, roles, *more):
        """The new token."""
        token = self.verb("add", name, "--roles", roles, *more).stdout.strip()
        self.assertRegex(token, r"^tact_[0-9a-f]{12}_[0-9a-f]{64}$")
        self.secrets.append(token.split("_")[2])
        return token

    def test_the_folder_of_the_first_token_is_made_for_its_owner_alone(self):
        self.file = self.folder / "private" / "tokens"
        self.add("ayse", "admin")
        self.assertEqual((self.folder / "private").stat().st_mode & 0o777, 0o700)
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        self.add("nur", "officer")
        # One folder, not a tree of them.
        self.file = self.folder / "no" / "such" / "tokens"
        done = self.verb("add", "ayse", "--roles", "admin", code=1)
        self.assertIn("cannot make the folder", done.stderr)
        self.verb("revoke", "ayse", code=1)
        self.assertFalse((self.folder / "no").exists())

    def guarded(self):
        return self.start(self.policy, "--tokens", str(self.file))

    def call(self, daemon, token, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = "Bearer " + token
        return daemon.call(method, path, body, headers)

    def status(self, daemon, token, path="/v1/log"):
        return self.call(daemon, token, "GET", path)[0]

    def check_nothing_leaks(self, daemon):
        """Neither a secret nor a hash in what the daemon said."""
        hashes = re.findall(r"[0-9a-f]{32,}", self.file.read_text()) if self.file.exists() else []
        said = "".join(filter(None, daemon.said))
        for secret in self.secrets + hashes:
            self.assertNotIn(secret, said)

    def test_each_role_may_what_is_its_own(self):
        tokens = {role: self.add(role + "-token", role) for role in ROLES}
        daemon = self.guarded()
        self.assertEqual(self.call(daemon, tokens["sender"], "POST", "/v1/decisions", ASK)[0], 200)
        for method, path, body, may in MATRIX:
            for role in ROLES:
                status, answer = self.call(daemon, tokens[role], method, path, body)
                if role in may or role == "admin":
                    self.assertNotIn(status, (401, 403), (role, method, path, answer))
                else:
                    self.assertEqual(status, 403, (role, method, path, answer))
                    self.assertIn("takes the role", answer["detail"])
            self.assertEqual(self.call(daemon, None, method, path, body)[0], 401, path)
        for path in ("/healthz", "/readyz", "/openapi.json"):
            self.assertEqual(self.status(daemon, None, path), 200)
        entries = self.call(daemon, tokens["auditor"], "GET", "/v1/log?limit=1000")[1]["entries"]
        by = {entry["by"] for entry in entries}
        # An auditor writes nothing, but that it read is recorded.
        names = {role + "-token" for role in ROLES}
        self.assertEqual(by, names | {"tactd"})
        self.assertEqual(daemon.stop(), 0)
        self.check_nothing_leaks(daemon)

    def test_tokens_come_and_go_without_a_restart(self):
        first = self.add("first", "auditor")
        daemon = self.guarded()
        daemon.wait_for("tokens are asked for, and 1 known")
        self.assertEqual(self.status(daemon, first), 200)
        second = self.add("second", "auditor")
        _, after = daemon.wait_for("the token file was taken up: 2 tokens")
        self.assertEqual(self.status(daemon, second), 200)
        self.verb("revoke", "first")
        _, after = daemon.wait_for("the token file was taken up: 1 token$", after)
        self.assertEqual(self.status(daemon, first), 401)
        self.assertEqual(self.status(daemon, second), 200)
        # Saving tokens does not load the policies again.
        self.assertEqual(len([line for line in daemon.said if "policy small" in line]), 1)
        self.assertEqual(daemon.stop(), 0)
        self.check_nothing_leaks(daemon)

    def test_a_broken_file_keeps_the_tokens_from_before(self):
        token = self.add("first", "auditor")
        good = self.file.read_text()
        daemon = self.guarded()
        self.file.write_text(good + "second 0a0a0a0a0a0a auditor " + token + "\n")
        match, after = daemon.wait_for("is broken: line .*")
        self.assertIn("has 4 columns and not 7", match.group(0))
        self.assertIn("the 1 token from before stay", match.group(0))
        self.assertEqual(self.status(daemon, token), 200)
        os.chmod(self.file, 0o644)
        daemon.process.send_signal(signal.SIGHUP)
        _, after = daemon.wait_for("chmod 600", after)
        self.assertEqual(self.status(daemon, token), 200)
        self.file.unlink()
        _, after = daemon.wait_for("there is no `", after)
        self.assertEqual(self.status(daemon, token), 200)
        self.assertEqual(daemon.stop(), 0)
        self.check_nothing_leaks(daemon)

    def cpu_seconds(self, daemon):
        with open(f"/proc/{daemon.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def test_a_flood_of_wrong_tokens_burns_no_time(self):
        token = self.add("first", "auditor")
        daemon = self.guarded()
        before = self.cpu_seconds(daemon)
        self.assertEqual(self.status(daemon, token[:-1] + ("1" if token[-1] == "0" else "0")), 401)
        for i in range(300):
            # Of a known id; were each hashed slowly, this would take some 12 seconds.
            self.assertEqual(self.status(daemon, token[:18] + f"{i:064x}"), 401)
        self.assertLess(self.cpu_seconds(daemon) - before, 4)
        self.assertEqual(self.status(daemon, token), 200)
        self.assertEqual(daemon.stop(), 0)

    def test_an_expired_token_is_refused(self):
        # Not made by `token add`, which refuses a past end.
        token = self.add("first", "auditor", "--expires", "2999-01-01")
        text = self.file.read_text()
        self.assertIn("2999-01-01T00:00:00.000Z", text)
        self.file.write_text(text.replace("2999-01-01", "2001-01-01"))
        daemon = self.guarded()
        status, answer = self.call(daemon, token, "GET", "/v1/log")
        self.assertEqual(status, 401)
        self.assertIn("expired", answer["detail"])
        self.assertIn("(expired)", self.verb("list").stdout)
        self.assertTrue(json.loads(self.verb("list", "--json").stdout)[0]["expired"])
        self.assertEqual(daemon.stop(), 0)

    def test_what_the_verbs_write_and_refuse(self):
        token = self.add("crm", "sender", "--expires", "2999-01-01T09:00:00+03:00")
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)
        self.assertNotIn(token[-64:], self.file.read_text())
        self.add("ayse", "auditor,officer")
        listed = json.loads(self.verb("list", "--json").stdout)
        self.assertEqual([one["name"] for one in listed], ["crm", "ayse"])
        self.assertEqual(listed[0]["expires"], "2999-01-01T06:00:00.000Z")
        self.assertEqual(listed[1]["roles"], ["officer", "auditor"])
        self.assertNotIn("expires", listed[1])
        table = self.verb("list").stdout
        self.assertRegex(table, r"(?m)^ayse +officer,auditor +\S+ +never$")
        self.assertNotIn("scrypt", table)

        helped = self.verb("add", "--help").stdout
        self.assertTrue(helped.startswith("Example:\n  tactd token add "), helped)
        self.assertIn("Exit codes:", helped)

        before = self.file.read_text()
        again = self.verb("add", "crm", "--roles", "sender", code=1)
        self.assertIn("there is a token `crm` already", again.stderr)
        self.assertEqual(again.stdout, "")
        for words, said in [
            (("add", "x", "--roles", "ofcier"), "did you mean `officer`?"),
            (("add", "two words", "--roles", "sender"), "NAME must be"),
            (("add", "tactd", "--roles", "sender"), "what tactd itself is called"),
            (("add", "x", "--roles", "sender", "--expires", "soon"), "is neither a day"),
            (("add", "x", "--roles", "sender", "--expires", "2001-01-01"), "is past already"),
            (("add", "x"), "--roles is required"),
            (("remove", "x"), "subcommand"),
        ]:
            self.assertIn(said, self.verb(*words, code=2).stderr)
        self.assertIn("did you mean `crm`?", self.verb("revoke", "cmr", code=1).stderr)
        pasted = self.verb("revoke", token, code=2).stderr
        self.assertIn("give the token's name", pasted)
        self.assertNotIn(token[5:17], pasted)
        self.assertEqual(self.file.read_text(), before)

        os.chmod(self.file, 0o640)
        for words in [("list",), ("revoke", "crm"), ("add", "x", "--roles", "sender")]:
            self.assertIn("chmod 600", self.verb(*words, code=1).stderr)

    def test_a_daemon_does_not_start_with_tokens_that_cannot_be_read(self):
        def refused():
            done = subprocess.run(
                [find_tactd(), "--data", str(self.folder / "data"), "--policies",
                 str(self.policy), "--listen", "127.0.0.1:0", "--tokens", str(self.file)],
                capture_output=True, text=True, timeout=60,
            )  # fmt: skip
            self.assertEqual(done.returncode, 1)
            self.assertFalse((self.folder / "data").exists())
            return done.stderr

        self.assertIn("make it: tactd token add", refused())
        self.add("first", "admin")
        os.chmod(self.file, 0o604)
        self.assertIn("chmod 600", refused())
        self.file.unlink()
        self.file.touch(0o600)
        self.assertIn("line 1 is not `tact-tokens 1`", refused())

    def test_with_tokens_too_only_this_machine_is_served(self):
        self.add("first", "admin")
        done = subprocess.run(
            [find_tactd(), "--data", str(self.folder / "data"), "--policies", str(self.policy),
             "--listen", "0.0.0.0:0", "--tokens", str(self.file)],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        self.assertEqual(done.returncode, 2)
        self.assertIn("with --tokens too, as it has no TLS yet", done.stderr)

    def test_the_command_line_shows_its_token(self):
        tact = os.path.join(os.path.dirname(find_tactd()), "..", "cli", "tact")
        if not os.path.exists(tact):
            self.skipTest("tact is not built")
        token = self.add("crm", "sender")
        daemon = self.guarded()

        def run(*words, **env):
            server = f"http://127.0.0.1:{daemon.port}"
            return subprocess.run(
                [tact, *words, "--server", server],
                capture_output=True, text=True, timeout=60, env={**os.environ, **env},
            )  # fmt: skip

        ask = ("ask", "--customer", "a", "--channel", "sms", "--purpose", "marketing/promotion")
        self.assertTrue(run(*ask, TACT_TOKEN=token).stdout.startswith("allow"))
        self.assertIn("give a token in TACT_TOKEN", run(*ask, TACT_TOKEN="").stderr)
        looked = run("log", "query", TACT_TOKEN=token)
        self.assertIn("takes the role `auditor`; this token has `sender`", looked.stderr)
        self.assertEqual(daemon.stop(), 0)


if __name__ == "__main__":
    daemon_process.main()
