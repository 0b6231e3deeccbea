"""Adds up a test run: the cases that each test program counted, and the programs that could not.

usage: tally.py CTEST_JUNIT_FILE TALLY_DIRECTORY

The last line is `N passed, M failed`; the exit code is 1 when M is not 0 or nothing ran.
"""

import pathlib
import sys
import xml.etree.ElementTree


def count(ended_well, tally_file):
    """Returns (passed, failed) of one program, which may have died before it counted."""
    if not tally_file.is_file():
        return (1, 0) if ended_well else (0, 1)
    passed, failed = map(int, tally_file.read_text().split())
    if not ended_well and failed == 0:
        failed = 1  # It failed outside its cases: a leak, a crash at exit, a time limit.
    return passed, failed


def main(report, tally_directory):
    passed = failed = 0
    if pathlib.Path(report).is_file():
        for program in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
            name = program.get("name")
            well = program.get("status") == "run"
            more_passed, more_failed = count(well, pathlib.Path(tally_directory, name))
            passed += more_passed
            failed += more_failed
            if more_failed:
                print(f"failed: {name} ({more_failed} of {more_passed + more_failed})")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
