#include "store/overlay.h"

#include <utility>

namespace tact {
namespace {

// What a map's node costs besides its key and value, about.
constexpr std::size_t state_overhead_bytes = 96;

}  // namespace

void Overlay::put(std::vector<Change> states, std::vector<Posting> postings) {
  for (Change& change : states) {
    const std::size_t key_bytes = change.key.id.size() + state_overhead_bytes;
    const auto [found, is_new] = states_.try_emplace(std::move(change.key));
    bytes_ += is_new ? key_bytes : 0;
    bytes_ -= found->second.size();
    bytes_ += change.value.size();
    found->second = std::move(change.value);
  }
  for (Posting& posting : postings) bytes_ += postings_.add(std::move(posting));
}

const std::string* Overlay::find(const Key& key) const {
  const auto found = states_.find(key);
  return found == states_.end() ? nullptr : &found->second;
}

}  // namespace tact
