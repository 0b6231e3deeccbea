"""A person is erased: no file holds their id or address any more, and proofs are as they were."""

import http.client
import json
import re
import time

import daemon_process
from daemon_process import PATIENCE_SECONDS, DaemonTest

NDJSON = "application/x-ndjson"

POLICY = """tact: 1
policy: small
vocabulary:
  channels: [email]
  purposes: [marketing/promotion]
rules:
  - id: not-refused
    text: Nobody who refused.
    consent: { model: opt-out }
"""
CUSTOMERS = 3000
ERASED = (0, 7, 1234, 1500, 2222, 2998, 2999)


def customer_of(number):
    return f"cust-{number * 7919 % 1000003:07d}-{number:05d}"


def address_of(number):
    return f"mail{number:05d}.{number * 104729 % 999983:06d}@example.org"


def records_of(number):
    """A profile with an address, and a consent with evidence that names it."""
    customer, address = customer_of(number), address_of(number)
    yield {"type": "customer", "customer": customer, "household": f"home-{number:05d}",
           "addresses": [{"channel": "email", "address": address}]}  # fmt: skip
    yield {"type": "consent", "customer": customer, "purpose": "marketing",
           "state": "withdrawn" if number % 2 else "granted",
           "evidence": {"form": f"sent by {address}", "network_address": "203.0.113.7"},
           }  # fmt: skip


class Erasure(DaemonTest):
    def setUp(self):
        super().setUp()
        self.policy = self.folder / "small.yaml"
        self.policy.write_text(POLICY)

    def ask(self, daemon, number, **more):
        body = {"customer": customer_of(number), "channel": "email",
                "purpose": "marketing/promotion", **more}  # fmt: skip
        status, answer = daemon.call("POST", "/v1/decisions", body)
        self.assertEqual(status, 200, answer)
        return answer

    def files(self):
        return sorted(path for path in (self.folder / "data").rglob("*") if path.is_file())

    def found(self, words):
        """Which of the words stand in which files of the data directory."""
        found = {}
        for path in self.files():
            content = path.read_bytes()
            for word in words:
                if word.encode() in content:
                    found.setdefault(word, []).append(path.name)
        return found

    def names(self, numbers=ERASED):
        return [name for n in numbers for name in (customer_of(n), address_of(n), f"home-{n:05d}")]

    def wait_until_clean(self, daemon):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while daemon.metric("tact_erasures_pending") > 0:
            self.assertLess(time.monotonic(), deadline, "the files are not cleaned")
            time.sleep(0.1)
        self.assertGreaterEqual(daemon.metric("tact_file_cleanings_total"), 1)

    def import_all(self, daemon):
        for begin in range(0, CUSTOMERS, 500):
            lines = [json.dumps(record) for number in range(begin, min(begin + 500, CUSTOMERS))
                     for record in records_of(number)]  # fmt: skip
            status, _ = daemon.call("POST", "/v1/records", "\n".join(lines),
                                    {"Content-Type": NDJSON})
            self.assertEqual(status, 200)

    def check_present(self):
        """Each name that is going to be looked for can be found by looking for it."""
        missing = [name for name in self.names() if name not in self.found([name])]
        self.assertEqual(missing, [])

    def test_no_file_holds_what_was_erased_and_proofs_stay(self):
        daemon = self.start(self.policy, "--clean-after", "600")
        self.import_all(daemon)
        answers = {n: self.ask(daemon, n, request_id=f"r-{n}") for n in ERASED}
        self.check_present()
        entries = {n: self.entries_of(daemon, customer_of(n)) for n in ERASED}
        for number in ERASED:
            status, answer = daemon.call("DELETE", "/v1/customers/" + customer_of(number))
            self.assertEqual(status, 202, answer)
            self.assertEqual(answer["addresses"], 1)
            self.assertEqual(answer["refusals_kept"], number % 2)
            self.assertLess(answer["erased_at"], answer["files_clean_by"])
        self.assertEqual(daemon.metric("tact_erasures_pending"), len(ERASED))
        size = daemon.metric("tact_ledger_entries")

        # What was not cleaned before a stop is cleaned after the next start.
        self.assertEqual(daemon.stop(), 0)
        self.assertNotEqual(self.found(self.names()), {})
        daemon = self.start(self.policy, "--clean-after", "0")
        self.wait_until_clean(daemon)
        self.assertEqual(self.found(self.names()), {})
        self.assertEqual(daemon.call("GET", "/v1/customers/" + customer_of(0))[0], 404)
        self.assertEqual(daemon.metric("tact_ledger_entries"), size + 1)  # the start

        # Everybody else is as before, and so is every entry.
        self.assertEqual(daemon.call("GET", "/v1/customers/" + customer_of(1))[0], 200)
        for number in ERASED:
            for entry in entries[number]:
                self.assertEqual(entry, self.entry_at(daemon, json.loads(entry)["seq"]))
        # A second erasure while running; cleaning changes nothing that proofs rest on.
        self.assertEqual(daemon.call("DELETE", "/v1/customers/" + customer_of(1))[0], 202)
        self.wait_until_clean(daemon)
        self.assertEqual(daemon.metric("tact_file_cleanings_failed_total"), 0)
        self.assertEqual(self.found(self.names([1])), {})

        # Replays, and refusals by the address alone.
        for number in ERASED:
            again = self.ask(daemon, number, request_id=f"r-{number}")
            self.assertEqual(again["decision"], answers[number]["decision"])
            self.assertTrue(again["replayed"])
        self.assertEqual(self.found(self.names()), {})
        for number in ERASED:
            outcome = self.ask(daemon, 999_999, address=address_of(number))["outcome"]
            self.assertEqual(outcome, "deny" if number % 2 else "allow")
        self.assertEqual(daemon.stop(), 0)
        # The checkpoint that is kept outside the database is looked at by the next start.
        self.assertEqual(self.start(self.policy).stop(), 0)

    def log(self, daemon, query):
        """The entries' exact bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=PATIENCE_SECONDS)
        self.addCleanup(connection.close)
        connection.request("GET", f"/v1/log?{query}", headers={"Accept": NDJSON})
        return connection.getresponse().read().splitlines()

    def entries_of(self, daemon, customer):
        found = self.log(daemon, f"customer={customer}")
        self.assertGreaterEqual(len(found), 3)
        return found

    def entry_at(self, daemon, seq):
        return self.log(daemon, f"order=asc&limit=1&after={seq - 1}")[0]

    def test_erasures_go_on_beside_decisions_and_are_cleaned_together(self):
        daemon = self.start(self.policy, "--clean-after", "1")
        self.import_all(daemon)
        for number in range(0, 60, 2):
            self.assertEqual(daemon.call("DELETE", "/v1/customers/" + customer_of(number))[0], 202)
            self.ask(daemon, number + 1)
        self.wait_until_clean(daemon)
        self.assertEqual(self.found(self.names(range(0, 60, 2))), {})
        self.assertLess(daemon.metric("tact_file_cleanings_total"), 30)
        for number in range(1, 60, 2):
            self.assertEqual(daemon.call("GET", "/v1/customers/" + customer_of(number))[0], 200)
        self.assertEqual(daemon.stop(), 0)


if __name__ == "__main__":
    daemon_process.main()
