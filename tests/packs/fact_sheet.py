"""The fact sheet that the packs are written from: its rows, their marks, and the numbers in them.

The sheet is prose in tables. What is read of it is what a parameter of a rule can be compared with:
`**3** business days`, `18 months (540 d)`, `Mon-Fri 09-20`, `1/day`, `31 Jan 2027`.
"""

import dataclasses
import datetime
import re

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WORDS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split(),
        1,
    )
} | {"twenty-one": 21, "thirty": 30, "sixty": 60, "ninety": 90}
UNITS = {
    "business day": "business day", "bd": "business day", "working day": "business day",
    "day": "day", "d": "day", "hour": "hour", "h": "hour", "week": "week", "w": "week",
    "month": "month", "year": "year", "y": "year", "minute": "minute", "min": "minute",
}  # fmt: skip

_DOUBT = re.compile(
    r"uncertain|disputed|\bverify\b|if confirmed|differ|inferred|reportedly|litigated|readings"
    r"|default off"
)
_MARK = re.compile(r"\[[^\]]*\b(?:S\d+\w*|OKV)\b[^\]]*\]")
_ROW_ID = re.compile(r"([A-Z]+)-([A-Z0-9]+)((?:/[A-Z]+)*)(?![\w-])")
_DURATION = re.compile(
    r"(?<![\d:.-])(\d+)\s*-?\s*(?:(?:full|whole|consecutive|calendar|rolling|prior) )*"
    rf"({'|'.join(UNITS)})s?\b"
)
_RATE = re.compile(r"(?:/|\b(?:per|a|each|every) )(?:rolling |calendar )?(day|week|month|year)\b")
_LIMIT = re.compile(
    rf"(?<![\d.])(\d+)(?![\d.])[^\d;]{{0,60}}?(?:{_DURATION.pattern}|{_RATE.pattern})"
)
_CLOCK = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?::\d\d)?")
_HOURS = re.compile(rf"({_CLOCK.pattern})\s*(?:-|(?:/ |nor |or |and )?after )\s*({_CLOCK.pattern})")
_HOUR_RANGE = re.compile(r"(?<![\d:.-])([01]\d|2[0-4])-([01]\d|2[0-4])(?![\d:.-])")
_AM_PM = re.compile(r"\b(\d\d?)\s*([ap])\.?m\b\.?")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_DATE = re.compile(rf"(?:\b(\d\d?) )?\b({'|'.join(MONTHS)})[a-z]* (\d{{4}})\b")


def plain(text):
    """Without marks and emphasis, in lower case, with one kind of dash, and numbers as digits."""
    text = _MARK.sub(" ", text).replace("*", "").replace("`", "")
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"[≤≥<>=]", " ", text).lower()
    return re.sub(
        r"\b(?:twenty-one|[a-z]+)\b", lambda m: str(WORDS.get(m.group(), m.group())), text
    )


@dataclasses.dataclass
class Facts:
    """What can be compared with a parameter. Times are minutes of the day."""

    durations: set = dataclasses.field(default_factory=set)  # (3, "business day"), (1, "week")
    times: set = dataclasses.field(default_factory=set)
    hours: set = dataclasses.field(default_factory=set)  # (540, 1200): from 09:00 to 20:00
    numbers: set = dataclasses.field(default_factory=set)
    limits: set = dataclasses.field(default_factory=set)  # (3, (1, "week")): three a week
    dates: set = dataclasses.field(default_factory=set)
    last_days: set = dataclasses.field(default_factory=set)  # Of these, what something lasts until.

    def add(self, text):
        text = plain(text)
        self._add_dates(text)
        text = self._add_times(_DATE.sub(" ", _ISO_DATE.sub(" ", text)))
        for count, many, unit, rate in _LIMIT.findall(text):
            self.limits.add((int(count), (int(many), UNITS[unit]) if many else (1, rate)))
        self.durations |= {(int(n), UNITS[unit]) for n, unit in _DURATION.findall(text)}
        self.durations |= {(1, unit) for unit in _RATE.findall(text)}
        self.numbers |= {int(number) for number in re.findall(r"(?<![\w.])\d+(?![\d.]*\d)", text)}
        return self

    def add_dates(self, text):
        self._add_dates(plain(text))
        return self

    def _add_dates(self, text):
        self.dates |= dates_in(text)
        for part in re.findall(r"until (?:\w+ )?\S+(?: \w+ \d{4})?", text):
            self.last_days |= dates_in(part)

    def _add_times(self, text):
        """The text without them."""
        text = _HOUR_RANGE.sub(r"\1:00-\2:00", text)
        text = _AM_PM.sub(
            lambda m: f"{int(m[1]) % 12 + (12 if m[2] == 'p' else 0):02}:00", text
        )
        for times in _CLOCK.finditer(text):
            self.times.add(minutes_of(times.group()))
        for first, last in _HOURS.findall(text):
            self.hours.add((minutes_of(first), minutes_of(last)))
        return _CLOCK.sub(" ", text)


def minutes_of(clock):
    hours, minutes = clock.split(":")[:2]
    return int(hours) * 60 + int(minutes)


def dates_in(text):
    """`2027-01-31`, `31 jan 2027`; of `nov 2025` the first."""
    found = {datetime.date(*map(int, date)) for date in _ISO_DATE.findall(text)}
    for day, month, year in _DATE.findall(text):
        found.add(datetime.date(int(year), MONTHS.index(month) + 1, int(day or 1)))
    return found


@dataclasses.dataclass
class Row:
    id: str
    line: int
    text: str  # All cells.
    facts: Facts  # Of a law's citation the dates only: an article's number is no parameter.

    @property
    def sourced(self):
        return re.search(r"\[S\d", self.text) is not None

    @property
    def own_knowledge(self):
        return "[OKV" in self.text or " OKV" in self.text

    @property
    def uncertain(self):
        return _DOUBT.search(self.text) is not None

    @property
    def policy(self):
        return re.search(r"\bpolicy\b", self.text) is not None


class Sheet:
    """Rows by id, and for each jurisdiction the ids and facts of its numbered cases."""

    def __init__(self, text):
        self.rows = {}
        self.cases = {}
        self.case_ids = []
        header = []
        for number, line in enumerate(text.splitlines(), 1):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not line.startswith("|"):
                header = []
                if line.startswith("Tests"):
                    self._add_cases(line)
            elif not header:
                header = cells
            elif header[0] == "#":
                self._add_cases(line)
            elif header[0] in ("id", "rule id"):
                self._add_row(number, cells, header[-1] in ("citation", "source"))

    def _add_row(self, number, cells, cited):
        found = _ROW_ID.match(cells[0])
        if not found:
            return
        facts = Facts()
        for cell in cells[:-1] if cited else cells:
            facts.add(_ROW_ID.sub(" ", cell))
        facts.add_dates(cells[-1])
        place, first, others = found.groups()
        for suffix in [first, *others.split("/")[1:]]:
            row = Row(f"{place}-{suffix}", number, " | ".join(cells), facts)
            self.rows[row.id] = row

    def _add_cases(self, line):
        self.case_ids += re.findall(r"\b[A-Z]+-T\d+\b", line)
        for place in set(re.findall(r"\b([A-Z]+)-T\d", line)):
            self.cases.setdefault(place, Facts()).add(re.sub(r"\b[A-Z]+-T\d+", " ", line))
