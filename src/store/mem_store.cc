#include "store/mem_store.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

#include "tact/check.h"

#include "store/group_check.h"

namespace tact {

Result<std::vector<std::optional<std::string>>> MemStore::load(std::span<const Key> keys) const {
  std::vector<std::optional<std::string>> values(keys.size());
  const std::shared_lock lock(mutex_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto table = records_.find(keys[i].table);
    if (table == records_.end()) continue;
    const auto found = table->second.find(keys[i].id);
    if (found != table->second.end()) values[i] = found->second;
  }
  return values;
}

Status MemStore::commit(Group group) {
  const std::unique_lock lock(mutex_);
  check_group(group, Seq{entries_.size()});
  entries_.insert(entries_.end(), std::make_move_iterator(group.entries.begin()),
                  std::make_move_iterator(group.entries.end()));
  if (!group.entries.empty()) frontier_ = std::move(group.frontier);
  apply(std::move(group.identities));
  apply(std::move(group.states));
  for (const Posting& posting : group.postings) postings_.add(posting.term, posting.seq);
  return Done{};
}

void MemStore::apply(std::vector<Change> changes) {
  for (Change& change : changes) {
    auto& records = records_[change.key.table];
    if (change.value.empty()) {
      records.erase(change.key.id);
    } else {
      records.insert_or_assign(std::move(change.key.id), std::move(change.value));
    }
  }
}

Seq MemStore::size() const {
  const std::shared_lock lock(mutex_);
  return Seq{entries_.size()};
}

std::string MemStore::frontier() const {
  const std::shared_lock lock(mutex_);
  return frontier_;
}

Seq MemStore::settled_before() const { return size(); }

Result<std::vector<std::string>> MemStore::entries(Seq from, std::size_t count,
                                                   std::size_t bytes_max) const {
  std::vector<std::string> page;
  std::size_t bytes = 0;
  const std::shared_lock lock(mutex_);
  for (std::size_t i = from.value; i < entries_.size() && page.size() < count; ++i) {
    bytes += entries_[i].size();
    if (!page.empty() && bytes > bytes_max) break;
    page.push_back(entries_[i]);
  }
  return page;
}

Result<std::vector<Seq>> MemStore::postings(std::string_view term, Seq from, Order order,
                                            std::size_t count) const {
  const std::shared_lock lock(mutex_);
  return postings_.find(term, from, order, count);
}

Result<std::vector<StoredRecord>> MemStore::records(Table table, std::string_view from,
                                                    std::size_t count,
                                                    std::size_t bytes_max) const {
  std::vector<const std::pair<const std::string, std::string>*> found;
  const std::shared_lock lock(mutex_);
  const auto records = records_.find(table);
  if (records == records_.end()) return std::vector<StoredRecord>{};
  for (const auto& record : records->second) {
    if (record.first >= from) found.push_back(&record);
  }
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(count, found.size()));
  std::partial_sort(found.begin(), end, found.end(),
                    [](const auto* a, const auto* b) { return a->first < b->first; });
  std::vector<StoredRecord> page;
  std::size_t bytes = 0;
  for (auto record = found.begin(); record != end; ++record) {
    const auto& [id, value] = **record;
    bytes += value.size();
    if (!page.empty() && bytes > bytes_max) break;
    page.push_back({id, value});
  }
  return page;
}

Status MemStore::drop_entries(std::span<const Seq> seqs) {
  const std::unique_lock lock(mutex_);
  for (const Seq seq : seqs) {
    TACT_CHECK(seq.value < entries_.size());
    entries_[seq.value] = std::string();
  }
  return Done{};
}

Status MemStore::clear_dropped(Seq before, std::atomic<bool>& cancelled) {
  static_cast<void>(cancelled);
  const std::unique_lock lock(mutex_);
  dropped_before_ = before;
  return Done{};
}

Seq MemStore::dropped_before() const {
  const std::shared_lock lock(mutex_);
  return dropped_before_;
}

Status MemStore::settle() { return Done{}; }

}  // namespace tact
