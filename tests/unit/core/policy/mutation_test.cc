// Whatever is typed, the compiler answers: with a policy or with mistakes that have a place.
#include <random>

#include <catch2/catch.hpp>

#include "core/suite/suite.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

// What makes YAML mean something else, and some of what does not.
constexpr std::string_view letters = " \n\t:-,[]{}#&*!|>'\"%@`?~\\/.0129aZ=<\xC3\x80\x04\xFF";

std::string mutated(std::string text, std::mt19937& random) {
  const auto pick = [&](std::size_t below) { return random() % below; };
  const std::size_t edits = 1 + pick(3);
  for (std::size_t i = 0; i < edits && !text.empty(); ++i) {
    const std::size_t at = pick(text.size());
    const char letter = letters[pick(letters.size())];
    switch (pick(4)) {
      case 0: text.erase(at, 1); break;
      case 1: text.insert(at, 1, letter); break;
      case 2: text[at] = letter; break;
      default: text.erase(at, pick(40)); break;
    }
  }
  return text;
}

void check_answer(const Compiled& compiled) {
  REQUIRE((compiled.policy == nullptr) == has_errors(compiled.diagnostics));
  for (const Diagnostic& diagnostic : compiled.diagnostics) {
    REQUIRE_FALSE(diagnostic.message.empty());
    REQUIRE(find_invalid_utf8(diagnostic.message + diagnostic.source) == std::string::npos);
    std::string json;
    JsonWriter writer(json, KeyOrder::as_written);
    write_diagnostic(diagnostic, writer);
    REQUIRE(writer.complete());
    REQUIRE(render_diagnostic(diagnostic).find('\n') != std::string::npos);
  }
}

}  // namespace

TEST_CASE("any edit of the example policy compiles or is refused with reasons") {
  const std::string example = read_source_file("policies/example/policy.yaml");
  const std::string calendar = read_source_file("policies/calendars/tr-public.yaml");
  const auto zones = some_zones();
  std::size_t refused = 0;
  constexpr unsigned seeds = 1500;
  for (unsigned seed = 0; seed < seeds; ++seed) {
    std::mt19937 random(seed);
    const bool edits_calendar = seed % 8 == 0;
    MemoryFiles files(
        {{"example/policy.yaml", edits_calendar ? example : mutated(example, random)},
         {"calendars/tr-public.yaml", edits_calendar ? mutated(calendar, random) : calendar}});
    INFO("seed " << seed);
    const Compiled compiled =
        compile_policy("example/policy.yaml", files, zones, day(2026, 11, 24));
    check_answer(compiled);
    refused += compiled.policy == nullptr ? 1 : 0;
  }
  // Most edits make nonsense, some only change a text.
  CHECK(refused > seeds / 3);
  CHECK(refused < seeds);
}

TEST_CASE("any edit of the example's tests is read or refused with reasons") {
  const std::string example = read_source_file("policies/example/policy_test.yaml");
  std::size_t refused = 0;
  constexpr unsigned seeds = 1000;
  for (unsigned seed = 0; seed < seeds; ++seed) {
    std::mt19937 random(seed);
    MemoryFiles files({{"policy_test.yaml", mutated(example, random)}});
    INFO("seed " << seed);
    const SuiteReading reading = read_suite("policy_test.yaml", files);
    REQUIRE(reading.suite.has_value() != has_errors(reading.diagnostics));
    refused += reading.suite ? 0 : 1;
  }
  CHECK(refused > seeds / 3);
  CHECK(refused < seeds);
}

}  // namespace tact
