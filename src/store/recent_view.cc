#include "store/recent_view.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

namespace tact {
namespace {

bool by_id(const StoredRecord& a, const StoredRecord& b) { return a.id < b.id; }

}  // namespace

RecentView::RecentView(Seq size, std::string frontier, Snapshot ledger, Snapshot state)
    : size_(size),
      frontier_(std::move(frontier)),
      ledger_(std::move(ledger)),
      state_(std::move(state)) {}

std::size_t RecentView::publish(Group& group, Snapshot ledger) {
  const std::unique_lock lock(mutex_);
  if (!group.entries.empty()) {
    size_ = Seq{group.first.value + group.entries.size()};
    frontier_ = std::move(group.frontier);
  }
  // The one that is replaced leaves with the argument, after the lock.
  if (ledger) std::swap(ledger_, ledger);
  active_->put(group.states, group.postings);
  return active_->bytes();
}

std::shared_ptr<const Overlay> RecentView::start_drain() {
  auto fresh = std::make_shared<Overlay>();
  const std::unique_lock lock(mutex_);
  draining_ = std::exchange(active_, std::move(fresh));
  return draining_;
}

void RecentView::end_drain(Snapshot state) {
  // The drained overlay is taken apart outside the lock, which readers and commits wait for.
  std::shared_ptr<const Overlay> drained = std::make_shared<Overlay>();
  const std::unique_lock lock(mutex_);
  std::swap(state_, state);
  std::swap(draining_, drained);
}

Seq RecentView::size() const {
  const std::shared_lock lock(mutex_);
  return size_;
}

std::string RecentView::frontier() const {
  const std::shared_lock lock(mutex_);
  return frontier_;
}

RecentView::States RecentView::find(std::span<const Key> keys) const {
  States found;
  found.values.resize(keys.size());
  const std::shared_lock lock(mutex_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (is_identity(keys[i].table)) continue;
    std::optional<std::string_view> value = active_->find(keys[i]);
    if (!value) value = draining_->find(keys[i]);
    if (value) found.values[i] = std::string(*value);
  }
  found.ledger = ledger_;
  found.state = state_;
  return found;
}

RecentView::Records RecentView::find(Table table, std::string_view from, std::size_t count) const {
  Records found;
  std::vector<StoredRecord> recent;
  std::vector<StoredRecord> older;
  {
    const std::shared_lock lock(mutex_);
    recent = active_->find(table, from, count + 1);
    older = draining_->find(table, from, count + 1);
    found.ledger = ledger_;
    found.state = state_;
  }
  // Of two with one id, the first one's is taken.
  std::merge(std::move_iterator(recent.begin()), std::move_iterator(recent.end()),
             std::move_iterator(older.begin()), std::move_iterator(older.end()),
             std::back_inserter(found.records), by_id);
  const auto same_id = [](const StoredRecord& a, const StoredRecord& b) { return a.id == b.id; };
  found.records.erase(std::unique(found.records.begin(), found.records.end(), same_id),
                      found.records.end());
  found.has_more = found.records.size() > count;
  if (found.has_more) found.records.resize(count);
  return found;
}

RecentView::Postings RecentView::find(std::string_view term, Seq from, Order order,
                                      std::size_t count) const {
  const std::shared_lock lock(mutex_);
  return {merge_postings(draining_->postings().find(term, from, order, count),
                         active_->postings().find(term, from, order, count), order, count),
          state_};
}

}  // namespace tact
