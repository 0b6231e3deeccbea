#!/usr/bin/env python3
"""Turns the Bank Marketing data set into records for `tact replay`.

Example:
  tools/bank_to_records.py bank-full.csv > bank.ndjson
  tact replay --policy tools/bank/policy.yaml < bank.ndjson > decisions.ndjson

The data set (S. Moro, P. Cortez, P. Rita, Decision Support Systems 62, 2014; UCI, CC BY 4.0) has
one row to a customer: the date of the last call, without its year, and how many calls there were in
the campaign. Row n is customer `bm-n`. Its calls lie one a day, the last on the row's date at 10:00
in Lisbon. Years follow from the order of the months: the rows begin in May 2008, and a month that
comes before the one above it begins the next year. A date that its year does not have (29 February
2009) stands for the month's last day.

Output is NDJSON in the order of time; calls of the same instant are in the order of the rows.
"""

import argparse
import calendar
import collections
import csv
import datetime
import json
import sys
import zoneinfo

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
LISBON = zoneinfo.ZoneInfo("Europe/Lisbon")
CALL_AT = datetime.time(10, 0)
FIRST_YEAR = 2008

Row = collections.namedtuple("Row", "number date calls subscribed")


class BadTable(Exception):
    """What is wrong with the table, in words for a person."""


def existing_date(year, month, day):
    """The date, or the month's last day where there is no such day."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def read_rows(lines):
    """Yields a Row for each data row. The year rolls over when the month goes back."""
    table = csv.DictReader(lines)
    missing = {"day", "month", "campaign", "deposit"} - set(table.fieldnames or [])
    if missing:
        raise BadTable(f"the table has no column {', '.join(sorted(missing))}")
    year, month_before = FIRST_YEAR, 0
    for number, row in enumerate(table, 1):
        try:
            month = MONTHS.index(row["month"]) + 1
            day, calls = int(row["day"]), int(row["campaign"])
        except (ValueError, TypeError):
            raise BadTable(f"row {number} has no date or no number of calls") from None
        if not 1 <= day <= 31 or calls < 1:
            raise BadTable(f"row {number} has day {day} and {calls} calls")
        if month < month_before:
            year += 1
        month_before = month
        yield Row(number, existing_date(year, month, day), calls, row["deposit"] == "yes")


def instant_of(date):
    """10:00 in Lisbon on that date, with its offset."""
    return datetime.datetime.combine(date, CALL_AT, LISBON).isoformat()


def calls_by_date(rows):
    """(customer's number, k-th call) of each date, in the order of the rows."""
    dates = collections.defaultdict(list)
    for row in rows:
        for k in range(1, row.calls + 1):
            dates[row.date - datetime.timedelta(days=row.calls - k)].append((row.number, k))
    return dates


def records(rows, campaign="bank-2008"):
    """Yields the records in the order of time, as dicts."""
    dates = calls_by_date(rows)
    for date in sorted(dates):
        at = instant_of(date)
        for number, k in dates[date]:
            yield {
                "type": "request",
                "request_id": f"bm-{number}-{k}",
                "customer": f"bm-{number}",
                "channel": "call",
                "purpose": "marketing/promotion",
                "campaign": campaign,
                "at": at,
            }


def main():
    parser = argparse.ArgumentParser(
        usage="%(prog)s [--campaign NAME] FILE", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE", help="bank-full.csv; - is standard input")
    parser.add_argument("--campaign", default="bank-2008", help="the campaign of every call")
    arguments = parser.parse_args()
    try:
        if arguments.file == "-":
            source = sys.stdin
        else:
            source = open(arguments.file, encoding="utf-8", newline="")
        with source as lines:
            for record in records(read_rows(lines), arguments.campaign):
                sys.stdout.write(json.dumps(record, separators=(",", ":")) + "\n")
    except (OSError, BadTable) as trouble:
        print(f"bank_to_records: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
