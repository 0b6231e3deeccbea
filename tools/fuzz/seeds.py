"""What the fuzzers start from: the shipped and the golden files, and the words of the language.

usage: seeds.py FOLDER

Writes FOLDER/seeds/TARGET/* and FOLDER/words.dict, in libFuzzer's form. The words are those of the
language reference, policies/README.md, whose examples a test compiles.
"""

import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DIVIDER = "\n%%\n"  # between a policy and what it includes; tools/fuzz/checks.cc
YAML = [
    ": ", "- ", "\n  - ", "\n- ", "{ ", " }", "[", "]", ", ", "#", " #", '"', "'", "|", ">",
    "|-", ">+", "|2", "&a", "*a", "!t", "<<", "? ", "---", "...", "%%", "~", "\t", "\r\n", "\\",
    "\\x41", "\ufeff", "\u2028", "ş",
]  # fmt: skip


def text_of(path):
    return path.read_bytes()


def policies_and_suites():
    shipped = sorted((SOURCE / "policies").rglob("*.yaml"))
    golden = sorted((SOURCE / "tests" / "golden").rglob("*.yaml"))
    suites = [path for path in shipped + golden if re.search(rb"^tests:", text_of(path), re.M)]
    return [path for path in shipped + golden if path not in suites], suites


def words():
    reference = (SOURCE / "policies" / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml[^\n]*\n(.*?)^```", reference, re.M | re.S)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", reference, flags=re.M | re.S))
    found = set(YAML)
    for text in blocks + spans:
        text = re.sub(r"\s#.*", "", text)
        found.update(re.findall(r"[A-Za-z_][\w./-]*", text))
        found.update(key + ": " for key in re.findall(r"([a-z_.]+):", text))
        found.update(re.findall(r'"[^"\n]+"', text))
        found.update(re.findall(r"\d+[smhdw]\b|\d+ \w+ ?\w*|\d{4}-\d\d-\d\d(?:T[\d:+Z]+)?", text))
    return sorted(word for word in found if 0 < len(word.encode()) <= 64)


def dictionary_line(word):
    shown = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02x}"
        for byte in word.encode()
    )
    return f'"{shown}"\n'


def write(folder, name, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def main(folder):
    seeds = pathlib.Path(folder, "seeds")
    policies, suites = policies_and_suites()
    for path in policies + suites:
        name = "_".join(path.relative_to(SOURCE).parts[1:])
        target = "suite_reader" if path in suites else "policy_reader"
        write(seeds / target, name, text_of(path))
        write(seeds / "formatter", name, text_of(path))
    divider = DIVIDER.encode()
    calendar = text_of(SOURCE / "policies" / "calendars" / "tr-public.yaml")
    for path in policies:
        if re.search(rb"^include:", text_of(path), re.M):
            name = "_".join(path.relative_to(SOURCE).parts[1:]) + "_with_part"
            write(seeds / "policy_reader", name, text_of(path) + divider + calendar)
    pathlib.Path(folder, "words.dict").write_text("".join(map(dictionary_line, words())))


if __name__ == "__main__":
    main(*sys.argv[1:])
