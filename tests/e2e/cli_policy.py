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


DUTIES = """\
tact: 1
policy: duties
defaults: { timezone: Europe/Istanbul }
vocabulary:
  channels: [sms, call]
  purposes: [marketing/promotion]
  activities: [data-request, request-answered]
calendars: { c: { covers: [2026], days: [2026-10-29] } }
rules: []
obligations:
  - id: report
    opened_by: { consent: withdrawn }
    due: 3 business days
    calendar: c
    clock: Europe/Istanbul
  - id: answer
    opened_by: { activity: data-request }
    closed_by: { activity: request-answered }
    due: 30 calendar days
"""

DUTIES_SUITE = """\
tests: duties
policy: duties.yaml
now: 2026-11-24T14:00:00+03:00
customers:
  ayse:
    consents: [{ channel: sms, state: withdrawn, at: 2026-10-27T15:00:00+03:00 }]
    activities: [{ event: data-request, at: 2026-11-01T10:00:00+03:00 }]
cases:
  - name: two are open
    customer: ayse
    ask: { channel: call, purpose: marketing/promotion }
    expect:
      outcome: allow
      obligations: [{ id: report, due: 2026-11-03T00:00:00+03:00 }, { id: answer }]
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
        self.assertIn("asked: sms, marketing/promotion, for ayse, at 2026-11-24T14:00:00+03", out)
        self.assertRegex(out, r"rule +expected +actual +observed +limit +window +retry\n")
        self.assertRegex(
            out, r"one-a-day +passes +cap-reached +1 +1 +24h +2026-11-24T20:00:00\+03:00\n"
        )
        self.assertRegex(out, r"consent +fails +passes")
        self.assertNotRegex(out, r"quiet-after-complaint +passes")
        self.assertIn("7 passed, 1 failed", out)

    def test_verbose_names_what_passes(self):
        suite = SUITE.replace("outcome: defer, rules: [one-a-day]", "outcome: deny, rules: [home]")
        out = self.run_suite(suite, "--verbose").stdout
        self.assertRegex(out, r"ok +\S+small_test.yaml:\d+:\d+  a day later")
        self.assertRegex(out, r"quiet-after-complaint +passes +passes")
        self.assertRegex(out, r"home +fails +does not apply")

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

    def test_filters_take_stars_and_several_texts(self):
        for filters, count in (
            (["small: *household"], 1),
            (["*household"], 1),
            (["household*"], None),
            (["household", "nobody"], 3),
            (["*"], 8),
        ):
            options = [part for text in filters for part in ("--filter", text)]
            process = self.run_suite(SUITE, *options)
            self.check_exit(process, 2 if count is None else 0)
            if count:
                self.assertIn(f"{count} passed, 0 failed", process.stdout, filters)

    def test_cases_are_chosen_by_rule(self):
        self.assertIn("2 passed, 0 failed", self.run_suite(SUITE, "--rule", "home").stdout)
        self.assertIn("2 passed, 0 failed", self.run_suite(SUITE, "--rule", "dnc").stdout)
        process = self.run_suite(SUITE, "--rule", "hme")
        self.check_exit(process, 2)
        self.assertIn("did you mean `home`?", process.stderr)

    def test_coverage_counts_what_each_rule_did(self):
        process = self.run_suite(SUITE)
        self.assertIn("coverage: 5 of 6 enforced rules are seen passing and", process.stdout)
        process = self.run_suite(SUITE, "--coverage")
        self.check_exit(process, 0)
        self.assertRegex(process.stdout, r"rule +passes +fails +does not apply\n")
        self.assertRegex(process.stdout, r"  one-a-day +3 +1 +4\n")
        self.assertRegex(process.stdout, r"  home +- +2 +6  no test makes it pass\n")
        self.assertIn("no test makes pass: home\n", process.stdout)
        process = self.run_suite(SUITE, "--coverage", "--format", "json")
        coverage = json.loads(process.stdout)["coverage"]
        self.assertEqual((coverage["covered"], coverage["enforced"]), (5, 6))
        self.assertEqual(coverage["never_passing"], ["home"])
        (dnc,) = [rule for rule in coverage["rules"] if rule["rule"] == "dnc"]
        self.assertEqual((dnc["passing"], dnc["failing"], dnc["not_applied"]), (6, 2, 0))

    def test_coverage_can_be_required(self):
        process = self.run_suite(SUITE, "--require-coverage")
        self.check_exit(process, 4)
        self.assertIn("no test makes pass: home\n", process.stdout)
        process = self.run_suite(SUITE, "--require-coverage", "--format", "junit")
        root = xml.etree.ElementTree.fromstring(process.stdout)
        failed = root.findall("./testsuite[@name='coverage']/testcase[failure]")
        self.assertIn("home", [case.get("name") for case in failed])
        self.check_exit(self.run_suite(SUITE, "--require-coverage", "--filter", "night"), 2)

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

    def run_duties(self, wrong, *options):
        """DUTIES_SUITE with another `obligations`."""
        head, _ = DUTIES_SUITE.split("obligations: [")
        self.file("duties.yaml", DUTIES)
        path = self.file("duties_test.yaml", f"{head}obligations: {wrong}\n")
        return run("policy", "test", path, *options)

    def test_what_must_be_done_stands_expected_beside_actual(self):
        self.file("duties.yaml", DUTIES)
        self.check_exit(run("policy", "test", self.file("duties_test.yaml", DUTIES_SUITE)), 0)
        wrong = "[{ id: answer }, { id: report, due: 2026-11-02T00:00:00+03:00 }]"
        process = self.run_duties(wrong)
        self.check_exit(process, 4)
        out = process.stdout
        self.assertRegex(out, r"\n      outcome +allow +allow\n")
        self.assertRegex(out, r"\n      obligations +answer, report +report, answer\n")
        self.assertRegex(out, r"\n      obligation +expected +actual\n")
        self.assertRegex(out, r"\n      answer +open +due 2026-12-02T00:00:00\+03:00\n")
        self.assertRegex(
            out, r"\n      report +due 2026-11-02T00:00:00\+03:00 +due 2026-11-03T00:00:00.*, sms\n"
        )
        out = self.run_duties("[{ id: report }, { id: stop }]").stdout
        self.assertRegex(out, r"\n      report +open +due 2026-11-03T00:00:00\+03:00, sms\n")
        self.assertRegex(out, r"\n      stop +open +not open\n")
        self.assertRegex(out, r"\n      answer +not open +due 2026-12-02T00:00:00\+03:00\n")
        out = self.run_duties("[]").stdout
        self.assertRegex(out, r"\n      obligations +none +report, answer\n")

    def test_what_must_be_done_is_in_the_reports(self):
        wrong = "[{ id: answer }, { id: report, due: 2026-11-02T00:00:00+03:00 }]"
        process = self.run_duties(wrong, "--format", "json")
        self.check_exit(process, 4)
        (case,) = json.loads(process.stdout)["suites"][0]["cases"]
        self.assertEqual(
            case["expected"]["obligations"],
            [{"id": "answer"}, {"id": "report", "due": "2026-11-01T21:00:00.000Z"}],
        )
        self.assertEqual(
            case["actual"]["obligations"],
            [
                {
                    "id": "report", "due": "2026-11-02T21:00:00.000Z",
                    "opened_at": "2026-10-27T12:00:00.000Z", "channel": "sms",
                },
                {
                    "id": "answer", "due": "2026-12-01T21:00:00.000Z",
                    "opened_at": "2026-11-01T07:00:00.000Z",
                },
            ],
        )  # fmt: skip
        process = self.run_duties(wrong, "--format", "junit")
        (failure,) = xml.etree.ElementTree.fromstring(process.stdout).iter("failure")
        self.assertEqual(failure.get("message"), "obligations not as expected")
        self.assertRegex(failure.text, r"report +due 2026-11-02T00:00:00\+03:00 +due 2026-11-03")

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
