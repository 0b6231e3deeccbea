// One table of the decider's records, decoded: loaded from the store at first use, changed in
// place, given to the store with the group that changed them, forgotten when room is short.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tact/check.h"

#include "core/codec/values.h"
#include "engine/node_table.h"
#include "engine/record_ids.h"
#include "engine/record_memory.h"
#include "store/store.h"

namespace tact {

// Thrown where the store cannot read: the engine cannot know what it must know, and stops.
struct StoreLost {
  std::string message;
};

// Threads: the decider's only. References stay good until evict().
template <class Id, class Value, class IdHash = std::hash<Id>>
class Shelf {
 public:
  Shelf(const Store& store, Table table) : store_(store), table_(table) {}

  // Null where there is no such record.
  const Value* find(const Id& id) {
    const Slot& slot = slot_of(id);
    return slot.exists ? &slot.value : nullptr;
  }

  // The record, new where there is none. It counts as changed by the open group.
  Value& edit(const Id& id) {
    Slot& slot = slot_of(id);
    slot.exists = true;
    if (!slot.changed) {
      slot.changed = true;
      changed_.push_back(&slot);
    }
    return slot.value;
  }

  // As edit(), for whoever gives the record a whole new value: what it was is not looked at.
  Value& replace(const Id& id) {
    if (slots_.find(id) == nullptr) add(id, std::nullopt);
    return edit(id);
  }

  // The record is gone with the open group; edit() makes a new one.
  void erase(const Id& id) {
    static_cast<void>(edit(id));
    Slot& slot = slot_of(id);
    slot.value = Value{};
    slot.exists = false;
  }

  // Puts in what was read from the store ahead of use; what is already here is newer.
  void offer(const Id& id, const std::optional<std::string>& bytes) {
    if (slots_.find(id) == nullptr) add(id, bytes);
  }

  // Appends what the open group changed; `end` is where the group ends.
  void take_changes(Seq end, std::vector<Change>& out) {
    for (Slot* changed : changed_) {
      Slot& slot = *changed;
      slot.changed = false;
      slot.changed_before = end;
      weigh(slot);
      Change& change = out.emplace_back(Change{{table_, store_id(slot.id)}, {}});
      if (!slot.exists) continue;  // An empty value deletes.
      change.value.reserve(slot.encoded + room_to_grow);
      encode_value(slot.value, change.value);
      slot.encoded = change.value.size();
    }
    changed_.clear();
  }

  // Forgets records that take `bytes` together, those first that nobody used since the last time;
  // but none that is not in the store's first `stored` entries: a read that began after that would
  // not see it. REQUIRES: no open group.
  void evict(std::size_t bytes, Seq stored) {
    TACT_CHECK(changed_.empty());
    std::size_t forgotten = 0;
    slots_.erase_if([&](Slot& slot) {
      if (forgotten >= bytes) return false;
      const bool forget = slot.changed_before <= stored && !slot.used;
      slot.used = false;
      if (forget) forgotten += slot.bytes;
      return forget;
    });
    bytes_ -= forgotten;
  }

  std::size_t size() const { return slots_.size(); }
  // Of memory, about; what the open group added is not counted yet.
  std::size_t bytes() const { return bytes_; }

  // Whether it is here, with what is known of it; what the store has may be older.
  bool holds(const Id& id) const { return slots_.find(id) != nullptr; }

  // Each record that is here, in no order.
  template <class Visit>
  void visit(Visit&& visit) const {
    slots_.visit([&](const Slot& slot) {
      if (slot.exists) visit(slot.id, slot.value);
    });
  }

 private:
  struct Slot {
    Id id{};
    Value value{};
    Seq changed_before;  // every change was by an entry before this one
    bool exists = false;
    bool changed = false;
    bool used = false;        // since the last evict()
    std::size_t encoded = 0;  // bytes that the value took when it was last encoded
    std::size_t bytes = 0;    // of memory
  };

  // In the table's array of places, which is between a third and two thirds full.
  static constexpr std::size_t place_bytes = 32;

  // What a contact or two add.
  static constexpr std::size_t room_to_grow = 64;

  Slot& slot_of(const Id& id) {
    Slot* slot = slots_.find(id);
    if (slot == nullptr) slot = &add(id, load(id));
    slot->used = true;
    return *slot;
  }

  std::optional<std::string> load(const Id& id) const {
    const Key key{table_, store_id(id)};
    auto loaded = store_.load({&key, 1});
    if (!loaded) throw StoreLost{loaded.error().message};
    return std::move(loaded->front());
  }

  Slot& add(const Id& id, const std::optional<std::string>& bytes) {
    Slot& slot = slots_.add(decoded(id, bytes));
    weigh(slot);
    return slot;
  }

  void weigh(Slot& slot) {
    bytes_ -= slot.bytes;
    slot.bytes = sizeof(Slot) + place_bytes + heap_bytes(slot.id) + heap_bytes(slot.value);
    bytes_ += slot.bytes;
  }

  static Slot decoded(const Id& id, const std::optional<std::string>& bytes) {
    Slot slot;
    slot.id = id;
    if (!bytes) return slot;
    auto value = decode_value<Value>(*bytes);
    if (!value) throw StoreLost{value.error().message};
    slot.value = *std::move(value);
    slot.exists = true;
    return slot;
  }

  const Store& store_;
  Table table_;
  NodeTable<Id, Slot, IdHash> slots_;
  std::vector<Slot*> changed_;
  std::size_t bytes_ = 0;  // of all slots
};

}  // namespace tact
