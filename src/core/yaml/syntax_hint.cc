#include "core/yaml/syntax_hint.h"

#include <array>

namespace tact {
namespace {

struct Hint {
  std::string_view message;  // a part of it
  std::string_view hint;
};

constexpr std::string_view indentation =
    "the indentation does not fit the lines above: line it up with its siblings";
constexpr std::string_view colon = "text that contains `: ` must be quoted";

// The first that fits.
constexpr std::array hints = {
    Hint{"end of sequence flow not found", "a `[` is not closed, or a comma is missing"},
    Hint{"end of map flow not found", "a `{` is not closed, or a comma is missing"},
    Hint{"end of sequence not found", indentation},
    Hint{"end of map not found", indentation},
    Hint{"illegal block entry", indentation},
    Hint{"illegal map key", indentation},
    Hint{"illegal flow end", "the brackets do not match: `[` closes with `]`, `{` with `}`"},
    Hint{"unknown token", "text that begins with this character must be quoted"},
    Hint{"unknown escape character", "write `\\\\` for a backslash, or use single quotes"},
    Hint{"alias not found", "text that begins with `*` must be quoted"},
    Hint{"anchor not found", "text that begins with `&` must be quoted"},
};

// `priority: >= 80`: to YAML, `>` and `|` begin a block of text.
bool is_bare_comparison(std::string_view line) {
  return line.find(": >") != std::string_view::npos && line.find(": >-") == std::string_view::npos;
}

// Whether the line has a key before the place of the mistake: `text: Hours: nine to five`.
bool has_key_before(const Spot& spot) {
  const std::string_view line = spot.source->line(spot.line);
  return line.find(": ") < static_cast<std::size_t>(spot.column) - 1;
}

}  // namespace

std::string syntax_hint(const Spot& spot, std::string_view message) {
  if (is_bare_comparison(spot.source->line(spot.line))) {
    return "a comparison must be quoted: \">= 80\"";
  }
  if (message.find("illegal map value") != std::string_view::npos) {
    return std::string(has_key_before(spot) ? colon : indentation);
  }
  for (const Hint& hint : hints) {
    if (message.find(hint.message) != std::string_view::npos) return std::string(hint.hint);
  }
  return {};
}

}  // namespace tact
