"""The command line and a real daemon: they speak to each other, and decide alike."""

import json
import os
import pathlib
import re
import subprocess
import sys
import unittest
import urllib.request

import cli_support
from cli_support import CliTest, lines_of, run

TACTD = pathlib.Path(os.environ.get("TACT_BUILD", "."), "src", "daemon", "tactd")

POLICY = """\
tact: 1
policy: small
defaults: { timezone: Europe/Istanbul }
vocabulary:
  channels: [sms, call]
  purposes: [marketing/promotion, service/order]
  activities: [purchase]
rules:
  - id: two-a-day
    text: Two promotions a day.
    when: { purpose: marketing }
    cap: { at_most: 2, within: calendar day }
  - id: by-day
    text: By day only.
    hours: { open: ["daily 09:00-20:00"] }
  - id: not-listed
    text: Not to those who are on the list.
    absent_from: { lists: [dnc], fresh_within: 31d }
  - id: consent
    text: Consent is needed.
    when: { channel: call }
    consent: { max_age: 12 months }
"""


class Daemon:
    """A daemon with an empty data folder, on a port of its own."""

    def __init__(self, folder, *options):
        policy = folder / "policy.yaml"
        policy.write_text(POLICY)
        self.process = subprocess.Popen(
            [TACTD, "--data", folder / "data", "--policies", policy, "--listen", "127.0.0.1:0",
             *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        said = []
        for line in self.process.stdout:
            said.append(line)
            if found := re.search(r"http://[\d.]+:\d+", line):
                self.url = found.group()
                return
        raise AssertionError("".join(said))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.communicate(timeout=60)


def records():
    """Some hundred records of a few customers over four days, requests among them."""
    yield {"type": "list", "list": "dnc", "loaded_at": "2026-11-20T00:00:00Z",
           "at": "2026-11-20T00:00:00Z"}  # fmt: skip
    for i in range(400):
        at = f"2026-11-{20 + i // 100}T{i // 5 % 20 + 3:02}:{i % 5 * 10:02}:00Z"
        customer = f"c-{i * 7 % 13}"
        if i % 11 == 3:
            yield {"type": "consent", "customer": customer, "purpose": "marketing", "at": at,
                   "state": "withdrawn" if i % 3 == 0 else "granted"}  # fmt: skip
        elif i % 37 == 5:
            yield {"type": "listing", "list": "dnc", "customer": customer, "state": "added",
                   "at": at}  # fmt: skip
        else:
            yield {"type": "request", "request_id": f"r-{i - i % 17 // 16}", "customer": customer,
                   "channel": "call" if i % 4 == 0 else "sms", "at": at,
                   "purpose": "service/order" if i % 5 == 0 else "marketing/promotion"}  # fmt: skip


def verdict(answer):
    """An answer without the ids and the policy's place in the ledger."""
    if "error" in answer:
        return answer
    return {key: value for key, value in answer.items() if key != "decision"}


@unittest.skipUnless(TACTD.exists(), "tactd is not built")
class Together(CliTest):
    def test_a_replay_and_a_trial_daemon_answer_alike(self):
        text = "".join(json.dumps(record) + "\n" for record in records())
        with Daemon(self.folder, "--trial") as daemon:
            request = urllib.request.Request(
                daemon.url + "/v1/decisions/batch", text.encode(),
                {"Content-Type": "application/x-ndjson"},
            )  # fmt: skip
            with urllib.request.urlopen(request, timeout=60) as response:
                answered = [a for a in lines_of(response.read().decode()) if "seq" not in a]
        process = run("replay", "--policy", str(self.folder / "policy.yaml"), stdin=text)
        self.check_exit(process, 0)
        replayed = lines_of(process.stdout)
        self.assertEqual(list(map(verdict, replayed)), list(map(verdict, answered)))
        outcomes = {answer.get("outcome") for answer in replayed}
        self.assertEqual(outcomes, {"allow", "defer", "deny", None}, "the records try too little")

    def test_the_verbs_understand_what_the_daemon_answers(self):
        with Daemon(self.folder) as daemon:
            env = {"TACT_SERVER": daemon.url}
            listed = self.file("r.ndjson", '{"type":"list","list":"dnc"}\n'
                               '{"type":"customer","customer":"c-1","timezone":"Europe/Paris"}\n'
                               '{"type":"customer","customer":"c-2","timezone":"Mars/Base"}\n')
            imported = run("import", listed, env=env)
            asked = run("ask", "--customer", "c-1", "--channel", "call", "--purpose",
                        "marketing/promotion", "--json", env=env)  # fmt: skip
            explained = run("explain", json.loads(asked.stdout)["decision"], env=env)
            audience = self.file("a.csv", "customer\n" + "".join(f"c-{i}\n" for i in range(3000)))
            screened = run("screen", audience, "--channel", "call", "--purpose", "service/order",
                           "--json", "--reserve", env=env)  # fmt: skip
            found = run("log", "query", "--type", "decision", "--all", "--json", env=env)
            table = run("log", "query", "--customer", "c-1", "--csv", env=env)
            shown = run("customer", "show", "c-1", env=env)
        self.check_exit(imported, 1)
        self.assertEqual(imported.stdout, "2 records accepted, 1 refused\n")
        self.assertIn(f"{listed}:3: /timezone", imported.stderr)
        self.check_exit(asked, 11)
        self.assertIn("no-consent", explained.stdout)
        self.assertEqual(json.loads(screened.stdout)["deny"], 3_000)
        self.assertEqual(len(found.stdout.splitlines()), 3_001)
        self.assertEqual(len(table.stdout.splitlines()), 4)  # header, profile, two decisions
        self.assertIn("Europe/Paris", shown.stdout)


if __name__ == "__main__":
    sys.exit(cli_support.main())
