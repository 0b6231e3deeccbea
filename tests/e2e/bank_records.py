"""tools/bank_to_records.py on tables small enough to check by eye."""

import io
import pathlib
import subprocess
import sys

import cli_support
from cli_support import CliTest, lines_of

TOOLS = cli_support.SOURCE / "tools"
sys.path.insert(0, str(TOOLS))
import bank_to_records  # noqa: E402

HEADER = "age,contact,day,month,duration,campaign,pdays,deposit,\n"


def table(*rows):
    return HEADER + "".join(f"58,cellular,{day},{month},261,{calls},-1,{deposit}\n"
                            for day, month, calls, deposit in rows)  # fmt: skip


def rows_of(*rows):
    return list(bank_to_records.read_rows(io.StringIO(table(*rows))))


class Rows(CliTest):
    def test_years_follow_from_the_order_of_the_months(self):
        rows = rows_of((5, "may", 1, "no"), (30, "dec", 1, "no"), (2, "jan", 1, "yes"),
                       (3, "jun", 1, "no"), (1, "may", 1, "no"))  # fmt: skip
        self.assertEqual([str(row.date) for row in rows],
                         ["2008-05-05", "2008-12-30", "2009-01-02", "2009-06-03", "2010-05-01"])
        self.assertEqual([row.subscribed for row in rows], [False, False, True, False, False])

    def test_a_date_that_its_year_does_not_have_is_the_months_last_day(self):
        rows = rows_of((5, "may", 1, "no"), (29, "feb", 1, "no"), (31, "jun", 1, "no"))
        self.assertEqual([str(row.date) for row in rows[1:]], ["2009-02-28", "2009-06-30"])

    def test_calls_lie_one_a_day_and_end_on_the_rows_date(self):
        records = list(bank_to_records.records(rows_of((30, "oct", 3, "no"), (28, "oct", 1, "no"))))
        self.assertEqual([(r["request_id"], r["at"]) for r in records], [
            ("bm-1-1", "2008-10-28T10:00:00+00:00"),
            ("bm-2-1", "2008-10-28T10:00:00+00:00"),
            ("bm-1-2", "2008-10-29T10:00:00+00:00"),
            ("bm-1-3", "2008-10-30T10:00:00+00:00"),
        ])  # fmt: skip

    def test_ten_o_clock_is_that_of_lisbon(self):
        (summer,) = bank_to_records.records(rows_of((5, "may", 1, "no")))
        self.assertEqual(summer["at"], "2008-05-05T10:00:00+01:00")

    def test_a_bad_table_is_said_and_exit_1(self):
        tool = [sys.executable, str(TOOLS / "bank_to_records.py")]
        for text in ("a,b\n1,2\n", table((5, "mai", 1, "no")), table((0, "may", 1, "no"))):
            process = subprocess.run([*tool, self.file("t.csv", text)], capture_output=True)
            self.assertEqual(process.returncode, 1)
            self.assertIn(b"bank_to_records: ", process.stderr)


class Caps(CliTest):
    def test_the_table_of_caps_counts_calls_and_subscriptions(self):
        path = self.file("t.csv", table((10, "may", 1, "yes"), (11, "may", 2, "yes"),
                                        (12, "may", 4, "yes"), (12, "may", 3, "no")))  # fmt: skip
        process = subprocess.run(
            [sys.executable, str(TOOLS / "bank_table.py"), path, "--tact", cli_support.TACT,
             "--caps", "4"], capture_output=True, text=True,
        )  # fmt: skip
        self.assertEqual(process.stdout.splitlines()[2:], [
            "| 1 | 4 | 6 | 1 |", "| 2 | 7 | 3 | 2 |", "| 3 | 9 | 1 | 2 |", "| 4 | 10 | 0 | 3 |",
        ], process.stderr)  # fmt: skip

    def test_the_policy_replays_the_records(self):
        records = "".join(
            __import__("json").dumps(r) + "\n"
            for r in bank_to_records.records(rows_of((12, "may", 5, "no")))
        )
        policy = str(pathlib.Path(TOOLS, "bank", "policy.yaml"))
        process = cli_support.run("replay", "--policy", policy, stdin=records)
        self.check_exit(process, 0)
        self.assertEqual([a["outcome"] for a in lines_of(process.stdout)],
                         ["allow"] * 3 + ["defer"] * 2)  # fmt: skip


if __name__ == "__main__":
    sys.exit(cli_support.main())
