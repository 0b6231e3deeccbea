"""tact policy check and tact policy test, as an officer sees them."""

import json
import sys
import xml.etree.ElementTree

import cli_support
from cli_support import run

POLICY = """\
tact: 1
policy: small
defaults: { timezone: Europe/Istanbul }
vocabulary:
  channels: [sms, call]
  purposes: [marketing/promotion, service/order]
  activities: [complaint]
rules:
  - id: consent
    text: Only with consent.
    when: { purpose: marketing }
    consent: {}
  - id: one-a-day
    text: One promotion a day.
    when: { purpose: marketing }
    cap: { at_most: 1, within: 24h }
  - id: gap
    text: No call within four hours of anything else.
    when: { channel: call }
    gap: { at_least: 4h, count: {} }
  - id: home
    text: Two calls to a household a day.
    when: { channel: call }
    cap: { at_most: 1, within: 24h, per: household }
  - id: dnc
    text: Not on the list.
    absent_from: { lists: [dnc], fresh_within: 31d }
  - id: quiet-after-complaint
    text: A week of quiet after a complaint.
    when: { purpose: marketing }
    cooldown: { after: { event: complaint }, for: 7d }
"""

SUITE = """\
tests: small
policy: small.yaml
now: 2026-11-24T14:00:00+03:00
lists: [{ list: dnc, loaded_at: 2026-11-20T00:00:00Z }]
customers:
  ayse:
    timezone: Europe/Istanbul
    consents: [{ purpose: marketing, state: granted, at: 2026-01-10T10:00:00+03:00 }]
    contacts: [{ at: 2026-11-23T20:00:00+03:00, channel: sms, purpose: marketing/promotion }]
  berk:
    consents: [{ purpose: marketing, state: granted, at: 2026-01-10T10:00:00+03:00 }]
    activities: [{ event: complaint, at: 2026-11-20T10:00:00+03:00 }]
  cem:
    lists: [{ list: dnc }]
  deniz:
    household: h-1
    contacts: [{ at: 2026-11-24T16:00:00+03:00, channel: call, purpose: service/order }]
  ece: { household: h-1 }
  nobody: {}
cases:
  - name: yesterday's promotion still counts
    customer: ayse
    ask: { channel: sms, purpose: marketing/promotion }
    expect: { outcome: defer, rules: [one-a-day], retry_at: 2026-11-24T20:00:00+03:00 }
  - name: a day later she may be written to
    customer: ayse
    ask: { channel: sms, purpose: marketing/promotion, at: 2026-11-24T20:00:00+03:00 }
    expect: { outcome: allow, rules: [], retry_at: null }
  - name: who complained is left alone for a week
    customer: berk
    ask: { channel: sms, purpose: marketing/promotion }
    expect: { outcome: defer, rules: [quiet-after-complaint], codes: [cooling-down] }
  - name: who is listed is left alone
    customer: cem
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: deny, codes: [listed] }
  - name: a call that is planned already keeps its distance
    customer: deniz
    ask: { channel: call, purpose: service/order }
    expect: { outcome: defer, rules: [gap, home], retry_at: 2026-11-25T16:00:00+03:00 }
  - name: a call to one counts for the household
    customer: ece
    ask: { channel: call, purpose: service/order }
    expect: { outcome: defer, rules: [home] }
  - name: nobody has consented
    customer: nobody
    ask: { channel: sms, purpose: marketing/promotion }
    expect: { outcome: deny, rules: [consent], retry_at: null }
  - name: before the list was loaded nobody may be asked
    customer: nobody
    ask: { channel: sms, purpose: service/order, at: 2026-11-19T10:00:00Z }
    expect: { outcome: deny, codes: [list-stale] }
"""


class Check(cli_support.CliTest):
    def test_a_policy_that_compiles_is_one_short_line(self):
        path = self.file("small.yaml", POLICY)
        process = run("policy", "check", path)
        self.check_exit(process, 0)
        self.assertRegex(process.stdout, r"^ok  \S+small.yaml  small@[0-9a-f]{12}  6 rules\n$")

    def test_all_mistakes_of_all_files_are_listed(self):
        self.file("a.yaml", POLICY.replace("purpose: marketing }", "purpose: marketnig }"))
        self.file("b/b.yaml", "tact: 1\npolicy: b\nrulez: []\n")
        process = run("policy", "check", str(self.folder))
        self.check_exit(process, 3)
        self.assertIn("a.yaml:11:22: error: ", process.stdout)
        self.assertIn("b.yaml:3:1: error: ", process.stdout)

    def test_parts_are_checked_where_they_are_included(self):
        self.file("small.yaml", POLICY.replace("tact: 1", "tact: 1\ninclude: [part.yaml]"))
        self.file("part.yaml", "tact: 1\nrules: []\n")
        self.file("left.yaml", "tact: 1\nrules: []\n")
        process = run("policy", "check", str(self.folder))
        self.check_exit(process, 0)
        self.assertNotIn("part.yaml", process.stdout)
        self.assertRegex(process.stdout, r"skip +\S+left.yaml")

    def test_warnings_do_not_change_the_exit_code(self):
        path = self.file("small.yaml", POLICY + "calendars: { c: { covers: [2001], days: [] } }\n")
        process = run("policy", "check", path)
        self.check_exit(process, 0)
        self.assertIn("warning: ", process.stdout)
        self.assertIn("1 warning", process.stdout)

    def test_json_has_the_diagnostics_of_each_policy(self):
        self.file("a.yaml", POLICY)
        self.file("b.yaml", "tact: 1\npolicy: b\nrulez: []\n")
        process = run("policy", "check", "--json", str(self.folder))
        self.check_exit(process, 3)
        a, b = json.loads(process.stdout)["policies"]
        self.assertEqual((a["compiles"], a["policy"], a["rules"]), (True, "small", 6))
        self.assertEqual((b["compiles"], b["diagnostics"][0]["line"]), (False, 3))

    def test_what_is_not_there_is_exit_2(self):
        self.check_exit(run("policy", "check", str(self.folder / "none")), 2)
        self.check_exit(run("policy", "check", str(self.folder)), 2)
        self.check_exit(run("policy", "check"), 2)


class Test(cli_support.CliTest):
    def run_suite(self, suite, *options):
        self.file("small.yaml", POLICY)
        self.file("small_test.yaml", suite)
        return run("policy", "test", str(self.folder), *options)

    def test_cases_hold_in_a_world_of_their_own(self):
        process = self.run_suite(SUITE)
        self.check_exit(process, 0)
        self.assertIn("8 passed, 0 failed", process.stdout)

    def test_a_failed_case_shows_expected_and_actual_with_what_was_seen(self):
        process = self.run_suite(SUITE.replace("outcome: defer, rules: [one-a-day]",
                                               "outcome: deny, rules: [consent]"))  # fmt: skip
        self.check_exit(process, 4)
        out = process.stdout
        self.assertRegex(out, r"FAIL  \S+small_test.yaml:\d+:\d+  yesterday's promotion")
        self.assertRegex(out, r"outcome +deny +defer\n")
        self.assertRegex(out, r"rules +consent +one-a-day\n")
        self.assertRegex(out, r"one-a-day +cap-reached +observed \S+ +limit 1 +window 24h")
        self.assertRegex(out, r"consent +passes")
        self.assertIn("7 passed, 1 failed", out)

    def test_each_part_of_an_expectation_can_fail(self):
        wrong = (
            ("retry_at: 2026-11-24T20:00:00+03:00", "retry_at: 2026-11-24T21:00:00+03:00"),
            ("retry_at: 2026-11-24T20:00:00+03:00", "retry_at: null"),
            ("codes: [listed]", "codes: [list-stale]"),
            ("rules: [gap, home]", "rules: [gap]"),
            ("outcome: allow", "outcome: defer"),
        )
        for right, other in wrong:
            process = self.run_suite(SUITE.replace(right, other))
            self.check_exit(process, 4)
            self.assertIn("7 passed, 1 failed", process.stdout, other)

    def test_what_the_policy_does_not_know_is_a_failed_case(self):
        process = self.run_suite(SUITE.replace("event: complaint, at", "event: complain, at"))
        self.check_exit(process, 4)
        self.assertIn("did you mean `complaint`?", process.stdout)

    def test_the_filter_chooses_cases(self):
        process = self.run_suite(SUITE, "--filter", "household")
        self.check_exit(process, 0)
        self.assertIn("1 passed, 0 failed", process.stdout)
        self.check_exit(self.run_suite(SUITE, "--filter", "no such case"), 2)

    def test_a_suite_that_does_not_compile_is_in_the_reports(self):
        suite = self.folder / "broken_test.yaml"
        suite.write_text("tests: broken\npolicy: nowhere.yaml\n", encoding="utf-8")
        process = run("policy", "test", "--format", "junit", str(suite))
        self.assertEqual(process.returncode, 3)
        self.assertIn('errors="1"', process.stdout)
        process = run("policy", "test", "--format", "json", str(suite))
        self.assertEqual(json.loads(process.stdout)["not_compiled"], [str(suite)])

    def test_junit_and_json_say_the_same(self):
        suite = SUITE.replace("outcome: allow", "outcome: deny")
        process = self.run_suite(suite, "--format", "junit")
        self.check_exit(process, 4)
        root = xml.etree.ElementTree.fromstring(process.stdout)
        self.assertEqual((root.get("tests"), root.get("failures")), ("8", "1"))
        self.assertEqual(len(root.findall("./testsuite/testcase/failure")), 1)
        process = self.run_suite(suite, "--format", "json")
        self.check_exit(process, 4)
        report = json.loads(process.stdout)
        self.assertEqual((report["passed"], report["failed"]), (7, 1))
        (failed,) = [c for c in report["suites"][0]["cases"] if not c["passed"]]
        self.assertEqual(failed["actual"]["outcome"], "allow")

    def test_a_suite_or_policy_that_does_not_compile_is_exit_3(self):
        process = self.run_suite(SUITE.replace("outcome: allow", "outcome: alow"))
        self.check_exit(process, 3)
        self.assertIn("small_test.yaml", process.stderr)
        self.file("small_test.yaml", SUITE)
        self.file("small.yaml", POLICY + "nonsense: 1\n")
        process = run("policy", "test", str(self.folder))
        self.check_exit(process, 3)
        self.assertIn("small.yaml", process.stderr)

    def test_bad_arguments_are_exit_2(self):
        self.check_exit(run("policy", "test", str(self.folder)), 2)
        self.check_exit(self.run_suite(SUITE, "--format", "tap"), 2)


if __name__ == "__main__":
    sys.exit(cli_support.main())
