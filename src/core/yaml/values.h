// Scalars of a YAML tree as values. Each reader says in `diagnostics` why there is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tact/time.h"

#include "core/names/names.h"
#include "core/yaml/tree.h"

namespace tact {

// A word that a file says, and where.
struct Word {
  std::string text;
  Spot spot;
};

// What names and identifiers may be long (bytes).
inline constexpr std::size_t name_bytes_max = 128;
// What texts for people may be long (bytes).
inline constexpr std::size_t prose_bytes_max = 4096;

// The literal text of a scalar: `no`, `010` and 545454 stay what is written. Not empty, no control
// characters. `what` is the key that it stands under.
std::optional<std::string> read_text(const YamlNode& node, std::string_view what,
                                     Diagnostics& diagnostics,
                                     std::size_t bytes_max = name_bytes_max);

enum class EmptyList : std::uint8_t { refused, allowed };

// One text or a list of texts.
std::vector<Word> read_words(const YamlNode& node, std::string_view what, Diagnostics& diagnostics,
                             EmptyList empty = EmptyList::refused);

// `true` or `false`, without quotes.
std::optional<bool> read_bool(const YamlNode& node, std::string_view what,
                              Diagnostics& diagnostics);

// A whole number without quotes, sign or leading zeros.
std::optional<int> read_whole(const YamlNode& node, std::string_view what, int least, int most,
                              Diagnostics& diagnostics);

// "30m", "24h", "7d" only: what has one fixed length.
std::optional<Duration> read_duration(const YamlNode& node, std::string_view what,
                                      Diagnostics& diagnostics);

// Any span of tact/time.h.
std::optional<Span> read_span(const YamlNode& node, std::string_view what,
                              Diagnostics& diagnostics);

// An RFC 3339 time with its offset.
std::optional<Instant> read_instant(const YamlNode& node, std::string_view what,
                                    Diagnostics& diagnostics);

std::optional<LocalDate> read_date(const YamlNode& node, std::string_view what,
                                   Diagnostics& diagnostics);

// "hh:mm" from 00:00 to 24:00, exactly.
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);

// One of the names; otherwise says which there are. `names` are one line of text each.
std::optional<std::string> read_choice(const YamlNode& node, std::string_view what,
                                       std::span<const std::string_view> names,
                                       Diagnostics& diagnostics);

// Says that `text` is none of `names`, with the nearest one or all of them.
void report_unknown(const Spot& spot, std::string_view kind, std::string_view text,
                    std::span<const std::string_view> names, Diagnostics& diagnostics);

// An enumerator by its name (core/names/names.h); otherwise says which there are.
template <class Enum>
std::optional<Enum> read_name(const YamlNode& node, std::string_view what,
                              Diagnostics& diagnostics) {
  const auto name = read_choice(node, what, names_of<Enum>(), diagnostics);
  return name ? parse_name<Enum>(*name) : std::nullopt;
}

}  // namespace tact
