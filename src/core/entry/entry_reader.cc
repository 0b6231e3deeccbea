#include "core/entry/entry_reader.h"

#include <algorithm>

#include "core/json/canonical_order.h"

namespace tact {

void EntryReader::labels(std::string_view key, Labels& labels) {
  if (!json_.take_key(key)) return;
  json_.begin_object();
  std::string name;
  while (json_.take_any_key(name)) {
    if (!labels.empty() && !canonical_less(labels.back().first, name)) return json_.fail();
    std::string value = json_.string();
    labels.emplace_back(std::move(name), std::move(value));
  }
  json_.end_object();
  if (labels.empty()) json_.fail();
  std::sort(labels.begin(), labels.end());
}

}  // namespace tact
