#include "core/yaml/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "tact/check.h"

#include "core/yaml/map_reader.h"

namespace tact {
namespace {

std::string named(std::string_view what) { return quoted_input(what); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string range_text(int least, int most) {
  if (most == std::numeric_limits<int>::max()) return std::to_string(least) + " or more";
  return std::to_string(least) + " to " + std::to_string(most);
}

// How to mend what is no text.
std::string text_hint(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::null: return "where the word itself is meant, quote it";
    case YamlNode::Kind::list: return "write one, without `[ ]` and dashes";
    case YamlNode::Kind::map: return "write text alone; quote it where it looks like `key: value`";
    case YamlNode::Kind::scalar: return {};
  }
  TACT_CHECK(false);
}

// What was meant by what is neither `true` nor `false`; "" where it cannot be told.
std::string bool_hint(const YamlNode& node) {
  if (node.quoted && (node.text == "true" || node.text == "false")) return "remove the quotes";
  if (node.text == "yes" || node.text == "on") return "write `true`";
  if (node.text == "no" || node.text == "off") return "write `false`";
  constexpr std::array<std::string_view, 2> names = {"true", "false"};
  return suggest(node.text, names);
}

}  // namespace

std::optional<std::string> read_text(const YamlNode& node, std::string_view what,
                                     Diagnostics& diagnostics, std::size_t bytes_max) {
  if (node.is_broken) return std::nullopt;
  if (!node.is_scalar()) {
    std::string message = named(what) + " must be text, not ";
    message += describe(node.kind);
    diagnostics.error(node.spot, std::move(message), text_hint(node.kind));
    return std::nullopt;
  }
  const std::string_view text = node.text;
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    diagnostics.error(node.spot, named(what) + " is empty", "write something, or remove it");
    return std::nullopt;
  }
  if (text.size() > bytes_max) {
    diagnostics.error(node.spot,
                      named(what) + " is longer than " + std::to_string(bytes_max) + " bytes");
    return std::nullopt;
  }
  const bool is_prose = bytes_max > name_bytes_max;
  if (find_control_character(text) != std::string_view::npos ||
      (!is_prose && text.find_first_of("\t\r\n") != std::string_view::npos)) {
    diagnostics.error(node.spot, named(what) + " has a control character in it");
    return std::nullopt;
  }
  return node.text;
}

std::vector<Word> read_words(const YamlNode& node, std::string_view what, Diagnostics& diagnostics,
                             EmptyList empty) {
  std::vector<Word> words;
  if (node.is_list() && node.items.empty() && empty == EmptyList::refused) {
    diagnostics.error(node.spot, named(what) + " is an empty list",
                      "name at least one, or remove it");
  }
  for (const YamlNode* item : items_of(node)) {
    if (std::optional<std::string> text = read_text(*item, what, diagnostics)) {
      words.push_back({std::move(*text), item->spot});
    }
  }
  return words;
}

std::optional<bool> read_bool(const YamlNode& node, std::string_view what,
                              Diagnostics& diagnostics) {
  if (node.is_broken) return std::nullopt;
  if (node.is_scalar() && !node.quoted) {
    if (node.text == "true") return true;
    if (node.text == "false") return false;
  }
  diagnostics.error(node.spot, named(what) + " must be `true` or `false`", bool_hint(node));
  return std::nullopt;
}

std::optional<int> read_whole(const YamlNode& node, std::string_view what, int least, int most,
                              Diagnostics& diagnostics) {
  if (node.is_broken) return std::nullopt;
  const std::string& text = node.text;
  const bool has_digits =
      node.is_scalar() && !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
  if (has_digits && node.quoted) {
    diagnostics.error(node.spot, named(what) + " must be a number, not text",
                      "remove the quotes: " + text.substr(0, 20));
    return std::nullopt;
  }
  if (has_digits && text.size() > 1 && text.front() == '0') {
    diagnostics.error(node.spot, named(what) + " has a leading zero",
                      "remove it: some programs read " + quoted_input(text) + " as octal");
    return std::nullopt;
  }
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!has_digits || failure != std::errc() || number < least || number > most) {
    diagnostics.error(node.spot,
                      named(what) + " must be a whole number, " + range_text(least, most),
                      std::any_of(text.begin(), text.end(), is_digit) ? "" : "write it in digits");
    return std::nullopt;
  }
  return number;
}

std::optional<Span> read_span(const YamlNode& node, std::string_view what,
                              Diagnostics& diagnostics) {
  const std::optional<std::string> text = read_text(node, what, diagnostics);
  if (!text) return std::nullopt;
  const std::optional<Span> span = parse_span(*text);
  if (!span) {
    diagnostics.error(node.spot, named(what) + " is no duration: " + quoted_input(*text),
                      "write `30m`, `24h`, `7d`, `18 months`, `2 years` or `60 calendar days`");
  }
  return span;
}

std::optional<Duration> read_duration(const YamlNode& node, std::string_view what,
                                      Diagnostics& diagnostics) {
  const std::optional<std::string> text = read_text(node, what, diagnostics);
  if (!text) return std::nullopt;
  const std::optional<Span> span = parse_span(*text);
  if (span && span->unit == SpanUnit::exact) return span->length;
  std::string message = named(what);
  message += span ? " must have one fixed length, not " : " is no duration: ";
  diagnostics.error(node.spot, message + quoted_input(*text), "write `30m`, `24h` or `7d`");
  return std::nullopt;
}

std::optional<Instant> read_instant(const YamlNode& node, std::string_view what,
                                    Diagnostics& diagnostics) {
  const std::optional<std::string> text = read_text(node, what, diagnostics);
  if (!text) return std::nullopt;
  const std::optional<Instant> instant = parse_instant(*text);
  if (!instant) {
    diagnostics.error(node.spot, named(what) + " is no time: " + quoted_input(*text),
                      "write it with its offset: `2026-11-24T14:00:00+03:00`");
  }
  return instant;
}

std::optional<LocalDate> read_date(const YamlNode& node, std::string_view what,
                                   Diagnostics& diagnostics) {
  const std::optional<std::string> text = read_text(node, what, diagnostics);
  if (!text) return std::nullopt;
  const std::optional<LocalDate> date = parse_date(*text);
  if (!date) {
    diagnostics.error(node.spot, named(what) + " is no date: " + quoted_input(*text),
                      "write it as `2026-03-20`");
  }
  return date;
}

std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (!is_digit(text[i])) return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 24 || minutes > 59 || (hours == 24 && minutes > 0)) return std::nullopt;
  return std::chrono::hours(hours) + std::chrono::minutes(minutes);
}

std::optional<std::string> read_choice(const YamlNode& node, std::string_view what,
                                       std::span<const std::string_view> names,
                                       Diagnostics& diagnostics) {
  std::optional<std::string> text = read_text(node, what, diagnostics);
  if (!text || std::find(names.begin(), names.end(), *text) != names.end()) return text;
  report_unknown(node.spot, what, *text, names, diagnostics);
  return std::nullopt;
}

void report_unknown(const Spot& spot, std::string_view kind, std::string_view text,
                    std::span<const std::string_view> names, Diagnostics& diagnostics) {
  std::string hint = suggest(text, names);
  if (hint.empty() && !names.empty()) hint = "write " + list_choices(names);
  std::string message = "unknown ";
  message += kind;
  diagnostics.error(spot, message + ' ' + quoted_input(text), std::move(hint));
}

}  // namespace tact
