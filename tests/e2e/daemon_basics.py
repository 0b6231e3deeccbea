"""tactd from outside: it answers, reloads policies, remembers, and stops as asked."""

import http.client
import json
import signal
import subprocess

import daemon_process
from daemon_process import ASK, POLICY, Daemon, DaemonTest, find_tactd


class Basics(DaemonTest):
    def small_policy(self, cap=2):
        path = self.folder / "small.yaml"
        path.write_text(POLICY.format(cap=cap))
        return path

    def ask(self, daemon, **more):
        status, answer = daemon.call("POST", "/v1/decisions", {**ASK, **more})
        self.assertEqual(status, 200, answer)
        return answer

    def version(self, daemon):
        return daemon.call("GET", "/v1/policy")[1]["version"]

    def test_the_example_policy_is_served(self):
        daemon = self.start(self.copy_example().parent)
        self.assertEqual(daemon.call("GET", "/readyz")[0], 200)
        self.assertEqual(daemon.call("GET", "/v1/policy")[1]["name"], "acme-retail")
        for name in ("bounced", "internal-dnc", "national-dnc"):
            record = {"type": "list", "list": name}
            self.assertEqual(daemon.call("POST", "/v1/records", record)[0], 200)
        request = {"customer": "ayse", "channel": "email", "purpose": "service/security"}
        status, answer = daemon.call("POST", "/v1/decisions?explain=true", request)
        self.assertEqual(status, 200)
        self.assertEqual(answer["outcome"], "allow", answer)
        status, shown = daemon.call("GET", "/v1/decisions/" + answer["decision"])
        self.assertEqual((status, shown["customer"], shown["status"]), (200, "ayse", "reserved"))
        self.assertEqual(daemon.stop(), 0)

    def test_every_answer_says_how_far_its_policy_can_be_relied_on(self):
        policy = self.small_policy()
        policy.write_text(policy.read_text() + "knowledge: 2026-11-22\nlegal_review: pending\n")
        daemon = self.start(policy)
        said = self.version(daemon) + "; knowledge=2026-11-22; legal-review=pending"
        line = json.dumps({"type": "request", **ASK}) + "\n"
        for path, body in (("", json.dumps(ASK)), ("/batch", line)):
            connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
            connection.request("POST", "/v1/decisions" + path, body)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.headers["Tact-Policy"], said)
        shown = daemon.call("GET", "/v1/policy")[1]
        self.assertEqual(
            shown["provenance"],
            [{"name": "small", "knowledge": "2026-11-22", "legal_review": "pending"}],
        )

    def test_a_restart_keeps_decisions_customers_and_request_ids(self):
        policy = self.small_policy()
        daemon = self.start(policy)
        first = self.ask(daemon, request_id="r-1")
        self.assertEqual(self.ask(daemon)["outcome"], "allow")
        profile = {"timezone": "Europe/Istanbul", "birth_date": "1990-05-01"}
        self.assertEqual(daemon.call("PUT", "/v1/customers/ayse", profile)[0], 200)
        checkpoint = daemon.call("GET", "/v1/log/checkpoint")[1]
        self.assertTrue(checkpoint.startswith("localhost/tact\n"))
        self.assertEqual(daemon.stop(), 0)

        daemon = self.start(policy)
        again = self.ask(daemon, request_id="r-1")
        self.assertTrue(again.pop("replayed"))
        self.assertEqual(again, first)
        self.assertEqual(self.ask(daemon)["reasons"][0]["code"], "cap-reached")
        customer = daemon.call("GET", "/v1/customers/ayse")[1]
        self.assertEqual(customer["birth_date"], "1990-05-01")
        self.assertEqual(len(customer["contacts"]), 2)
        log = daemon.call("GET", "/v1/log?order=asc")[1]["entries"]
        self.assertEqual([entry["seq"] for entry in log], list(range(len(log))))
        self.assertEqual(daemon.stop(signal.SIGINT), 0)

    def test_what_was_answered_survives_being_killed(self):
        policy = self.small_policy()
        daemon = self.start(policy)
        self.assertEqual(self.ask(daemon, request_id="r-1")["outcome"], "allow")
        self.assertEqual(daemon.stop(signal.SIGKILL), -signal.SIGKILL)
        daemon = self.start(policy)
        self.assertTrue(self.ask(daemon, request_id="r-1")["replayed"])

    def test_a_signal_reloads_policies_and_a_broken_one_changes_nothing(self):
        policy = self.small_policy()
        daemon = self.start(policy)
        before = self.version(daemon)
        policy.write_text("tact: 1\npolicy: small\nvocabulary: {chanels: []}\n")
        _, at = daemon.wait_for(r"small\.yaml:3:14: error: .*chanels")
        _, at = daemon.wait_for(r"stays active", at)
        daemon.process.send_signal(signal.SIGHUP)
        _, at = daemon.wait_for(r"stays active", at)
        self.assertEqual(self.version(daemon), before)
        self.assertEqual(self.ask(daemon)["outcome"], "allow")
        policy.write_text(POLICY.format(cap=1))
        daemon.process.send_signal(signal.SIGHUP)
        daemon.wait_for(r"is active", at)
        self.assertNotEqual(self.version(daemon), before)
        self.assertEqual(self.ask(daemon)["outcome"], "defer")

    def test_a_saved_file_that_is_included_is_noticed(self):
        policy = self.copy_example()
        daemon = self.start(policy)
        before = self.version(daemon)
        calendar = self.folder / "policies" / "calendars" / "tr-public.yaml"
        _, at = daemon.wait_for("listening on")
        calendar.write_text(calendar.read_text() + "\n# reviewed\n")
        daemon.wait_for(r"policy acme-retail@\w+ is active", at)
        self.assertNotEqual(self.version(daemon), before)
        status, page = daemon.call("GET", "/v1/log?type=policy")
        self.assertEqual((status, len(page["entries"])), (200, 2))

    def test_stopping_finishes_a_batch_that_is_under_way(self):
        daemon = self.start(self.small_policy(cap=100_000))
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=60)
        connection.putrequest("POST", "/v1/decisions/batch")
        line = (json.dumps(ASK) + "\n").encode()
        connection.putheader("Content-Length", str(len(line) * 2000))
        connection.endheaders(line * 1000)
        while daemon.call("GET", "/v1/log?type=decision&limit=1")[1]["entries"] == []:
            pass
        daemon.process.send_signal(signal.SIGTERM)
        daemon.wait_for("stopping")
        connection.send(line * 1000)
        answer = connection.getresponse()
        lines = answer.read().splitlines()
        self.assertEqual(len(lines), 2000)
        self.assertTrue(all(json.loads(each)["outcome"] == "allow" for each in lines))
        connection.close()
        self.assertEqual(daemon.stop(), 0)

    def test_a_trial_goes_by_the_records_own_time(self):
        policy = self.small_policy(cap=1)
        daemon = self.start(policy, "--trial")
        self.assertEqual(daemon.call("POST", "/v1/decisions", ASK)[0], 400)
        first = self.ask(daemon, at="2020-03-01T10:00:00Z")
        second = self.ask(daemon, at="2020-03-05T10:00:00Z")
        third = self.ask(daemon, at="2020-03-08T10:00:00Z")
        self.assertEqual(
            [answer["outcome"] for answer in (first, second, third)], ["allow", "defer", "allow"]
        )
        self.assertEqual(daemon.stop(), 0)
        live = Daemon(self.folder, policy)
        live.wait_for("with --trial")
        self.assertEqual(live.stop(), 1)

    def test_what_is_wrong_at_the_start_is_said_with_its_exit_code(self):
        def run(*arguments):
            done = subprocess.run([find_tactd(), *arguments], capture_output=True, text=True)
            return done.returncode, done.stderr

        data = str(self.folder / "data")
        code, said = run("--data", data, "--policies", "nowhere.yaml")
        self.assertEqual(code, 3)
        self.assertIn("nowhere.yaml", said)
        broken = self.folder / "broken.yaml"
        broken.write_text("tact: 1\npolicy: x\nrules: [{ id: A }]\n")
        code, said = run("--data", data, "--policies", str(broken))
        self.assertEqual(code, 3)
        self.assertIn("broken.yaml:3:", said)
        self.assertFalse((self.folder / "data").exists())
        code, said = run("--data", data, "--policies", "x", "--listen", "0.0.0.0:8080")
        self.assertEqual(code, 2)
        self.assertIn("loopback", said)

    def test_a_second_daemon_on_the_same_data_is_refused(self):
        policy = self.small_policy()
        daemon = self.start(policy)
        second = Daemon(self.folder, policy)
        second.wait_for("another process")
        self.assertEqual(second.stop(), 1)
        self.assertEqual(self.ask(daemon)["outcome"], "allow")


if __name__ == "__main__":
    daemon_process.main()
