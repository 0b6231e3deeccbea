"""A person's rights from the command line: `tact customer export` in each form, and `erase`."""

import json
import os
import pathlib
import pty
import re
import select
import subprocess
import sys

import cli_support
import daemon_process
from cli_support import lines_of, run
from daemon_process import PATIENCE_SECONDS, DaemonTest

NDJSON = "application/x-ndjson"

POLICY = """tact: 1
policy: shop
defaults: { timezone: Europe/Istanbul, country: TR }
vocabulary:
  channels: [sms, email]
  purposes: [marketing/promotion]
  brands: [acme]
rules:
  - id: consent
    text: No promotion without consent.
    consent: { model: opt-in }
"""
PROFILE = {"timezone": "Europe/Istanbul", "country": "TR", "language": "tr",
           "addresses": [{"channel": "sms", "address": "+905321234567"}]}  # fmt: skip
CONSENT = {"type": "consent", "customer": "ayse", "state": "granted", "level": "express",
           "purpose": "marketing", "channel": "sms", "brand": "acme", "source": "web",
           "evidence": {"wording_version": "v3", "network_address": "203.0.113.7"}}  # fmt: skip
ASKED = 1_200  # more than a page of what the verb asks for


class CustomerVerbs(DaemonTest):
    def setUp(self):
        super().setUp()
        policy = self.folder / "shop.yaml"
        policy.write_text(POLICY)
        self.daemon = self.start(policy)
        self.told("PUT", "/v1/customers/ayse", PROFILE)
        self.ask()
        self.told("POST", "/v1/records", CONSENT)

    def told(self, method, path, body, headers=None):
        status, answer = self.daemon.call(method, path, body, headers)
        self.assertIn(status, (200, 202), answer)
        return answer

    def ask(self, times=1):
        line = json.dumps({"customer": "ayse", "channel": "sms", "purpose": "marketing/promotion",
                           "brand": "acme"})  # fmt: skip
        self.told("POST", "/v1/decisions/batch", "\n".join([line] * times),
                  {"Content-Type": NDJSON})  # fmt: skip

    @property
    def env(self):
        return {"TACT_SERVER": f"http://127.0.0.1:{self.daemon.port}"}

    def customer(self, *words, code=0, stdin=""):
        done = run("customer", *words, env=self.env, stdin=stdin)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def path(self, name):
        return str(self.folder / name)

    # ---- export ----

    def test_a_long_history_comes_in_pages_that_are_one_export(self):
        self.ask(ASKED)
        pages = lines_of(self.customer("export", "ayse").stdout)
        self.assertEqual(len(pages), 2)
        self.assertEqual([len(page["entries"]) for page in pages], [1000, ASKED + 3 - 1000])
        self.assertEqual(pages[0]["consent_history"][0]["evidence"]["wording_version"], "v3")
        self.assertNotIn("consent_history", pages[1])
        self.assertIsNone(pages[1]["next"])
        numbers = [entry["seq"] for page in pages for entry in page["entries"]]
        self.assertEqual(numbers, sorted(set(numbers)))

        text = self.customer("export", "ayse", "--lang", "tr").stdout
        self.assertTrue(text.startswith("Hakkınızda tutulan bütün veriler\n====="))
        self.assertTrue(text.endswith("\nBelgenin sonu.\n"))
        flat = " ".join(text.split())
        self.assertEqual(flat.count("Size bir ileti gönderilip gönderilemeyeceği soruldu"),
                         ASKED + 1)  # fmt: skip
        self.assertEqual(text.count("======"), text.split("\n")[1].count("======"))

    def test_the_text_is_for_the_person(self):
        own = self.customer("export", "ayse", "--form", "text").stdout
        self.assertIn("Onay metninin sürümü: v3", own)
        self.assertIn("Ağ (IP) adresi: 203.0.113.7", own)
        self.assertIn("Adres (SMS): +905321234567", own)
        self.assertRegex(" ".join(own.split()), "izin verilmedi. Gerekçe: - Bu tür bir ileti için "
                         "kayıtlı bir onayınız bulunmuyordu.")  # fmt: skip
        english = self.customer("export", "ayse", "--language", "en").stdout
        self.assertTrue(english.startswith("Everything that is held on you\n"))
        self.assertIn("No consent of yours for such a message was on record.",
                      " ".join(english.split()))  # fmt: skip
        # Pseudonyms and numbers of entries say nothing to a person.
        for text in (own, english):
            self.assertIsNone(re.search(r"\b[0-9a-f]{32}\b", text))
            self.assertNotIn("seq", text)

    def test_consents_are_given_in_the_fields_of_the_standard(self):
        document = json.loads(self.customer("export", "ayse", "--form", "ts27560").stdout)
        self.assertEqual(document["standard"], "ISO/IEC TS 27560:2023")
        (record,) = document["records"]
        self.assertEqual(record["pii_processing"]["privacy_notice"], "v3")
        self.assertEqual([event["event_state"] for event in record["event"]], ["given"])
        self.assertIn("event.validity_duration", record["not_held"])
        self.told("POST", "/v1/records", {**CONSENT, "state": "withdrawn", "evidence": {}})
        document = json.loads(self.customer("export", "ayse", "--form", "ts27560").stdout)
        (record,) = document["records"]
        self.assertEqual([event["event_state"] for event in record["event"]],
                         ["given", "withdrawn"])  # fmt: skip

    def test_a_file_is_written_over_only_where_asked(self):
        for form in ("json", "text", "ts27560"):
            file = self.path(f"export-{form}")
            self.customer("export", "ayse", "--form", form, "-o", file)
            written = pathlib.Path(file).read_text(encoding="utf-8")
            self.assertGreater(len(written), 200)
            pathlib.Path(file).write_text("mine", encoding="utf-8")
            done = self.customer("export", "ayse", "--form", form, "-o", file, code=1)
            self.assertIn("is there already; --force writes over it", done.stderr)
            self.assertEqual(pathlib.Path(file).read_text(encoding="utf-8"), "mine")
            self.customer("export", "ayse", "--form", form, "-o", file, "--force")
            self.assertGreater(len(pathlib.Path(file).read_text(encoding="utf-8")), 200)
        done = self.customer("export", "ayse", "-o", self.path("no/such/folder"), code=1)
        self.assertIn("cannot be written", done.stderr)

    def test_whom_nobody_knows_leaves_no_file(self):
        for form in ("json", "text", "ts27560"):
            file = self.path("nobody")
            done = self.customer("export", "nobody", "--form", form, "-o", file, code=1)
            self.assertIn("there is no customer `nobody`", done.stderr)
            self.assertFalse(os.path.exists(file))

    def test_what_does_not_go_together_is_said_before_anything_is_asked(self):
        done = self.customer("export", "ayse", "--form", "ts27560", "--lang", "tr", code=2)
        self.assertIn("--lang goes with --form text", done.stderr)
        self.customer("export", "ayse", "--form", "pdf", code=2)
        self.customer("export", "ayse", "--lang", "de", code=2)
        self.customer("export", "ayse", "--force", code=2)

    # ---- erase ----

    def is_there(self):
        return self.daemon.call("GET", "/v1/customers/ayse")[0] == 200

    def erase_at_a_terminal(self, typed):
        """(exit code, what was asked); `typed`: what is typed, None where the terminal closes."""
        ours, theirs = pty.openpty()
        environment = {"PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C.UTF-8", **self.env}
        process = subprocess.Popen(
            [cli_support.TACT, "customer", "erase", "ayse"], stdin=theirs, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, close_fds=True,
        )  # fmt: skip
        os.close(theirs)
        try:
            asked = b""
            while b"type the id again: " not in asked:
                self.assertTrue(select.select([process.stderr], [], [], PATIENCE_SECONDS)[0])
                asked += os.read(process.stderr.fileno(), 1000)
            os.write(ours, b"\x04" if typed is None else typed.encode() + b"\n")
            out, err = process.communicate(timeout=PATIENCE_SECONDS)
            return process.returncode, (asked + err).decode(), out.decode()
        finally:
            os.close(ours)

    def test_erasing_is_confirmed_by_the_id(self):
        for typed in ("no", "", "y", "ays", None):
            code, said, out = self.erase_at_a_terminal(typed)
            self.assertEqual(code, 2, said)
            self.assertIn("erase customer `ayse` and all that names them, for good?", said)
            self.assertIn("that is not the id: nothing was erased", said)
            self.assertEqual(out, "")
            self.assertTrue(self.is_there())
        code, said, out = self.erase_at_a_terminal("ayse")
        self.assertEqual(code, 0, said)
        self.assertIn("customer ayse is erased; the log has it as entry ", out)
        self.assertIn("addresses erased  1", out)
        self.assertFalse(self.is_there())

    def test_where_nobody_can_be_asked_it_takes_a_flag(self):
        for stdin in ("ayse\n", ""):
            done = self.customer("erase", "ayse", code=2, stdin=stdin)
            self.assertIn("give --yes where nobody can be asked", done.stderr)
            self.assertTrue(self.is_there())
        answer = json.loads(self.customer("erase", "ayse", "--yes", "--json").stdout)
        self.assertEqual((answer["customer"], answer["addresses"]), ("ayse", 1))
        self.assertFalse(self.is_there())
        done = self.customer("erase", "ayse", "--yes", code=1)
        self.assertIn("there is no customer `ayse`", done.stderr)
        self.customer("export", "ayse", "--form", "text", code=1)


if __name__ == "__main__":
    if cli_support.TACT is None:
        print("skipped: tact is not built; set TACT_BUILD to the build directory")
        sys.exit(0)
    daemon_process.main()
