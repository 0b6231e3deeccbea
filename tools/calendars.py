#!/usr/bin/env python3
"""Writes the public holidays of policies/calendars from the Python package `holidays`.

Example:
  pip install holidays                   once; MIT licence, github.com/vacanza/holidays
  tools/calendars.py --check             has the source changed? says what, exit 1
  tools/calendars.py                     writes the files anew, to the end of the year after next
  tools/calendars.py tr-public           only this one

Run it every autumn, when the next year's days have been announced, and look the differences up
where the country itself announces them: each file names the place. calendar_sources.py says which
days are taken. us-no-call.yaml is kept by hand. The example policy includes tr-public: where that
file changes, so do the hashes in README.md.
"""

import argparse
import datetime
import pathlib
import sys
import textwrap

import yaml

from calendar_sources import CALENDARS, FIRST_YEAR

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "policies" / "calendars"
COLUMNS = 100
NAME_AT = 36  # Column of the day's name.
ESTIMATED = " (estimated)"
# What the package says of a day, in our words.
WORDS = {
    "(observed, estimated)": "(substitute, estimated)",
    "(observed)": "(substitute)",
    "Alternative holiday for": "Substitute for",
}


# --- what the source says -------------------------------------------------------------------------


class Source:
    """The package, asked for the days of one calendar."""

    def __init__(self, package, calendar, years):
        self.package = package
        self.calendar = calendar
        self.years = years

    def table(self, category, part):
        """{date: names}"""
        found = self.package.country_holidays(
            self.calendar.country, subdiv=part, years=self.years, categories=(category,),
            language="en_US",
        )  # fmt: skip
        named = {d: self.names(found.get_list(d), d) for d in found if d.year in self.years}
        wanted = self.calendar.days or ("",)
        kept = {d: [n for n in names if any(w in n for w in wanted)] for d, names in named.items()}
        return {date: names for date, names in kept.items() if names}

    def names(self, names, date):
        named = []
        for name in names:
            for theirs, ours in {**WORDS, **self.calendar.words}.items():
                name = name.replace(theirs, ours)
            if self.calendar.country != "US":
                name = name.replace("Labor ", "Labour ")
            if not self.calendar.is_certain(name, date.year):
                name += ESTIMATED
            named.append(name)
        return sorted(named)

    def whole_days(self):
        first, *others = self.calendar.categories
        days = self.table(first, self.calendar.subdivision)
        for category in others:
            for date, names in self.table(category, self.calendar.subdivision).items():
                if any(name in self.calendar.only for name in names):
                    days.setdefault(date, names)
        if self.calendar.parts_agree:
            for date, names in self.days_of_all_parts(first).items():
                days.setdefault(date, names)
        return days

    def days_of_all_parts(self, category):
        parts = self.package.list_supported_countries()[self.calendar.country]
        first, *others = [self.table(category, part) for part in parts]
        return {date: names for date, names in first.items() if all(date in t for t in others)}

    def days(self):
        """[(date, None or when a half-day begins, names)]; a whole day takes a half-day's place."""
        days = {date: (None, names) for date, names in self.whole_days().items()}
        if begin := self.calendar.half_days_at:
            suffix = f" (from {int(begin[:2]) % 12}pm)"
            for date, names in self.table("half_day", self.calendar.subdivision).items():
                eves = [f"eve of {name.removesuffix(suffix)}, from {begin}" for name in names]
                days.setdefault(date, (begin, eves))
        return [(date, *days[date]) for date in sorted(days)]


# --- as a file ------------------------------------------------------------------------------------


def runs(days):
    """Joins whole days that follow each other and share a name: [[(date, begin, names)]]."""
    joined = []
    for day in days:
        last = joined[-1] if joined else None
        follows = last and day[0] - last[-1][0] == datetime.timedelta(days=1)
        whole = last and not last[-1][1] and not day[1]
        if follows and whole and set(day[2]).intersection(*(names for _, _, names in last)):
            last.append(day)
        else:
            joined.append([day])
    return joined


def name_of(run):
    shared = set(run[0][2]).intersection(*(names for _, _, names in run))
    text = "; ".join(sorted(shared))
    for date, _, names in run:
        if others := [name for name in names if name not in shared]:
            text += f"; {date.day} {date:%B} is also {' and '.join(others)}"
    return text


def item(run):
    first, last = run[0], run[-1]
    if first[1]:
        days = f'"{first[0]} {first[1]}"'
    else:
        days = str(first[0]) if len(run) == 1 else f"{first[0]}..{last[0]}"
    return f"{f'      - {days}':<{NAME_AT}}# {name_of(run)}"


def comment(text):
    return textwrap.wrap(text, COLUMNS, initial_indent="# ", subsequent_indent="# ")


def estimates(days):
    names = sorted({name for _, _, names in days for name in names if "estimated" in name})
    if not names:
        return "Estimated: none of these days."
    return "Estimated are the days that say so: they had not been announced."


def written(calendar, years, days, origin):
    lines = [
        "# yaml-language-server: $schema=../schema/policy.schema.json",
        *comment(calendar.about),
        "#",
        *comment(f"Written by tools/calendars.py, which says how; not by hand. Source: {origin}"),
        *comment(estimates(days)),
        *comment(f"Verify each autumn with {calendar.verify}."),
        "tact: 1",
        f"title: {calendar.title}",
        "",
        "calendars:",
        f"  {calendar.name}:",
        f"    covers: [{', '.join(map(str, years))}]",
        "    days:",
    ]
    for year in years:
        lines.append(f"      # {year}")
        lines += [item(run) for run in runs(days) if run[0][0].year == year]
    return "\n".join(lines) + "\n"


# --- what a file says -----------------------------------------------------------------------------


def read(path, name):
    """(the years that it covers, {date or half-day as text: name beside it}) of a file."""
    text = path.read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    calendar = yaml.load(text, loader)["calendars"][name]
    beside = {}
    for line in text.splitlines():
        if line.startswith("      - "):
            days, _, said = line.removeprefix("      - ").partition("#")
            beside[days.strip().strip('"')] = said.strip()
    days = {}
    for entry in calendar["days"]:
        first, _, last = entry.partition("..")
        day = datetime.date.fromisoformat(first[:10])
        while str(day) <= (last or first)[:10]:
            days[str(day) + first[10:]] = beside[entry]
            day += datetime.timedelta(days=1)
    return [int(year) for year in calendar["covers"]], days


def differences(path, calendar, package, wanted):
    """Lines that say how the file differs from the source."""
    if not path.exists():
        return ["there is no such file"]
    covered, here = read(path, calendar.name)
    there = {}
    for run in runs(Source(package, calendar, covered).days()):
        for date, begin, _ in run:
            there[f"{date} {begin}" if begin else str(date)] = name_of(run)
    found = [f"{year} is not covered" for year in wanted if year not in covered]
    for day in sorted({*here, *there}):
        if day not in here:
            found.append(f"{day} is a holiday in the source only: {there[day]}")
        elif day not in there:
            found.append(f"{day} is a holiday in the file only: {here[day]}")
        elif here[day] != there[day]:
            found.append(f"{day} is `{here[day]}` in the file, `{there[day]}` in the source")
    return found


# --- command line ---------------------------------------------------------------------------------


def load_package():
    try:
        import holidays  # noqa: PLC0415  only who runs this needs it
    except ImportError:
        raise SystemExit("calendars: the source is missing; pip install holidays") from None
    return holidays


def chosen(names):
    known = {calendar.name: calendar for calendar in CALENDARS}
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"calendars: no calendar `{unknown[0]}`; there are: {' '.join(known)}")
    return [known[name] for name in names] or CALENDARS


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", metavar="NAME", nargs="*", help="calendars; without one, all")
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    parser.add_argument("--until", type=int, metavar="YEAR", help="the last year")
    parser.add_argument("--commit", metavar="ID", help="the package's commit, for the files' heads")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    package = load_package()
    today = datetime.date.today()
    years = list(range(FIRST_YEAR, (arguments.until or today.year + 2) + 1))
    commit = f", commit {arguments.commit}" if arguments.commit else ""
    origin = (
        f"the Python package holidays {package.__version__} (github.com/vacanza/holidays{commit};"
        f" MIT licence), retrieved {today}."
    )
    failed = False
    for calendar in chosen(arguments.names):
        path = FOLDER / f"{calendar.name}.yaml"
        if not arguments.check:
            days = Source(package, calendar, years).days()
            path.write_text(written(calendar, years, days, origin), encoding="utf-8")
        elif found := differences(path, calendar, package, years):
            failed = True
            print(f"{calendar.name}.yaml:", *found, sep="\n  ")
    if arguments.check and not failed:
        print("the calendars are what the source says")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
