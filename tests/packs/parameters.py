"""The parameters of a rule, and whether the facts of a row stand behind one."""

import datetime
import re

import fact_sheet

DURATION = re.compile(r"(\d+) ?(business days|calendar days|months?|years?|[mhdw])")
MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
SHORT = {"m": "minute", "h": "hour", "d": "day", "w": "week"}
MIDNIGHT = {0, 24 * 60}

# Keys whose value is a parameter, and what kind it is. `for` and `from` are those of rules only.
KINDS = {
    "at_most": "number", "age": "number",
    "at_least": "duration", "within": "duration", "fresh_within": "duration", "grace": "duration",
    "max_age": "duration", "for": "duration", "due": "duration",
    "open": "hours", "from": "date", "until": "end",
}  # fmt: skip


def parameters(value):
    """(key, kind, text) of everything below that a fact must stand behind."""
    if isinstance(value, list):
        for item in value:
            yield from parameters(item)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in KINDS:
                for text in inner if isinstance(inner, list) else [inner]:
                    yield key, KINDS[key], text
            else:
                yield from parameters(inner)


def spellings(text):
    """How the sheet may say a duration of the language: (number, unit)s; None if it is none."""
    if text.startswith("calendar "):
        return {(1, text.removeprefix("calendar "))}
    found = DURATION.fullmatch(text)
    if not found:
        return None
    count, unit = int(found[1]), SHORT.get(found[2], found[2].removesuffix("s"))
    if unit == "business day":
        return {(count, unit)}
    if unit == "month":
        return {(count, unit)} | ({(count // 12, "year")} if count % 12 == 0 else set())
    if unit == "year":
        return {(count, unit), (count * 12, "month")}
    dates = unit == "calendar day"  # Whole dates are no hours, hours no dates.
    minutes = count * MINUTES["day" if dates else unit]
    return {
        (minutes // size, name)
        for name, size in MINUTES.items()
        if minutes % size == 0 and not (dates and name in ("minute", "hour"))
    }


def date_of(text):
    return datetime.date.fromisoformat(text[:10])


def stands_in(facts, kind, text):
    if kind == "number":
        return all(int(number) in facts.numbers for number in re.findall(r"\d+", text))
    if kind == "duration":
        accepted = spellings(text)
        return accepted is not None and not facts.durations.isdisjoint(accepted)
    if kind == "hours":
        first, last = map(fact_sheet.minutes_of, text.split()[-1].split("-"))
        if MIDNIGHT & {first, last}:
            return {first, last} - MIDNIGHT <= facts.times
        return not facts.hours.isdisjoint({(first, last), (last, first)})  # Or when it is closed.
    if kind == "end":  # Not included: what lasts until a day ends with the next one.
        day = date_of(text)
        return day - datetime.timedelta(days=1) in facts.last_days or day in beginnings(facts)
    return date_of(text) in beginnings(facts)


def beginnings(facts):
    return facts.dates - facts.last_days


def has(facts, kind):
    return {
        "number": facts.numbers, "duration": facts.durations, "hours": facts.times,
        "date": facts.dates, "end": facts.dates,
    }[kind]  # fmt: skip
