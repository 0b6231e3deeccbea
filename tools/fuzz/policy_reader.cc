// Any bytes, as a policy with or without a second file that it includes.
#include "tact/check.h"

#include "core/policy/compile.h"
#include "fuzz/checks.h"

using namespace tact;  // NOLINT(google-build-using-namespace): the function below has no namespace

// libFuzzer calls it by this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::shared_ptr<const ZoneBook> zones = fuzz::few_zones();
  fuzz::TwoFiles files({reinterpret_cast<const char*>(data), size});
  const std::string path(fuzz::TwoFiles::first_path);
  const LocalDate today{std::chrono::year{2026} / 11 / 24};

  const Compiled compiled = compile_policy(path, files, zones, today);
  TACT_CHECK((compiled.policy == nullptr) == has_errors(compiled.diagnostics));
  fuzz::check_diagnostics(compiled.diagnostics, files);
  if (compiled.policy != nullptr) {
    TACT_CHECK(compiled.policy->hash.size() == 64);
    TACT_CHECK(longest_contact_window(*compiled.policy) >= Duration::zero());
  }

  const Compiled again = compile_policy(path, files, zones, today);
  TACT_CHECK(render_diagnostics(again.diagnostics) == render_diagnostics(compiled.diagnostics));
  TACT_CHECK((again.policy == nullptr) == (compiled.policy == nullptr));
  TACT_CHECK(again.policy == nullptr || again.policy->hash == compiled.policy->hash);
  return 0;
}
