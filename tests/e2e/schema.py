"""The JSON Schemas, asked by a validator that is not ours.

They must take every policy and every file of tests that compiles, and refuse each mistake of the
golden files that a schema can see. A mistake is looked for at its line, so a file with several does
not pass by one of them. What a schema cannot see is listed below, with the reason.
"""

import json
import re
import sys
import unittest

import jsonschema
import yaml

import cli_support
from cli_support import SOURCE, run

GOLDEN = SOURCE / "tests" / "golden"
SCHEMAS = SOURCE / "policies" / "schema"

NOT_YAML = "an editor says it as a mistake of YAML, before any schema"
OUR_YAML = "it is YAML, but not of the plain form that the language uses"
OTHER_PLACE = "what may be written there is said elsewhere: in the vocabulary, or by another rule"
OTHER_KEY = "the value is right by itself; another key of the same mapping makes it wrong"
OTHER_FILE = "it is about more than one file"
WORLD = "the calendar or the zones and countries of the world decide"
TEXT = "YAML gives a schema the value, not how it is written"
PROSE = "to a schema it is prose like any other"

# Message of a diagnostic: why a schema cannot see the mistake.
UNSEEN = {
    r"not valid YAML: .*": NOT_YAML,
    r"this quote is never closed": NOT_YAML,
    r"a tab in the indentation": NOT_YAML,
    r"a control character": NOT_YAML,
    r"this is not UTF-8": NOT_YAML,
    r"duplicate key .*": NOT_YAML,
    r"a second document in one file": OUR_YAML,
    r"anchors .*|aliases .*|tags .*": OUR_YAML,
    r"unknown (channel|purpose|brand|label|activity|calendar|customer) .*": OTHER_PLACE,
    r"`legal_review` says neither .*": PROSE,
    r"`(calendar|business_days|half_days)` is of deadlines .*": OTHER_KEY,
    r"business days need a `calendar`": OTHER_KEY,
    r"the id .* is taken": OTHER_PLACE,
    r"`registered` is of a consent": OTHER_KEY,
    r"duplicate rule id .*": OTHER_PLACE,
    r"`any` stands for all purposes only in `consent`": OTHER_PLACE,
    r"the numbers .* belong to .* already": OTHER_PLACE,
    r"a day of \d+, a year that .* does not cover": OTHER_KEY,
    r"the range ends before it begins: .*": OTHER_KEY,
    r"`first_day` says how calendar days are counted, and `for` has none": OTHER_KEY,
    r"a withdrawal does not expire": OTHER_KEY,
    r"this has no time to be judged at": OTHER_PLACE,
    r"nobody is asked for": OTHER_KEY,
    r"the policy has no (name|vocabulary|`rules`).*": OTHER_FILE,
    r"cannot read .*": OTHER_FILE,
    r"unknown time zone `[\w/]+`": WORLD,
    r"unknown country `[A-Z]{2}`": WORLD,
    r"`from` is no date: `2026-02-30`": WORLD,
    r"`at_most` has a leading zero": TEXT,
}

# Golden files of which the reader says less than the schema, and why.
READ_IN_PART = {
    "policy/test_file": "a file of tests is no policy; that is all that is said of it",
}


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read: no times, and `yes` and `no` are texts."""

    yaml_implicit_resolvers = {}


CORE = (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
)
for tag, pattern, first in CORE:
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), [*first, ""]
    )


class Document:
    """The value of one YAML text, and the line of each part of it."""

    def __init__(self, text):
        self.value_lines = {(): 0}
        self.key_lines = {}
        self.value = self._read(yaml.compose(text, CoreLoader), ())

    def _read(self, node, path):
        if node is None:
            return None
        self.value_lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return {key.value: self._read_entry(key, value, path) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self._read(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._read_scalar(node)

    def _read_entry(self, key, value, path):
        path = (*path, key.value)
        self.key_lines[path] = key.start_mark.line + 1
        read = self._read(value, path)
        if read is None:  # Nothing stands nowhere.
            self.value_lines[path] = self.key_lines[path]
        return read

    @staticmethod
    def _read_scalar(node):
        kind = node.tag.rsplit(":", 1)[-1]
        text = node.value
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "int":
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text, 10)
        return float(text) if kind == "float" else text


def leaves(error):
    """The error, or what is deepest of the alternatives that all failed."""
    if not error.context:
        return [error]
    below = [leaf for inner in error.context for leaf in leaves(inner)]
    depth = max(len(leaf.absolute_path) for leaf in below)
    return [leaf for leaf in below if len(leaf.absolute_path) == depth]


def lines_of(error, document):
    path = tuple(error.absolute_path)
    keywords = list(error.absolute_schema_path)
    if error.validator == "additionalProperties":
        schema = error.schema
        known = re.compile("|".join(schema.get("patternProperties", {"(?!)": None})))
        unknown = [
            key
            for key in error.instance
            if key not in schema["properties"] and not known.search(key)
        ]
        return {document.key_lines[*path, key] for key in unknown}
    if "dependencies" in keywords:
        key = keywords[keywords.index("dependencies") + 1]
        # Some versions say the key in the path as well.
        steps = [*path, key] if (*path, key) in document.key_lines else [*path[:-1], key]
        return {document.key_lines[tuple(steps)]}
    if "propertyNames" in keywords:
        return {document.key_lines[*path, error.instance]}
    if error.validator == "oneOf":  # Of the alternatives more than one holds.
        names = {name for choice in error.validator_value for name in choice["required"]}
        present = sorted(document.key_lines[*path, key] for key in error.instance if key in names)
        return set(present[1:])
    return {document.value_lines[path]}


def refused_lines(validator, document):
    errors = validator.iter_errors(document.value)
    found = [leaf for error in errors for leaf in leaves(error)]
    return {line: leaf.message for leaf in found for line in lines_of(leaf, document)}


def load_validator(name):
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


POLICY = load_validator("policy.schema.json")
TESTS = load_validator("policy_test.schema.json")


def validator_for(path):
    is_of_tests = path.name.endswith("_test.yaml") or path.parent == GOLDEN / "suite"
    return TESTS if is_of_tests else POLICY


def shipped():
    return [*sorted(SOURCE.glob("policies/**/*.yaml")), SOURCE / "tools/bank/policy.yaml"]


def goldens():
    files = [*GOLDEN.glob("policy/*.yaml"), *GOLDEN.glob("suite/*.yaml")]
    return sorted(path for path in files if not path.name.startswith("_"))


def name_of(golden):
    return f"{golden.parent.name}/{golden.stem}"


def said_of(golden):
    """(line, message) of each error in the file itself."""
    baseline = golden.with_suffix(".txt").read_text(encoding="utf-8", errors="replace")
    said = re.compile(r"^%s(?::(\d+):\d+)?: error: (.*)$" % re.escape(golden.name), re.M)
    return [(int(line or 0), message) for line, message in said.findall(baseline)]


def reason_for(message):
    for pattern in UNSEEN:
        if re.fullmatch(pattern, message):
            return pattern
    return None


class Schema(unittest.TestCase):
    def test_what_is_shipped_is_what_the_program_prints(self):
        for arguments, name in (((), "policy"), (("--tests",), "policy_test")):
            process = run("policy", "schema", *arguments)
            self.assertEqual(process.returncode, 0, process.stderr)
            committed = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
            self.assertEqual(process.stdout, committed, name)

    def test_takes_all_that_is_shipped(self):
        for path in shipped():
            with self.subTest(path.relative_to(SOURCE)):
                document = Document(path.read_text(encoding="utf-8"))
                self.assertEqual(refused_lines(validator_for(path), document), {})

    def test_takes_what_the_language_reference_shows(self):
        text = (SOURCE / "policies" / "README.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```yaml (policy|tests|rule)\n(.*?)^```$", text, re.M | re.S)
        self.assertGreater(len(blocks), 12)
        for kind, block in blocks:
            if kind == "rule":
                block = "tact: 1\nrules:\n" + block
            with self.subTest(block[:60]):
                validator = TESTS if kind == "tests" else POLICY
                self.assertEqual(refused_lines(validator, Document(block)), {})

    def test_all_that_is_shipped_names_its_schema(self):
        for path in shipped():
            with self.subTest(path.relative_to(SOURCE)):
                first = path.read_text(encoding="utf-8").splitlines()[0]
                named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
                self.assertTrue(named, first)
                expected = "policy_test" if validator_for(path) is TESTS else "policy"
                self.assertEqual(
                    (path.parent / named[1]).resolve(), SCHEMAS / f"{expected}.schema.json"
                )

    def test_its_examples_fit_it(self):
        for validator in (POLICY, TESTS):
            examples = 0
            for schema in self.explained(validator.schema):
                for example in schema["examples"]:
                    examples += 1
                    errors = list(validator.evolve(schema=schema).iter_errors(example))
                    self.assertEqual(errors, [], schema["description"])
            self.assertGreater(examples, 60)

    def explained(self, schema):
        """Each part of the schema that gives examples, with the definitions that it refers to."""
        definitions = schema["definitions"]
        for mapping in (schema, *definitions.values()):
            for group in ("properties", "patternProperties"):
                for key, value in mapping.get(group, {}).items():
                    self.assertIn("description", value, key)
                    self.assertIn("examples", value, key)
                    # Beside a `$ref` validators look at nothing else.
                    reference = {"allOf": [{"$ref": value["$ref"]}]} if "$ref" in value else {}
                    rest = {name: part for name, part in value.items() if name != "$ref"}
                    yield {**rest, **reference, "definitions": definitions}

    def test_refuses_each_golden_mistake_that_it_can_see(self):
        used = set()
        for golden in goldens():
            with self.subTest(name_of(golden)):
                used |= self.check_golden(golden)
        self.assertEqual(set(UNSEEN) - used, set(), "no golden file has these mistakes")

    def check_golden(self, golden):
        said = said_of(golden)
        reasons = {message: reason_for(message) for _, message in said}
        try:
            document = Document(golden.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError):
            self.assertNotIn(None, reasons.values(), "YAML does not read it; the list says not why")
            return set(reasons.values())
        refused = refused_lines(validator_for(golden), document)
        seen = {line for line, message in said if reasons[message] is None}
        for line, message in said:
            if reasons[message] is None:
                self.assertIn(line, refused, f"neither refused nor listed: {message}")
            elif line not in seen:
                self.assertNotIn(line, refused, f"listed, but refused: {message}")
        if name_of(golden) not in READ_IN_PART:
            unsaid = {line: why for line, why in refused.items() if line not in dict(said)}
            self.assertEqual(unsaid, {}, "the schema refuses what the reader takes")
        return set(reasons.values()) - {None}


if __name__ == "__main__":
    sys.exit(cli_support.main())
