// What an engine commits, kept, so that the same work can be done again without an engine.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/store.h"

namespace tact::bench {

// Stands before a store and keeps a copy of what is committed, from when it is told to. Threads: as
// Store; begin() and take() while nothing is committed.
class Recorder final : public Store {
 public:
  explicit Recorder(Store& store) : store_(store) {}

  void begin() { is_on_ = true; }
  // What was kept; nothing more is from now on.
  std::vector<Group> take() {
    is_on_ = false;
    return std::exchange(groups_, {});
  }

  Result<std::vector<std::optional<std::string>>> load(std::span<const Key> keys) const override {
    return store_.load(keys);
  }
  Status commit(Group group) override {
    if (is_on_ && !group.entries.empty()) groups_.push_back(group);
    return store_.commit(std::move(group));
  }
  Seq size() const override { return store_.size(); }
  std::string frontier() const override { return store_.frontier(); }
  Seq settled_before() const override { return store_.settled_before(); }
  Result<std::vector<std::string>> entries(Seq from, std::size_t count,
                                           std::size_t bytes_max) const override {
    return store_.entries(from, count, bytes_max);
  }
  Result<std::vector<Seq>> postings(std::string_view term, Seq from, Order order,
                                    std::size_t count) const override {
    return store_.postings(term, from, order, count);
  }
  Result<std::vector<StoredRecord>> records(Table table, std::string_view from, std::size_t count,
                                            std::size_t bytes_max) const override {
    return store_.records(table, from, count, bytes_max);
  }
  Status settle() override { return store_.settle(); }

 private:
  Store& store_;
  bool is_on_ = false;
  std::vector<Group> groups_;
};

// The groups as they would follow a ledger that ends before `end`: later numbers, and requests of
// other names, by `suffix`.
std::vector<Group> later_groups(std::vector<Group> groups, Seq end, std::string_view suffix);

std::size_t entries_in(const std::vector<Group>& groups);

}  // namespace tact::bench
