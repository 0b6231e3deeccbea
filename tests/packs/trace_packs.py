"""Every parameter of a pack stands in a row of the fact sheet.

usage: trace_packs.py [FOLDER]  packs of FOLDER, without it of policies/packs

The sheet is no part of this repository: it is looked for where TACT_FACT_SHEET says, and in
../shared/research beside the source tree. Above each rule and obligation stands the row that it is
from and how certain that row is. This checks that the row exists and is as certain as that, that
what is uncertain is only watched, and that the row, or else a case of the sheet, has every number
of the rule; and that no row and no case of a jurisdiction is forgotten. untraced.yaml has what
cannot be traced, and why.
"""

import dataclasses
import os
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import fact_sheet  # noqa: E402
import pack_reader  # noqa: E402
from parameters import MIDNIGHT, has, parameters, spellings, stands_in  # noqa: E402

SHEET = pathlib.Path(
    os.environ.get("TACT_FACT_SHEET", ROOT.parent / "shared" / "research" / "regulations.md")
)
PACKS = ROOT / "policies" / "packs"
ALLOWED = pathlib.Path(__file__).with_name("untraced.yaml")

# The packs that a jurisdiction's rows are in.
PACKS_OF = {
    "TR": ["tr-etk-iys", "tr-house"],
    "US": ["us-federal", "us-states", "us-debt"],
    "IND": ["industry"],
} | {name.upper(): [name] for name in "ca eu uk de fr es it nl pl in br au nz sg kr jp".split()}
HOUSE_PACKS = ("tr-house",)
# How a comment speaks of a doubt.
DOUBT = re.compile(r"uncertain|disput|differ|confirm|verif|watched|litigat|reported|unclear", re.I)


@dataclasses.dataclass
class Finding:
    place: str  # The id of a rule, an obligation or a row.
    what: str
    said: str
    where: str = ""

    @property
    def key(self):
        return f"{self.place}: {self.what}"

    def __str__(self):
        return f"{self.where}{self.place}: {self.what}: {self.said}"


# --- checks ---------------------------------------------------------------------------------------


def check_claim(entry, pack, sheet):
    """What the comment says of the row and its certainty."""
    if not entry.claim:
        first = entry.comment[0] if entry.comment else "there is no comment"
        yield "comment", f"the first line above it names no row and certainty: {first}"
        return
    ids, certainty = entry.claim
    rows = [sheet.rows[row] for row in ids if row in sheet.rows]
    for row in ids:
        if row not in sheet.rows:
            yield f"row {row}", "the fact sheet has no such row"
    if not any(entry.id == row.lower() or entry.id.startswith(f"{row.lower()}-") for row in ids):
        yield "id", f"an id begins with its row's: {' or '.join(row.lower() for row in ids)}"
    # An obligation has no mode: it refuses nothing.
    if entry.kind == "rules" and entry.shadow != watched(certainty, pack):
        mode = "is only watched" if entry.shadow else "is enforced"
        yield "mode", f"it {mode}, and the comment says `{certainty}`"
    if certainty == "uncertain" and len(" ".join(entry.comment).split(certainty)[1].split()) < 3:
        yield "reason", "the comment does not say why it is uncertain"
    if rows and (wrong := disagreement(certainty, rows, pack)):
        yield "certainty", wrong


def watched(certainty, pack):
    """Whether such a rule is never binding: no law, or none that is sure."""
    return certainty == "uncertain" or (certainty == "house" and pack.name not in HOUSE_PACKS)


def disagreement(certainty, rows, pack):
    # Rows for all jurisdictions have a mark for some of them only: they can make a rule less
    # certain, not more.
    marked = [row for row in rows if not row.id.startswith("X-")] or rows
    sourced = any(row.sourced for row in marked)
    own = any(row.own_knowledge for row in marked)
    less = own or any(row.id.startswith("X-") for row in rows)
    marks = " and ".join(["[S]"] * sourced + ["[OKV]"] * own) or "no mark"
    names = ", ".join(row.id for row in rows)
    if certainty == "house":
        fits = pack.name in HOUSE_PACKS or any(row.policy for row in rows)
    elif certainty == "uncertain":
        fits = any(row.uncertain for row in rows)
        marks = "nothing uncertain"
    elif certainty == "own knowledge, verify":
        fits = less  # Of a row with both marks a rule may rest on what is known only.
    elif certainty == "partly sourced":
        fits = sourced and (less or any(row.uncertain for row in rows))
    else:
        fits = sourced and not own
    return None if fits else f"the comment says `{certainty}`, and {names} has {marks}"


def check_parameters(entry, sheet):
    ids = entry.claim[0] if entry.claim else []
    rows = [sheet.rows[row] for row in ids if row in sheet.rows]
    places = {row.id.split("-")[0] for row in rows} & {*sheet.cases}
    in_rows = [row.facts for row in rows]
    in_cases = [sheet.cases[place] for place in sorted(places)]

    def stands(kind, text):
        """In a row; or, where the rows have nothing of the kind, in a case of the jurisdiction."""
        sources = in_rows if any(has(facts, kind) for facts in in_rows) else in_cases
        return any(stands_in(facts, kind, text) for facts in sources)

    names = ", ".join(ids) or "a row"
    for key, kind, text in parameters(entry.value):
        if not stands(kind, text):
            yield f"{key} {text}", f"neither {names} nor a case says so"
    for cap in (entry.value[key] for key in ("cap", "volume") if key in entry.value):
        found = stands("number", cap["at_most"]) and stands("duration", cap["within"])
        if found and not any(limits(facts, cap) for facts in [*in_rows, *in_cases]):
            together = f"at_most {cap['at_most']} within {cap['within']}"
            yield together, f"neither {names} nor a case says the two together"


def limits(facts, cap):
    windows = spellings(cap["within"]) or ()
    return any((int(cap["at_most"]), window) in facts.limits for window in windows)


def check_text(entry, sheet):
    """What people read says no other numbers than the row, or the rule itself."""
    ids = entry.claim[0] if entry.claim else []
    own = fact_sheet.Facts().add(" ".join(text for _, _, text in parameters(entry.value)))
    sources = [own] + [sheet.rows[row].facts for row in ids if row in sheet.rows]
    said = fact_sheet.Facts().add(re.sub(r"\b[Oo]ne\b", "", entry.value.get("text", "")))
    for minutes in sorted(said.times - MIDNIGHT):
        if not any(minutes in source.times for source in sources):
            yield f"text {minutes // 60:02}:{minutes % 60:02}", "the text has it, the row has not"
    spoken = {hour for time in own.times for hour in (time // 60, time // 60 - 12)}  # "8 to 9"
    for number in sorted(said.numbers - spoken):
        if not any(number in source.numbers for source in sources):
            yield f"text {number}", "the text has it, the row has not"


def packs_of(row, packs):
    """The packs of a row's jurisdiction if all of them are there."""
    names = PACKS_OF.get(row.split("-")[0], [])
    own = [pack for pack in packs if pack.name in names]
    return own if len(own) == len(names) else []


def named_rows(head):
    """Ids in the text, those between the ends of `US-13 to US-15` too, and all of `US-MI/MN`."""
    found = set()
    for place, first, others in re.findall(r"\b([A-Z]+)-(\w+)((?:/\w+)*)", head):
        found |= {f"{place}-{suffix}" for suffix in [first, *others.split("/")[1:]]}
    span = r"\b([A-Z]+)-([A-Z]*)(\d+)\s*(?:to|-|–|…)\s*(?:[A-Z]+-)?[A-Z]*(\d+)"
    for place, letters, first, last in re.findall(span, head):
        for number in range(int(first), int(last) + 1):
            found.add(f"{place}-{letters}{number:0{len(first)}}")
    return found


def forgotten_rows(packs, sheet):
    """Rows that no rule is from and no head of the jurisdiction's packs speaks of."""
    for id_ in sheet.rows:
        own = packs_of(id_, packs)
        used = {i for pack in own for e in pack.entries if e.claim for i in e.claim[0]}
        if own and id_ not in used | named_rows(" ".join(pack.head for pack in own)):
            names = ", ".join(pack.name for pack in own)
            yield Finding(id_, "row", f"no rule is from it, and no head of {names} names it")


def forgotten_cases(packs, sheet):
    """Numbered cases of the sheet that no file of tests of the jurisdiction's packs names."""
    for case in sheet.case_ids:
        own = packs_of(case, packs)
        if own and not any(re.search(rf"\b{case}\b", pack.head + pack.tests) for pack in own):
            names = ", ".join(pack.name for pack in own)
            yield Finding(case, "case", f"no test of {names} is named so, and no comment says why")


def unspoken_doubts(packs, sheet):
    """Rows that the sheet calls uncertain, where no rule's comment and no head says so."""
    for id_, row in sheet.rows.items():
        entries = [
            (pack, e) for pack in packs for e in pack.entries if e.claim and id_ in e.claim[0]
        ]
        if not entries or not re.search(r"\*\*uncertain|- uncertain|– uncertain", row.text):
            continue
        said = " ".join(" ".join(entry.comment).split(":", 1)[-1] for _, entry in entries)
        said = said.replace("own knowledge, verify", "")
        if not DOUBT.search(said) and not DOUBT.search(" ".join(pack.head for pack, _ in entries)):
            yield Finding(id_, "doubt", "the sheet calls it uncertain, and no comment says so")


def check(packs, sheet):
    """All findings, the allowed ones too."""
    found = []
    for pack in packs:
        for entry in pack.entries:
            where = f"{pack.path}:{entry.line}: "
            for what, said in [
                *check_claim(entry, pack, sheet),
                *check_parameters(entry, sheet),
                *check_text(entry, sheet),
            ]:
                found.append(Finding(entry.id, what, said, where))
    for look in (forgotten_rows, forgotten_cases, unspoken_doubts):
        found += look(packs, sheet)
    return found


def split_allowed(found, allowed, ids):
    """(what is not allowed, what is, entries of the list that are needed no more)"""
    known = {finding.key for finding in found}
    stale = [key for key in allowed if key not in known and key.split(": ")[0] in ids]
    return (
        [finding for finding in found if finding.key not in allowed],
        [finding for finding in found if finding.key in allowed],
        stale,
    )


def read_allowed(text):
    """{"id: what": reason}"""
    listed = yaml.load(text, yaml.BaseLoader) or {}
    return {f"{id_}: {what}": why for id_, items in listed.items() for what, why in items.items()}


def main():
    if not SHEET.exists():
        print(f"skipped: there is no fact sheet at {SHEET}")
        return 0
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else PACKS
    packs = pack_reader.read_packs(folder)
    if not packs:
        print(f"skipped: there are no packs in {folder}")
        return 0
    sheet = fact_sheet.Sheet(SHEET.read_text(encoding="utf-8"))
    found = check(packs, sheet)
    allowed = read_allowed(ALLOWED.read_text(encoding="utf-8"))
    ids = {entry.id for pack in packs for entry in pack.entries}
    ids |= {id_ for id_ in [*sheet.rows, *sheet.case_ids] if packs_of(id_, packs)}
    wrong, excused, stale = split_allowed(found, allowed, ids)
    for finding in wrong:
        print(finding)
    for key in stale:
        print(f"{ALLOWED.name}: {key}: nothing of that kind is found any more; take it out")
    for finding in excused:
        print(f"excused: {finding.key}: {allowed[finding.key]}")
    entries = [entry for pack in packs for entry in pack.entries]
    values = sum(len(list(parameters(entry.value))) for entry in entries)
    print(f"{len(packs)} packs, {len(entries)} rules and obligations, {values} parameters:")
    print(f"{len(wrong) + len(stale)} not traced, {len(excused)} excused")
    return 1 if wrong or stale else 0


if __name__ == "__main__":
    sys.exit(main())
