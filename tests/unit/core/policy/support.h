// What tests of policies share: files in memory, a few zones, and a policy around some rules.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/policy/compile.h"

namespace tact {

// Files by path.
class MemoryFiles : public PolicyFiles {
 public:
  MemoryFiles() = default;
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  Result<std::string> read(const std::string& path) override {
    const auto found = files_.find(path);
    if (found == files_.end()) return Error{"there is no such file"};
    return found->second;
  }

 private:
  std::map<std::string, std::string> files_;
};

// Istanbul, Berlin, New York and Chicago without their changes of the clocks, and UTC.
std::shared_ptr<const ZoneBook> some_zones();

// A policy with the names that the tests use, and these rules (a YAML list, from its first column).
std::string policy_with(std::string_view rules);

// Compiles one file, `policy.yaml`.
Compiled compile_text(std::string text, std::optional<LocalDate> today = std::nullopt);

// The policy of policy_with(rules). Fails the test, with the diagnostics, where there is none.
std::shared_ptr<const Policy> compiled_rules(std::string_view rules);

// The one rule `- id: r` with these further lines, each begun with two spaces by this.
Rule compiled_rule(std::string_view lines);

// The messages of the diagnostics, one a line, as "line:column: error: message".
std::string messages(const Compiled& compiled);

// The messages that the lines of one rule give, likewise; "" where it compiles without.
std::string messages_of_rule(std::string_view lines);

LocalDate day(int year, unsigned month, unsigned day_of_month);

std::string source_path(std::string_view path);

// A file of the repository.
std::string read_source_file(std::string_view path);

}  // namespace tact
