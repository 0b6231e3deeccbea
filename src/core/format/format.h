// `tact policy fmt`: one way to write a policy or a file of tests, which changes neither what it
// says nor any comment. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/yaml/diagnostic.h"

namespace tact {

struct Formatted {
  std::optional<std::string> text;  // absent where there is any error
  std::vector<Diagnostic> diagnostics;
};

// Two blanks of indentation; lists indented under their key; `{ a: b }` and `[a, b]`; the keys of a
// file, a rule and a case in the language reference's order; one blank line between sections and
// between rules; long maps and lists in brackets one entry a line. Lines that were broken stay
// broken, quotes stay as they are. Formatting twice is formatting once. The file must be YAML of
// our subset, and need not be a policy. What comes out was read again and compared.
Formatted format_policy_text(const std::string& path, const std::string& text);

}  // namespace tact
