// Where a policy's files come from. The core reads no disk itself.
#pragma once

#include <string>
#include <string_view>

#include "tact/result.h"

namespace tact {

// Paths use `/`. They are what compile_policy() was given, or that path's folder and what an
// `include` says, without `.` and with `..` folded as far as it goes.
class PolicyFiles {
 public:
  PolicyFiles() = default;
  PolicyFiles(const PolicyFiles&) = delete;
  PolicyFiles& operator=(const PolicyFiles&) = delete;
  virtual ~PolicyFiles() = default;

  // The file's bytes.
  virtual Result<std::string> read(const std::string& path) = 0;
};

// `relative` as seen from the file `from`: "a/policy.yaml", "../b/x.yaml" → "b/x.yaml".
std::string resolve_path(std::string_view from, std::string_view relative);

// "./a//b/../c.yaml" → "a/c.yaml".
std::string normal_path(std::string_view path);

}  // namespace tact
