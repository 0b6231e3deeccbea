// Policies and their tests on disk, as the verbs for officers find and read them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/shell.h"
#include "core/policy/compile.h"
#include "core/suite/suite.h"
#include "files/disk_files.h"

namespace tact::cli {

// One thread. Reads the system's time zones once, at the first policy.
class PolicyDesk {
 public:
  explicit PolicyDesk(LocalDate today) : today_(today) {}

  // An Error only where the time zones cannot be read; all else is in the diagnostics.
  Result<Compiled> compile(const std::string& path);
  SuiteReading read_suite(const std::string& path) { return tact::read_suite(path, files_); }

 private:
  const LocalDate today_;
  DiskFiles files_;
  std::shared_ptr<const ZoneBook> zones_;
};

// What compile_policy reads for `path`, or nothing: then what is wrong was said on standard error
// and `code` is the exit code.
std::shared_ptr<const Policy> read_policy(const std::string& path, const Shell& shell, int& code);

struct FoundFiles {
  std::vector<std::string> policies;
  std::vector<std::string> suites;
  std::vector<std::string> parts;  // YAML that is neither: no `policy:` of its own
};

// Files stand for themselves; in folders, what ends in .yaml is found, at any depth, in the order
// of names. A file `x_test.yaml` is a suite.
Result<FoundFiles> find_policy_files(const std::vector<std::string>& paths);

}  // namespace tact::cli
