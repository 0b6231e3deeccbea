// Any bytes, as a file to format.
#include "tact/check.h"

#include "core/format/format.h"
#include "core/policy/compile.h"
#include "core/yaml/tree.h"
#include "fuzz/checks.h"

using namespace tact;  // NOLINT(google-build-using-namespace): the function below has no namespace

// libFuzzer calls it by this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// What a file's policy is, but for its places.
std::string meaning_of(const std::string& text) {
  static const std::shared_ptr<const ZoneBook> zones = fuzz::few_zones();
  fuzz::TwoFiles files(text);
  const Compiled compiled =
      compile_policy(std::string(fuzz::TwoFiles::first_path), files, zones, std::nullopt);
  if (compiled.policy == nullptr) return "none";
  std::string meaning = compiled.policy->name + '\n' + compiled.policy->title + '\n';
  for (const Rule& rule : compiled.policy->rules) {
    meaning += rule.id + '\n' + rule.text + '\n' + rule.law + '\n';
  }
  return meaning;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string path(fuzz::TwoFiles::first_path);
  const Formatted once = format_policy_text(path, text);
  TACT_CHECK(once.text.has_value() != has_errors(once.diagnostics));
  fuzz::TwoFiles files(text);
  if (text.find("\n%%\n") == std::string::npos) fuzz::check_diagnostics(once.diagnostics, files);
  if (!once.text) return 0;
  // format_policy_text() itself has compared the trees and the comments.
  const Formatted twice = format_policy_text(path, *once.text);
  TACT_CHECK(twice.text.has_value());
  TACT_CHECK(*twice.text == *once.text);
  TACT_CHECK(meaning_of(*once.text) == meaning_of(text));
  return 0;
}
