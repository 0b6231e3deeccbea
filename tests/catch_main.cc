// Catch2's main, compiled once for all tests, and a listener that leaves the run's count of test
// cases ("PASSED FAILED") in the file that TACT_TALLY names.
#define CATCH_CONFIG_MAIN
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

namespace {

struct Tally : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;

  void testRunEnded(const Catch::TestRunStats& stats) override {
    const char* path = std::getenv("TACT_TALLY");
    if (path == nullptr) return;
    const auto& cases = stats.totals.testCases;
    std::ofstream(path) << cases.passed + cases.failedButOk << ' ' << cases.failed << '\n';
  }
};

CATCH_REGISTER_LISTENER(Tally)

}  // namespace
