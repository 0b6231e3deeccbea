#!/usr/bin/env python3
"""Writes README's table of performance from the JSON of `tools/dev bench`.

usage: bench_table.py FILE.json [--readme README.md] [--check]

The table stands between the lines `<!-- bench -->` and `<!-- /bench -->`. With --check nothing is
written; the exit status is 1 where the README differs.
"""

import argparse
import json
import sys

BEGIN = "<!-- bench -->"
END = "<!-- /bench -->"

# Of the figures, what a reader of the README wants; the bench's own table has all of them.
SHOWN_UNITS = ("/s",)
SHOWN_PARTS = ("open loop", "bare synced group", "engine, durable, uniform: CPU of its stage")


class NoPlace(Exception):
    """The README has no lines to put the table between."""


def number(value):
    """Three digits that matter, as the bench's own table has them."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{decimals}f}"


def spread(figure):
    return f"{number(figure['min'])} – {number(figure['max'])}"


def bar_rows(bars):
    verdicts = {True: "met", False: "short", None: "not measured"}
    last = None
    for bar in bars:
        what = "" if bar["what"] == last else bar["what"]
        last = bar["what"]
        figure = bar.get("figure")
        measured = f"{number(figure['median'])} {bar['unit']}" if figure else ""
        yield f"| {what} | {bar['bar']} | {measured} | {verdicts[bar['met']]} |"


def is_shown(figure):
    return figure["unit"].endswith(SHOWN_UNITS) or any(
        part in figure["name"] for part in SHOWN_PARTS
    )


def figure_rows(figures):
    for figure in filter(is_shown, figures):
        value = f"{number(figure['median'])} {figure['unit']}".strip()
        ratio = figure.get("ratio")
        of_floor = f"{ratio['median']:.2f} × {ratio['floor']}" if ratio else ""
        yield f"| {figure['name']} | {value} | {spread(figure)} | {of_floor} |"


def table(run):
    """The lines between the two marks."""
    machine, options = run["machine"], run["options"]
    facts = [
        machine.get("CPU", ""), f"{machine.get('cores', '?')} cores", machine.get("memory", ""),
        machine.get("kernel", ""), machine.get("data on", ""),
        f"{int(options['customers']):,} customers", f"{options['rounds']} rounds",
    ]  # fmt: skip
    return "\n".join([
        ", ".join(filter(None, facts)) + ":", "",
        "| what | bar | measured | |", "|---|---|---|---|", *bar_rows(run["bars"]), "",
        "| figure | median | min – max | of floor |", "|---|---|---|---|",
        *figure_rows(run["figures"]),
    ])  # fmt: skip


def with_table(readme, run):
    """The README's text with the run's table in its place."""
    before, mark, rest = readme.partition(f"\n{BEGIN}\n")
    _, end, after = rest.partition(f"\n{END}\n")
    if not mark or not end:
        raise NoPlace(f"has no lines `{BEGIN}` and `{END}`")
    return f"{before}{mark}{table(run)}{end}{after}"


def main():
    parser = argparse.ArgumentParser(
        usage="%(prog)s FILE.json [--readme README.md] [--check]", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE.json", help="what `tools/dev bench` wrote")
    parser.add_argument("--readme", default="README.md", metavar="FILE", help="default: README.md")
    parser.add_argument("--check", action="store_true", help="write nothing, compare only")
    arguments = parser.parse_args()
    try:
        with open(arguments.file, encoding="utf-8") as file:
            run = json.load(file)
        with open(arguments.readme, encoding="utf-8") as file:
            readme = file.read()
        wanted = with_table(readme, run)
    except (OSError, ValueError) as trouble:
        print(f"bench_table: {trouble}", file=sys.stderr)
        return 2
    except NoPlace as trouble:
        print(f"bench_table: {arguments.readme} {trouble}", file=sys.stderr)
        return 2
    if wanted == readme:
        return 0
    if arguments.check:
        print(f"{arguments.readme}: error: its table is not of {arguments.file}; run "
              f"tools/bench_table.py {arguments.file}")  # fmt: skip
        return 1
    with open(arguments.readme, "w", encoding="utf-8") as file:
        file.write(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
