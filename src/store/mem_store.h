// A store in memory: for replay, policy tests and simulation. Durable in no sense, otherwise a
// Store like any other.
//
// Threads: as Store; readers wait while a group is being taken in.
#pragma once

#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/posting_lists.h"
#include "store/store.h"

namespace tact {

class MemStore final : public Store {
 public:
  Result<std::vector<std::optional<std::string>>> load(std::span<const Key> keys) const override;
  Status commit(Group group) override;
  Seq size() const override;
  std::string frontier() const override;
  // Always size(): what is lost is lost together.
  Seq settled_before() const override;
  Result<std::vector<std::string>> entries(Seq from, std::size_t count,
                                           std::size_t bytes_max = 1 << 22) const override;
  Result<std::vector<Seq>> postings(std::string_view term, Seq from, Order order,
                                    std::size_t count) const override;
  Result<std::vector<StoredRecord>> records(Table table, std::string_view from, std::size_t count,
                                            std::size_t bytes_max = 1 << 22) const override;
  Status drop_entries(std::span<const Seq> seqs) override;
  Status clear_dropped(Seq before, std::atomic<bool>& cancelled) override;
  Seq dropped_before() const override;
  Status settle() override;

 private:
  void apply(std::vector<Change> changes);

  mutable std::shared_mutex mutex_;  // Guards all below.
  std::vector<std::string> entries_;
  std::string frontier_;
  Seq dropped_before_;
  // By table, so that a page of one does not look at all others.
  std::unordered_map<Table, std::unordered_map<std::string, std::string>> records_;
  PostingLists postings_;
};

}  // namespace tact
