// What is said of rules that stand in different files.
#include <map>
#include <string>

#include "unit/core/analysis/warned.h"

namespace tact {
namespace {

constexpr std::string_view names =
    "vocabulary: { channels: [sms, email], purposes: [marketing] }\n"
    "regions: { US-FL: America/New_York }\n";

// The warnings of `policy.yaml`.
std::string warnings_of_files(const std::map<std::string, std::string>& texts) {
  std::map<std::string, std::string> files;
  for (const auto& [name, text] : texts) files[name] = "tact: 1\n" + text;
  files["policy.yaml"] += "policy: company\n" + std::string(names);
  MemoryFiles read(std::move(files));
  const Compiled compiled = compile_policy("policy.yaml", read, some_zones(), day(2026, 11, 24));
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy);
  return messages(compiled);
}

std::string rules(const std::string& id, const std::string& says) {
  return "rules: [{ id: " + id + ", " + says + " }]\n";
}

const std::string lax = "when: { purpose: marketing, channel: sms }, consent: { model: opt-out }";
const std::string strict = "when: { purpose: marketing }, consent: {}";

}  // namespace

TEST_CASE("a pack's rule is not needless because the company is stricter") {
  CHECK(warnings_of_files({{"policy.yaml", "include: [pack.yaml]\n" + rules("own", strict)},
                           {"pack.yaml", rules("law", lax)}}) == "");
  // But the company's own rule is, where the pack is stricter.
  const std::string said =
      warnings_of_files({{"policy.yaml", "include: [pack.yaml]\n" + rules("own", lax)},
                         {"pack.yaml", rules("law", strict)}});
  CHECK(said.find("this consent never decides: `law` asks for at least as much") !=
        std::string::npos);
}

TEST_CASE("packs that do not know of each other are not compared") {
  CHECK(warnings_of_files({{"policy.yaml", "include: [a.yaml, b.yaml]\n"},
                           {"a.yaml", rules("a", strict)},
                           {"b.yaml", rules("b", lax)}}) == "");
  CHECK(warnings_of_files({{"policy.yaml", "include: [a.yaml, b.yaml]\n"},
                           {"a.yaml", rules("a", strict)},
                           {"b.yaml", rules("b", strict)}}) == "");
}

TEST_CASE("a pack is compared with what it includes, however far") {
  const std::string needless = warnings_of_files({{"policy.yaml", "include: [base.yaml, a.yaml]\n"},
                                                  {"a.yaml", "include: b.yaml\n" + rules("a", lax)},
                                                  {"b.yaml", "include: base.yaml\n"},
                                                  {"base.yaml", rules("base", strict)}});
  CHECK(needless.find("this consent never decides: `base`") != std::string::npos);
  // The base is there without the pack as well.
  CHECK(warnings_of_files({{"policy.yaml", "include: a.yaml\n"},
                           {"a.yaml", "include: base.yaml\n" + rules("a", strict)},
                           {"base.yaml", rules("base", lax)}}) == "");
  const std::string same = warnings_of_files({{"policy.yaml", "include: a.yaml\n"},
                                              {"a.yaml", "include: b.yaml\n" + rules("a", strict)},
                                              {"b.yaml", rules("b", strict)}});
  CHECK(same.find("this rule says the same as `a`") != std::string::npos);
}

TEST_CASE("an included file may keep rules whose time is over") {
  const std::string over = strict + ", effective: { until: 2026-08-11 }";
  CHECK(warnings_of_files(
            {{"policy.yaml", "include: pack.yaml\n"}, {"pack.yaml", rules("past", over)}}) == "");
  CHECK(warnings_of_files({{"policy.yaml", rules("past", over)}}).find("its time is over") !=
        std::string::npos);
}

}  // namespace tact
