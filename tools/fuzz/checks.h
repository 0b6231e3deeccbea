// What every fuzz target holds its reader to. A check that fails aborts, which libFuzzer records.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tact/time_zone.h"

#include "core/policy/policy_files.h"
#include "core/yaml/diagnostic.h"

namespace tact::fuzz {

// One text is the file that is asked for, `policy.yaml`; any other path has the second text. In a
// fuzzer's input they are divided by a line `%%`; without one there is no second file.
class TwoFiles final : public PolicyFiles {
 public:
  explicit TwoFiles(std::string_view input);

  Result<std::string> read(const std::string& path) override;

  static constexpr std::string_view first_path = "policy.yaml";

 private:
  std::string first_;
  std::string second_;
  bool has_second_ = false;
};

// UTC, Istanbul, New York and Chicago, without their changes of the clocks.
std::shared_ptr<const ZoneBook> few_zones();

// Each has a message, stands inside its file, and can be shown to people and to programs.
void check_diagnostics(const std::vector<Diagnostic>& diagnostics, PolicyFiles& files);

}  // namespace tact::fuzz
