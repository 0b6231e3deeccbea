#include "ledger/key_history.h"

#include "tact/check.h"
#include "tact/entry.h"

#include "ledger/terms.h"

namespace tact {
namespace {

constexpr std::size_t keys_max = 10'000;
constexpr std::size_t entries_per_read = 4'096;

Result<RecordedKey> key_at(const Store& store, Seq seq) {
  const auto lines = store.entries(seq, 1);
  if (!lines) return lines.error();
  TACT_CHECK(lines->size() == 1);
  const auto entry = parse_entry(lines->front());
  if (!entry) return entry.error();
  const auto* const body = std::get_if<KeyEntry>(&entry->body);
  if (body == nullptr) return Error{"the index calls an entry a key that is none"};
  auto key = parse_verifier_key(body->key);
  if (!key)
    return Error{"the key of entry " + std::to_string(seq.value) + ' ' + key.error().message};
  return RecordedKey{*std::move(key), seq, entry->at};
}

}  // namespace

Result<std::vector<RecordedKey>> recorded_keys(const Store& store) {
  std::vector<RecordedKey> keys;
  const std::uint64_t size = store.size().value;
  if (size == 0) return keys;
  const auto seqs = store.postings(type_term("key"), Seq{size - 1}, Order::newest_first, keys_max);
  if (!seqs) return seqs.error();
  for (const Seq seq : *seqs) {
    auto key = key_at(store, seq);
    if (!key) return key.error();
    keys.push_back(*std::move(key));
  }
  return keys;
}

Result<bool> has_recorded_key(const Store& store) {
  const auto known = store.postings(type_term("key"), Seq{}, Order::oldest_first, 1);
  if (!known) return known.error();
  if (!known->empty()) return true;
  // What came after the postings were written is read itself.
  const Seq end = store.size();
  for (Seq at = store.settled_before(); at < end;) {
    const auto lines = store.entries(at, entries_per_read);
    if (!lines) return lines.error();
    TACT_CHECK(!lines->empty());
    for (const std::string& line : *lines) {
      if (is_dropped(line)) continue;
      const auto entry = parse_entry(line);
      if (!entry) return entry.error();
      if (std::holds_alternative<KeyEntry>(entry->body)) return true;
    }
    at.value += lines->size();
  }
  return false;
}

}  // namespace tact
