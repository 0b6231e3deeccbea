// From the text of a policy to the value that decisions are made with.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tact/policy.h"

#include "core/policy/policy_files.h"
#include "core/yaml/diagnostic.h"

namespace tact {

// One file of a compiled policy, as it was read.
struct PolicyFile {
  std::string path;  // what PolicyFiles read
  std::string name;  // from the outermost file's folder: part of the policy's hash
  std::string text;
};

struct Compiled {
  std::shared_ptr<const Policy> policy;  // null where there is any error: never half a policy
  // Errors and warnings of all files, by file (in the order of inclusion), line and column.
  std::vector<Diagnostic> diagnostics;
  // In the order of inclusion, the outermost first; with errors too, as far as they could be read.
  std::vector<PolicyFile> files;
};

// Reads the file at `path` and what it includes. `zones` is kept alive by the policy. `today`
// serves only for warnings (calendars that end, rules whose time is over); without it there are
// none of those. The same files give the same policy and hash, wherever they lie. REQUIRES: zones
// is not null.
Compiled compile_policy(std::string path, PolicyFiles& files, std::shared_ptr<const ZoneBook> zones,
                        std::optional<LocalDate> today);

}  // namespace tact
