"""The table of packs, and that the one in policies/README.md is up to date."""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest
from unittest import mock

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import pack_matrix  # noqa: E402

HEAD = "tact: 1\npolicy: {0}\ntitle: The law of {0}\nknowledge: 2026-11-22\nlegal_review: pending\n"
RULES = """
rules:
  # JP-01: sourced.
  - { id: jp-01, consent: {} }

  # JP-02: uncertain. Why.
  - { id: jp-02, mode: shadow, hours: { open: ["daily 08:00-21:00"] } }

  # JP-03: partly sourced.
  - { id: jp-03, when: { consent: {} }, gap: { at_least: 4h } }

  # A rule that does not say.
  - { id: jp-04, deny: true }
obligations:
  # JP-05: own knowledge, verify.
  - { id: jp-05, due: 3 business days }
"""
README = f"before\n{pack_matrix.BEGIN}\nold\n{pack_matrix.END}\nafter\n"


class Matrix(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "packs").mkdir()
        self.write("README.md", README)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def pack(self, name, text=RULES):
        self.write(f"packs/{name}.yaml", HEAD.format(name) + text)

    def run_tool(self, *arguments):
        """(exit code, what it printed, the README after it)"""
        printed = io.StringIO()
        command = ["pack_matrix.py", "--policies", str(self.folder), *arguments]
        with mock.patch.object(sys, "argv", command), contextlib.redirect_stdout(printed):
            code = pack_matrix.main()
        return code, printed.getvalue(), (self.folder / "README.md").read_text(encoding="utf-8")

    def test_a_row_counts_what_the_pack_has(self):
        self.pack("jp")
        self.write("packs/jp_test.yaml", "tests: jp\ncases:\n  - { name: a }\n  - { name: b }\n")
        _, _, text = self.run_tool()
        self.assertIn(
            "| [`jp`](packs/jp.yaml) | The law of jp | 1 | – | 1 | 1 | 1 | 1 | 3 | 1 | 2 |"
            " 2026-11-22 | 1 sourced, 1 partly, 1 own knowledge, 1 uncertain, 1 not said |"
            " pending |\n",
            text,
        )
        self.assertTrue(text.startswith("before\n") and text.endswith("after\n"), text)
        self.assertNotIn("old", text)

    def test_packs_stand_in_order_and_parts_and_tests_are_none(self):
        for name in ("zz", "jp", "tr-etk-iys", "aa"):
            self.pack(name)
        self.pack("regions", "regions: {}\n")
        self.pack("jp_test")
        _, _, text = self.run_tool()
        rows = [line.split("`")[1] for line in text.splitlines() if line.startswith("| [")]
        self.assertEqual(rows, ["tr-etk-iys", "jp", "aa", "zz"])
        self.assertIn("\n| 4 packs |  | 4 | 0 | 4 | 4 | 4 | 4 | 12 | 4 | 0 |", text)

    def test_check_tells_an_old_table_from_a_new_one(self):
        self.pack("jp")
        code, said, text = self.run_tool("--check")
        self.assertEqual((code, text), (1, README))
        self.assertIn("-old\n", said)
        self.assertIn("+| [`jp`]", said)
        self.run_tool()
        self.assertEqual(self.run_tool("--check")[:2], (0, ""))
        self.pack("jp", RULES.replace("sourced", "house"))
        self.assertEqual(self.run_tool("--check")[0], 1)

    def test_without_markers_nothing_is_written(self):
        self.write("README.md", "no markers\n")
        with self.assertRaises(SystemExit):
            self.run_tool()


class Readme(unittest.TestCase):
    def test_the_table_is_what_the_packs_say(self):
        said = io.StringIO()
        command = ["pack_matrix.py", "--check"]
        with mock.patch.object(sys, "argv", command), contextlib.redirect_stdout(said):
            self.assertEqual(pack_matrix.main(), 0, said.getvalue())


if __name__ == "__main__":
    unittest.main()
