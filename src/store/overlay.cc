#include "store/overlay.h"

#include <algorithm>
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

std::vector<StoredRecord> Overlay::find(Table table, std::string_view from,
                                        std::size_t count) const {
  std::vector<const States::value_type*> found;
  for (const auto& state : states_) {
    if (state.first.table == table && state.first.id >= from) found.push_back(&state);
  }
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(count, found.size()));
  std::partial_sort(found.begin(), end, found.end(),
                    [](const auto* a, const auto* b) { return a->first.id < b->first.id; });
  std::vector<StoredRecord> records;
  for (auto state = found.begin(); state != end; ++state) {
    records.push_back({(*state)->first.id, (*state)->second});
  }
  return records;
}

}  // namespace tact
