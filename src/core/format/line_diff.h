// What changed between two texts, line by line.
#pragma once

#include <string>
#include <string_view>

namespace tact {

// A unified diff with three lines of context, as `diff -u` and patch tools write it; "" where the
// texts are the same. `old_name` and `new_name` stand in its head.
std::string unified_diff(std::string_view old_name, std::string_view old_text,
                         std::string_view new_name, std::string_view new_text);

}  // namespace tact
