"""A stream of requests across power cuts gives the answers that one quiet run gives."""

import datetime
import json
import pathlib
import random
import sys

import daemon_support
import kill_support
from daemon_support import Daemon, DaemonTest

POLICY = """\
tact: 1
policy: stream
title: Caps and gaps that a stream of two days runs into
defaults: { timezone: Europe/Istanbul }
vocabulary:
  channels: [sms, email]
  purposes: [marketing/promotion, service/order]
  activities: [complaint]
rules:
  - id: consent
    text: Advertising goes to people who did not refuse it.
    when: { purpose: marketing }
    consent: { model: opt-out }
  - id: three-a-day
    text: No more than three advertisements in 24 hours.
    when: { purpose: marketing }
    cap: { at_most: 3, within: 24h }
  - id: breathing-space
    text: An hour between two advertisements.
    when: { purpose: marketing }
    gap: { at_least: 1h }
  - id: same-campaign
    text: A campaign once in a calendar day.
    when: { purpose: marketing, campaign: "*" }
    cap: { at_most: 1, within: calendar day, same: [campaign] }
  - id: complaint-rest
    text: No advertising for ten hours after a complaint.
    when: { purpose: marketing }
    cooldown: { after: { event: complaint }, for: 10h }
  - id: call-volume
    text: No more than 60 SMS in an hour.
    when: { channel: sms }
    volume: { at_most: 60, within: 1h }
"""

LINES = 6_000
# Less than the 72 hours for which a request_id is known, so that all can be asked again.
SPAN = datetime.timedelta(hours=60)
BEGIN = datetime.datetime(2026, 3, 2, 6, tzinfo=datetime.timezone.utc)


def make_stream(seed):
    """Requests in the order of time; among them what changes later answers, and does no more when
    it is told twice: reports of failures, refusals, complaints."""
    dice = random.Random(seed)
    lines = []
    for number in range(LINES):
        at = (BEGIN + SPAN * number / LINES).isoformat(timespec="milliseconds")
        customer = f"c-{min(dice.randrange(300), dice.randrange(300))}"
        kind = dice.random()
        if number > 50 and kind < 0.06:
            record = {"type": "consent", "customer": customer, "purpose": "marketing", "at": at,
                      "state": dice.choice(["withdrawn", "granted"])}  # fmt: skip
        elif number > 50 and kind < 0.08:
            record = {"type": "activity", "customer": customer, "event": "complaint", "at": at}
        else:
            record = {"type": "request", "request_id": f"r-{number}", "customer": customer,
                      "channel": dice.choice(["sms", "email"]), "at": at,
                      "purpose": dice.choice(["marketing/promotion"] * 4 + ["service/order"]),
                      "campaign": f"autumn-{dice.randrange(20)}"}  # fmt: skip
        lines.append(json.dumps(record))
    return lines


class KillStream(DaemonTest):
    def test_answers_are_those_of_an_uninterrupted_run(self):
        lines = make_stream(seed=7)
        dice = random.Random(8)
        kills = sorted(dice.sample(range(300, LINES - 700), 6))
        with Daemon(self.folder, POLICY, "--trial") as daemon:
            stream = kill_support.Stream(daemon, lines)
            for kill_at in kills:
                stream.send_until(max(kill_at, max(stream.answers, default=0) + 1), kill=True)
            stream.send_until(LINES, kill=False)
            self.assertGreater(stream.asked_again, kill_support.STEP_BACK * len(kills) // 2)
            self.check_everything_is_answered_again(daemon, lines, stream.answers)

        answers = [stream.answers[index] for index in sorted(stream.answers)]
        answers = [kill_support.without_ids(answer) for answer in answers if answer]
        self.assertEqual(answers, self.quiet_run(lines))
        outcomes = {answer["outcome"] for answer in answers}
        self.assertEqual(outcomes, {"allow", "defer", "deny"})

    def check_everything_is_answered_again(self, daemon, lines, answers):
        """Of everything that was answered, in one body, nothing is decided anew."""
        entries = daemon.metrics()["tact_ledger_entries"]
        asked = [index for index, answer in answers.items() if answer]
        with daemon.connect() as connection:
            body = "".join(lines[index] + "\n" for index in asked)
            connection.send(body, "/v1/decisions/batch", "application/x-ndjson")
            status, _, text = connection.receive()
        self.assertEqual(status, 200)
        again = [json.loads(line) for line in text.splitlines()]
        self.assertTrue(all(answer.pop("replayed", False) for answer in again))
        self.assertEqual(again, [answers[index] for index in asked])
        self.assertEqual(daemon.metrics()["tact_ledger_entries"], entries)

    def quiet_run(self, lines):
        if daemon_support.TACT:
            policy = self.folder / "policy.yaml"
            answers = kill_support.replayed_offline(policy, lines)
            return [kill_support.without_ids(answer) for answer in answers]
        quiet = self.folder / "quiet"
        pathlib.Path(quiet).mkdir()
        with Daemon(quiet, POLICY, "--trial") as daemon:
            stream = kill_support.Stream(daemon, lines)
            stream.send_until(LINES, kill=False)
        return [kill_support.without_ids(a) for _, a in sorted(stream.answers.items()) if a]


if __name__ == "__main__":
    sys.exit(daemon_support.main())
