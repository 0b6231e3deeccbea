"""The calendars of policies/calendars: their years, their days, and the tool that writes them."""

import contextlib
import datetime
import functools
import io
import pathlib
import re
import shutil
import sys
import types
import unittest
from unittest import mock

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tools")]

import calendars  # noqa: E402
import cli_support  # noqa: E402
from calendar_sources import CALENDARS  # noqa: E402

FOLDER = ROOT / "policies" / "calendars"
YEARS = [2026, 2027, 2028]
NO_CALL = ["us-al", "us-la", "us-ms", "us-pa", "us-ri", "us-ut"]


@functools.cache
def calendar_files():
    """{calendar: its file}"""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for name in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["calendars"]:
            found[name] = path
    return found


@functools.cache
def days(name):
    """{date, or date and time, as text: what stands beside it}"""
    return calendars.read(calendar_files()[name], name)[1]


class Files(unittest.TestCase):
    def test_there_is_a_calendar_for_every_jurisdiction(self):
        wanted = [calendar.name for calendar in CALENDARS] + NO_CALL
        self.assertEqual(sorted(calendar_files()), sorted(wanted))

    def test_each_covers_the_years_with_days_in_each(self):
        for name, path in calendar_files().items():
            covered, listed = calendars.read(path, name)
            self.assertEqual(covered[:3], YEARS, name)
            self.assertEqual(sorted({int(day[:4]) for day in listed}), covered, name)

    def test_days_are_in_order_and_none_is_there_twice(self):
        for name in calendar_files():
            dates = [day[:10] for day in days(name)]
            self.assertEqual(dates, sorted(set(dates)), name)

    def test_each_day_is_named(self):
        for name in calendar_files():
            for day, said in days(name).items():
                self.assertGreater(len(said), 3, f"{name} {day}")

    def test_each_file_says_where_its_days_are_from_and_when_they_were_read(self):
        for path in FOLDER.glob("*.yaml"):
            head = re.sub(r"\n# ?", " ", path.read_text(encoding="utf-8").split("\ntact:")[0])
            self.assertRegex(head, "Source: ", path.name)
            self.assertRegex(head, r"(retrieved|Last reviewed:) \d{4}-\d\d-\d\d", path.name)
            if path.name == "us-no-call.yaml":
                self.assertIn("PROCLAMATIONS MUST BE ADDED BY HAND", head)
            else:
                self.assertRegex(head, r"holidays [\d.]+ \(.*MIT licence\)", path.name)
                self.assertRegex(head, "Estimated", path.name)
                self.assertRegex(head, "Verify each autumn with", path.name)


class Days(unittest.TestCase):
    """Dates that a rule or a test of a pack rests on."""

    def has(self, name, *dates):
        for date in dates:
            self.assertIn(date, days(name), name)

    def lacks(self, name, *dates):
        for date in dates:
            self.assertNotIn(date, [day[:10] for day in days(name)], name)

    def test_turkiye_has_half_days_from_13_00(self):
        half = [day for day in days("tr-public") if len(day) > len("2026-01-01")]
        self.assertEqual(
            half,
            [
                "2026-03-19 13:00", "2026-05-26 13:00", "2026-10-28 13:00",
                "2027-03-08 13:00", "2027-05-15 13:00", "2027-10-28 13:00",
                "2028-02-25 13:00", "2028-05-04 13:00", "2028-10-28 13:00",
            ],
        )  # fmt: skip

    def test_turkiye_has_the_feasts_of_the_announced_years(self):
        self.has("tr-public", "2026-03-20", "2026-03-22", "2026-05-27", "2026-05-30")
        self.has("tr-public", "2027-03-09", "2027-03-11", "2027-05-16", "2027-05-19")
        self.lacks("tr-public", "2026-03-23", "2026-05-31", "2027-05-20", "2027-03-12")
        for day in ("01-01", "04-23", "05-01", "05-19", "07-15", "08-30", "10-29"):
            self.has("tr-public", *(f"{year}-{day}" for year in YEARS))

    def test_a_day_with_two_names_is_there_once(self):
        self.assertIn("19 May is also Youth", days("tr-public")["2027-05-19"])

    def test_fixed_days_of_the_states_move_as_each_state_moves_them(self):
        # 4 July 2026 is a Saturday, 25 December 2027 too; 4 July 2027 is a Sunday.
        self.has("us-al", "2026-07-03", "2027-07-05", "2027-12-24")
        self.has("us-ms", "2026-07-04", "2027-07-05")
        self.lacks("us-ms", "2026-07-03", "2026-07-06", "2027-12-24")
        self.has("us-ri", "2026-07-06", "2027-12-27")
        self.has("us-ut", "2026-07-03", "2026-07-24", "2027-07-23", "2028-07-24")
        self.has("us-federal", "2026-07-03", "2026-07-04", "2027-12-31")

    def test_no_call_days_of_single_states(self):
        for mardi_gras in ("2026-02-17", "2027-02-09", "2028-02-29"):
            self.has("us-la", mardi_gras)
            self.lacks("us-ms", mardi_gras)
        for washington in ("2026-02-16", "2027-02-15", "2028-02-21"):
            self.lacks("us-la", washington)
            self.has("us-ms", washington)
        self.has("us-pa", "2026-11-03", "2027-06-14", "2028-04-14")
        self.has("us-ri", "2026-08-10", "2027-05-04")

    def test_holidays_that_the_sheet_names(self):
        self.has("br-public", "2026-11-20", "2027-11-20", "2028-11-20")
        self.has("au-public", "2026-04-03", "2026-04-06", "2026-12-28")
        self.lacks("au-public", "2026-04-04", "2026-04-05", "2026-06-08")
        self.assertEqual(len([day for day in days("fr-public") if day < "2027"]), 11)
        self.assertEqual(len([day for day in days("de-public") if day < "2027"]), 9)
        self.has("kr-public", "2026-03-02", "2027-02-09")


@unittest.skipIf(cli_support.TACT is None, "tact is not built")
class Compiled(cli_support.CliTest):
    def setUp(self):
        super().setUp()
        shutil.copytree(FOLDER, self.folder / "calendars")

    def policy(self, name, file):
        self.file(
            f"{name}.yaml",
            f"tact: 1\npolicy: {name}\ntitle: {name}\ninclude: [calendars/{file}]\n"
            "vocabulary: { channels: [call], purposes: [marketing] }\n"
            "rules:\n  - id: open\n    text: Not on holidays.\n"
            f"    hours: {{ open: [daily 00:00-24:00], closed_on: [{name}], clock: UTC }}\n",
        )

    def test_each_is_accepted_without_a_warning(self):
        for name, path in calendar_files().items():
            self.policy(name, path.name)
            checked = cli_support.run("policy", "check", str(self.folder / f"{name}.yaml"))
            self.check_exit(checked, 0)
            self.assertNotIn("warning", checked.stdout + checked.stderr, name)

    def test_each_is_formatted(self):
        self.check_exit(cli_support.run("policy", "fmt", "--check", str(FOLDER)), 0)

    def test_a_half_day_closes_at_its_hour_and_an_uncovered_year_is_refused(self):
        self.policy("tr-public", "tr-public.yaml")
        beyond = calendars.read(FOLDER / "tr-public.yaml", "tr-public")[0][-1] + 1
        cases = [
            ("2026-10-28T12:59:59Z", "{ outcome: allow }"),
            ("2026-10-28T13:00:00Z", "{ outcome: defer, retry_at: 2026-10-30T00:00:00Z }"),
            ("2027-05-19T10:00:00Z", "{ outcome: defer, retry_at: 2027-05-20T00:00:00Z }"),
            (f"{beyond}-06-01T10:00:00Z", "{ outcome: deny, rules: [open] }"),
        ]
        written = "".join(
            f"  - {{ name: {at[:13]}, customer: ayse, expect: {expect},\n"
            f"      ask: {{ channel: call, purpose: marketing, at: {at} }} }}\n"
            for at, expect in cases
        )
        path = self.file(
            "tr-public_test.yaml",
            "tests: tr-public\npolicy: tr-public.yaml\nnow: 2026-01-01T00:00:00Z\n"
            f"customers: {{ ayse: {{}} }}\ncases:\n{written}",
        )
        self.check_exit(cli_support.run("policy", "test", path), 0)


class Played:
    """The package `holidays`, as far as the tool uses it."""

    __version__ = "9.9"

    def __init__(self, named):
        self.named = {datetime.date.fromisoformat(day): name for day, name in named.items()}

    def country_holidays(self, *_, categories, **__):
        half = categories == ("half_day",)
        table = {d: n for d, n in self.named.items() if n.endswith("(from 1pm)") == half}
        found = types.SimpleNamespace(get_list=lambda date: table[date].split("; "))
        return _Table(table, found.get_list)


class _Table(dict):
    def __init__(self, table, get_list):
        super().__init__(table)
        self.get_list = get_list


class Tool(unittest.TestCase):
    """tools/calendars.py with a source that is played."""

    TR = {
        "2026-05-26": "Eid al-Adha (from 1pm)",
        "2026-05-27": "Eid al-Adha",
        "2026-05-28": "Eid al-Adha; Republic Day",
        "2026-10-29": "Republic Day",
        "2027-01-01": "New Year's Day",
        "2028-01-01": "New Year's Day (estimated)",
    }

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(cli_support.tempfile.TemporaryDirectory()))

    def run_tool(self, named, *arguments):
        """(exit code, what it printed)"""
        printed = io.StringIO()
        with (
            mock.patch.object(calendars, "FOLDER", self.folder),
            mock.patch.object(calendars, "load_package", lambda: Played(named)),
            mock.patch.object(sys, "argv", ["calendars.py", "tr-public", *arguments]),
            contextlib.redirect_stdout(printed),
            self.assertRaises(SystemExit) as ended,
        ):
            calendars.main()
        return ended.exception.code, printed.getvalue()

    def test_what_was_written_is_what_the_source_says(self):
        self.assertEqual(self.run_tool(self.TR, "--until", "2028"), (0, ""))
        text = (self.folder / "tr-public.yaml").read_text(encoding="utf-8")
        self.assertIn("    covers: [2026, 2027, 2028]\n", text)
        self.assertIn('- "2026-05-26 13:00"          # eve of Kurban Bayramı, from 13:00\n', text)
        self.assertIn(
            "- 2026-05-27..2026-05-28      # Kurban Bayramı; 28 May is also Republic Day\n", text
        )
        self.assertIn("# Estimated are the days that say so", text)
        code, said = self.run_tool(self.TR, "--check", "--until", "2028")
        self.assertEqual((code, said), (0, "the calendars are what the source says\n"))

    def test_check_says_each_difference_and_fails(self):
        self.run_tool(self.TR, "--until", "2028")
        moved = {**self.TR, "2026-10-29": "Day of the Republic", "2026-12-01": "A new day"}
        del moved["2027-01-01"]
        code, said = self.run_tool(moved, "--check", "--until", "2029")
        self.assertEqual(code, 1)
        self.assertEqual(
            said,
            "tr-public.yaml:\n"
            "  2029 is not covered\n"
            "  2026-10-29 is `Republic Day` in the file, `Day of the Republic` in the source\n"
            "  2026-12-01 is a holiday in the source only: A new day\n"
            "  2027-01-01 is a holiday in the file only: New Year's Day\n",
        )

    def test_a_missing_file_is_a_difference(self):
        code, said = self.run_tool(self.TR, "--check")
        self.assertEqual((code, said), (1, "tr-public.yaml:\n  there is no such file\n"))


if __name__ == "__main__":
    sys.exit(cli_support.main())
