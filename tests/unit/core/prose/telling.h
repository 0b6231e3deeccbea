// What tests of policies in words share.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/prose/changes.h"
#include "core/prose/explanation.h"

namespace tact {

// Of a file of the repository, with the system's time zones. Its hash is zeros, so that what is
// told of it does not change with its comments.
std::shared_ptr<const Policy> policy_of_file(std::string_view path);

// What changes_between() says of two lists of rules (or whole policies), one part a line:
// "rule: words: effect"; added and removed rules as "rule added: effect". Obligations likewise.
std::string changes_of_rules(std::string_view old_rules, std::string_view new_rules);
std::string in_lines(const PolicyChanges& changes);

}  // namespace tact
