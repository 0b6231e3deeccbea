// What tactd's exit code says; --help lists them.
#pragma once

namespace tact {

inline constexpr int exit_could_not = 1;
inline constexpr int exit_not_compiled = 3;
inline constexpr int exit_test_failed = 4;

}  // namespace tact
