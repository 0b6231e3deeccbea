// One mistake in a file that an officer wrote, said so that it can be mended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/policy.h"

#include "core/json/writer.h"
#include "core/yaml/source.h"

namespace tact {

enum class Severity : std::uint8_t { error, warning };

std::string_view name_of(Severity severity);

struct Diagnostic {
  Severity severity = Severity::error;
  Place place;          // the path as it was asked for; line 0: the file as a whole
  std::string message;  // lower case, no full stop, input in backticks
  std::string hint;     // how to mend it, `did you mean "marketing"?`; "" where there is none
  std::string source;   // the line at fault, printable; "" where there is none
};

// As compilers do, each with its line's end:
//   policy.yaml:12:21: error: unknown channel `emial`
//     when: { channel: emial }
//                      ^ did you mean "email"?
std::string render_diagnostic(const Diagnostic& diagnostic);
std::string render_diagnostics(std::span<const Diagnostic> diagnostics);

// {"severity","file","line","column","message","hint"?,"source"?}, in the contract's order of keys.
// REQUIRES: `json` keeps the keys as written.
void write_diagnostic(const Diagnostic& diagnostic, JsonWriter& json);

bool has_errors(std::span<const Diagnostic> diagnostics);

// Collects mistakes while files are read; reading goes on after each. One thread.
class Diagnostics {
 public:
  void error(const Spot& spot, std::string message, std::string hint = {});
  void warning(const Spot& spot, std::string message, std::string hint = {});

  // How many errors there are so far.
  std::size_t errors() const { return errors_; }

  // By file, line and column; at one place in the order of finding. Leaves this empty.
  std::vector<Diagnostic> take_sorted();

 private:
  struct Found {
    std::size_t order = 0;
    Diagnostic diagnostic;
  };

  void add(Severity severity, const Spot& spot, std::string message, std::string hint);

  std::vector<Found> found_;
  std::size_t errors_ = 0;
  bool is_cut_ = false;
};

// `did you mean "marketing"?`; "" where no candidate is near.
std::string suggest(std::string_view word, std::span<const std::string_view> candidates);
std::string suggest(std::string_view word, std::span<const std::string> candidates);

}  // namespace tact
