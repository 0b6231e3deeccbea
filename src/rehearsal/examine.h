// A policy before it is used: does it compile, and do its tests pass? All of it, or nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tact/time_zone.h"

#include "core/policy/bundle.h"
#include "core/yaml/diagnostic.h"
#include "rehearsal/suite_run.h"

namespace tact {

struct Examined {
  Compiled compiled;
  // Of the files of tests, and of policies that only they name.
  std::vector<Diagnostic> test_diagnostics;
  std::vector<SuiteResult> suites;  // those that could be run

  std::uint64_t passed() const;
  std::uint64_t failed() const;
  // It compiles, every file of tests could be run, and every case passed.
  bool is_fine() const;
};

// Pure. REQUIRES: the bundle has a file. `today` serves warnings only.
Examined examine(const PolicyBundle& bundle, const std::shared_ptr<const ZoneBook>& zones,
                 std::optional<LocalDate> today);

}  // namespace tact
