"""The verbs that speak HTTP, against a daemon that is played."""

import csv
import json
import shutil
import socket
import ssl
import subprocess
import sys
import unittest

import cli_support
from cli_support import FakeDaemon, as_json, run

DEFER = {
    "decision": "7", "outcome": "defer", "retry_at": "2026-11-25T06:00:00.000Z",
    "reasons": [{"rule": "quiet-hours", "code": "outside-hours", "text": "By day only.",
                 "observed": "tue 23:00", "limit": "09:00-20:00",
                 "retry_at": "2026-11-25T06:00:00.000Z"}],
    "policy": "acme@3f9c2ab41d07", "request_id": "r-1",
}  # fmt: skip

ASK = ["ask", "--customer", "c-1", "--channel", "sms", "--purpose", "marketing/promotion"]


def problem(status, detail, *errors):
    return {"type": "about:blank", "title": "T", "status": status, "detail": detail,
            "errors": [{"pointer": p, "message": m} for p, m in errors]}  # fmt: skip


class Ask(cli_support.CliTest):
    def ask(self, answer, *options, token=None):
        with FakeDaemon(lambda *_: answer) as daemon:
            env = {"TACT_SERVER": daemon.url, **({"TACT_TOKEN": token} if token else {})}
            return run(*ASK, *options, env=env), daemon.calls

    def test_the_request_is_what_the_options_say(self):
        process, calls = self.ask(
            as_json(DEFER), "--brand", "acme", "--campaign", "c", "--priority", "80", "--label",
            "subject=car", "--label", "ad-mark=x=y", "--at", "2026-11-24T20:00:00Z",
            "--expires-at", "2026-11-27T00:00:00Z", "--request-id", "r-1",
            "--address", "a@b.example", "--dry-run", "--explain", token="secret",
        )  # fmt: skip
        (method, target, headers, body) = calls[0]
        self.assertEqual((method, target), ("POST", "/v1/decisions?dry_run=true&explain=true"))
        self.assertEqual(headers["Authorization"], "Bearer secret")
        self.assertEqual(headers["Content-Type"], "application/json")
        self.assertEqual(json.loads(body), {
            "type": "request", "request_id": "r-1", "customer": "c-1", "address": "a@b.example",
            "channel": "sms", "purpose": "marketing/promotion", "brand": "acme", "campaign": "c",
            "priority": 80, "at": "2026-11-24T20:00:00Z", "expires_at": "2026-11-27T00:00:00Z",
            "labels": {"subject": "car", "ad-mark": "x=y"},
        })  # fmt: skip

    def test_the_exit_code_is_the_outcome(self):
        for outcome, code in (("allow", 0), ("defer", 10), ("deny", 11)):
            process, _ = self.ask(as_json({**DEFER, "outcome": outcome}))
            self.check_exit(process, code)

    def test_the_answer_is_said_in_words_of_the_place(self):
        process, _ = self.ask(as_json(DEFER))
        self.assertRegex(process.stdout, r"^defer until Wed 25 Nov 2026 06:00 UTC\n")
        self.assertRegex(process.stdout, r"quiet-hours  outside-hours  observed tue 23:00  limit "
                                         r"09:00-20:00  retry Wed .*  By day only\.")  # fmt: skip
        self.assertNotIn("\x1b", process.stdout)

    def test_json_is_the_answer_as_it_came(self):
        process, _ = self.ask(as_json(DEFER), "--json")
        self.assertEqual(json.loads(process.stdout), DEFER)

    def test_a_problem_is_said_with_its_fields(self):
        answer = problem(400, "it is wrong", ("/channel", "unknown channel `smss`"))
        process, _ = self.ask(as_json(answer, 400))
        self.check_exit(process, 1)
        self.assertEqual(process.stderr, "tact: /channel unknown channel `smss`\n")

    def test_a_missing_token_is_said(self):
        process, _ = self.ask(as_json(problem(401, "who are you"), 401))
        self.check_exit(process, 1)
        self.assertIn("TACT_TOKEN", process.stderr)

    def test_a_busy_daemon_is_asked_again_when_it_says(self):
        answers = [(503, {"Retry-After": "1"}, ""), as_json({**DEFER, "outcome": "allow"})]
        with FakeDaemon(lambda *_: answers.pop(0)) as daemon:
            self.check_exit(run(*ASK, "--server", daemon.url), 0)
        self.assertEqual(len(daemon.calls), 2)

    def test_nobody_listening_is_said_with_the_way_out(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
            process = run(*ASK, "--server", url)
        self.check_exit(process, 1)
        self.assertEqual(process.stderr, f"tact: nothing listens at {url}; start tactd there, or "
                                         "name another with --server or TACT_SERVER\n")  # fmt: skip

    def test_something_else_that_listens_is_noticed(self):
        process, _ = self.ask((200, {}, "<html>"))
        self.check_exit(process, 1)
        self.assertIn("is tactd what listens there?", process.stderr)

    def test_bad_arguments_are_exit_2(self):
        self.check_exit(run("ask", "--channel", "sms", "--purpose", "x"), 2)
        self.check_exit(run(*ASK, "--label", "novalue"), 2)
        self.check_exit(run(*ASK, "--server", "localhost"), 2)
        self.check_exit(run(*ASK, "--no-such-option"), 2)


@unittest.skipUnless(shutil.which("openssl"), "no certificate can be made here")
class Tls(cli_support.CliTest):
    def test_a_server_is_believed_only_with_a_certificate_that_is_trusted(self):
        key, certificate = str(self.folder / "key.pem"), str(self.folder / "cert.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=test",
             "-addext", "subjectAltName=IP:127.0.0.1"],
            check=True, capture_output=True,
        )  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with FakeDaemon(lambda *_: as_json(DEFER), tls=context) as daemon:
            refused = run(*ASK, "--server", daemon.url)
            trusted = run(*ASK, "--server", daemon.url, env={"SSL_CERT_FILE": certificate})
        self.check_exit(refused, 1)
        self.assertIn("SSL_CERT_FILE", refused.stderr)
        self.check_exit(trusted, 10)


class Import(cli_support.CliTest):
    @staticmethod
    def take(_, __, body):
        """Refuses every record whose customer is `bad`."""
        out = []
        for number, line in enumerate(body.splitlines(), 1):
            if json.loads(line).get("customer") == "bad":
                error = problem(400, "/customer is bad", ("/customer", "is bad"))
                out.append({"line": number, "error": error})
            else:
                out.append({"line": number, "seq": str(number)})
        return 200, {"Content-Type": "application/x-ndjson"}, "".join(
            json.dumps(line) + "\n" for line in out)  # fmt: skip

    def run_import(self, path, *options):
        with FakeDaemon(self.take) as daemon:
            return run("import", path, *options, "--server", daemon.url), daemon.calls

    def test_a_large_file_goes_in_pieces_below_a_mebibyte(self):
        record = {"type": "activity", "customer": "c", "event": "purchase", "brand": "x" * 900}
        path = self.file("a.ndjson", (json.dumps(record) + "\n") * 5_000)
        process, calls = self.run_import(path)
        self.check_exit(process, 0)
        self.assertEqual(process.stdout, "5,000 records accepted, 0 refused\n")
        self.assertGreater(len(calls), 4)
        self.assertLess(max(len(body) for *_, body in calls), 1 << 20)
        self.assertEqual({target for _, target, *_ in calls}, {"/v1/records"})
        self.assertEqual(sum(body.count("\n") for *_, body in calls), 5_000)

    def test_refused_lines_are_said_by_their_number_in_the_file(self):
        good, bad = '{"type":"customer","customer":"c"}', '{"type":"customer","customer":"bad"}'
        path = self.file("a.ndjson", "\n".join([good, "", bad, good, bad]))
        process, _ = self.run_import(path)
        self.check_exit(process, 1)
        self.assertEqual(process.stdout, "2 records accepted, 2 refused\n")
        self.assertEqual(process.stderr.splitlines(),
                         [f"{path}:{line}: /customer is bad" for line in (3, 5)])  # fmt: skip

    def test_a_table_becomes_records_of_its_type(self):
        path = self.file("a.csv", "customer,segments,address.sms,stage\r\n"
                                  'c-1,"vip;new",+905,"a ""b"""\r\nc-2,,,\r\n')  # fmt: skip
        process, calls = self.run_import(path, "--type", "customer")
        self.check_exit(process, 0)
        self.assertEqual([json.loads(line) for line in calls[0][3].splitlines()], [
            {"type": "customer", "customer": "c-1", "segments": ["vip", "new"], "stage": 'a "b"',
             "addresses": [{"channel": "sms", "address": "+905"}]},
            {"type": "customer", "customer": "c-2"},
        ])  # fmt: skip

    def test_a_table_whose_columns_are_misspelt_sends_nothing(self):
        path = self.file("a.csv", "custumer,event\nc,purchase\n")
        process, calls = self.run_import(path, "--type", "activity")
        self.check_exit(process, 1)
        self.assertIn("did you mean `customer`?", process.stderr)
        self.assertEqual(calls, [])

    def test_a_table_needs_a_type_and_a_file_must_be_there(self):
        self.check_exit(run("import", self.file("a.csv", "customer\n")), 2)
        self.check_exit(run("import", str(self.folder / "none.ndjson")), 2)


class Screen(cli_support.CliTest):
    def run_screen(self, text, *options):
        def answer(_, __, body):
            out = []
            for number, line in enumerate(body.splitlines(), 1):
                request = json.loads(line)
                if request["customer"] == "bad":
                    out.append({"line": number, "error": problem(400, "no such channel")})
                else:
                    outcome = "deny" if request["customer"].startswith("d") else "allow"
                    reasons = [{"rule": "r-1"}, {"rule": "r-2"}] if outcome == "deny" else []
                    out.append({"outcome": outcome, "reasons": reasons})
            return 200, {}, "".join(json.dumps(line) + "\n" for line in out)

        path = self.file("audience.csv", text)
        with FakeDaemon(answer) as daemon:
            return run("screen", path, *options, "--server", daemon.url), daemon.calls

    OPTIONS = ["--channel", "sms", "--purpose", "marketing/promotion"]

    def test_columns_come_before_options_and_nothing_is_reserved(self):
        process, calls = self.run_screen("customer,channel,label.subject\na,call,car\nb,,\n",
                                         *self.OPTIONS)  # fmt: skip
        self.check_exit(process, 0)
        (method, target, _, body) = calls[0]
        self.assertEqual((method, target), ("POST", "/v1/decisions/batch?dry_run=true"))
        first, second = map(json.loads, body.splitlines())
        self.assertEqual((first["channel"], first["labels"]), ("call", {"subject": "car"}))
        self.assertEqual((second["channel"], "labels" in second), ("sms", False))

    def test_reserve_asks_in_earnest(self):
        _, calls = self.run_screen("customer\na\n", *self.OPTIONS, "--reserve")
        self.assertEqual(calls[0][1], "/v1/decisions/batch")

    def test_the_output_is_the_table_with_the_answers(self):
        output = self.folder / "out.csv"
        process, _ = self.run_screen('customer,brand\n"a, b",x\nd1,x\n', *self.OPTIONS,
                                     "--output", str(output))  # fmt: skip
        self.check_exit(process, 0)
        with output.open(newline="") as table:
            rows = list(csv.reader(table))
        self.assertEqual(rows, [
            ["customer", "brand", "outcome", "retry_at", "rules", "error"],
            ["a, b", "x", "allow", "", "", ""], ["d1", "x", "deny", "", "r-1 r-2", ""],
        ])  # fmt: skip

    def test_the_summary_counts_outcomes_and_rules(self):
        text = "customer\n" + "".join(f"{'d' if i % 4 == 0 else 'a'}{i}\n" for i in range(5_000))
        process, calls = self.run_screen(text, *self.OPTIONS)
        self.check_exit(process, 0)
        self.assertGreater(len(calls), 1)
        self.assertRegex(process.stdout, r"5,000 rows\nallow +3,750 +75\.0 %\n")
        self.assertRegex(process.stdout, r"deny +1,250 +25\.0 %\n  r-1 +1,250")

    def test_a_refused_row_is_told_apart(self):
        process, _ = self.run_screen("customer\nbad\na\n", *self.OPTIONS, "--json")
        self.check_exit(process, 1)
        summary = json.loads(process.stdout)
        self.assertEqual((summary["rows"], summary["allow"], summary["refused"]), (2, 1, 1))


class Log(cli_support.CliTest):
    HEADER = "seq,at,type,outcome,customer,channel,purpose,brand,campaign,rules,policy\r\n"

    def pages(self, method, target, _):
        """Three pages of two entries."""
        after = int(target.split("after=")[1]) if "after=" in target else 0
        rows = range(after + 1, after + 3)
        headers = {"X-Next-Cursor": str(after + 2)} if after < 4 else {}
        csv_row = "{},2026-11-24T11:00:00.000Z,decision,deny,c-1,sms,m,,camp,r-1,p@1\r\n"
        text = self.HEADER + "".join(csv_row.format(i) for i in rows)
        return 200, headers, text

    def query(self, *options, answer=None):
        with FakeDaemon(answer or self.pages) as daemon:
            return run("log", "query", *options, "--server", daemon.url), daemon.calls

    def test_filters_go_into_the_query(self):
        process, calls = self.query("--campaign", "black friday&co", "--outcome", "deny", "--limit",
                                    "2", "--order", "asc")  # fmt: skip
        self.check_exit(process, 0)
        self.assertEqual(calls[0][1], "/v1/log?campaign=black%20friday%26co&outcome=deny&order=asc"
                                      "&limit=2")  # fmt: skip
        self.assertEqual(len(calls), 1)
        self.assertRegex(process.stdout, r"1  +Tue 24 Nov 2026 11:00 UTC  decision  deny +c-1")

    def test_all_follows_every_page(self):
        process, calls = self.query("--all", "--csv")
        self.assertEqual(len(calls), 3)
        rows = process.stdout.splitlines()
        self.assertEqual([row.split(",")[0] for row in rows], ["seq", *"123456"])

    def test_json_is_the_entries_as_they_are(self):
        entries = '{"a":1}\n{"a":2}\n'
        process, calls = self.query("--json", answer=lambda *_: (200, {}, entries))
        self.assertEqual(process.stdout, entries)
        self.assertEqual(calls[0][2]["Accept"], "application/x-ndjson")


class Show(cli_support.CliTest):
    def test_explain_shows_who_what_when_and_why(self):
        decision = {**DEFER, "customer": "c-1", "at": "2026-11-24T20:00:00.000Z", "channel": "sms",
                    "planned_at": "2026-11-24T21:00:00.000Z", "by": "crm", "status": "sent",
                    "shadow": [{"rule": "next-year", "code": "no-consent"}]}  # fmt: skip
        with FakeDaemon(lambda *_: as_json(decision)) as daemon:
            process = run("explain", "7", "--server", daemon.url)
        self.check_exit(process, 0)
        self.assertEqual(daemon.calls[0][1], "/v1/decisions/7?explain=true")
        for part in ("decision 7: defer until Wed 25 Nov", "customer  c-1", "quiet-hours", "crm",
                     "planned   Tue 24 Nov 2026 21:00", "status    sent", "next-year"):
            self.assertIn(part, process.stdout)

    def test_explain_shows_what_each_rule_saw(self):
        day = "2026-11-24T00:00:00.000Z"
        seen = {
            "written": {"consents": [
                {"seq": "4", "state": "granted", "level": "express", "at": day, "expires_at": day,
                 "channel": "sms", "of_address": True, "verdict": "expired"},
                {"seq": "9", "state": "withdrawn", "at": day, "verdict": "lifted"}]},
            "dnc": {"lists": [{"list": "dnc", "counts": True, "since": day, "loaded_at": day},
                              {"list": "own", "counts": False, "stale": True}]},
            "by-day": {"hours": {"zone": "UTC", "local": "Tue 2026-11-24 00:00",
                                 "closed_on": "tr-public"}},
            "calm": {"activity": {"event": "complaint", "at": day, "until": day}},
            "apart": {"window": {"from": day, "until": day}, "counted": 21,
                      "contacts": [{"decision": "5", "at": day, "status": "sent"}]},
        }  # fmt: skip
        rules = [{"rule": rule, "passes": rule == "calm", "mode": "enforce", "code": "denied",
                  "text": "A text.", "seen": what} for rule, what in seen.items()]  # fmt: skip
        decision = {**DEFER, "rules": rules, "matches_record": True}
        with FakeDaemon(lambda *_: as_json(decision)) as daemon:
            shown = run("explain", "7", "--server", daemon.url).stdout
        for part in ("fail  written  denied  A text.", "pass  calm  A text.",
                     "4  granted express Tue 24 Nov 2026 00:00 UTC for any purpose, sms, any brand,"
                     " this address only, until Tue 24", "9  withdrawn Tue", "expired", "lifted",
                     "dnc: on it since Tue 24 Nov 2026 00:00 UTC; loaded Tue", "counts",
                     "own: not on it; never loaded", "stale", "the calendar tr-public",
                     "complaint Tue 24 Nov 2026 00:00 UTC, cools down until", "between Tue",
                     "21 counted, the latest 1:", "decision 5"):  # fmt: skip
            self.assertIn(part, shown)
        self.assertNotIn("because", shown)

    def test_explain_says_plainly_what_does_not_fit_or_cannot_be_had(self):
        other = {"rules": [], "matches_record": False}
        lost = {"unexplained": "no policy is kept"}
        for more, part in ((other, "explains another answer"), (lost, "no policy is kept")):
            with FakeDaemon(lambda *_, more=more: as_json({**DEFER, **more})) as daemon:
                shown = run("explain", "7", "--server", daemon.url).stdout
            self.assertIn(part, shown)
            self.assertIn("because\n  quiet-hours", shown)

    def test_a_decision_that_is_not_there_is_exit_1(self):
        gone = as_json(problem(404, "there is no decision `7`"), 404)
        with FakeDaemon(lambda *_: gone) as daemon:
            process = run("explain", "7", "--server", daemon.url)
        self.check_exit(process, 1)
        self.assertEqual(process.stderr, "tact: there is no decision `7`\n")
        self.check_exit(run("explain", "seven"), 2)

    def test_customer_show_lists_what_is_known(self):
        customer = {"customer": "c/1", "timezone": "Europe/Istanbul", "segments": ["vip"],
                    "consents": [{"state": "granted", "at": "2026-01-01T00:00:00.000Z",
                                  "purpose": "marketing"}], "contacts": []}  # fmt: skip
        with FakeDaemon(lambda *_: as_json(customer)) as daemon:
            process = run("customer", "show", "c/1", "--server", daemon.url)
        self.check_exit(process, 0)
        self.assertEqual(daemon.calls[0][1], "/v1/customers/c%2F1")
        self.assertRegex(process.stdout, r"granted  Thu 01 Jan 2026 00:00 UTC  marketing")


if __name__ == "__main__":
    sys.exit(cli_support.main())
