"""The whole Bank Marketing data set through a daemon that is killed meanwhile: the calls that a cap
of three allows are those that were counted by hand.

The table is looked for where TACT_BANK_CSV says, and in ../shared/data beside the source tree.
"""

import collections
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import unittest

import daemon_support
import kill_support
from daemon_support import SOURCE, Daemon, DaemonTest

BANK_CSV = pathlib.Path(
    os.environ.get("TACT_BANK_CSV", SOURCE.parent / "shared" / "data" / "bank-full.csv")
)
KILLS = 4
KNOWN_FOR = datetime.timedelta(hours=72)  # how long a request_id is known


def bank_lines():
    converter = SOURCE / "tools" / "bank_to_records.py"
    made = subprocess.run([sys.executable, converter, BANK_CSV], capture_output=True, check=True)
    return made.stdout.decode().splitlines()


def places_to_kill(lines):
    """Where all that is sent again is still known: the years after the first have days few calls
    apart, and two hundred lines are months of them."""
    times = [datetime.datetime.fromisoformat(json.loads(line)["at"]) for line in lines]
    before, after = kill_support.STEP_BACK, kill_support.AHEAD
    return [index for index in range(before, len(lines) - after)
            if times[index + after] - times[index - before] < KNOWN_FOR]  # fmt: skip


@unittest.skipUnless(BANK_CSV.exists(), "the Bank Marketing table is not at hand")
class KillBank(DaemonTest):
    def test_a_cap_of_three_allows_the_calls_that_were_counted_by_hand(self):
        lines = bank_lines()
        policy = (SOURCE / "tools" / "bank" / "policy.yaml").read_text(encoding="utf-8")
        kills = sorted(random.Random(2).sample(places_to_kill(lines), KILLS))
        with Daemon(self.folder, policy, "--trial") as daemon:
            stream = kill_support.Stream(daemon, lines)
            for kill_at in kills:
                stream.send_until(max(kill_at, max(stream.answers, default=0) + 1), kill=True)
            stream.send_until(len(lines), kill=False)
        self.assertEqual(stream.asked_again, KILLS * kill_support.STEP_BACK)
        outcomes = collections.Counter(answer["outcome"] for answer in stream.answers.values())
        self.assertEqual(sum(outcomes.values()), 124_956)
        self.assertEqual(outcomes["allow"], 88_040)
        self.assertEqual(outcomes["defer"] + outcomes["deny"], 36_916)


if __name__ == "__main__":
    sys.exit(daemon_support.main())
