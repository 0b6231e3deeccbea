#!/usr/bin/env python3
"""What a cap on calls for each campaign would have kept of the Bank Marketing data set.

Example:
  tools/bank_table.py bank-full.csv --tact build/release/src/cli/tact

Replays the data set under caps of one to six calls (tools/bank/policy.yaml with another `at_most`)
and prints a table in Markdown: calls kept, calls stopped, and subscriptions kept. A customer's
subscription came with the last call, so it is kept where that call is allowed.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import bank_to_records

POLICY = pathlib.Path(__file__).with_name("bank") / "policy.yaml"


def policy_with_cap(calls):
    text, count = re.subn(r"at_most: \d+", f"at_most: {calls}", POLICY.read_text(encoding="utf-8"))
    if count != 1:
        raise SystemExit(f"bank_table: {POLICY} has no single `at_most`")
    return text


def replay(tact, policy, records_path):
    """Yields each request's id and outcome."""
    with open(records_path, "rb") as records:
        run = subprocess.Popen(
            [tact, "replay", "--policy", policy], stdin=records, stdout=subprocess.PIPE, text=True
        )
        for line in run.stdout:
            answer = json.loads(line)
            if "error" in answer:
                raise SystemExit(f"bank_table: a record was refused: {line.strip()}")
            yield answer["request_id"], answer["outcome"]
        if run.wait() != 0:
            raise SystemExit(f"bank_table: tact replay ended with {run.returncode}")


def measure(tact, cap, records_path, last_calls):
    """(calls kept, calls stopped, subscriptions kept) under a cap."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as policy:
        policy.write(policy_with_cap(cap))
        policy.flush()
        kept = stopped = subscriptions = 0
        for request_id, outcome in replay(tact, policy.name, records_path):
            if outcome == "allow":
                kept += 1
                subscriptions += request_id in last_calls
            else:
                stopped += 1
    return kept, stopped, subscriptions


def main():
    parser = argparse.ArgumentParser(
        usage="%(prog)s FILE --tact PROGRAM [--caps N]", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE", help="bank-full.csv")
    parser.add_argument("--tact", default="tact", metavar="PROGRAM", help="the command line to run")
    parser.add_argument("--caps", type=int, default=6, metavar="N", help="from one call to N")
    arguments = parser.parse_args()
    try:
        with open(arguments.file, encoding="utf-8", newline="") as lines:
            rows = list(bank_to_records.read_rows(lines))
    except (OSError, bank_to_records.BadTable) as trouble:
        print(f"bank_table: {trouble}", file=sys.stderr)
        return 1
    # The calls that subscriptions came with.
    last_calls = {f"bm-{row.number}-{row.calls}" for row in rows if row.subscribed}
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as records:
        for record in bank_to_records.records(rows):
            records.write(json.dumps(record, separators=(",", ":")) + "\n")
        records.flush()
        print(f"| cap | calls kept | calls stopped | subscriptions kept of {len(last_calls):,} |")
        print("|---|---|---|---|")
        for cap in range(1, arguments.caps + 1):
            kept, stopped, held = measure(arguments.tact, cap, records.name, last_calls)
            print(f"| {cap} | {kept:,} | {stopped:,} | {held:,} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
