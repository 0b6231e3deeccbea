"""Simulations: the Bank Marketing data under a changed cap flips exactly where two replays differ;
a daemon's simulation says the same as one of its exported log, and can be interrupted."""

import collections
import http.client
import json
import os
import pathlib
import select
import socket
import subprocess
import sys
import time
import unittest

import cli_support
import daemon_process
from cli_support import SOURCE, CliTest, lines_of, run

BANK_CSV = pathlib.Path(
    os.environ.get("TACT_BANK_CSV", SOURCE.parent / "shared" / "data" / "bank-full.csv")
)
BANK_POLICY = SOURCE / "tools" / "bank" / "policy.yaml"

POLICY = """\
tact: 1
policy: small
defaults: {{ timezone: Europe/Istanbul }}
vocabulary:
  channels: [sms, call]
  purposes: [marketing/promotion, service/order]
rules:
  - id: a-day
    text: Not so many a day.
    when: {{ purpose: marketing }}
    cap: {{ at_most: {at_most}, within: calendar day }}
  - id: next-year
    text: No calls from next year on.
    mode: shadow
    when: {{ channel: call }}
    deny: true
"""


def flips_between(old, new):
    """By decision id: what two lists of answers to the same requests differ by."""
    return {
        before["decision"]: (before["outcome"], after["outcome"])
        for before, after in zip(old, new, strict=True)
        if before["outcome"] != after["outcome"]
    }


def flips_of(report):
    return {
        example["decision"]: (example["before"], example["after"])
        for flips in report["flips"].values()
        for example in flips["examples"]
    }


def request(number, hour, channel="sms", customer="c-1"):
    return json.dumps({
        "type": "request", "request_id": f"r-{number}", "customer": customer, "channel": channel,
        "purpose": "marketing/promotion", "campaign": "spring",
        "at": f"2026-11-24T{hour:02}:00:00+03:00",
    }) + "\n"  # fmt: skip


@unittest.skipUnless(BANK_CSV.exists(), "the Bank Marketing table is not at hand")
class Bank(CliTest):
    def replay(self, policy, *options):
        with (self.folder / "bank.ndjson").open("rb") as lines:
            process = subprocess.run(
                [cli_support.TACT, "replay", "--policy", policy, *options],
                stdin=lines, capture_output=True, text=True,
            )  # fmt: skip
        self.check_exit(process, 0)
        return lines_of(process.stdout)

    def test_a_changed_cap_flips_what_two_replays_differ_by(self):
        with (self.folder / "bank.ndjson").open("wb") as out:
            subprocess.run([sys.executable, SOURCE / "tools" / "bank_to_records.py", BANK_CSV],
                           stdout=out, check=True)  # fmt: skip
        ledger = str(self.folder / "ledger.ndjson")
        before = self.replay(BANK_POLICY, "--ledger", ledger)
        self.assertEqual(len(before), 124_956)
        for at_most in (2, 5):
            text = BANK_POLICY.read_text(encoding="utf-8")
            policy = self.file("new.yaml", text.replace("at_most: 3", f"at_most: {at_most}"))
            after = self.replay(policy)
            began = time.monotonic()
            process = run("policy", "simulate", policy, "--log", ledger, "--json",
                          "--examples", "1000000")  # fmt: skip
            took = time.monotonic() - began
            self.check_exit(process, 0)
            report = json.loads(process.stdout)
            print(f"cap of {at_most}: {report['decisions']:,} decisions, "
                  f"{report['flips_in_all']:,} flips in {took:.2f} s")  # fmt: skip
            self.assertEqual(report["decisions"], 124_956)
            expected = flips_between(before, after)
            self.assertGreater(len(expected), 5_000)
            self.assertEqual(flips_of(report), expected)
            self.assertEqual(report["flips_in_all"], len(expected))
            outcomes = collections.Counter(answer["outcome"] for answer in after)
            self.assertEqual({k: v for k, v in report["after"].items() if v}, outcomes)
        # Nothing flips under the policy that decided.
        process = run("policy", "simulate", str(BANK_POLICY), "--log", ledger, "--json",
                      "--fail-on-flips", "0")  # fmt: skip
        self.check_exit(process, 0)
        self.assertEqual(json.loads(process.stdout)["flips_in_all"], 0)


class Offline(CliTest):
    def setUp(self):
        super().setUp()
        self.old = self.file("old.yaml", POLICY.format(at_most=3))
        self.new = self.file("new.yaml", POLICY.format(at_most=1))
        self.log = str(self.folder / "log.ndjson")
        records = "".join(request(n, 9 + n) for n in range(1, 5)) + request(9, 18, "call", "c-2")
        self.check_exit(run("replay", "--policy", self.old, "--ledger", self.log, stdin=records), 0)

    def test_the_report_is_for_people(self):
        process = run("policy", "simulate", self.new, "--log", self.log)
        self.check_exit(process, 0)
        for part in ("5 recorded decisions", "2 decisions flip, 40.0 %", "2 newly deferred",
                     "a-day 2", "spring 2", "2026-11-24 2", "1 get fewer, 0 get more",
                     "senders would have done otherwise"):  # fmt: skip
            self.assertIn(part, process.stdout)
        self.assertNotIn("c-1", process.stdout)

    def test_a_share_of_flips_can_fail(self):
        for percent, code in (("40", 0), ("39.9", 4)):
            process = run("policy", "simulate", self.new, "--log", self.log,
                          "--fail-on-flips", percent)  # fmt: skip
            self.check_exit(process, code)

    def test_dates_are_those_of_the_policys_zone(self):
        # The first request was at 10:00 on the 24th in Istanbul.
        for date, decisions in (("2026-11-24", 5), ("2026-11-25", 0)):
            process = run("policy", "simulate", self.new, "--log", self.log, "--json",
                          "--from", date)  # fmt: skip
            self.assertEqual(json.loads(process.stdout)["decisions"], decisions)

    def test_what_cannot_be_simulated_is_said(self):
        text = pathlib.Path(self.log).read_text(encoding="utf-8")
        backwards = self.file("back.ndjson", "".join(reversed(text.splitlines(keepends=True))))
        cases = [
            (["--log", backwards], 1, "--order asc"),
            (["--log", self.old], 1, "line 1 of"),
            (["--log", str(self.folder / "none")], 2, "cannot read"),
            (["--log", self.log, "--from", "yesterday"], 2, "`yesterday` is no time"),
            (["--log", self.log, "--from", "2026-11-25", "--to", "2026-11-24"], 2, "before --to"),
        ]  # fmt: skip
        for options, code, part in cases:
            process = run("policy", "simulate", self.new, *options)
            self.check_exit(process, code)
            self.assertIn(part, process.stderr)
        broken = self.file("broken.yaml", "tact: 1\npolicy: p\nrulez: []\n")
        self.check_exit(run("policy", "simulate", broken, "--log", self.log), 3)


@unittest.skipUnless(daemon_process.find_tactd(), "tactd is not built")
class Live(daemon_process.DaemonTest):
    def start_with_history(self, count=200):
        old = self.folder / "policy.yaml"
        old.write_text(POLICY.format(at_most=3), encoding="utf-8")
        self.new = self.folder / "new" / "policy.yaml"
        self.new.parent.mkdir()
        self.new.write_text(POLICY.format(at_most=1), encoding="utf-8")
        daemon = self.start(old, "--trial")
        body = "".join(
            request(n, 9 + 8 * n // count, ("sms", "call")[n % 2], f"c-{n % (count // 4)}")
            for n in range(count)
        )
        status, _ = daemon.call("POST", "/v1/decisions/batch", body,
                                {"Content-Type": "application/x-ndjson"})  # fmt: skip
        self.assertEqual(status, 200)
        self.env = {"TACT_SERVER": f"http://127.0.0.1:{daemon.port}"}
        return daemon

    def test_a_daemon_says_what_its_exported_log_says(self):
        self.start_with_history()
        live = run("policy", "simulate", str(self.new), "--json", env=self.env)
        self.assertEqual(live.returncode, 0, live.stderr)
        log = run("log", "query", "--all", "--order", "asc", "--json", env=self.env)
        exported = self.folder / "log.ndjson"
        exported.write_text(log.stdout, encoding="utf-8")
        offline = run("policy", "simulate", str(self.new), "--json", "--log", str(exported))
        self.assertEqual(offline.returncode, 0, offline.stderr)
        self.assertEqual(json.loads(live.stdout), json.loads(offline.stdout))
        report = json.loads(live.stdout)
        # Four to each customer: three were allowed, one would be.
        self.assertEqual(report["before"], {"allow": 150, "defer": 50, "deny": 0})
        self.assertEqual(report["flips"]["newly_deferred"]["count"], 100)

    def test_counts_of_the_log(self):
        self.start_with_history()
        process = run("log", "stats", "--group", "shadow", "--json", env=self.env)
        self.assertEqual(process.returncode, 0, process.stderr)
        (total,) = json.loads(process.stdout)["totals"]
        self.assertEqual((total["value"], total["decisions"]), ("next-year", 100))
        self.assertEqual(total["would_deny"], total["allow"])
        table = run("log", "stats", "--by", "hour", "--group", "rule", env=self.env)
        self.assertEqual(table.returncode, 0, table.stderr)
        self.assertRegex(table.stdout, r"hour \(UTC\) +rule +decisions")
        self.assertRegex(table.stdout, r"2026-11-24 \d\d:00 +a-day +\d+")

    def test_who_hangs_up_stops_it_and_the_daemon_stops_at_once(self):
        daemon = self.start_with_history(20_000)
        body = json.dumps({"files": [{"name": "policy.yaml", "text": self.new.read_text()}]})
        head = (f"POST /v1/policies/simulate HTTP/1.1\r\nHost: t\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: application/json\r\n\r\n")  # fmt: skip
        with socket.create_connection(("127.0.0.1", daemon.port)) as connection:
            connection.sendall((head + body).encode())
        # It may not even have begun: the next is taken once nothing runs.
        until = time.monotonic() + daemon_process.PATIENCE_SECONDS
        status = 409
        while status == 409:
            self.assertLess(time.monotonic(), until)
            status, _ = daemon.call("POST", "/v1/policies/simulate", body)
        self.assertEqual(status, 200)
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
        connection.request("POST", "/v1/policies/simulate", body,
                           {"Content-Type": "application/json"})  # fmt: skip
        # Until it runs, or was too quick to be seen running.
        while not select.select([connection.sock], [], [], 0)[0]:
            if daemon.call("GET", "/v1/policies/simulate")[1]["running"]:
                break
        self.assertEqual(daemon.stop(), 0)
        self.assertIn(connection.getresponse().status, (200, 503))
        connection.close()


if __name__ == "__main__":
    sys.exit(cli_support.main())
