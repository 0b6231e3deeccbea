#include "core/names/canonical_labels.h"

#include <algorithm>

#include "core/json/canonical_order.h"

namespace tact {
namespace {

void write_members(const Labels& labels, CanonicalWriter& json) {
  json.begin_object();
  for (const auto& [name, value] : labels) {
    json.given_key(name);
    json.string(value);
  }
  json.end_object();
}

}  // namespace

void write_labels(const Labels& labels, CanonicalWriter& json) {
  const auto before = [](const auto& a, const auto& b) { return canonical_less(a.first, b.first); };
  if (std::is_sorted(labels.begin(), labels.end(), before)) return write_members(labels, json);
  // Labels are sorted by bytes; JSON's canonical order differs for the rarest of keys.
  Labels sorted = labels;
  std::sort(sorted.begin(), sorted.end(), before);
  write_members(sorted, json);
}

}  // namespace tact
