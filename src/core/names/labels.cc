#include "tact/records.h"

namespace tact {

const std::string* find_label(const Labels& labels, std::string_view key) {
  // A contact carries a handful at most: walking them beats a binary search.
  for (const auto& [name, value] : labels) {
    if (name == key) return &value;
  }
  return nullptr;
}

}  // namespace tact
