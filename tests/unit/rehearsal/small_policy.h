// Policies and suites from text, with a zone book of two zones.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "core/policy/compile.h"
#include "core/suite/suite.h"

namespace tact {

class TextFiles final : public PolicyFiles {
 public:
  explicit TextFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  Result<std::string> read(const std::string& path) override {
    const auto found = files_.find(path);
    if (found == files_.end()) return Error{"there is no such file"};
    return found->second;
  }

 private:
  const std::map<std::string, std::string> files_;
};

inline std::shared_ptr<const Policy> policy_from(const std::string& rules) {
  TextFiles files({{"p.yaml",
                    "tact: 1\npolicy: p\ndefaults: { timezone: UTC }\nvocabulary:\n"
                    "  channels: [sms, call]\n  purposes: [marketing/promotion, service/order]\n"
                    "  activities: [purchase]\nrules:\n" +
                        rules}});
  std::vector<TimeZone> zones;
  zones.emplace_back("UTC", std::vector<TimeZone::Transition>{{Instant{}, {}}});
  auto book = std::make_shared<const ZoneBook>(ZoneBook(std::move(zones), {}));
  const Compiled compiled = compile_policy("p.yaml", files, book, std::nullopt);
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy != nullptr);
  return compiled.policy;
}

inline TestSuite suite_from(const std::string& text) {
  TextFiles files({{"p_test.yaml", "tests: p\npolicy: p.yaml\n" + text}});
  SuiteReading reading = read_suite("p_test.yaml", files);
  INFO(render_diagnostics(reading.diagnostics));
  REQUIRE(reading.suite.has_value());
  return *std::move(reading.suite);
}

}  // namespace tact
