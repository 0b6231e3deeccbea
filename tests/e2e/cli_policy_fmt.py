"""tact policy fmt, as an officer and a build server see it."""

import json
import os
import stat
import subprocess
import sys

import cli_support
from cli_support import run

UGLY = """\
# The house's own rules.
policy: small
tact: 1      # the language
vocabulary: {channels: [ sms ],purposes: [marketing]}
rules:
- deny: true   # never
  # Known to all teams.
  id: a
"""

NEAT = """\
# The house's own rules.
tact: 1      # the language
policy: small
vocabulary: { channels: [sms], purposes: [marketing] }

rules:
  # Known to all teams.
  - id: a
    deny: true   # never
"""

BROKEN = "tact: 1\nrules: [a\n"


class Fmt(cli_support.CliTest):
    def read(self, path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    def test_files_are_formatted_in_place(self):
        path = self.file("small.yaml", UGLY)
        os.chmod(path, 0o640)
        process = run("policy", "fmt", path)
        self.check_exit(process, 0)
        self.assertEqual(process.stdout, f"formatted  {path}\n1 file formatted, 0 unchanged\n")
        self.assertEqual(self.read(path), NEAT)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o640)
        self.assertEqual(os.listdir(self.folder), ["small.yaml"])

    def test_what_is_formatted_is_not_written_again(self):
        path = self.file("small.yaml", NEAT)
        os.utime(path, (1, 1))
        process = run("policy", "fmt", path)
        self.check_exit(process, 0)
        self.assertEqual(process.stdout, "0 files formatted, 1 unchanged\n")
        self.assertEqual(os.stat(path).st_mtime, 1)

    def test_meaning_and_warnings_stay(self):
        path = self.file("small.yaml", UGLY)
        before = json.loads(run("policy", "check", "--json", path).stdout)["policies"][0]
        run("policy", "fmt", path)
        after = json.loads(run("policy", "check", "--json", path).stdout)["policies"][0]
        self.assertTrue(before["compiles"] and after["compiles"])
        messages = [[d["message"] for d in policy["diagnostics"]] for policy in (before, after)]
        self.assertEqual(*messages)

    def test_check_changes_nothing_and_names_what_differs(self):
        ugly = self.file("a.yaml", UGLY)
        self.file("b.yaml", NEAT)
        process = run("policy", "fmt", "--check", str(self.folder))
        self.check_exit(process, 4)
        self.assertEqual(process.stdout, f"differs  {ugly}\n1 file differs, 1 as it should be\n")
        self.assertEqual(self.read(ugly), UGLY)
        os.remove(ugly)
        self.check_exit(run("policy", "fmt", "--check", str(self.folder)), 0)

    def test_the_diff_is_one_that_patch_takes(self):
        path = self.file("small.yaml", UGLY)
        process = run("policy", "fmt", "--diff", path)
        self.check_exit(process, 0)
        self.assertIn("\n-policy: small\n", process.stdout)
        self.assertEqual(self.read(path), UGLY)
        applied = subprocess.run(
            ["git", "apply", "-p0", "--unsafe-paths", "-"],
            input=process.stdout.replace(path + " (formatted)", "small.yaml").replace(
                path, "small.yaml"
            ),
            cwd=self.folder, text=True, capture_output=True,
        )  # fmt: skip
        self.assertEqual(applied.returncode, 0, applied.stderr)
        self.assertEqual(self.read(path), NEAT)

    def test_standard_input_goes_to_standard_output(self):
        process = run("policy", "fmt", "-", stdin=UGLY)
        self.check_exit(process, 0)
        self.assertEqual((process.stdout, process.stderr), (NEAT, ""))
        self.check_exit(run("policy", "fmt", "--check", "-", stdin=UGLY), 4)
        self.check_exit(run("policy", "fmt", "--check", "-", stdin=NEAT), 0)
        self.check_exit(run("policy", "fmt", "--json", "-", stdin=NEAT), 2)

    def test_what_is_not_yaml_stays_as_it_is(self):
        path = self.file("broken.yaml", BROKEN)
        self.file("small.yaml", UGLY)
        process = run("policy", "fmt", str(self.folder))
        self.check_exit(process, 3)
        self.assertIn("broken.yaml:3:1: error: ", process.stderr)
        self.assertIn("1 file formatted, 0 unchanged, 1 left alone", process.stdout)
        self.assertEqual(self.read(path), BROKEN)

    def test_folders_may_hold_other_yaml(self):
        other = self.file("compose.yaml", "services:\n    a:   {}\n")
        part = self.file("part.yaml", "tact: 1\nrules:\n- {id: a,deny: true}\n")
        tests = self.file("a_test.yaml", "cases: [ ]\ntests: a\n")
        process = run("policy", "fmt", str(self.folder))
        self.check_exit(process, 0)
        self.assertNotIn(other, process.stdout)
        self.assertEqual(
            self.read(part), "tact: 1\n\nrules:\n  - { id: a, deny: true }\n"
        )  # fmt: skip
        self.assertEqual(self.read(tests), "tests: a\ncases: []\n")

    def test_json_names_each_file(self):
        path = self.file("small.yaml", UGLY)
        broken = self.file("zz.yaml", "policy: [\n")
        process = run("policy", "fmt", "--check", "--json", str(self.folder))
        self.check_exit(process, 3)
        first, second = json.loads(process.stdout)["files"]
        self.assertEqual((first["file"], first["differs"]), (path, True))
        self.assertEqual(second["file"], broken)
        self.assertEqual(second["diagnostics"][0]["severity"], "error")

    def test_bad_arguments_are_exit_2(self):
        self.check_exit(run("policy", "fmt"), 2)
        self.check_exit(run("policy", "fmt", str(self.folder / "none")), 2)
        self.check_exit(run("policy", "fmt", str(self.folder)), 2)

    def test_what_cannot_be_written_is_exit_1(self):
        path = self.file("small.yaml", UGLY)
        os.chmod(self.folder, 0o555)
        self.addCleanup(os.chmod, self.folder, 0o755)
        if os.access(self.folder, os.W_OK):
            self.skipTest("root writes everywhere")
        process = run("policy", "fmt", path)
        self.check_exit(process, 1)
        self.assertIn("cannot write beside", process.stderr)


if __name__ == "__main__":
    sys.exit(cli_support.main())
