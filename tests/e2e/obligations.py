"""What must be done: opened and closed by records, listed page by page, counted in metrics."""

import datetime
import json
import os
import pathlib
import signal
import subprocess

import daemon_process
from daemon_process import DaemonTest, find_tactd

# Thursday 14 November 2024 is a holiday, and no other year is covered.
POLICY = """tact: 1
policy: small
vocabulary:
  channels: [sms, email]
  purposes: [marketing/promotion]
  activities: [registry-reported, data-request, data-answered]
calendars:
  public: { covers: [2024], days: [2024-11-14] }
rules:
  - id: consent
    text: Only with consent.
    consent: {}
obligations:
  - id: report
    text: Report the refusal to the registry within three business days.
    law: Regulation, art. 9
    when: { purpose: marketing }
    opened_by: { consent: withdrawn }
    closed_by: [{ activity: registry-reported }, { consent: granted }]
    due: 3 business days
    calendar: public
    clock: Europe/Istanbul
  - id: register
    text: Register the consent.
    opened_by: { consent: granted, registered: false }
    due: 24h
  - id: answer
    text: Answer the person within thirty days.
    opened_by: { activity: data-request }
    closed_by: { activity: data-answered }
    due: 30d
"""
OLD = "2024-11-13T12:00:00+03:00"  # a Wednesday
NDJSON = {"Content-Type": "application/x-ndjson"}


def utc_now():
    return datetime.datetime.now(datetime.timezone.utc)


class Obligations(DaemonTest):
    def setUp(self):
        super().setUp()
        self.policy = self.folder / "small.yaml"
        self.policy.write_text(POLICY)

    def run_daemon(self, *options):
        self.daemon = self.start(self.policy, *options)

    def record(self, status=200, **record):
        """The answer to one record."""
        got, answer = self.daemon.call("POST", "/v1/records", record)
        self.assertEqual(got, status, answer)
        return answer

    def withdraw(self, customer, **more):
        self.record(type="consent", customer=customer, state="withdrawn", purpose="marketing",
                    channel="sms", **more)  # fmt: skip

    def page(self, query=""):
        status, page = self.daemon.call("GET", f"/v1/obligations?{query}")
        self.assertEqual(status, 200, page)
        return page

    def items(self, query=""):
        page = self.page("limit=1000&" + query)
        self.assertIsNone(page["next"])
        return page["obligations"]

    def close(self, one, status=200, **more):
        return self.record(status, type="obligation", obligation=one, state="closed", **more)

    def figures(self):
        """{(figure, rule): value}"""
        found = {}
        for line in self.daemon.call("GET", "/metrics")[1].splitlines():
            if line.startswith("tact_obligations_"):
                name, value = line.split()
                figure, rule = name.removeprefix("tact_obligations_").split("{")
                found[figure, rule.removeprefix('rule="').removesuffix('"}')] = int(value)
        return found

    def check_figures(self):
        """The figures are the list's: of each rule, also where nothing is open."""
        this_hour = utc_now().replace(minute=0, second=0, microsecond=0)
        rules = ("report", "register", "answer")
        expected = {(figure, rule): 0 for figure in ("open", "overdue") for rule in rules}
        for one in self.items():
            expected["open", one["rule"]] += 1
            due = datetime.datetime.fromisoformat(one["due"].replace("Z", "+00:00"))
            expected["overdue", one["rule"]] += due < this_hour
        self.assertEqual(self.figures(), expected)

    def test_a_record_opens_what_is_due_in_business_days(self):
        self.run_daemon()
        self.withdraw("ayse", at=OLD)
        self.record(type="activity", customer="bora", event="data-request")
        old, new = self.items()
        self.assertEqual(
            {**old, "obligation": None, "because": None},
            {"obligation": None, "rule": "report", "state": "open", "law": "Regulation, art. 9",
             "text": "Report the refusal to the registry within three business days.",
             "customer": "ayse", "opened_at": "2024-11-13T09:00:00.000Z",
             "due": "2024-11-19T21:00:00.000Z", "overdue": True, "calendar_missing": False,
             "channel": "sms", "because": None},
        )  # fmt: skip
        self.assertEqual(int(old["because"]) + 1, int(old["obligation"]))
        self.assertEqual((new["customer"], new["overdue"]), ("bora", False))
        self.assertEqual(self.items("state=overdue"), [old])
        self.assertEqual(self.items("rule=answer"), [new])
        self.assertEqual(self.items("customer=bora"), [new])
        self.assertEqual(self.items("customer=nobody"), [])
        self.assertEqual(self.items("due_before=2024-11-19T21:00:00Z"), [])
        self.assertEqual(self.items("due_before=2024-11-20T00:00:01%2B03:00"), [old])
        self.check_figures()
        self.assertEqual(self.figures()["overdue", "report"], 1)
        # Days that the calendar does not cover are counted without holidays, and it is said.
        self.withdraw("can")
        self.assertTrue(self.items("customer=can")[0]["calendar_missing"])

    def test_an_activity_a_consent_or_a_record_closes_it(self):
        self.run_daemon()
        for customer in ("ayse", "bora", "can"):
            self.withdraw(customer, at=OLD)
        ids = {one["customer"]: one["obligation"] for one in self.items()}
        self.record(type="activity", customer="ayse", event="registry-reported", channel="sms")
        self.record(type="consent", customer="bora", state="granted", purpose="marketing",
                    channel="sms", registered_at=utc_now().isoformat())  # fmt: skip
        self.close(ids["can"], note="by letter")
        self.assertEqual(self.items(), [])
        closed = self.items("state=closed")
        self.assertEqual([one["customer"] for one in closed], ["can", "bora", "ayse"])
        self.assertEqual({one["customer"]: one["obligation"] for one in closed}, ids)
        self.assertEqual(closed[0]["note"], "by letter")
        self.assertNotIn("closed_because", closed[0])
        for one in closed[1:]:
            self.assertGreater(int(one["closed_because"]), int(one["obligation"]))
        for one in closed:
            self.assertEqual((one["state"], one["overdue"]), ("closed", True))
        self.assertEqual(self.items("state=closed&customer=bora"), closed[1:2])
        first = self.page("state=closed&limit=2")
        rest = self.page("state=closed&limit=2&after=" + first["next"])
        self.assertEqual(first["obligations"] + rest["obligations"], closed)
        self.check_figures()

    def test_what_is_not_open_cannot_be_closed(self):
        self.run_daemon()
        self.withdraw("ayse", at=OLD)
        one = self.items()[0]["obligation"]
        self.assertIn("GET /v1/obligations", json.dumps(self.close("99999", 404)))
        self.close("0", 404)  # An entry that opens none.
        self.close(one)
        self.assertIn("is closed already", json.dumps(self.close(one, 409)))
        self.assertIn("must be", json.dumps(self.record(400, type="obligation", obligation="x")))
        self.assertEqual(len(self.items("state=closed")), 1)

    def test_what_is_open_survives_a_kill(self):
        self.run_daemon()
        for i in range(20):
            self.withdraw(f"c-{i}", at=OLD)
        before = self.items()
        for one in before[::3]:
            self.close(one["obligation"])
        left = [one for i, one in enumerate(before) if i % 3]
        self.assertEqual(self.items(), left)
        figures = self.figures()
        self.daemon.stop(signal.SIGKILL)
        self.run_daemon()
        self.assertEqual(self.items(), left)
        self.assertEqual(len(self.items("state=closed")), 7)
        self.assertEqual(self.figures(), figures)
        self.check_figures()
        self.close(before[0]["obligation"], 409)
        self.close(left[0]["obligation"])
        self.assertEqual(self.items(), left[1:])
        self.assertEqual(self.daemon.stop(), 0)

    def open_many(self, first, count):
        """Due in many hours and in few: three in a row have one customer."""
        lines = []
        for i in range(first, first + count):
            at = utc_now() - datetime.timedelta(days=40, hours=i * 7 % 90)
            who = {"customer": f"c-{i // 3}", "at": at.isoformat()}
            if i % 3 == 2:
                lines.append({**who, "type": "activity", "event": "data-request"})
            else:
                lines.append({**who, "type": "consent", "state": "withdrawn",
                              "channel": "sms" if i % 3 else "email"})  # fmt: skip
        body = "".join(json.dumps(line) + "\n" for line in lines)
        status, answer = self.daemon.call("POST", "/v1/records", body, NDJSON)
        self.assertEqual(status, 200)
        self.assertNotIn("error", answer)

    def test_pages_miss_nothing_that_stays_open(self):
        self.run_daemon()
        self.open_many(0, 300)
        at_first = {one["obligation"] for one in self.items()}
        self.assertEqual(len(at_first), 300)
        seen, closed, after = [], set(), ""
        pages = 0
        while after is not None:
            page = self.page("limit=20" + (f"&after={after}" if after else ""))
            self.assertLessEqual(len(page["obligations"]), 20)
            dues = [one["due"] for one in page["obligations"]]
            self.assertEqual(dues, sorted(dues))
            seen += [one["obligation"] for one in page["obligations"]]
            after = page["next"]
            pages += 1
            # Some of those seen, the last of the page among them, and some of those to come.
            to_come = sorted(at_first - set(seen) - closed)[:3]
            for one in {seen[-1], seen[len(seen) // 2], *to_come} - closed:
                self.close(one)
                closed.add(one)
            self.open_many(1000 + pages * 3, 3)
        self.assertGreater(pages, 10)
        self.assertEqual(len(seen), len(set(seen)), "something came twice")
        self.assertLessEqual(at_first - closed, set(seen), "something open was missed")
        self.assertEqual({one["obligation"] for one in self.items("state=closed")}, closed)
        self.check_figures()

    def test_the_forms_agree(self):
        self.run_daemon()
        self.open_many(0, 30)
        items = self.items()
        got = self.daemon.call("GET", "/v1/obligations", None, {"Accept": "application/x-ndjson"})
        self.assertEqual([json.loads(line) for line in got[1].splitlines()], items)
        table = self.daemon.call("GET", "/v1/obligations", None, {"Accept": "text/csv"})[1]
        rows = table.split("\r\n")
        self.assertEqual(rows[0].split(",")[:4], ["obligation", "rule", "state", "due"])
        self.assertEqual([row.split(",")[0] for row in rows[1:-1]],
                         [one["obligation"] for one in items])  # fmt: skip
        refused = self.daemon.call("GET", "/v1/obligations", None, {"Accept": "image/png"})
        self.assertEqual(refused[0], 406)
        for query in ("state=gone", "after=x", "after=1-", "state=closed&after=1-1", "limit=0",
                      "due_before=soon", "address=12", "colour=red"):  # fmt: skip
            status, answer = self.daemon.call("GET", "/v1/obligations?" + query)
            self.assertEqual(status, 400, (query, answer))

    def test_who_may(self):
        tokens = {}
        file = str(self.folder / "tokens")
        for role in ("sender", "writer", "officer", "auditor", "admin"):
            done = subprocess.run(
                [find_tactd(), "token", "add", role, "--roles", role, "--tokens", file],
                capture_output=True, text=True, timeout=60, check=True,
            )  # fmt: skip
            tokens[role] = done.stdout.strip()
        self.run_daemon("--tokens", file)

        def status(role, method, path, body=None):
            headers = {"Authorization": "Bearer " + tokens[role]}
            headers["Content-Type"] = "application/json"
            return self.daemon.call(method, path, body, headers)[0]

        record = {"type": "obligation", "obligation": "0", "state": "closed"}
        for role in tokens:
            expected = 403 if role == "sender" else 200
            self.assertEqual(status(role, "GET", "/v1/obligations"), expected, role)
            expected = 404 if role in ("writer", "admin") else 403
            self.assertEqual(status(role, "POST", "/v1/records", record), expected, role)

    def tact(self, *words, code=0):
        tact = pathlib.Path(find_tactd()).parents[1] / "cli" / "tact"
        if not tact.exists():
            self.skipTest("tact is not built")
        done = subprocess.run(
            [tact, *words], capture_output=True, text=True, timeout=60,
            env={**os.environ, "TACT_SERVER": f"http://127.0.0.1:{self.daemon.port}", "TZ": "UTC"},
        )  # fmt: skip
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_an_officer_sees_and_closes_them(self):
        self.run_daemon()
        self.assertEqual(self.tact("obligations"), "nothing must be done\n")
        self.withdraw("ayse", at=OLD)
        self.record(type="activity", customer="bora", event="data-request")
        old, new = (one["obligation"] for one in self.items())
        text = self.tact("obligations")
        due = "Tue 19 Nov 2024 21:00 UTC"
        self.assertRegex(text, rf"(?m)^{old} +{due} +\d+ days late +report +ayse")
        self.assertRegex(text, rf"(?m)^{new} .* 29 days left +answer +bora .*Answer the person")
        self.assertIn("2 open, 1 overdue\nwhen one is done: tact obligations close " + old, text)
        self.assertNotIn("bora", self.tact("obligations", "--overdue"))
        lines = self.tact("obligations", "--json", "--all").splitlines()
        self.assertEqual([json.loads(line) for line in lines], self.items())
        self.assertIn("there is more", self.tact("obligations", "--limit", "1"))
        shown = self.tact("customer", "show", "ayse")
        self.assertRegex(shown, rf"obligations \(1\)\n.*\n  {old} +report +{due}")
        logged = self.tact("log", "query", "--rule", "report")
        self.assertRegex(logged, "obligation +open +ayse")
        closed = self.tact("obligations", "close", old, "--note", "receipt 77")
        self.assertIn(f"obligation {old} is closed", closed)
        self.assertIn("is closed already", self.tact("obligations", "close", old, code=1))
        self.assertIn("is no id", self.tact("obligations", "close", "ayse", code=2))
        table = self.tact("obligations", "--closed")
        self.assertRegex(table, rf"(?m)^{old} .* days late +report +ayse +sms .* receipt 77$")
        file = self.folder / "done.csv"
        file.write_text(f"obligation,state,note\n{new},closed,by letter\n")
        self.assertEqual(self.tact("import", str(file), "--type", "obligation"),
                         "1 record accepted, 0 refused\n")  # fmt: skip
        self.assertEqual(self.tact("obligations"), "nothing must be done\n")
        rows = self.tact("obligations", "--closed", "--csv", "--limit", "1").splitlines()
        self.assertIn("by letter", rows[1])
        for words in (("obligations",), ("obligations", "close")):
            text = self.tact(*words, "--help")
            self.assertTrue(text.startswith("Example:\n  tact obligations"))
            self.assertIn("Exit codes:", text)

    def test_the_rehearsal_takes_the_record_too(self):
        self.run_daemon()
        close = {"type": "obligation", "obligation": "2", "state": "closed", "at": OLD}
        lines = [{"type": "consent", "customer": "a", "state": "withdrawn", "at": OLD},
                 close, close]  # fmt: skip
        file = self.folder / "records.ndjson"
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        with open(file) as records:
            tact = pathlib.Path(find_tactd()).parents[1] / "cli" / "tact"
            if not tact.exists():
                self.skipTest("tact is not built")
            done = subprocess.run([tact, "replay", "--policy", self.policy], stdin=records,
                                  capture_output=True, text=True, timeout=60)  # fmt: skip
        self.assertIn("is closed already", done.stdout)
        self.assertEqual(done.stdout.count('"error"'), 1)


if __name__ == "__main__":
    daemon_process.main()
