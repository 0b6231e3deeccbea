// What the process says to whoever started it. Part of the command line's contract: --help of each
// verb lists its own.
#pragma once

namespace tact::cli {

enum ExitCode : int {
  exit_fine = 0,
  exit_trouble = 1,       // the work could not be done, or a part of it was refused
  exit_usage = 2,         // bad arguments
  exit_not_compiled = 3,  // a policy or a file of tests does not compile
  exit_test_failed = 4,
  exit_differs = 4,  // `tact policy diff --exit-code`; `tact policy fmt --check`; `log rebuild`
  exit_damaged = 5,  // `tact log verify`: not as it was signed
  exit_defer = 10,   // `tact ask`: not now
  exit_deny = 11,    // `tact ask`: no
};

}  // namespace tact::cli
