#include "core/policy/reader_window.h"

#include "tact/check.h"

#include "core/grammar/words.h"
#include "core/yaml/values.h"

namespace tact {
namespace {

std::string window_hint(std::string_view text) {
  std::string hint = suggest(text, calendar_window_names);
  if (!hint.empty()) return hint;
  const std::optional<Span> span = parse_span(text);
  if (span && span->unit == SpanUnit::months) {
    return "months differ in length: write `30 calendar days`, `calendar month` or "
           "`calendar year`";
  }
  return "write `24h`, `7d`, `calendar day` or `30 calendar days`";
}

}  // namespace

std::optional<Window> parse_window(std::string_view text) {
  for (std::size_t i = 0; i < calendar_window_names.size(); ++i) {
    if (text != calendar_window_names[i]) continue;
    const auto kind =
        static_cast<WindowKind>(static_cast<std::size_t>(WindowKind::calendar_day) + i);
    return Window{.kind = kind, .length = {}, .days = 0, .text = std::string(text)};
  }
  const std::optional<Span> span = parse_span(text);
  if (!span) return std::nullopt;
  switch (span->unit) {
    case SpanUnit::exact: return Window{WindowKind::rolling, span->length, 0, std::string(text)};
    case SpanUnit::calendar_days:
      return Window{WindowKind::consecutive_days, {}, span->count, std::string(text)};
    case SpanUnit::months: return std::nullopt;
  }
  TACT_CHECK(false);
}

std::optional<Window> read_window(const YamlNode& node, Diagnostics& diagnostics) {
  const std::optional<std::string> text = read_text(node, "within", diagnostics);
  if (!text) return std::nullopt;
  std::optional<Window> window = parse_window(*text);
  if (!window) {
    diagnostics.error(node.spot, "`within` is no window: " + quoted_input(*text),
                      window_hint(*text));
  }
  return window;
}

}  // namespace tact
