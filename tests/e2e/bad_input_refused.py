"""What cannot be taken is refused, with the place that is wrong; and it leaves no trace."""

import json
import sys

import daemon_support
from daemon_support import Daemon, DaemonTest

POLICY = """\
tact: 1
policy: open
title: One cap, so that a reservation would be seen
vocabulary:
  channels: [sms, email]
  purposes: [marketing/promotion, service/order]
  labels: [subject]
rules:
  - id: one
    text: One a week.
    when: { channel: sms }
    cap: { at_most: 1, within: 7d }
"""


def sms(**more):
    return {"customer": "ghost", "channel": "sms", "purpose": "service/order", **more}


def text(**more):
    return json.dumps(sms(**more))


# What is sent to /v1/decisions, and the pointer of the one place that is wrong.
REQUESTS = {
    "nothing": ("", ""),
    "not JSON": ("hello", ""),
    "JSON that ends too early": ('{"customer":"ghost","channel":"sms"', ""),
    "something after the JSON": (text() + "x", ""),
    "deeper than any record": ("[" * 5_000 + "]" * 5_000, ""),
    "broken UTF-8": (b'{"customer":"gho\xffst","channel":"sms","purpose":"service/order"}', ""),
    "a surrogate alone": (text().replace("ghost", r"gho\ud800st"), ""),
    "a control character": (text(customer="gho\x07st"), "/customer"),
    "a customer of 129 bytes": (text(customer="g" * 129), "/customer"),
    "a number for a text": (text(customer=7), "/customer"),
    "a text for a number": (text(priority="50"), "/priority"),
    "a priority beyond 100": (text(priority=101), "/priority"),
    "a fraction": (text(priority=1.5), "/priority"),
    "a label that is no text": (text(labels={"subject": 3}), "/labels/subject"),
    "a label that nobody knows": (text(labels={"colour": "red"}), "/labels/colour"),
    "a misspelt field": (text(expires_att="2030-01-01T00:00:00Z"), "/expires_att"),
    "a key twice": ('{"customer":"a",' + text()[1:], "/customer"),
    "no customer": ('{"channel":"sms","purpose":"service/order"}', "/customer"),
    "no channel": ('{"customer":"ghost","purpose":"service/order"}', "/channel"),
    "an unknown channel": (text(channel="fax"), "/channel"),
    "an unknown purpose": (text(purpose="marketing/spam"), "/purpose"),
    "an address that is none": (text(address="call me"), "/address"),
    "a time without an offset": (text(at="2030-01-01T10:00:00"), "/at"),
    "a day that does not exist": (text(at="2027-02-30T10:00:00Z"), "/at"),
    "a time that is past": (text(at="2020-01-01T00:00:00Z"), "/at"),
    "a time beyond planning": (text(at="2099-01-01T00:00:00Z"), "/at"),
    "an expiry that is past": (text(expires_at="2020-01-01T00:00:00Z"), "/expires_at"),
    "another type of record": (text(type="consent"), "/type"),
}

RECORDS = {
    "a request": (text(type="request"), "/type"),
    "an unknown type": ('{"type":"wish","customer":"ghost"}', "/type"),
    "no type": ('{"customer":"ghost"}', "/type"),
    "a state that is none": ('{"type":"consent","customer":"ghost","state":"maybe"}', "/state"),
    "an outcome of nothing": ('{"type":"outcome","status":"sent"}', "/decision"),
    "a country that is none": ('{"type":"customer","customer":"ghost","country":"Turkey"}',
                               "/country"),
    "a zone that is none": ('{"type":"customer","customer":"ghost","timezone":"Mars/Olympus"}',
                            "/timezone"),
    "a bad address in a list": ('{"type":"customer","customer":"ghost","addresses":'
                                '[{"channel":"sms","address":"12"}]}', "/addresses/0/address"),
}  # fmt: skip


class BadInput(DaemonTest):
    """Each test ends with the ledger as it was, and nobody of that name known."""

    def setUp(self):
        super().setUp()
        self.daemon = Daemon(self.folder, POLICY, "--header-timeout", "1", "--body-timeout", "1")
        self.addCleanup(self.daemon.__exit__, None)
        self.before = self.trace()

    def trace(self):
        figures = self.daemon.metrics()
        return {name: figures[name] for name in figures
                if name.startswith(("tact_ledger_entries", "tact_decisions_total",
                                    "tact_records_total", "tact_reasons_total"))}  # fmt: skip

    def check_no_trace(self):
        self.assertEqual(self.trace(), self.before)
        self.assertEqual(self.daemon.get("/v1/customers/ghost")[0], 404)
        # A reservation would stand in the way of the one that is allowed.
        with self.daemon.connect() as connection:
            self.assertEqual(connection.ask(sms())["outcome"], "allow")

    def check_problem(self, answer, status, pointer=None):
        got, headers, body = answer
        self.assertEqual(got, status, body)
        self.assertEqual(headers["content-type"], "application/problem+json")
        self.check_words(json.loads(body), status, pointer)

    def check_words(self, problem, status, pointer=None):
        self.assertEqual(problem["status"], status)
        self.assertTrue(problem["title"])
        if pointer is not None:
            self.assertEqual([error["pointer"] for error in problem["errors"]], [pointer], problem)
            self.assertTrue(problem["errors"][0]["message"])

    def check_all(self, table, path):
        with self.daemon.connect() as connection:
            for name, (body, pointer) in table.items():
                with self.subTest(name):
                    connection.send(body, path)
                    self.check_problem(connection.receive(), 400, pointer)
        self.check_no_trace()

    def test_a_request_is_refused_at_the_place_that_is_wrong(self):
        self.check_all(REQUESTS, "/v1/decisions")

    def test_a_record_is_refused_at_the_place_that_is_wrong(self):
        self.check_all(RECORDS, "/v1/records")

    def test_a_bad_line_is_answered_in_its_place_and_the_rest_goes_on(self):
        bad = [body for body, _ in REQUESTS.values() if body]
        pointers = [pointer for body, pointer in REQUESTS.values() if body]
        # A line may also be a record, so the last one is judged by its type.
        bad, pointers = bad[:-1], pointers[:-1]
        lines = [line if isinstance(line, bytes) else line.encode() for line in bad]
        lines.append(json.dumps({**sms(), "labels": {"subject": "x" * 65_536}}).encode())
        good = {**sms(), "customer": "ayse", "channel": "email"}
        body = b"\n".join(part for line in lines for part in (line, json.dumps(good).encode()))
        with self.daemon.connect() as connection:
            connection.send(body, "/v1/decisions/batch", "application/x-ndjson")
            status, _, answer = connection.receive()
        self.assertEqual(status, 200)
        answers = [json.loads(line) for line in answer.splitlines()]
        self.assertEqual(len(answers), 2 * len(lines))
        for number, (wrong, right) in enumerate(zip(answers[::2], answers[1::2])):
            self.assertEqual(right["outcome"], "allow")
            self.assertEqual(wrong["line"], 2 * number + 1)
            too_long = number == len(lines) - 1
            self.check_words(wrong["error"], 413 if too_long else 400,
                             None if too_long else pointers[number])  # fmt: skip
        self.check_only_new(len(lines))

    def check_only_new(self, decisions):
        """The good ones are there, and nothing else is."""
        name = "tact_ledger_entries"
        self.assertEqual(self.trace()[name], self.before[name] + decisions)
        self.before = self.trace()
        self.check_no_trace()

    def test_a_body_of_two_mebibytes_is_refused_before_it_is_read(self):
        body = text(labels={"subject": "x" * 2_097_152})
        for path in ("/v1/decisions", "/v1/records"):
            with self.subTest(path), self.daemon.connect() as connection:
                connection.send(body, path)
                self.check_problem(connection.receive(), 413)
        self.check_no_trace()

    def test_a_chunked_body_of_two_mebibytes_is_refused(self):
        with self.daemon.connect() as connection:
            connection.socket.sendall(
                b"POST /v1/decisions HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                b"Transfer-Encoding: chunked\r\n\r\n" + b"200000\r\n" + b" " * 0x200000 + b"\r\n"
            )
            self.check_problem(connection.receive(), 413)
        self.check_no_trace()

    def test_a_line_that_is_cut_in_half_is_not_decided_and_those_before_it_are(self):
        whole = json.dumps({**sms(), "customer": "ayse", "channel": "email"}) + "\n"
        # Once in the middle, and once where only the line's end is missing.
        for cut in (text()[:20], text()):
            with self.subTest(cut), self.daemon.connect() as connection:
                connection.send(whole * 3 + cut, "/v1/decisions/batch", "application/x-ndjson",
                                length=10_000)  # fmt: skip
                connection.socket.shutdown(1)
                _, headers = connection.read_head()
                self.assertEqual(headers["transfer-encoding"], "chunked")
                answers = b"".join(connection.chunks()).splitlines()
                self.assertEqual(len(answers), 3)
                self.assertEqual(connection.stream.read(), b"", "the end says that all is well")
        self.check_only_new(6)

    def test_a_request_that_is_cut_in_half_is_not_decided(self):
        for part in (text()[:20], text()):
            with self.subTest(part), self.daemon.connect() as connection:
                connection.send(part, length=len(text()) + 1)
                connection.socket.shutdown(1)
                self.assertEqual(connection.stream.read(), b"")
        self.check_no_trace()

    def test_who_sends_too_slowly_is_cut_off(self):
        beginnings = {
            "a head": b"POST /v1/decisions HTTP/1.1\r\nHost:",
            "a body": b"POST /v1/decisions HTTP/1.1\r\nHost: t\r\nContent-Length: 100\r\n"
                      b"Content-Type: application/json\r\n\r\n" + text().encode()[:40],
        }  # fmt: skip
        for name, beginning in beginnings.items():
            with self.subTest(name), self.daemon.connect() as connection:
                connection.socket.sendall(beginning)
                self.check_problem(connection.receive(), 408)
                self.assertEqual(connection.stream.read(), b"")
        with self.subTest("a batch"), self.daemon.connect() as connection:
            connection.send(text()[:40], "/v1/decisions/batch", "application/x-ndjson", length=100)
            self.assertEqual(connection.read_head()[0], 200)
            self.assertEqual(b"".join(connection.chunks()), b"")
        self.check_no_trace()

    def test_what_is_no_http_is_refused(self):
        sent = {
            "not HTTP at all": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
            "two lengths": (b"POST /v1/decisions HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n"
                            b"Content-Length: 4\r\n\r\nabcd", 400),
            "length and chunks": (b"POST /v1/decisions HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n"
                                  b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            "a head of 64 KiB": (b"GET /v1/policy HTTP/1.1\r\nX: " + b"x" * 65_536, 431),
            "a path that is none": (b"GET /v1/nothing HTTP/1.1\r\nHost: t\r\n\r\n", 404),
            "a method that is none": (b"BREW /v1/policy HTTP/1.1\r\nHost: t\r\n\r\n", 405),
            "a type that is none": (b"POST /v1/decisions HTTP/1.1\r\nHost: t\r\nContent-Type: "
                                    b"text/html\r\nContent-Length: 2\r\n\r\n{}", 415),
        }  # fmt: skip
        for name, (message, status) in sent.items():
            with self.subTest(name), self.daemon.connect() as connection:
                connection.socket.sendall(message)
                self.check_problem(connection.receive(), status)
        self.check_no_trace()

    def test_a_query_that_nobody_knows_is_refused(self):
        for query in ("dryrun=true", "dry_run=yes", "explain="):
            with self.subTest(query), self.daemon.connect() as connection:
                connection.send(text(), f"/v1/decisions?{query}")
                answer = connection.receive()
                self.check_problem(answer, 400)
                # Whoever goes on here was told, or is answered.
                if answer[1].get("connection") != "close":
                    answer = connection.ask(sms(customer="ayse", channel="email"))
                    self.assertEqual(answer["outcome"], "allow")
                    self.before = self.trace()
        self.check_no_trace()

    def test_the_same_id_with_another_body_is_a_conflict(self):
        with self.daemon.connect() as connection:
            first = connection.ask({**sms(), "customer": "ayse", "request_id": "r-1"})
            self.before = self.trace()
            connection.send(sms(request_id="r-1"))
            self.check_problem(connection.receive(), 409, "/request_id")
            again = connection.ask({**sms(), "customer": "ayse", "request_id": "r-1"})
            self.assertEqual(again, {**first, "replayed": True})
        self.check_no_trace()


if __name__ == "__main__":
    sys.exit(daemon_support.main())
