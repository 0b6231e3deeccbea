"""Policies come and go on a live daemon: examined whole, scheduled, brought back, under load."""

import datetime
import json
import os
import re
import subprocess
import threading
import time

import daemon_process
from cli_support import run
from daemon_process import ASK, POLICY, Daemon, DaemonTest, find_tactd

TESTS = """tests: small
policy: small.yaml
now: 2026-11-24T12:00:00Z
customers:
  ayse: {{ contacts: [{{ at: 2026-11-23T12:00:00Z, channel: sms, purpose: marketing/promotion }}] }}
cases:
  - name: a second one
    customer: ayse
    ask: {{ channel: sms, purpose: marketing/promotion }}
    expect: {{ outcome: {outcome} }}
"""
ACTIVATIONS = int(os.environ.get("TACT_ACTIVATIONS", "600"))


def filing(cap, outcome="allow", **more):
    body = {"files": [{"name": "small.yaml", "text": POLICY.format(cap=cap)}]}
    body["tests"] = [{"name": "small_test.yaml", "text": TESTS.format(outcome=outcome)}]
    return {**body, **more}


class Versions(DaemonTest):
    def small_policy(self, cap=2):
        path = self.folder / "small.yaml"
        path.write_text(POLICY.format(cap=cap))
        return path

    def version(self, daemon):
        return daemon.call("GET", "/v1/policy")[1]["version"]

    def file(self, daemon, body, status=200):
        got, answer = daemon.call("POST", "/v1/policies", body)
        self.assertEqual(got, status, answer)
        return answer

    def cli(self, daemon, *arguments):
        return run(*arguments, env={"TACT_SERVER": f"http://127.0.0.1:{daemon.port}"})

    def test_an_officer_activates_looks_and_goes_back(self):
        path = self.small_policy()
        daemon = self.start(path)
        first = self.version(daemon)
        draft = self.folder / "draft"
        draft.mkdir()
        (draft / "policy.yaml").write_text(POLICY.format(cap=1).replace("at_most", "at_mots"))
        broken = self.cli(daemon, "policy", "activate", str(draft))
        self.assertEqual(broken.returncode, 3, broken.stderr)
        self.assertIn("policy.yaml:9:12: error: unknown key `at_mots`", broken.stderr)
        self.assertIn('did you mean "at_most"?', broken.stderr)

        (draft / "policy.yaml").write_text(POLICY.format(cap=1))
        tests = TESTS.format(outcome="allow").replace("small.yaml", "policy.yaml")
        (draft / "policy_test.yaml").write_text(tests)
        failing = self.cli(daemon, "policy", "activate", str(draft))
        self.assertEqual(failing.returncode, 4, failing.stderr)
        self.assertIn("policy_test.yaml:7: error: the test `a second one` fails", failing.stderr)
        self.assertEqual(self.version(daemon), first)

        (draft / "policy_test.yaml").write_text(tests.replace("outcome: allow", "outcome: defer"))
        fine = self.cli(
            daemon, "policy", "activate", str(draft), "--note", "fewer", "--author", "Nur Y."
        )
        self.assertEqual(fine.returncode, 0, fine.stderr)
        second = self.version(daemon)
        self.assertNotEqual(second, first)
        self.assertIn(f"{second} is active", fine.stdout)

        page = daemon.call("GET", "/v1/policies")[1]
        self.assertEqual([one["policy"] for one in page["history"]], [second, first])
        self.assertEqual([one["origin"] for one in page["history"]], ["upload", "files"])
        self.assertEqual(page["history"][0]["note"], "fewer")
        self.assertEqual(page["history"][0]["author"], "Nur Y.")
        self.assertEqual(page["active"], second)
        kept = daemon.call("GET", f"/v1/policies/{second}/files")[1]
        self.assertEqual(kept["files"], [{"name": "policy.yaml", "text": POLICY.format(cap=1)}])
        self.assertEqual(len(kept["tests"]), 1)

        self.assertEqual(self.cli(daemon, "policy", "rollback").returncode, 0)
        self.assertEqual(self.version(daemon), first)
        self.assertEqual(self.cli(daemon, "policy", "rollback", second).returncode, 0)
        self.assertEqual(self.version(daemon), second)
        unknown = self.cli(daemon, "policy", "rollback", "small@000000000000")
        self.assertEqual(unknown.returncode, 1)
        self.assertIn("was ever active here", unknown.stderr)
        shown = self.cli(daemon, "policy", "history")
        self.assertIn("rollback", shown.stdout)

    def test_a_broken_set_is_refused_whole_with_every_mistake(self):
        daemon = self.start(self.small_policy())
        before = self.version(daemon)
        broken = filing(2)
        broken["files"][0]["text"] = POLICY.format(cap='two, kind: x')
        answer = self.file(daemon, broken, 422)
        self.assertTrue(answer["diagnostics"])
        self.assertIn("nothing was changed", answer["detail"])
        failing = self.file(daemon, filing(1, "allow"), 422)
        self.assertEqual(failing["tests"]["failed"], 1)
        self.assertEqual(failing["tests"]["failures"][0]["name"], "a second one")
        tests_broken = filing(2)
        tests_broken["tests"][0]["text"] = "tests: x\n"
        self.file(daemon, tests_broken, 422)
        for body in ({}, {"files": []}, {"files": "x"}, {**filing(2), "starts_at": "tomorrow"},
                     {**filing(2), "starts": 1}, {"version": "x", **filing(2)}):  # fmt: skip
            self.file(daemon, body, 400)
        self.file(daemon, {**filing(3), "replaces": "small@000000000000"}, 409)
        self.file(daemon, {"version": "small@000000000000"}, 404)
        self.assertEqual(self.version(daemon), before)
        self.assertEqual(len(daemon.call("GET", "/v1/log?type=policy")[1]["entries"]), 1)

    def test_a_check_says_all_and_changes_nothing(self):
        daemon = self.start(self.small_policy())
        size = len(daemon.call("GET", "/v1/log")[1]["entries"])
        status, answer = daemon.call("POST", "/v1/policies/check", filing(1, "defer"))
        self.assertEqual((status, answer["fine"], answer["tests"]["passed"]), (200, True, 1))
        status, answer = daemon.call("POST", "/v1/policies/check", filing(1, "allow"))
        self.assertEqual((status, answer["fine"], answer["compiles"]), (200, False, True))
        yaml = {"Content-Type": "application/yaml"}
        text = POLICY.format(cap=1).replace("few", "Few")
        status, answer = daemon.call("POST", "/v1/policies/check", text, yaml)
        self.assertEqual((status, answer["compiles"]), (200, False))
        self.assertEqual(answer["diagnostics"][0]["line"], 7)
        self.assertEqual(len(daemon.call("GET", "/v1/log")[1]["entries"]), size)

    def test_a_start_in_the_future_comes_by_itself(self):
        daemon = self.start(self.small_policy())
        before = self.version(daemon)
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=6)
        answer = self.file(daemon, filing(5, starts_at=soon.isoformat(timespec="milliseconds")))
        self.assertEqual(answer["state"], "scheduled")
        waiting = daemon.call("GET", "/v1/policies")[1]["waiting"]
        self.assertEqual([one["id"] for one in waiting], [answer["id"]])
        self.assertEqual(self.version(daemon), before)
        deadline = time.monotonic() + 30
        newest = daemon.call("GET", "/v1/policies")[1]
        while newest["waiting"] and time.monotonic() < deadline:
            time.sleep(0.05)
            newest = daemon.call("GET", "/v1/policies")[1]
        self.assertEqual(self.version(daemon), answer["policy"])
        self.assertEqual(newest["waiting"], [])
        self.assertEqual(newest["history"][0]["proposal"], answer["id"])
        self.assertGreaterEqual(newest["history"][0]["at"], soon.strftime("%Y-%m-%dT%H:%M:%S"))

    def test_what_is_withdrawn_never_starts_and_what_waits_outlives_a_restart(self):
        daemon = self.start(self.small_policy())
        later = "2027-06-01T00:00:00Z"
        dropped = self.file(daemon, filing(5, starts_at=later))
        kept = self.file(daemon, filing(6, starts_at=later, note="for June"))
        done = self.cli(daemon, "policy", "withdraw", dropped["id"])
        self.assertEqual(done.returncode, 0, done.stderr)
        again = self.cli(daemon, "policy", "withdraw", dropped["id"])
        self.assertEqual(again.returncode, 1)
        self.assertEqual(daemon.stop(), 0)
        daemon = self.start(self.folder / "small.yaml")
        waiting = daemon.call("GET", "/v1/policies")[1]["waiting"]
        self.assertEqual([(one["id"], one["note"]) for one in waiting], [(kept["id"], "for June")])
        self.assertTrue(waiting[0]["compiles"])

    def test_a_second_person_approves_what_another_filed(self):
        path = self.small_policy()
        tokens = str(self.folder / "tokens")
        names = {}
        for name, roles in (("nur", "officer"), ("deniz", "officer"), ("crm", "sender")):
            made = subprocess.run(
                [find_tactd(), "token", "add", name, "--roles", roles, "--tokens", tokens],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            names[name] = re.search(r"tact_\w+", made.stdout).group(0)
        daemon = self.start(path, "--second-approver", "--tokens", tokens)
        first = self.active(daemon, names["nur"])
        draft = self.folder / "draft.yaml"
        draft.write_text(POLICY.format(cap=1))

        def cli(name, *arguments):
            server = f"http://127.0.0.1:{daemon.port}"
            env = {"TACT_SERVER": server, "TACT_TOKEN": names[name]}
            return run("policy", *arguments, env=env)

        def files_in(folder):
            return sorted(path.name for path in folder.rglob("*") if path.is_file())

        refused = cli("crm", "activate", str(draft))
        self.assertEqual(refused.returncode, 1)
        self.assertIn("officer", refused.stderr)
        filed = cli("nur", "activate", str(draft), "--json")
        self.assertEqual(filed.returncode, 0, filed.stderr)
        answer = json.loads(filed.stdout)
        self.assertEqual(answer["state"], "awaiting-approval")
        self.assertEqual(self.active(daemon, names["nur"]), first)
        proposed = self.folder / "proposed"
        shown = cli("deniz", "show", answer["id"], "--to", str(proposed))
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual(files_in(proposed), ["draft.yaml"])
        compared = run("policy", "diff", str(draft), str(proposed / "draft.yaml"))
        self.assertIn("no difference", compared.stdout)
        self.assertIn("cap: { at_most: 1", cli("deniz", "show", answer["policy"]).stdout)
        self.assertEqual(cli("deniz", "show", "small@000000000000").returncode, 1)
        own = cli("nur", "approve", answer["id"])
        self.assertEqual(own.returncode, 1)
        self.assertIn("nobody approves a policy of their own", own.stderr)
        approved = cli("deniz", "approve", answer["id"], "--note", "as agreed")
        self.assertEqual(approved.returncode, 0, approved.stderr)
        self.assertEqual(self.active(daemon, names["nur"]), answer["policy"])
        self.assertIn("approved by deniz", cli("nur", "history").stdout)
        # A file that is saved waits likewise; what was active before comes back at once.
        _, at = daemon.wait_for("listening on")
        path.write_text(POLICY.format(cap=9))
        daemon.wait_for("waits for a second person", at)
        self.assertEqual(cli("nur", "rollback").returncode, 0)
        self.assertEqual(self.active(daemon, names["nur"]), first)
        self.assertEqual(daemon.stop(), 0)

        alone = Daemon(self.folder, path, "--second-approver")
        alone.wait_for("--second-approver needs --tokens")
        self.assertEqual(alone.stop(), 1)

    def active(self, daemon, token):
        headers = {"Authorization": f"Bearer {token}"}
        return daemon.call("GET", "/v1/policy", headers=headers)[1]["version"]

    def test_a_restart_goes_on_with_what_was_active(self):
        path = self.small_policy()
        daemon = self.start(path)
        uploaded = self.file(daemon, filing(7))["policy"]
        self.assertEqual(daemon.stop(), 0)
        daemon = self.start(path)
        self.assertEqual(self.version(daemon), uploaded)  # The files say nothing new.
        self.assertEqual(daemon.stop(), 0)
        path.write_text("tact: 1\npolicy: small\nrules: [{ id: A }]\n")
        daemon = self.start(path)
        daemon.wait_for("which was active before, goes on")
        self.assertEqual(self.version(daemon), uploaded)
        _, at = daemon.wait_for("listening on")
        path.write_text(POLICY.format(cap=8))  # What is new in the files, they activate.
        daemon.wait_for(r"is active, 1 rule", at)
        self.assertNotEqual(self.version(daemon), uploaded)

    def test_under_load_each_decision_has_the_version_of_its_time(self):
        daemon = self.start(self.small_policy())
        first = self.version(daemon)
        is_done = threading.Event()
        answered = []
        ndjson = {"Content-Type": "application/x-ndjson"}

        def ask(number):
            line = json.dumps({**ASK, "customer": f"c{number}"}) + "\n"
            while not is_done.is_set():
                _, text = daemon.call("POST", "/v1/decisions/batch", line * 20, ndjson)
                answered.extend(json.loads(each) for each in text.splitlines())

        askers = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
        for asker in askers:
            asker.start()
        try:
            versions = []
            for turn in range(ACTIVATIONS):
                if turn % 3 == 2:
                    answer = self.file(daemon, {"version": versions[turn // 2]})
                else:
                    answer = self.file(daemon, filing(2 + turn % 9, note=f"turn {turn}"))
                versions.append(answer["policy"])
                self.assertEqual(answer["state"], "active")
                if turn % 10 == 0:
                    broken = filing(3)
                    broken["files"][0]["text"] += "rulez: []\n"
                    self.file(daemon, broken, 422)
        finally:
            is_done.set()
            for asker in askers:
                asker.join()
        active, decided, activations, after = None, {}, 0, ""
        while after is not None:
            page = daemon.call("GET", f"/v1/log?order=asc&limit=1000{after}")[1]
            for entry in page["entries"]:
                if entry["type"] == "policy":
                    active = entry["policy"]
                    activations += 1
                elif entry["type"] == "decision":
                    self.assertEqual(entry["policy"], active)
                    decided[str(entry["seq"])] = active
            after = page["next"] and f"&after={page['next']}"
        # An activation of what is active already is none.
        changes = sum(a != b for a, b in zip([first, *versions], versions))
        self.assertEqual(activations, changes + 1)
        self.assertGreater(len(answered), ACTIVATIONS)
        self.assertEqual({one["decision"]: one["policy"] for one in answered}, decided)
        print(f"{ACTIVATIONS} filings, {activations} activations, {len(answered)} decisions")


if __name__ == "__main__":
    daemon_process.main()
