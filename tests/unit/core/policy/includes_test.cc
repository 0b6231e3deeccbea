#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"

namespace tact {
namespace {

const std::string names =
    "tact: 1\nvocabulary: { channels: [sms], purposes: [marketing] }\n"
    "calendars: { tr: { covers: [2026], days: [2026-01-01] } }\n"
    "regions: { US-FL: America/New_York }\n";

std::string rule(const std::string& id) {
  return "rules: [ { id: " + id + ", when: { channel: sms }, deny: true } ]\n";
}

Compiled compile(const std::string& path, std::map<std::string, std::string> texts) {
  MemoryFiles files(std::move(texts));
  return compile_policy(path, files, some_zones(), std::nullopt);
}

std::vector<std::string> rule_ids(const Compiled& compiled) {
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy);
  std::vector<std::string> ids;
  for (const Rule& each : compiled.policy->rules) ids.push_back(each.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("paths are folded without looking at a disk") {
  CHECK(normal_path("./a//b/../c.yaml") == "a/c.yaml");
  CHECK(normal_path("../../x") == "../../x");
  CHECK(normal_path("/a/../../b") == "/b");
  CHECK(resolve_path("a/policy.yaml", "../b/x.yaml") == "b/x.yaml");
  CHECK(resolve_path("policy.yaml", "packs/x.yaml") == "packs/x.yaml");
  CHECK(resolve_path("/etc/p.yaml", "x.yaml") == "/etc/x.yaml");
}

TEST_CASE("rules, names, calendars and regions of all files add up") {
  const Compiled compiled =
      compile("etc/p.yaml", {{"etc/p.yaml",
                              "tact: 1\npolicy: p\ninclude: [a/a.yaml]\n"
                              "vocabulary: { channels: [email] }\n"
                              "calendars: { tr: { covers: [2027], days: [2027-01-01] } }\n"
                              "regions: { US-FL: America/Chicago }\n" +
                                  rule("outer")},
                             {"etc/a/a.yaml", "tact: 1\ninclude: ../names.yaml\n" + rule("inner")},
                             {"etc/names.yaml", names}});
  CHECK(rule_ids(compiled) == Ids{"outer", "inner"});
  const Policy& policy = *compiled.policy;
  CHECK(policy.vocabulary.channels == Ids{"email", "sms"});
  CHECK(policy.calendars.at("tr").covered_years == std::vector<int>{2026, 2027});
  CHECK(policy.regions.at("US-FL").size() == 2);
  REQUIRE(compiled.files.size() == 3);
  CHECK(compiled.files[0].name == "p.yaml");
  CHECK(compiled.files[1].name == "a/a.yaml");
  CHECK(compiled.files[2].name == "names.yaml");
  CHECK(compiled.files[2].path == "etc/names.yaml");
  CHECK(compiled.files[2].text == names);
}

TEST_CASE("numbers of regions add up, and one number has one region in all files") {
  const std::string inner =
      "tact: 1\nregions:\n  US-FL: { zones: America/New_York, numbers: [\"+1305\", \"+1786\"] }\n";
  const auto files = [&](const std::string& outer) {
    return compile("p.yaml", {{"p.yaml",
                               "tact: 1\npolicy: p\ninclude: [a.yaml]\n"
                               "vocabulary: { channels: [sms], purposes: [marketing] }\n"
                               "regions:\n" +
                                   outer + "rules: []\n"},
                              {"a.yaml", inner}});
  };
  const Compiled fine =
      files("  US-FL: { numbers: \"+1305\" }\n  US-GA: { numbers: [\"+1305123\", +1404] }\n");
  INFO(render_diagnostics(fine.diagnostics));
  REQUIRE(fine.policy != nullptr);
  CHECK(fine.policy->regions.at("US-FL").size() == 1);
  CHECK(fine.policy->regions.count("US-GA") == 0);
  const std::map<std::string, std::string, std::less<>> numbers = {
      {"+1305", "US-FL"}, {"+1786", "US-FL"}, {"+1305123", "US-GA"}, {"+1404", "US-GA"}};
  CHECK(fine.policy->number_regions == numbers);

  const Compiled twice = files("  US-GA: { numbers: [\"+1786\"] }\n");
  CHECK(twice.policy == nullptr);
  CHECK(render_diagnostics(twice.diagnostics) ==
        "a.yaml:3:56: error: the numbers `+1786` belong to `US-GA` already\n"
        "    US-FL: { zones: America/New_York, numbers: [\"+1305\", \"+1786\"] }\n"
        "                                                         ^ said in p.yaml:6; a number "
        "belongs to one region only\n");
}

TEST_CASE("the defaults are those of the outermost file") {
  const Compiled compiled =
      compile("p.yaml", {{"p.yaml", "tact: 1\npolicy: p\ninclude: a.yaml\nrules: []\n"},
                         {"a.yaml", names + "policy: a\ntitle: A\ndefaults: { country: TR }\n"}});
  rule_ids(compiled);
  CHECK(compiled.policy->name == "p");
  CHECK(compiled.policy->title.empty());
  CHECK(compiled.policy->defaults.country.empty());
}

TEST_CASE("a file that is included twice counts once") {
  const Compiled compiled =
      compile("p.yaml", {{"p.yaml", "tact: 1\npolicy: p\ninclude: [a.yaml, b.yaml, ./b.yaml]\n"},
                         {"a.yaml", "tact: 1\ninclude: x/../b.yaml\n" + rule("a")},
                         {"b.yaml", names + rule("b")}});
  CHECK(rule_ids(compiled) == Ids{"a", "b"});
}

TEST_CASE("a circle of includes is an error") {
  const Compiled itself =
      compile("p.yaml", {{"p.yaml", "tact: 1\npolicy: p\ninclude: ./p.yaml\n" + names.substr(8)}});
  CHECK(itself.policy == nullptr);
  CHECK(messages(itself).find("`p.yaml` includes itself: `p.yaml` → `p.yaml`") !=
        std::string::npos);
}

TEST_CASE("what a file that cannot be read may define is not called unknown") {
  const Compiled compiled = compile(
      "p.yaml",
      {{"p.yaml", "tact: 1\npolicy: p\ninclude: gone.yaml\n" + rule("r") + "colour: red\n"}});
  CHECK(messages(compiled) ==
        "3:10: error: cannot read `gone.yaml`: there is no such file\n"
        "5:1: error: unknown key `colour`\n");
}

TEST_CASE("a policy that is not there is an error without a line") {
  const Compiled compiled = compile("gone.yaml", {});
  CHECK(render_diagnostics(compiled.diagnostics) ==
        "gone.yaml: error: cannot read `gone.yaml`: there is no such file\n");
}

TEST_CASE("the hash is of names, lengths and bytes, wherever the files lie") {
  const std::string outer = "tact: 1\npolicy: p\ninclude: names.yaml\nrules: []\n";
  const auto hash = [&](const std::string& folder, const std::string& text,
                        const std::string& inner) {
    const Compiled compiled =
        compile(folder + "p.yaml", {{folder + "p.yaml", text}, {folder + "names.yaml", inner}});
    rule_ids(compiled);
    return compiled.policy->hash;
  };
  const std::string here = hash("", outer, names);
  CHECK(here.size() == 64);
  // Of "p.yaml\n48\n…names.yaml\n…", by another program: whoever changes this changes the name of
  // every policy.
  CHECK(here == "40c004da659a241cea862757732b7a7e3103ddd3b165af967a3c43f0f85c0c67");
  CHECK(hash("some/where/", outer, names) == here);
  CHECK(hash("/some/where/", outer, names) == here);
  CHECK(hash("", outer + "# A comment.\n", names) != here);
  CHECK(hash("", outer, names + "\n") != here);
  CHECK(compile("p.yaml", {{"p.yaml", outer}, {"names.yaml", names}}).policy->version() ==
        "p@" + here.substr(0, 12));
}

}  // namespace tact
