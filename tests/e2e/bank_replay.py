"""The whole Bank Marketing data set under a cap of three calls, where the data is at hand.

The table is looked for where TACT_BANK_CSV says, and in ../shared/data beside the source tree.
"""

import collections
import os
import pathlib
import subprocess
import sys
import unittest

import cli_support
from cli_support import SOURCE, CliTest, lines_of

BANK_CSV = pathlib.Path(
    os.environ.get("TACT_BANK_CSV", SOURCE.parent / "shared" / "data" / "bank-full.csv")
)


@unittest.skipUnless(BANK_CSV.exists(), "the Bank Marketing table is not at hand")
class Bank(CliTest):
    def test_a_cap_of_three_keeps_the_calls_that_were_counted_by_hand(self):
        records = self.folder / "bank.ndjson"
        with records.open("wb") as out:
            subprocess.run([sys.executable, SOURCE / "tools" / "bank_to_records.py", BANK_CSV],
                           stdout=out, check=True)  # fmt: skip
        policy = SOURCE / "tools" / "bank" / "policy.yaml"
        with records.open("rb") as lines:
            process = subprocess.run([cli_support.TACT, "replay", "--policy", policy],
                                     stdin=lines, capture_output=True, text=True)  # fmt: skip
        self.check_exit(process, 0)
        outcomes = collections.Counter(answer["outcome"] for answer in lines_of(process.stdout))
        self.assertEqual(sum(outcomes.values()), 124_956)
        self.assertEqual(outcomes["allow"], 88_040)
        self.assertEqual(outcomes["defer"] + outcomes["deny"], 36_916)


if __name__ == "__main__":
    sys.exit(cli_support.main())
