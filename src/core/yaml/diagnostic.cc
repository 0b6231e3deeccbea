#include "core/yaml/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "tact/check.h"

#include "core/suggest/suggest.h"

namespace tact {
namespace {

// More than anyone reads; a bound for hostile files.
constexpr std::size_t found_max = 1000;

constexpr std::size_t characters_shown_max = 160;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t skip_characters(std::string_view text, std::size_t at, std::size_t count) {
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && continues(text[at])) ++at;
    --count;
  }
  return at;
}

struct Excerpt {
  std::string line;
  std::size_t caret = 0;  // in characters from the left
};

// The part of a long line around the column.
Excerpt excerpt(const std::string& line, int column) {
  const std::size_t at = column > 0 ? static_cast<std::size_t>(column) - 1 : 0;
  const std::size_t first = at > characters_shown_max / 2 ? at - characters_shown_max / 2 : 0;
  const std::size_t begin = skip_characters(line, 0, first);
  const std::size_t end = skip_characters(line, begin, characters_shown_max);
  return {line.substr(begin, end - begin), at - first};
}

}  // namespace

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
  }
  TACT_CHECK(false);
}

std::string render_diagnostic(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  std::string text = printable(place.file);
  if (place.line > 0) {
    text += ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
  }
  text += ": ";
  text += name_of(diagnostic.severity);
  text += ": " + diagnostic.message + '\n';
  if (diagnostic.source.empty()) {
    if (!diagnostic.hint.empty()) text += "  " + diagnostic.hint + '\n';
    return text;
  }
  const Excerpt shown = excerpt(diagnostic.source, place.column);
  text += "  " + shown.line + "\n  " + std::string(shown.caret, ' ') + '^';
  if (!diagnostic.hint.empty()) text += ' ' + diagnostic.hint;
  return text + '\n';
}

std::string render_diagnostics(std::span<const Diagnostic> diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) text += render_diagnostic(diagnostic);
  return text;
}

void write_diagnostic(const Diagnostic& diagnostic, JsonWriter& json) {
  json.begin_object();
  json.string("severity", name_of(diagnostic.severity));
  json.string("file", printable(diagnostic.place.file));
  json.integer("line", diagnostic.place.line);
  json.integer("column", diagnostic.place.column);
  json.string("message", diagnostic.message);
  if (!diagnostic.hint.empty()) json.string("hint", diagnostic.hint);
  if (!diagnostic.source.empty()) json.string("source", diagnostic.source);
  json.end_object();
}

bool has_errors(std::span<const Diagnostic> diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void Diagnostics::error(const Spot& spot, std::string message, std::string hint) {
  ++errors_;
  add(Severity::error, spot, std::move(message), std::move(hint));
}

void Diagnostics::warning(const Spot& spot, std::string message, std::string hint) {
  add(Severity::warning, spot, std::move(message), std::move(hint));
}

void Diagnostics::add(Severity severity, const Spot& spot, std::string message, std::string hint) {
  TACT_CHECK(spot.source != nullptr);
  if (found_.size() >= found_max) {
    if (is_cut_) return;
    is_cut_ = true;
    message = "there are more mistakes from here on; mend those above first";
    hint.clear();
  }
  Diagnostic diagnostic{
      .severity = severity,
      .place = {spot.source->path(), spot.line, spot.column},
      .message = std::move(message),
      .hint = std::move(hint),
      .source = spot.line > 0 ? printable(spot.source->line(spot.line)) : std::string(),
  };
  found_.push_back({spot.source->order(), std::move(diagnostic)});
}

std::vector<Diagnostic> Diagnostics::take_sorted() {
  std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
    return std::tie(a.order, a.diagnostic.place.line, a.diagnostic.place.column) <
           std::tie(b.order, b.diagnostic.place.line, b.diagnostic.place.column);
  });
  std::vector<Diagnostic> sorted;
  sorted.reserve(found_.size());
  for (Found& found : found_) sorted.push_back(std::move(found.diagnostic));
  *this = Diagnostics();
  return sorted;
}

std::string suggest(std::string_view word, std::span<const std::string_view> candidates) {
  const std::optional<std::string> nearest = closest(word, candidates);
  return nearest ? "did you mean \"" + *nearest + "\"?" : std::string();
}

std::string suggest(std::string_view word, std::span<const std::string> candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  return suggest(word, views);
}

}  // namespace tact
