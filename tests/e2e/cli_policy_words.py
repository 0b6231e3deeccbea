"""tact policy explain and tact policy diff, as an officer sees them."""

import json
import sys

import cli_support
from cli_support import SOURCE, run

EXAMPLE = str(SOURCE / "policies" / "example")

POLICY = """\
tact: 1
policy: small
defaults: { timezone: Europe/Istanbul }
vocabulary:
  channels: [sms, call]
  purposes: [marketing/promotion, service/order]
rules:
  - id: week
    text: No more than three promotions a week.
    when: { purpose: marketing, channel: sms }
    cap: { at_most: 3, within: 7d }
  - id: adults
    when: { purpose: marketing, country: TR, age: "< 18" }
    deny: true
"""


class PolicyExplain(cli_support.CliTest):
    def test_a_folder_is_told_of_in_english(self):
        told = run("policy", "explain", EXAMPLE)
        self.check_exit(told, 0)
        self.assertIn("Messages for marketing/promotion or marketing/newsletter\n", told.stdout)
        self.assertIn("[marketing-consent]", told.stdout)
        self.assertIn("Watched, not enforced. [newsletter-month]", told.stdout)
        self.assertLessEqual(max(map(len, told.stdout.splitlines())), 100)
        self.assertNotIn("\x1b", told.stdout)

    def test_it_is_told_in_the_language_of_the_environment(self):
        policy = self.file("small.yaml", POLICY)
        for env, expected in [
            ({"LC_ALL": "tr_TR.UTF-8"}, "Müşteri başına en çok 3 ileti, her 7 günlük sürede"),
            ({"LC_ALL": "", "LANG": "tr_TR"}, "Müşteri başına en çok 3 ileti"),
            ({"LC_ALL": "", "LC_MESSAGES": "en_GB", "LANG": "tr_TR"}, "At most 3 messages"),
            ({"LC_ALL": "fr_FR.UTF-8"}, "At most 3 messages"),
            ({"LC_ALL": "C"}, "At most 3 messages"),
        ]:
            with self.subTest(env=env):
                told = run("policy", "explain", policy, env=env)
                self.check_exit(told, 0)
                self.assertIn(expected, told.stdout)
        told = run("policy", "explain", policy, "--lang", "en", env={"LC_ALL": "tr_TR.UTF-8"})
        self.assertIn("At most 3 messages", told.stdout)

    def test_it_is_narrowed(self):
        policy = self.file("small.yaml", POLICY)
        told = run(
            "policy", "explain", policy, "--purpose", "marketing", "--channel", "call",
            "--country", "TR", "--kind", "individual",
        )  # fmt: skip
        self.check_exit(told, 0)
        self.assertIn(
            "Messages for marketing/promotion, by call, to people in Türkiye, the customer being "
            "an individual\n"
            "  Forbidden   Where the customer is younger than 18: not allowed. [adults]\n",
            told.stdout,
        )
        self.assertNotIn("[week]", told.stdout)
        told = run("policy", "explain", policy, "--country", "DE", "--channel", "call")
        self.assertIn("No rule applies", told.stdout)

    def test_the_language_reference_shows_what_is_told(self):
        told = run(
            "policy", "explain", EXAMPLE, "--purpose", "marketing", "--channel", "sms",
            "--country", "TR", "--kind", "individual",
        )  # fmt: skip
        section = told.stdout.split("\n\n")[-1]
        self.assertTrue(section.startswith("Messages for marketing/promotion or"))
        reference = (SOURCE / "policies" / "README.md").read_text(encoding="utf-8")
        self.assertTrue(section in reference, section)

    def test_what_must_be_done_comes_last(self):
        pack = str(SOURCE / "policies" / "packs" / "tr-etk-iys.yaml")
        told = run("policy", "explain", pack)
        self.check_exit(told, 0)
        parts = told.stdout.rstrip("\n").split("\n\n")
        (one,) = [part for part in parts if part.endswith("[tr-r03]")]
        reference = (SOURCE / "policies" / "README.md").read_text(encoding="utf-8")
        self.assertTrue(one in reference, one)
        ids = [part.rsplit("[", 1)[1] for part in parts[-5:]]
        self.assertEqual(ids, ["tr-c04]", "tr-c06]", "tr-r02-stop]", "tr-r03]", "tr-k03]"])
        self.assertTrue(parts[-6].startswith("What must be done, and by when\n"), parts[-6])
        told = run("policy", "explain", pack, "--lang", "tr")
        self.assertIn("Ne, ne zamana kadar yapılmalı\n", told.stdout)
        abroad = run("policy", "explain", pack, "--country", "DE")
        self.assertNotIn("What must be done", abroad.stdout)
        answer = json.loads(run("policy", "explain", pack, "--json").stdout)
        self.assertEqual([f"{one['rule']}]" for one in answer["obligations"]], ids)

    def test_json_has_each_sentence_with_its_rule(self):
        told = run("policy", "explain", EXAMPLE, "--json", "--lang", "tr")
        self.check_exit(told, 0)
        answer = json.loads(told.stdout)
        self.assertEqual((answer["policy"], answer["language"]), ("acme-retail", "tr"))
        rules = {s["rule"] for section in answer["sections"] for s in section["sentences"]}
        self.assertEqual(len(rules), answer["rules"])
        sms = next(
            sentence
            for section in answer["sections"]
            for sentence in section["sentences"]
            if sentence["rule"] == "sms-week"
        )
        self.assertEqual(sms["channels"], ["sms"])
        self.assertEqual((sms["topic"], sms["mode"]), ("frequency", "enforce"))
        self.assertTrue(sms["text"].startswith("Müşteri başına en çok 2 ileti"))

    def test_mistakes_are_said_with_what_to_do(self):
        policy = self.file("small.yaml", POLICY)
        for arguments, code, expected in [
            (["--channel", "smss"], 2, "knows no channel `smss` (did you mean `sms`?)"),
            (["--purpose", "marketng"], 2, "knows no purpose `marketng`"),
            (["--country", "Turkey"], 2, "there is no country `Turkey`"),
            (["--kind", "person"], 2, "--kind"),
            (["--lang", "de"], 2, "--lang"),
        ]:
            with self.subTest(arguments=arguments):
                told = run("policy", "explain", policy, *arguments)
                self.check_exit(told, code)
                self.assertIn(expected, told.stderr)
                self.assertEqual(told.stdout, "")
        self.check_exit(run("policy", "explain", str(self.folder / "none.yaml")), 2)
        broken = self.file("broken.yaml", POLICY.replace("at_most", "at_mst"))
        self.check_exit(run("policy", "explain", broken), 3)


class PolicyDiff(cli_support.CliTest):
    def test_each_change_is_told_with_how_strict_it_is(self):
        old = self.file("old.yaml", POLICY)
        new = self.file(
            "new/policy.yaml",
            POLICY.replace("at_most: 3", "at_most: 2")
            .replace("channel: sms }", "channel: [sms, call] }")
            .replace('age: "< 18" }', 'age: "< 18" }\n    mode: shadow'),
        )
        told = run("policy", "diff", old, str(self.folder / "new"))
        self.check_exit(told, 0)
        lines = told.stdout.splitlines()
        self.assertEqual(
            lines[0],
            "2 rules changed, 0 added, 0 removed; as a whole: stricter or softer: unclear",
        )
        self.assertRegex(lines[1], r"^small@[0-9a-f]{12} → small@[0-9a-f]{12}$")
        self.assertEqual(
            lines[2:],
            [
                "",
                "Changed",
                "  week: stricter",
                "    at most 3 → at most 2 in any 7 days",
                "    counts now also where the channel is call",
                "    applies now also where the channel is call",
                "  adults: softer",
                "    mode: enforce → shadow",
            ],
        )
        self.check_exit(run("policy", "diff", old, new, "--exit-code"), 4)
        turkish = run("policy", "diff", old, new, "--lang", "tr")
        self.assertIn("2 kural değişti", turkish.stdout)
        self.assertIn("en çok 3 → en çok 2, her 7 günlük sürede", turkish.stdout)
        answer = json.loads(run("policy", "diff", old, new, "--json").stdout)
        self.assertEqual(answer["effect"], "unclear")
        self.assertEqual([rule["rule"] for rule in answer["changed"]], ["week", "adults"])
        self.assertEqual(
            answer["changed"][1]["parts"],
            [
                {
                    "part": "mode", "before": "enforce", "after": "shadow",
                    "words": "mode: enforce → shadow", "effect": "softer",
                }
            ],
        )  # fmt: skip

    def test_the_language_reference_shows_what_changes(self):
        text = (SOURCE / "policies" / "example" / "policy.yaml").read_text(encoding="utf-8")
        head, survey = text.split("  - id: survey-month\n")
        old = head + "  - id" + survey.split("  - id", 1)[1]
        for new_words, old_words in [
            ("daily 09:00-21:00", "daily 08:00-21:00"),
            ("No more than three adv", "No more than four adv"),
            ("at_most: 3, within: 7d", "at_most: 4, within: 7d"),
            ("  - id: sms-week\n", "  - id: sms-week\n    mode: shadow\n"),
        ]:
            self.assertEqual(old.count(new_words), 1, new_words)
            old = old.replace(new_words, old_words)
        calendar = SOURCE / "policies" / "calendars" / "tr-public.yaml"
        self.file("calendars/tr-public.yaml", calendar.read_text(encoding="utf-8"))
        told = run("policy", "diff", self.file("old/policy.yaml", old), EXAMPLE)
        self.check_exit(told, 0)
        reference = (SOURCE / "policies" / "README.md").read_text(encoding="utf-8")
        lines = told.stdout.splitlines(keepends=True)
        self.assertTrue(lines[0] + "acme-retail@" in reference, lines[0])
        self.assertTrue("".join(lines[2:]) in reference, told.stdout)

    def test_obligations_are_compared_beside_the_rules(self):
        duty = (
            "calendars: { c: { covers: [2026], days: [2026-01-01] } }\n"
            "obligations:\n"
            "  - { id: report, opened_by: { consent: withdrawn }, due: 3 business days, "
            "calendar: c }\n"
        )
        old = self.file("old.yaml", POLICY + duty)
        new = self.file("new.yaml", POLICY + duty.replace("3 business", "2 business"))
        told = run("policy", "diff", old, new, "--exit-code")
        self.check_exit(told, 4)
        lines = told.stdout.splitlines()
        self.assertEqual(
            lines[0],
            "0 rules changed, 0 added, 0 removed; obligations: 1 changed, 0 added, 0 removed; as a "
            "whole:",
        )
        self.assertEqual(
            lines[-4:],
            [
                "",
                "Changed obligations",
                "  report: stricter",
                "    to be done within: 3 business days → 2 business days",
            ],
        )
        answer = json.loads(run("policy", "diff", old, new, "--json").stdout)
        (change,) = answer["obligations"]["changed"]
        self.assertEqual((change["rule"], change["effect"]), ("report", "stricter"))
        self.assertEqual([part["part"] for part in change["parts"]], ["due"])
        gone = run("policy", "diff", new, self.file("none.yaml", POLICY), "--lang", "tr")
        self.assertIn("Kaldırılan yükümlülükler\n  report: daha gevşek\n", gone.stdout)

    def test_comments_form_and_place_are_no_difference(self):
        old = self.file("old.yaml", POLICY)
        head, rules = POLICY.split("rules:\n")
        self.file("parts/rules.yaml", "tact: 1\n\n# Moved.\nrules:\n" + rules.replace("7d", "168h"))
        new = self.file("parts/policy.yaml", "# New.\n" + head + "include: [rules.yaml]\n")
        told = run("policy", "diff", old, new, "--exit-code")
        self.check_exit(told, 0)
        self.assertEqual(told.stdout.splitlines()[0], "no difference")
        answer = json.loads(run("policy", "diff", old, new, "--json").stdout)
        self.assertEqual((answer["effect"], answer["changed"]), ("none", []))
        self.assertNotEqual(answer["old"], answer["new"])

    def test_bad_arguments_and_broken_policies(self):
        old = self.file("old.yaml", POLICY)
        broken = self.file("broken.yaml", POLICY.replace("at_most", "at_mst"))
        self.check_exit(run("policy", "diff", old), 2)
        self.check_exit(run("policy", "diff", old, str(self.folder / "none")), 2)
        told = run("policy", "diff", old, broken)
        self.check_exit(told, 3)
        self.assertIn('did you mean "at_most"?', told.stderr)
        self.assertEqual(told.stdout, "")


class Help(cli_support.CliTest):
    def test_help_begins_with_an_example_and_ends_with_exit_codes(self):
        for verb in ["explain", "diff"]:
            told = run("policy", verb, "--help")
            self.check_exit(told, 0)
            self.assertTrue(told.stdout.startswith("Example:\n  tact policy " + verb))
            self.assertIn("\nExit codes:\n  0", told.stdout)


if __name__ == "__main__":
    sys.exit(cli_support.main())
