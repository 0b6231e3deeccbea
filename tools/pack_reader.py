"""What a pack of policies/packs says of itself: its head, its rules, and the comment above each.

For tools and tests; whether a pack is right, `tact policy check` and its own tests say.
"""

import dataclasses
import re

import yaml

CERTAINTIES = ("sourced", "partly sourced", "own knowledge, verify", "uncertain", "house")

_ROWS = r"[A-Z]+-\w+(?:/\w+)*"  # US-MI/MN are two rows that stand in one line.
_CLAIM = re.compile(
    rf"# (?P<rows>{_ROWS}(?:, {_ROWS})*): (?P<certainty>{'|'.join(CERTAINTIES)})(?!\w)"
)


@dataclasses.dataclass
class Entry:
    """A rule or an obligation."""

    kind: str  # "rules" or "obligations"
    id: str
    line: int
    value: dict  # As in the file; every scalar is a text.
    comment: list  # The lines directly above, without indentation.

    @property
    def shadow(self):
        return self.value.get("mode") == "shadow"

    @property
    def claim(self):
        """(rows, certainty) by the comment's first line, or None."""
        found = _CLAIM.match(self.comment[0]) if self.comment else None
        if not found:
            return None
        rows = []
        for item in found["rows"].split(", "):
            first, *others = item.split("/")
            rows += [first, *(f"{first.split('-')[0]}-{other}" for other in others)]
        return rows, found["certainty"]


@dataclasses.dataclass
class Pack:
    name: str
    path: str
    head: str  # The comments before the first key, as one text.
    value: dict
    entries: list
    tests: str = ""  # The text of the file of tests beside it.


def _comment_above(lines, line):
    """Of the line, counted from 1."""
    first = line - 1
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return [text.strip() for text in lines[first : line - 1]]


def _entries(root, lines):
    found = []
    for key, items in root.value:
        if key.value not in ("rules", "obligations") or not isinstance(items, yaml.SequenceNode):
            continue
        for node in items.value:
            value = yaml.load(yaml.serialize(node), yaml.BaseLoader)
            line = node.start_mark.line + 1
            comment = _comment_above(lines, line)
            found.append(Entry(key.value, value.get("id", "?"), line, value, comment))
    return found


def read_pack(path, text):
    """REQUIRES: the text is one YAML mapping."""
    lines = text.splitlines()
    root = yaml.compose(text, yaml.BaseLoader)
    head = [line.lstrip("# ") for line in lines[: root.start_mark.line] if line.startswith("#")]
    name = path.rsplit("/", 1)[-1].removesuffix(".yaml")
    value = yaml.load(text, yaml.BaseLoader)
    return Pack(name, path, " ".join(head), value, _entries(root, lines))


def read_packs(folder):
    """All packs of a folder, in order of their names; files of tests are none."""
    packs = []
    for path in sorted(folder.glob("*.yaml")):
        if path.stem.endswith("_test"):
            continue
        packs.append(read_pack(str(path), path.read_text(encoding="utf-8")))
        tests = path.with_name(f"{path.stem}_test.yaml")
        packs[-1].tests = tests.read_text(encoding="utf-8") if tests.exists() else ""
    return packs
