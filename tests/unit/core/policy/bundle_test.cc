#include "core/policy/bundle.h"

#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"

namespace tact {
namespace {

PolicyBundle small_bundle() {
  return {{{"policy.yaml",
            "tact: 1\npolicy: small\ninclude: [../packs/hours.yaml]\n"
            "vocabulary: { channels: [sms], purposes: [marketing/promotion] }\n"
            "rules:\n  - { id: never, text: Never., when: { purpose: marketing }, deny: true }\n"},
           {"../packs/hours.yaml", "tact: 1\n"}},
          {{"policy_test.yaml", "tests: small\n"}}};
}

TEST_CASE("a bundle that was kept is read back as it was") {
  const auto read = parse_bundle(encode_bundle(small_bundle()));
  REQUIRE(read.ok());
  CHECK(*read == small_bundle());
}

TEST_CASE("a bundle made of a compiled policy compiles to the same policy") {
  const auto zones = std::make_shared<const ZoneBook>();
  const Compiled first = compile_bundle(small_bundle(), zones, std::nullopt);
  INFO(render_diagnostics(first.diagnostics));
  REQUIRE(first.policy != nullptr);
  const PolicyBundle again = bundle_of(first);
  CHECK(again.files == small_bundle().files);
  const Compiled second = compile_bundle(again, zones, std::nullopt);
  REQUIRE(second.policy != nullptr);
  CHECK(second.policy->hash == first.policy->hash);
}

TEST_CASE("a file that was not sent along is an error at its include") {
  PolicyBundle bundle = small_bundle();
  bundle.files.pop_back();
  const Compiled compiled =
      compile_bundle(bundle, std::make_shared<const ZoneBook>(), std::nullopt);
  CHECK(compiled.policy == nullptr);
  CHECK(render_diagnostics(compiled.diagnostics).find("was not sent along") != std::string::npos);
}

TEST_CASE("mistakes in a bundle are named by their pointer") {
  struct Row {
    const char* text;
    const char* pointer;
  };
  const Row rows[] = {
      {R"({})", "/files"},
      {R"({"files":[]})", "/files"},
      {R"({"files":[{"name":"a.yaml"}]})", "/files/0/text"},
      {R"({"files":[{"name":"/etc/a.yaml","text":""}]})", "/files/0/name"},
      {R"({"files":[{"name":"b/../a.yaml","text":""}]})", "/files/0/name"},
      {R"({"files":[{"name":"a.yaml","text":""},{"name":"a.yaml","text":""}]})", "/files/1/name"},
      {R"({"files":[{"name":"a.yaml","text":"","mode":1}]})", "/files/0/mode"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto read = parse_bundle(row.text);
    REQUIRE(!read.ok());
    CHECK(read.error().message.find(row.pointer) != std::string::npos);
  }
}

}  // namespace
}  // namespace tact
