"""A cap is exact, however many ask at once, whoever gives places back, and across a power cut."""

import random
import sys
import threading

import daemon_support
from daemon_support import Daemon, DaemonTest

CAP = 5
CONNECTIONS = 64
THREADS = 8  # each with its share of the connections, all of which wait for answers at once
ROUNDS = 100

POLICY = """\
tact: 1
policy: five
title: No more than five messages to a customer in a week
vocabulary:
  channels: [sms]
  purposes: [marketing/promotion]
rules:
  - id: five-a-week
    text: No more than five in seven days.
    when: { channel: sms }
    cap: { at_most: 5, within: 7d }
"""

# A status only rises; of two that stand equally high the first stays.
RANK = {"reserved": 0, "sent": 1, "failed": 2, "cancelled": 2}
COUNTING = {"reserved", "sent"}


def sms(customer, request_id=None):
    request = {"customer": customer, "channel": "sms", "purpose": "marketing/promotion"}
    return {**request, "request_id": request_id} if request_id else request


def in_parallel(work):
    """Runs work(0) … work(THREADS - 1) at once; the first failure is this one's."""
    failures = []

    def run(index):
        try:
            work(index)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def most_counting(entries):
    """How many contacts of one customer counted at the worst position of the log."""
    status, most = {}, 0
    for entry in entries:
        if entry["type"] == "decision" and entry["outcome"] == "allow":
            status[str(entry["seq"])] = "reserved"
        elif entry["type"] == "outcome":
            before, report = status[entry["decision"]], entry["status"]
            status[entry["decision"]] = report if RANK[report] > RANK[before] else before
        most = max(most, sum(one in COUNTING for one in status.values()))
    return most


class Cap(DaemonTest):
    def connections(self, daemon):
        made = [daemon.connect() for _ in range(CONNECTIONS)]
        for connection in made:
            self.addCleanup(connection.close)
        return [made[thread::THREADS] for thread in range(THREADS)]

    def test_of_64_who_ask_at_once_exactly_five_may(self):
        with Daemon(self.folder, POLICY) as daemon:
            shares = self.connections(daemon)
            answers = [[] for _ in range(ROUNDS)]
            together = threading.Barrier(THREADS)

            def ask(thread):
                for number, got in enumerate(answers):
                    together.wait(daemon_support.PATIENCE)
                    for connection in shares[thread]:
                        connection.send(sms(f"c-{number}"))
                    got.extend(connection.receive() for connection in shares[thread])

            in_parallel(ask)
            for number, got in enumerate(answers):
                self.assertEqual({status for status, _, _ in got}, {200})
                texts = [text for _, _, text in got]
                self.assertEqual(sum('"outcome":"allow"' in text for text in texts), CAP, number)
                refused = [text for text in texts if '"outcome":"allow"' not in text]
                self.assertEqual(len(refused), CONNECTIONS - CAP)
                self.assertTrue(all('"code":"cap-reached"' in text for text in refused))

    def test_never_more_than_five_count_while_places_are_given_back(self):
        with Daemon(self.folder, POLICY) as daemon:
            shares = self.connections(daemon)
            allowed = []

            def ask_and_report(thread):
                dice = random.Random(thread)
                for _ in range(40):
                    for connection in shares[thread]:
                        connection.send(sms("ayse"))
                    for connection in shares[thread]:
                        _, _, text = connection.receive()
                        if '"outcome":"allow"' in text:
                            allowed.append(text.split('"')[3])
                    if allowed and dice.random() < 0.7:
                        status = dice.choice(["sent", "failed", "cancelled"])
                        decision = dice.choice(allowed[-CAP:])
                        path = f"/v1/decisions/{decision}/outcome"
                        shares[thread][0].send({"status": status}, path)
                        answer = shares[thread][0].receive()
                        self.assertEqual(answer[0], 200, answer)

            in_parallel(ask_and_report)
            entries = daemon.log_entries("&customer=ayse")
            decisions = [entry for entry in entries if entry["type"] == "decision"]
            self.assertEqual(len(decisions), THREADS * 40 * CONNECTIONS // THREADS)
            self.assertEqual(sum(entry["outcome"] == "allow" for entry in decisions), len(allowed))
            self.assertGreater(len(allowed), CAP, "no place was taken again: nothing was tested")
            self.assertEqual(most_counting(entries), CAP)

    def test_after_a_kill_what_was_answered_holds_and_five_is_still_five(self):
        customers = [f"c-{number}" for number in range(10)]
        answered = {}  # the first answer to each request id
        with Daemon(self.folder, POLICY) as daemon:
            for life in range(3):
                shares = self.connections(daemon)
                enough = threading.Semaphore(0)

                def ask(thread, life=life, shares=shares, enough=enough):
                    try:
                        for customer in customers:
                            for place, connection in enumerate(shares[thread]):
                                name = f"{customer}-{life}-{thread}-{place}"
                                answered[name] = connection.ask(sms(customer, name))
                                enough.release()
                    except ConnectionError:
                        pass  # The kill came between question and answer.

                def kill(life=life, enough=enough):
                    for _ in range(random.Random(life).randint(50, 500)):
                        enough.acquire(timeout=daemon_support.PATIENCE)
                    daemon.kill()

                killer = threading.Thread(target=kill)
                killer.start()
                in_parallel(ask)
                killer.join()
                daemon.start()
                self.check_answers_are_given_again(daemon, answered)
                self.assertTrue(answered)
            self.check_places(daemon, customers)

    def check_answers_are_given_again(self, daemon, answered):
        with daemon.connect() as connection:
            for name, first in answered.items():
                again = connection.ask(sms(name.rsplit("-", 3)[0], name))
                self.assertTrue(again.pop("replayed"))
                self.assertEqual(again, {k: v for k, v in first.items() if k != "replayed"})

    def check_places(self, daemon, customers):
        with daemon.connect() as connection:
            for customer in customers:
                for _ in range(CAP):  # Those whom the kill came before take what is left.
                    connection.ask(sms(customer))
                self.assertEqual(connection.ask(sms(customer))["outcome"], "defer")
                entries = daemon.log_entries(f"&customer={customer}")
                self.assertEqual(most_counting(entries), CAP, customer)


if __name__ == "__main__":
    sys.exit(daemon_support.main())
