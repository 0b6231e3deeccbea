// What readers of a RocksStore see: the size, the frontier, and a snapshot of each database with
// the overlays that lie above the state database's. A group appears in it whole.
//
// The commit thread publishes into the active overlay. The drain takes it away, as the draining
// one, writes it to the state database, and drops it. Readers look in the active overlay, the
// draining one and the database, in this order.
//
// Threads: publish() from the commit thread, start_drain() and end_drain() from one at a time, the
// rest from any thread.
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/overlay.h"
#include "store/store.h"

namespace tact {

class RecentView {
 public:
  RecentView(Seq size, std::string frontier, Snapshot ledger, Snapshot state);

  // Takes what a committed group changes besides the ledger database; `ledger` is null where the
  // group changed no identity. Returns how large the active overlay is now.
  std::size_t publish(Group& group, Snapshot ledger);

  // The overlay to write: complete and unchanging until end_drain().
  std::shared_ptr<const Overlay> start_drain();
  // `state` holds all that start_drain() gave.
  void end_drain(Snapshot state);

  Seq size() const;
  std::string frontier() const;

  struct States {
    // By key: nothing where the overlays do not know; "" for a deletion.
    std::vector<std::optional<std::string>> values;
    Snapshot ledger;
    Snapshot state;
  };
  States find(std::span<const Key> keys) const;

  struct Records {
    // What the overlays know of a table, as Overlay::find().
    std::vector<StoredRecord> records;
    bool has_more = false;  // They know of ids after these.
    Snapshot ledger;
    Snapshot state;
  };
  Records find(Table table, std::string_view from, std::size_t count) const;

  struct Postings {
    std::vector<Seq> seqs;
    Snapshot state;
  };
  Postings find(std::string_view term, Seq from, Order order, std::size_t count) const;

 private:
  mutable std::shared_mutex mutex_;  // Guards all below.
  Seq size_;
  std::string frontier_;
  Snapshot ledger_;
  Snapshot state_;
  std::shared_ptr<Overlay> active_ = std::make_shared<Overlay>();
  std::shared_ptr<const Overlay> draining_ = std::make_shared<Overlay>();
};

}  // namespace tact
