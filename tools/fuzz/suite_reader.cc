// Any bytes, as a file of tests.
#include "tact/check.h"

#include "core/suite/suite.h"
#include "fuzz/checks.h"

using namespace tact;  // NOLINT(google-build-using-namespace): the function below has no namespace

// libFuzzer calls it by this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::TwoFiles files({reinterpret_cast<const char*>(data), size});
  const std::string path(fuzz::TwoFiles::first_path);

  const SuiteReading reading = read_suite(path, files);
  TACT_CHECK(reading.suite.has_value() != has_errors(reading.diagnostics));
  fuzz::check_diagnostics(reading.diagnostics, files);
  if (reading.suite) {
    // Whoever runs a case relies on its time and on someone to ask for.
    for (const TestCase& test : reading.suite->cases) {
      TACT_CHECK(test.ask.at.has_value());
      TACT_CHECK(!test.ask.person.customer.empty() || !test.ask.person.address.empty());
    }
  }
  const SuiteReading again = read_suite(path, files);
  TACT_CHECK(render_diagnostics(again.diagnostics) == render_diagnostics(reading.diagnostics));
  return 0;
}
