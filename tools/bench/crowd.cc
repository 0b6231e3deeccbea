#include "bench/crowd.h"

#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

#include "core/policy/compile.h"
#include "files/disk_files.h"

namespace tact::bench {
namespace {

constexpr std::string_view crowd_name = "crowd.yaml";

// Files on disk, and beside them one that is made up.
class WithCrowd final : public PolicyFiles {
 public:
  WithCrowd(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {}

  Result<std::string> read(const std::string& path) override {
    if (path == path_) return text_;
    return disk_.read(path);
  }

 private:
  const std::string path_;
  const std::string text_;
  DiskFiles disk_;
};

std::string rule_text(int number) {
  static constexpr std::array<std::string_view, 4> kinds = {
      "country: NZ, region: NZ-", "brand: b-", "campaign: c-", "country: AU, region: AU-"};
  const std::string n = std::to_string(number);
  return "  - id: crowd-" + n + "\n    text: One message a day.\n    when: { purpose: marketing, " +
         std::string(kinds[static_cast<std::size_t>(number) % kinds.size()]) + n +
         " }\n    cap: { at_most: 1, within: calendar day }\n";
}

}  // namespace

Result<std::shared_ptr<const Policy>> crowded_policy(const std::string& path, int rules,
                                                     std::shared_ptr<const ZoneBook> zones) {
  const std::filesystem::path file = policy_file_at(path);
  std::string text = "tact: 1\npolicy: crowd\ntitle: Many rules\ninclude: [" +
                     file.filename().string() + "]\n" +
                     "defaults: { timezone: Europe/Istanbul, country: TR, kind: individual }\n" +
                     "vocabulary: { brands: [";
  for (int number = 1; number < rules; number += 4) text += "b-" + std::to_string(number) + ", ";
  text += "b] }\nrules:\n";
  for (int number = 0; number < rules; ++number) text += rule_text(number);
  const std::string crowd = (file.parent_path() / crowd_name).string();
  WithCrowd files(crowd, std::move(text));
  const Compiled compiled = compile_policy(crowd, files, std::move(zones), std::nullopt);
  if (compiled.policy != nullptr) return compiled.policy;
  return Error{"the crowded policy does not compile: " + render_diagnostics(compiled.diagnostics)};
}

}  // namespace tact::bench
