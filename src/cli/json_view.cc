#include "cli/json_view.h"

#include <array>
#include <ctime>

#include "tact/time.h"

#include "core/yaml/source.h"

namespace tact::cli {

std::optional<JsonValue> member(JsonValue object, std::string_view key) {
  if (!object.is(JsonKind::object)) return std::nullopt;
  for (const JsonValue value : object) {
    if (value.key() == key) return value;
  }
  return std::nullopt;
}

std::string words_of(JsonValue value) {
  switch (value.kind()) {
    case JsonKind::string: return printable(value.string());
    case JsonKind::integer: return std::to_string(value.integer());
    case JsonKind::boolean: return value.boolean() ? "true" : "false";
    case JsonKind::null:
    case JsonKind::large_integer:
    case JsonKind::fraction:
    case JsonKind::array:
    case JsonKind::object: return {};
  }
  return {};
}

std::string words_at(JsonValue object, std::string_view key) {
  const auto value = member(object, key);
  return value ? words_of(*value) : std::string();
}

std::vector<JsonValue> items_at(JsonValue object, std::string_view key) {
  std::vector<JsonValue> items;
  const auto list = member(object, key);
  if (!list || !list->is(JsonKind::array)) return items;
  for (const JsonValue item : *list) items.push_back(item);
  return items;
}

std::string local_time(std::string_view text) {
  const auto instant = parse_instant(text);
  if (!instant) return printable(text);
  const auto whole = std::chrono::floor<std::chrono::seconds>(*instant);
  const std::time_t seconds = whole.time_since_epoch().count();
  std::tm parts{};
  if (::localtime_r(&seconds, &parts) == nullptr) return std::string(text);
  std::array<char, 64> out{};
  const char* const form = parts.tm_sec == 0 ? "%a %d %b %Y %H:%M %Z" : "%a %d %b %Y %H:%M:%S %Z";
  const std::size_t size = std::strftime(out.data(), out.size(), form, &parts);
  return {out.data(), size};
}

}  // namespace tact::cli
