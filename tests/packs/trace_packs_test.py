"""What trace_packs.py finds: each check is shown a pack that passes and one that does not."""

import datetime
import unittest

import fact_sheet
import trace_packs
from trace_packs import pack_reader

SHEET = """
| rule id | channel | parameter | exemption | effect | citation |
|---|---|---|---|---|---|
| JP-01 hours | call | Mon–Fri **09:00–20:30**, Sat 10–16 | 1 Jan 2026 until 2026-08-10 | – | [S1] |
| JP-02 | call | ≤ **3** per rolling 24 h; **3 business days**; 18 months | – | – | m.17 [S1][OKV] |
| JP-03 | SMS | one message/day and two/week, after 8 a.m. – **uncertain** | – | – | [OKV] |
| JP-MI/MN | call | – | – | DEFER `policy` | [S39] |

| id | fact | consequence for the engine |
|---|---|---|
| X-06 | Promotion contaminates [S96]. | – |

| # | given | request | expected |
|---|---|---|---|
| JP-T1 | listed 40 days ago | call | BLOCK |
"""
HEAD = """# A pack. Left to the sender: JP-MI/MN.
tact: 1
policy: jp
"""
HOURS = """  # JP-01: sourced. A reason.
  - id: jp-01-hours
    text: Only until 20:30.
    hours: { open: ["mon-fri 09:00-20:30", "sat 10:00-16:00"] }
"""
CAP = """  # JP-02: partly sourced.
  - id: jp-02
    text: No more than three calls.
    cap: { at_most: 3, within: 24h }
"""
SHADOW = """  # JP-03: uncertain. The source is a forum.
  - id: jp-03
    text: One message a day.
    mode: shadow
    cap: { at_most: 1, within: calendar day }
"""


def findings(*rules, head=HEAD, obligations="", tests="name: JP-T1"):
    text = f"{head}rules:\n{''.join(rules)}"
    text += f"obligations:\n{obligations}" if obligations else ""
    pack = pack_reader.read_pack("jp.yaml", text)
    pack.tests = tests
    return [finding.key for finding in trace_packs.check([pack], fact_sheet.Sheet(SHEET))]


def edited(rule, old, new):
    assert old in rule, old
    return rule.replace(old, new)


class Trace(unittest.TestCase):
    def test_a_pack_that_follows_its_rows_passes(self):
        self.assertEqual(findings(HOURS, CAP, SHADOW), [])

    def test_a_wrong_number_is_found(self):
        wrong = [
            (HOURS, "sat 10:00", "sat 09:30", "jp-01-hours: open sat 09:30-16:00"),
            (HOURS, "sat 10:00-16:00", "sat 10:00-20:30", "jp-01-hours: open sat 10:00-20:30"),
            (HOURS, "20:30\"", "20:00\"", "jp-01-hours: open mon-fri 09:00-20:00"),
            (CAP, "at_most: 3", "at_most: 4", "jp-02: at_most 4"),
            (CAP, "within: 24h", "within: 25h", "jp-02: within 25h"),
            (CAP, "within: 24h", "within: calendar day", "jp-02: within calendar day"),
            (CAP, "within: 24h", "within: 18 months", "jp-02: at_most 3 within 18 months"),
            (CAP, "three", "five", "jp-02: text 5"),
            (HOURS, "until 20:30", "until 21:30", "jp-01-hours: text 21:30"),
            (SHADOW, "at_most: 1", "at_most: 2", "jp-03: at_most 2 within calendar day"),
        ]
        for rule, old, new, key in wrong:
            rules = [edited(r, old, new) if r is rule else r for r in (HOURS, CAP, SHADOW)]
            self.assertIn(key, findings(*rules), new)

    def test_parameters_are_found_wherever_they_are(self):
        deep = edited(
            CAP, "    cap:",
            "    unless: { any: [{ activity: { event: purchase, within: 19 months } }] }\n    cap:",
        )  # fmt: skip
        self.assertEqual(findings(HOURS, deep, SHADOW), ["jp-02: within 19 months"])
        self.assertEqual(findings(HOURS, edited(deep, "19", "18"), SHADOW), [])
        due = "  # JP-02: own knowledge, verify.\n  - { id: jp-02-stop, due: 3 business days }\n"
        self.assertEqual(findings(HOURS, CAP, SHADOW, obligations=due), [])
        for other in ("4 business days", "3 calendar days", "3d"):
            self.assertEqual(
                findings(HOURS, CAP, SHADOW, obligations=edited(due, "3 business days", other)),
                [f"jp-02-stop: due {other}"],
            )

    def test_a_number_may_be_in_a_case_of_the_sheet(self):
        # JP-01 has no durations, so that the 40 days of the case are its; JP-02 has its own.
        listed = "  # JP-01: sourced.\n  - { id: jp-01-list, absent_from: { grace: 40d } }\n"
        self.assertEqual(findings(HOURS, CAP, SHADOW, listed), [])
        other = edited(listed, "JP-01: sourced", "JP-02: partly sourced").replace("jp-01", "jp-02")
        self.assertEqual(findings(HOURS, CAP, SHADOW, other), ["jp-02-list: grace 40d"])

    def test_an_end_is_the_day_after_the_last(self):
        for dates, found in (
            ("{ from: 2026-01-01 }", []),
            ("{ from: 2026-01-02 }", ["jp-01-hours: from 2026-01-02"]),
            ("{ until: 2026-01-01 }", []),
            ("{ until: 2026-08-11 }", []),
            ("{ until: 2026-08-10 }", ["jp-01-hours: until 2026-08-10"]),
            ("{ from: 2026-08-10 }", ["jp-01-hours: from 2026-08-10"]),
        ):
            rule = edited(HOURS, "    hours:", f"    effective: {dates}\n    hours:")
            self.assertEqual(findings(rule, CAP, SHADOW), found)

    def test_a_law_s_article_is_no_parameter(self):
        rule = edited(CAP, "at_most: 3", "at_most: 17")
        self.assertEqual(findings(HOURS, rule, SHADOW), ["jp-02: at_most 17"])

    def test_the_first_line_names_row_and_certainty(self):
        for comment in ("", "JP-01 sourced", "JP-01: certain", "see JP-01: sourced", "JP: sourced"):
            rule = edited(HOURS, "# JP-01: sourced. A reason.", f"# {comment}" if comment else "")
            self.assertIn("jp-01-hours: comment", findings(rule, CAP, SHADOW))
        parted = edited(HOURS, "A reason.\n", "A reason.\n\n")
        self.assertIn("jp-01-hours: comment", findings(parted, CAP, SHADOW))
        longer = edited(HOURS, "A reason.", "A reason\n  # of two lines.")
        self.assertEqual(findings(longer, CAP, SHADOW), [])

    def test_the_row_exists_and_begins_the_id(self):
        unknown = findings(edited(HOURS, "JP-01:", "JP-09:"), CAP, SHADOW)
        self.assertIn("jp-01-hours: row JP-09", unknown)
        self.assertEqual(
            findings(HOURS, edited(CAP, "id: jp-02", "id: jp-020"), SHADOW), ["jp-020: id"]
        )
        both = edited(HOURS, "JP-01: sourced", "JP-02, JP-01: partly sourced")
        self.assertEqual(findings(both, CAP, SHADOW), [])
        line = "  # JP-MI/MN: sourced.\n  - { id: jp-mn, deny: true }\n"
        self.assertEqual(findings(HOURS, CAP, SHADOW, line), [])

    def test_the_certainty_is_the_row_s(self):
        for rule, old, new in (
            (HOURS, "JP-01: sourced", "JP-01: partly sourced"),
            (HOURS, "JP-01: sourced", "JP-01: own knowledge, verify"),
            (HOURS, "JP-01: sourced", "JP-01: house"),
            (CAP, "partly sourced", "sourced"),
        ):
            rules = [edited(r, old, new) if r is rule else r for r in (HOURS, CAP, SHADOW)]
            self.assertEqual(len([key for key in findings(*rules) if "certainty" in key]), 1, new)
        unsure = edited(HOURS, "sourced. A", "uncertain. A")
        unsure = edited(unsure, "    hours", "    mode: shadow\n    hours")
        self.assertEqual(findings(unsure, CAP, SHADOW), ["jp-01-hours: certainty"])
        known = edited(CAP, "partly sourced", "own knowledge, verify")
        self.assertEqual(findings(HOURS, known, SHADOW), [])

    def test_uncertain_and_watched_are_the_same(self):
        enforced = edited(SHADOW, "    mode: shadow\n", "")
        self.assertEqual(findings(HOURS, CAP, enforced), ["jp-03: mode"])
        watched = edited(CAP, "    cap", "    mode: shadow\n    cap")
        self.assertEqual(findings(HOURS, watched, SHADOW), ["jp-02: mode"])
        silent = edited(SHADOW, " The source is a forum.", "")
        self.assertIn("jp-03: reason", findings(HOURS, CAP, silent))

    def test_house_policy_in_a_pack_of_law_is_watched(self):
        house = "  # JP-MI: house. A reason.\n  - { id: jp-mi, deny: true }\n"
        self.assertEqual(findings(HOURS, CAP, SHADOW, house), ["jp-mi: mode"])
        shadow = edited(house, "deny", "mode: shadow, deny")
        self.assertEqual(findings(HOURS, CAP, SHADOW, shadow), [])

    def test_a_row_for_all_jurisdictions_makes_a_rule_less_certain_not_more(self):
        for certainty, found in (("sourced", []), ("partly sourced", []), ("uncertain", None)):
            rule = edited(HOURS, "JP-01: sourced", f"X-06, JP-01: {certainty}")
            self.assertEqual(found is None, findings(rule, CAP, SHADOW) != [], certainty)

    def test_a_doubt_of_the_sheet_is_spoken_of(self):
        sure = edited(SHADOW, "    mode: shadow\n", "")
        sure = edited(sure, "uncertain. The source is a forum.", "own knowledge, verify.")
        self.assertEqual(findings(HOURS, CAP, sure), ["JP-03: doubt"])
        spoken = edited(sure, "verify.", "verify. Not confirmed.")
        self.assertEqual(findings(HOURS, CAP, spoken), [])

    def test_no_row_is_forgotten(self):
        self.assertEqual(findings(HOURS, CAP), ["JP-03: row"])
        unnamed = findings(HOURS, CAP, SHADOW, head="tact: 1\npolicy: jp\n")
        self.assertEqual(unnamed, ["JP-MI: row", "JP-MN: row"])
        self.assertEqual(findings(CAP, head=f"# JP-01 to JP-03\n{HEAD}"), [])

    def test_no_case_is_forgotten(self):
        self.assertEqual(findings(HOURS, CAP, SHADOW, tests="name: JP-T10"), ["JP-T1: case"])
        said = "# JP-T1 is a case for the archive.\n"
        self.assertEqual(findings(HOURS, CAP, SHADOW, tests=said), [])

    def test_the_list_of_exceptions_excuses_what_it_names_and_nothing_else(self):
        text = "jp-02: { at_most 4: a reason }\njp-01: { certainty: old }\n"
        allowed = trace_packs.read_allowed(text)
        found = [trace_packs.Finding("jp-02", what, "…") for what in ("at_most 4", "id")]
        wrong, excused, stale = trace_packs.split_allowed(found, allowed, {"jp-01", "jp-02"})
        self.assertEqual([finding.what for finding in wrong], ["id"])
        self.assertEqual([finding.what for finding in excused], ["at_most 4"])
        self.assertEqual(stale, ["jp-01: certainty"])


class Sheet(unittest.TestCase):
    """How the sheet writes its numbers."""

    def facts(self, text):
        return fact_sheet.Facts().add(text)

    def test_durations(self):
        for text, expected in (
            ("≤ **10 business days**", (10, "business day")),
            ("18 months (540 d)", (540, "day")),
            ("≤**4** per 30 calendar days", (30, "day")),
            ("60 full calendar days", (60, "day")),
            ("wait **≥24 h**", (24, "hour")),
            ("≤1/day and 3/week", (1, "week")),
            ("5 working days", (5, "business day")),
            ("exactly **one**, within **5 minutes**", (5, "minute")),
        ):
            self.assertIn(expected, self.facts(text).durations, text)

    def test_times(self):
        for text, expected in (
            ("Mon–Fri 09–20", [9 * 60, 20 * 60]),
            ("weekdays 09:00–**20:30**", [9 * 60, 20 * 60 + 30]),
            ("before 8 a.m. and after 9 p.m.", [8 * 60, 21 * 60]),
            ("not before 09:00 nor after 21:00", [9 * 60, 21 * 60]),
        ):
            self.assertEqual(sorted(self.facts(text).times), expected, text)
            self.assertEqual(self.facts(text).hours, {tuple(expected)}, text)

    def test_dates(self):
        for text, expected in (
            ("from **2026-08-11**", datetime.date(2026, 8, 11)),
            ("delayed to **31 Jan 2027**", datetime.date(2027, 1, 31)),
            ("since Nov 2025", datetime.date(2025, 11, 1)),
        ):
            self.assertEqual(self.facts(text).dates, {expected}, text)

    def test_limits(self):
        facts = self.facts("≤ **1/day and 3/week** combined; ≤ **3 per rolling 24 h**")
        self.assertEqual(facts.limits, {(1, (1, "day")), (3, (1, "week")), (3, (24, "hour"))})

    def test_marks_are_no_numbers(self):
        self.assertEqual(self.facts("[S52][OKV 31 d] –").numbers, set())


if __name__ == "__main__":
    unittest.main()
