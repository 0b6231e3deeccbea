"""tact replay, as a user sees it."""

import json
import sys

import cli_support
from cli_support import lines_of, run

POLICY = """\
tact: 1
policy: small
defaults: { timezone: Europe/Istanbul }
vocabulary:
  channels: [sms, call]
  purposes: [marketing/promotion, service/order]
  activities: [purchase]
rules:
  - id: one-a-day
    text: One promotion a day.
    when: { purpose: marketing }
    cap: { at_most: 1, within: 24h }
  - id: not-listed
    text: Not to those who are on the list.
    absent_from: { lists: [dnc], fresh_within: 31d }
"""

LIST = {"type": "list", "list": "dnc", "loaded_at": "2026-11-24T00:00:00Z"}


def request(number, at, **fields):
    return {
        "type": "request", "request_id": f"r-{number}", "customer": "ayse", "channel": "sms",
        "purpose": "marketing/promotion", "at": at, **fields,
    }  # fmt: skip


def ndjson(*records):
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records)


class Replay(cli_support.CliTest):
    def replay(self, *records, options=()):
        policy = self.file("policy.yaml", POLICY)
        process = run("replay", "--policy", policy, *options, stdin=ndjson(*records))
        self.check_exit(process, 0)
        return lines_of(process.stdout)

    def test_each_request_is_answered_in_order_and_records_print_nothing(self):
        answers = self.replay(
            LIST,
            request(1, "2026-11-24T10:00:00Z"),
            {"type": "activity", "customer": "ayse", "event": "purchase",
             "at": "2026-11-24T11:00:00Z"},
            request(2, "2026-11-24T12:00:00Z"),
            request(3, "2026-11-25T10:00:00Z"),
        )  # fmt: skip
        self.assertEqual([a["request_id"] for a in answers], ["r-1", "r-2", "r-3"])
        self.assertEqual([a["outcome"] for a in answers], ["allow", "defer", "allow"])
        self.assertEqual(answers[1]["retry_at"], "2026-11-25T10:00:00.000Z")
        self.assertEqual(answers[1]["reasons"][0]["code"], "cap-reached")

    def test_the_same_request_again_gets_the_first_answer_and_counts_once(self):
        one = request(1, "2026-11-24T10:00:00Z")
        answers = self.replay(LIST, one, one)
        self.assertNotIn("replayed", answers[0])
        self.assertTrue(answers[1]["replayed"])
        self.assertEqual(answers[0]["decision"], answers[1]["decision"])

    def test_a_cancelled_contact_gives_its_place_back(self):
        answers = self.replay(
            LIST,
            request(1, "2026-11-24T10:00:00Z"),
            {"type": "outcome", "request_id": "r-1", "status": "cancelled",
             "at": "2026-11-24T10:01:00Z"},
            request(2, "2026-11-24T12:00:00Z"),
        )  # fmt: skip
        self.assertEqual([a["outcome"] for a in answers], ["allow", "allow"])

    def test_a_refused_line_answers_in_its_place_by_its_number(self):
        answers = self.replay(
            LIST,
            "",  # blank: counted, not answered
            request(1, "2026-11-24T10:00:00Z"),
            '{"type":"request"',
            request(1, "2026-11-24T10:00:00Z", purpose="service/order"),
            request(2, "2026-11-24T10:00:00Z", channel="smss"),
            {"type": "activity", "customer": "ayse", "event": "purchase"},
            request(3, "2026-11-20T10:00:00Z"),
            "x" * 70_000,
            "y" * 3_000_000,
            request(4, "2026-11-24T10:00:00Z", purpose="service/order"),
        )
        shown = [
            (a["line"], a["error"]["status"]) if "error" in a else a["outcome"] for a in answers
        ]
        self.assertEqual(shown, ["allow", (4, 400), (5, 409), (6, 400), (7, 400), (8, 400),
                                 (9, 413), (10, 413), "allow"])  # fmt: skip
        self.assertIn("did you mean `sms`?", json.dumps(answers[3]))
        self.assertEqual(answers[4]["error"]["errors"][0]["pointer"], "/at")

    def test_the_number_of_refused_lines_is_said_on_standard_error(self):
        policy = self.file("policy.yaml", POLICY)
        self.assertEqual(run("replay", "--policy", policy, stdin=ndjson(LIST)).stderr, "")
        process = run("replay", "--policy", policy, stdin="{}\n[]\n")
        self.check_exit(process, 0)
        self.assertIn("2 lines were refused", process.stderr)

    def test_two_replays_are_the_same_byte_for_byte(self):
        policy = self.file("policy.yaml", POLICY)
        text = ndjson(LIST, *(request(i, "2026-11-24T10:00:00Z", customer=f"c-{i % 700}")
                              for i in range(3_000)))  # fmt: skip
        outputs = {run("replay", "--policy", policy, stdin=text).stdout for _ in range(2)}
        self.assertEqual(len(outputs), 1)
        self.assertEqual(len(outputs.pop().splitlines()), 3_000)

    def test_the_last_line_needs_no_end(self):
        policy = self.file("policy.yaml", POLICY)
        text = ndjson(LIST, request(1, "2026-11-24T10:00:00Z")).rstrip("\n")
        self.assertEqual(len(lines_of(run("replay", "--policy", policy, stdin=text).stdout)), 1)

    def test_explain_adds_every_rule_that_applied(self):
        (answer,) = self.replay(LIST, request(1, "2026-11-24T10:00:00Z"), options=["--explain"])
        self.assertEqual([(r["rule"], r["passes"]) for r in answer["rules"]],
                         [("one-a-day", True), ("not-listed", True)])  # fmt: skip

    def test_the_summary_counts_outcomes(self):
        policy = self.file("policy.yaml", POLICY)
        text = ndjson(LIST, *(request(i, "2026-11-24T10:00:00Z") for i in range(3)))
        process = run("replay", "--policy", policy, "--summary", stdin=text)
        self.assertIn("4 lines: 1 allow, 2 defer, 0 deny", process.stderr)

    def test_a_folder_stands_for_its_policy_yaml(self):
        self.file("acme/policy.yaml", POLICY)
        process = run("replay", "--policy", str(self.folder / "acme"), stdin="")
        self.check_exit(process, 0)

    def test_a_policy_that_does_not_compile_is_exit_3_with_the_place(self):
        policy = self.file("policy.yaml", POLICY.replace("at_most: 1", "at_mots: 1"))
        process = run("replay", "--policy", policy, stdin="")
        self.check_exit(process, 3)
        self.assertIn("policy.yaml:12:12: error: ", process.stderr)

    def test_no_policy_is_exit_2(self):
        self.check_exit(run("replay", stdin=""), 2)
        process = run("replay", "--policy", str(self.folder / "none.yaml"), stdin="")
        self.check_exit(process, 2)
        self.assertTrue(process.stderr.startswith("tact: there is no policy at"), process.stderr)


class Face(cli_support.CliTest):
    VERBS = (["replay"], ["policy", "check"], ["policy", "test"], ["ask"], ["screen"], ["import"],
             ["log", "query"], ["explain"], ["customer", "show"])  # fmt: skip

    def test_help_of_each_verb_begins_with_an_example_and_lists_exit_codes(self):
        for verb in self.VERBS:
            process = run(*verb, "--help")
            self.check_exit(process, 0)
            self.assertTrue(process.stdout.startswith("Example:\n  tact " + " ".join(verb)), verb)
            self.assertIn("Exit codes:\n", process.stdout)

    def test_a_misspelt_verb_gets_a_suggestion(self):
        process = run("repaly")
        self.check_exit(process, 2)
        self.assertIn("did you mean `replay`?", process.stderr)

    def test_the_version_is_said(self):
        self.assertRegex(run("--version").stdout, r"^tact \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    sys.exit(cli_support.main())
