// Asserts our own mistakes, in release builds too. Never used on input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace tact {

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, condition);
  std::abort();
}

}  // namespace tact

#define TACT_CHECK(condition) \
  (static_cast<bool>(condition) ? void() : ::tact::check_failed(#condition, __FILE__, __LINE__))
