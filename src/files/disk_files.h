// Policy files from disk.
#pragma once

#include <string>

#include "tact/result.h"

#include "core/policy/policy_files.h"

namespace tact {

// Reads what the process may read; relative paths from its working directory. A file that is not a
// regular one, or over 4 MiB, is an error. One thread at a time.
class DiskFiles : public PolicyFiles {
 public:
  Result<std::string> read(const std::string& path) override;
};

// The file that a person means by `path`: a folder stands for the `policy.yaml` in it.
std::string policy_file_at(const std::string& path);

}  // namespace tact
