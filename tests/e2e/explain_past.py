"""A decision is explained by the policy of its day, however much has happened since."""

import datetime

import daemon_process
from cli_support import run
from daemon_process import DaemonTest

POLICY = """tact: 1
policy: small
defaults: {{ timezone: UTC }}
vocabulary:
  channels: [sms, email]
  purposes: [marketing/promotion]
  labels: [subject, note]
rules:
  - id: agreed
    text: Only to those who said yes.
    consent: {{}}
  - id: few
    text: Not too many in a week.
    cap: {{ at_most: {cap}, within: 7d, same: [label.subject] }}
  - id: month
    text: Nor in a month.
    mode: shadow
    cap: {{ at_most: 1, within: calendar month }}
"""
PERSON = {"customer": "ayse", "address": "ayse@example.org"}
ASK = {**PERSON, "channel": "email", "purpose": "marketing/promotion",
       "labels": {"note": "for Ayse Yilmaz"}}  # fmt: skip


class ExplainPast(DaemonTest):
    def begin(self):
        path = self.folder / "small.yaml"
        path.write_text(POLICY.format(cap=2))
        return self.start(path)

    def tell(self, daemon, record):
        status, answer = daemon.call("POST", "/v1/records", record)
        self.assertEqual(status, 200, answer)
        return answer["seq"]

    def ask(self, daemon):
        status, answer = daemon.call("POST", "/v1/decisions", ASK)
        self.assertEqual(status, 200, answer)
        return answer

    def explain(self, daemon, decision):
        status, answer = daemon.call("GET", f"/v1/decisions/{decision}?explain=true")
        self.assertEqual(status, 200, answer)
        return answer

    def cli(self, daemon, *arguments):
        return run(*arguments, env={"TACT_SERVER": f"http://127.0.0.1:{daemon.port}"})

    def file(self, daemon, cap, note):
        files = [{"name": "small.yaml", "text": POLICY.format(cap=cap)}]
        status, answer = daemon.call("POST", "/v1/policies",
                                     {"files": files, "note": note, "author": "deniz"})  # fmt: skip
        self.assertEqual(status, 200, answer)
        return answer

    def test_what_was_seen_is_shown_long_after(self):
        daemon = self.begin()
        grant = {"type": "consent", **PERSON, "purpose": "marketing", "state": "granted",
                 "at": "2026-01-10T10:00:00Z"}  # fmt: skip
        said = self.tell(daemon, grant)
        allowed = [self.ask(daemon) for _ in range(2)]
        refused = self.ask(daemon)
        self.assertEqual([one["outcome"] for one in [*allowed, refused]],
                         ["allow", "allow", "defer"])  # fmt: skip
        first = self.explain(daemon, refused["decision"])

        # The world moves on: another policy, a withdrawal, a place given back, more contacts.
        filed = self.file(daemon, 5, "after the campaign")
        later = self.ask(daemon)
        self.assertEqual(later["outcome"], "allow")
        daemon.call("POST", f"/v1/decisions/{allowed[0]['decision']}/outcome",
                    {"status": "cancelled"})  # fmt: skip
        self.tell(daemon, {**grant, "state": "withdrawn", "at": None} | {"at": self.now()})
        self.assertEqual(self.ask(daemon)["outcome"], "deny")
        self.tell(daemon, {"type": "customer", "customer": "ayse", "timezone": "Asia/Tokyo"})

        again = self.explain(daemon, refused["decision"])
        self.assertEqual(again, first)
        self.assertTrue(again["matches_record"])
        self.assertNotIn("note", again["policy_activated"])
        agreed, few, month = again["rules"]
        self.assertEqual((agreed["passes"], few["passes"], month["passes"]), (True, False, False))
        consent = agreed["seen"]["consents"][0]
        self.assertEqual((consent["seq"], consent["verdict"]), (said, "covers"))
        self.assertEqual((few["observed"], few["limit"], few["seen"]["counted"]), (2, 2, 2))
        self.assertEqual([one["decision"] for one in few["seen"]["contacts"]],
                         [one["decision"] for one in allowed])  # fmt: skip
        self.assertEqual(month["seen"]["window"]["zone"], "UTC")
        self.assertEqual(month["mode"], "shadow")

        newer = self.explain(daemon, later["decision"])
        self.assertEqual(newer["policy_activated"]["id"], filed["id"])
        self.assertEqual(newer["policy_activated"]["note"], "after the campaign")
        self.assertEqual(newer["policy_activated"]["author"], "deniz")
        self.assertEqual(newer["rules"][1]["limit"], 5)

        page = self.cli(daemon, "explain", refused["decision"])
        self.assertEqual(page.returncode, 0, page.stderr)
        for part in (f"decision {refused['decision']}: defer until", "customer   ayse", "activated",
                     "every rule that applied", "pass  agreed", "fail  few  cap-reached",
                     "fail  month (shadow)", f"{said}  granted implied Sat 10 Jan 2026 10:00 UTC",
                     f"decision {allowed[0]['decision']}", "window", "calendar month in UTC"):
            self.assertIn(part, page.stdout)
        self.assertNotIn("defect", page.stdout)
        newer = self.cli(daemon, "explain", later["decision"])
        self.assertIn("by deniz: after the campaign", newer.stdout)
        as_json = self.cli(daemon, "explain", refused["decision"], "--json")
        self.assertIn('"matches_record":true', as_json.stdout)

        # After a restart it is the same.
        daemon.stop()
        daemon = self.start(self.folder / "small.yaml")
        self.assertEqual(self.explain(daemon, refused["decision"])["rules"], first["rules"])

    def now(self):
        return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")

    def test_a_decision_becomes_a_test_that_passes(self):
        daemon = self.begin()
        self.tell(daemon, {"type": "consent", **PERSON, "purpose": "marketing",
                           "state": "granted", "at": "2026-01-10T10:00:00Z"})  # fmt: skip
        answers = [self.ask(daemon) for _ in range(3)]
        self.file(daemon, 5, "another")
        for answer in answers:
            made = self.cli(daemon, "explain", answer["decision"], "--as-test",
                            "--name", "a third one")  # fmt: skip
            self.assertEqual(made.returncode, 0, made.stderr)
            self.assertIn('- name: a third one', made.stdout)
            for part in ("ayse", "Ayse", "Yilmaz", "note"):
                self.assertNotIn(part, made.stdout)
            (self.folder / "made_test.yaml").write_text(made.stdout)
            tested = run("policy", "test", str(self.folder / "made_test.yaml"))
            self.assertEqual(tested.returncode, 0, tested.stdout + tested.stderr + made.stdout)
        self.assertIn("outcome: defer, rules: [few], retry_at: 20", made.stdout)
        changed = (self.folder / "small.yaml").read_text().replace("at_most: 2", "at_most: 5")
        (self.folder / "small.yaml").write_text(changed)
        tested = run("policy", "test", str(self.folder / "made_test.yaml"))
        self.assertEqual(tested.returncode, 4, "a test that cannot fail")
        self.assertEqual(self.cli(daemon, "explain", "1", "--name", "x").returncode, 2)
        self.assertEqual(self.cli(daemon, "explain", "0", "--as-test").returncode, 1)

    def test_a_parameter_that_is_neither_true_nor_false_is_refused(self):
        daemon = self.begin()
        self.assertEqual(daemon.call("GET", "/v1/decisions/0?explain=yes")[0], 400)
        self.assertEqual(daemon.call("GET", "/v1/decisions/0?explain=true")[0], 404)


if __name__ == "__main__":
    daemon_process.main()
