#!/usr/bin/env python3
"""Writes the table of packs in policies/README.md from the packs themselves.

Example:
  tools/pack_matrix.py            writes it
  tools/pack_matrix.py --check    writes nothing; exit 1 if the table is not what the packs say

Counts rules by their check, and rules and obligations by how certain the comment above says they
are. The table stands between two markers; what is around them is written by hand.
"""

import argparse
import collections
import difflib
import pathlib
import sys

import yaml

from pack_reader import CERTAINTIES, read_packs

POLICIES = pathlib.Path(__file__).resolve().parents[1] / "policies"
BEGIN = "<!-- The table of packs: tools/pack_matrix.py writes it. -->"
END = "<!-- The end of the table. -->"

# The first market first, then by continent; packs that are not named here follow by name.
ORDER = (
    "tr-etk-iys tr-house us-federal us-states us-debt ca"
    " eu uk de fr es it nl pl in br au nz sg kr jp industry"
).split()

# Column: the checks that it counts.
COVERAGE = {
    "consent": {"consent"},
    "lists": {"absent_from"},
    "hours": {"hours"},
    "frequency": {"cap", "gap", "cooldown", "volume"},
    "bans": {"deny"},
}
CERTAINTY = dict(zip(CERTAINTIES, ("sourced", "partly", "own knowledge", "uncertain", "house")))
HEADER = [
    "pack", "for", *COVERAGE, "obligations", "rules", "watched", "cases", "as of", "certainty",
    "legal review",
]  # fmt: skip


def cases_of(pack):
    """How many cases the file of tests beside the pack has."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return len((yaml.load(pack.tests, loader) or {}).get("cases", []))


def certainty_of(pack):
    claims = [entry.claim[1] if entry.claim else "not said" for entry in pack.entries]
    counts = collections.Counter(claims)
    names = {**CERTAINTY, "not said": "not said"}
    return ", ".join(f"{counts[key]} {name}" for key, name in names.items() if counts[key])


def row_of(pack):
    rules = [entry for entry in pack.entries if entry.kind == "rules"]
    watched = sum(rule.shadow for rule in rules)
    counts = [sum(bool(checks & {*rule.value}) for rule in rules) for checks in COVERAGE.values()]
    counts += [len(pack.entries) - len(rules), len(rules) - watched, watched, cases_of(pack)]
    return [
        f"[`{pack.name}`](packs/{pack.name}.yaml)",
        pack.value.get("title", ""),
        *(str(count) if count else "–" for count in counts),
        pack.value.get("knowledge", "–"),
        certainty_of(pack),
        pack.value.get("legal_review", "–"),
    ]


def in_order(packs):
    places = {name: place for place, name in enumerate(ORDER)}
    return sorted(packs, key=lambda pack: (places.get(pack.name, len(ORDER)), pack.name))


def table(packs):
    """Lines of Markdown. A file without rules is no pack but a part of one."""
    rows = [row_of(pack) for pack in in_order(packs) if pack.entries]
    if not rows:
        return []
    numbers = range(2, HEADER.index("as of"))

    def total(column):
        return sum(int(row[column]) for row in rows if row[column] != "–")

    sums = [str(total(i)) if i in numbers else "" for i in range(len(HEADER))]
    sums[0] = f"{len(rows)} packs"
    line = ["---:" if i in numbers else "---" for i in range(len(HEADER))]
    return [f"| {' | '.join(cells)} |" for cells in [HEADER, line, *rows, sums]]


def with_table(text, lines):
    """The text with the lines between the markers."""
    before, found, rest = text.partition(f"{BEGIN}\n")
    _, also_found, after = rest.partition(f"{END}\n")
    if not found or not also_found:
        raise SystemExit(f"pack_matrix: the markers are missing: {BEGIN} … {END}")
    return "".join([before, f"{BEGIN}\n", *(f"{line}\n" for line in lines), f"{END}\n", after])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    parser.add_argument("--policies", type=pathlib.Path, default=POLICIES, metavar="FOLDER",
                        help="the folder that has README.md and packs/")  # fmt: skip
    arguments = parser.parse_args()
    readme = arguments.policies / "README.md"
    text = readme.read_text(encoding="utf-8")
    packs = read_packs(arguments.policies / "packs")
    now = with_table(text, table(packs))
    if not arguments.check:
        readme.write_text(now, encoding="utf-8")
        return 0
    if now == text:
        return 0
    print("the table of packs in README.md is out of date; run tools/pack_matrix.py")
    lines = text.splitlines(), now.splitlines()
    print(*difflib.unified_diff(*lines, "is", "should be", n=0, lineterm=""), sep="\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
