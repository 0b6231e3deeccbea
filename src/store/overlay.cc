#include "store/overlay.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include "store/key_order.h"
#include "store/keys.h"

namespace tact {
namespace {

// A key's bytes, without memory of its own for the short ones, which are nearly all.
class RecordKey {
 public:
  explicit RecordKey(const Key& key) {
    if (key.id.size() < short_.size()) {
      short_[0] = static_cast<char>(key.table);
      std::memcpy(short_.data() + 1, key.id.data(), key.id.size());
      bytes_ = {short_.data(), 1 + key.id.size()};
    } else {
      long_ = record_key(key);
      bytes_ = long_;
    }
  }
  RecordKey(const RecordKey&) = delete;
  RecordKey& operator=(const RecordKey&) = delete;

  std::string_view bytes() const { return bytes_; }

 private:
  std::array<char, 64> short_;
  std::string long_;
  std::string_view bytes_;
};

}  // namespace

void Overlay::put(const std::vector<Change>& states, const std::vector<Posting>& postings) {
  for (const Change& change : states) put_state(change);
  for (const Posting& posting : postings) postings_.add(posting.term, posting.seq);
}

void Overlay::put_state(const Change& change) {
  const RecordKey key(change.key);
  const std::size_t hash = KeyTable<OverlayRecord>::hash(key.bytes());
  const std::string& value = change.value;
  OverlayRecord* record = states_.find(hash, key.bytes());
  if (record == nullptr) {
    char* place = arena_.take(sizeof(OverlayRecord) + key.bytes().size() + value.size());
    char* const key_begin = place + sizeof(OverlayRecord);
    std::memcpy(key_begin, key.bytes().data(), key.bytes().size());
    record = new (place) OverlayRecord{key_begin, key_begin + key.bytes().size(),
                                       static_cast<std::uint32_t>(key.bytes().size()), 0,
                                       static_cast<std::uint32_t>(value.size())};
    states_.insert(hash, record);
  } else if (record->value_room < value.size()) {
    // What grows once grows again.
    record->value_room = static_cast<std::uint32_t>(value.size() + value.size() / 2);
    record->value_begin = arena_.take(record->value_room);
  }
  std::memcpy(record->value_begin, value.data(), value.size());
  record->value_bytes = static_cast<std::uint32_t>(value.size());
}

std::optional<std::string_view> Overlay::find(const Key& key) const {
  if (states_.size() == 0) return std::nullopt;
  const RecordKey bytes(key);
  const OverlayRecord* record =
      states_.find(KeyTable<OverlayRecord>::hash(bytes.bytes()), bytes.bytes());
  if (record == nullptr) return std::nullopt;
  return record->value();
}

std::vector<StoredRecord> Overlay::find(Table table, std::string_view from,
                                        std::size_t count) const {
  std::vector<const OverlayRecord*> found;
  states_.for_each([&](const OverlayRecord& record) {
    const std::string_view key = record.key();
    if (key.front() == static_cast<char>(table) && key.substr(1) >= from) found.push_back(&record);
  });
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(count, found.size()));
  std::partial_sort(
      found.begin(), end, found.end(),
      [](const OverlayRecord* a, const OverlayRecord* b) { return a->key() < b->key(); });
  std::vector<StoredRecord> records;
  for (auto record = found.begin(); record != end; ++record) {
    records.push_back({std::string((*record)->key().substr(1)), std::string((*record)->value())});
  }
  return records;
}

std::vector<const OverlayRecord*> Overlay::sorted_states() const { return sorted_by_key(states_); }

}  // namespace tact
