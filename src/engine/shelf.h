// One table of the decider's records, decoded: loaded from the store at first use, changed in
// place, given to the store with the group that changed them, forgotten when room is short.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "tact/check.h"

#include "core/codec/values.h"
#include "store/store.h"

namespace tact {

// Thrown where the store cannot read: the engine cannot know what it must know, and stops.
struct StoreLost {
  std::string message;
};

inline std::string store_id(const std::string& id) { return id; }
inline std::string store_id(const SubjectId& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}
// Big-endian with the sign flipped, so that hours sort as they follow each other.
inline std::string store_id(std::int64_t hour) {
  const auto sortable = static_cast<std::uint64_t>(hour) ^ (std::uint64_t{1} << 63);
  std::string id;
  for (int shift = 56; shift >= 0; shift -= 8) id += static_cast<char>(sortable >> shift);
  return id;
}
// Of a consent's evidence: whose it is, and the entry that recorded it.
inline std::string evidence_id(const SubjectId& subject, Seq entry) {
  return store_id(subject) + store_id(static_cast<std::int64_t>(entry.value));
}

// Threads: the decider's only. References stay good until evict().
template <class Id, class Value, class IdHash = std::hash<Id>>
class Shelf {
 public:
  Shelf(const Store& store, Table table) : store_(store), table_(table) {}

  // Null where there is no such record.
  const Value* find(const Id& id) {
    const Slot& slot = node_of(id).second;
    return slot.exists ? &slot.value : nullptr;
  }

  // The record, new where there is none. It counts as changed by the open group.
  Value& edit(const Id& id) {
    Node& node = node_of(id);
    Slot& slot = node.second;
    slot.exists = true;
    if (!slot.changed) {
      slot.changed = true;
      changed_.push_back(&node);
    }
    return slot.value;
  }

  // The record is gone with the open group; edit() makes a new one.
  void erase(const Id& id) {
    static_cast<void>(edit(id));
    Slot& slot = node_of(id).second;
    slot.value = Value{};
    slot.exists = false;
  }

  // Puts in what was read from the store ahead of use; what is already here is newer.
  void offer(const Id& id, const std::optional<std::string>& bytes) {
    if (!slots_.contains(id)) slots_.emplace(id, decoded(bytes));
  }

  // Appends what the open group changed; `end` is where the group ends.
  void take_changes(Seq end, std::vector<Change>& out) {
    for (Node* node : changed_) {
      Slot& slot = node->second;
      slot.changed = false;
      slot.changed_before = end;
      Change& change = out.emplace_back(Change{{table_, store_id(node->first)}, {}});
      if (!slot.exists) continue;  // An empty value deletes.
      change.value.reserve(slot.bytes + room_to_grow);
      encode_value(slot.value, change.value);
      slot.bytes = change.value.size();
    }
    changed_.clear();
  }

  // Forgets records until at most `keep` are left, but none that is not in the store's first
  // `stored` entries: a read that began after that would not see it. REQUIRES: no open group.
  void evict(std::size_t keep, Seq stored) {
    TACT_CHECK(changed_.empty());
    for (auto slot = slots_.begin(); slots_.size() > keep && slot != slots_.end();) {
      const bool forget = slot->second.changed_before <= stored && !slot->second.used;
      slot->second.used = false;
      slot = forget ? slots_.erase(slot) : std::next(slot);
    }
  }

  std::size_t size() const { return slots_.size(); }

 private:
  struct Slot {
    Value value{};
    Seq changed_before;  // every change was by an entry before this one
    bool exists = false;
    bool changed = false;
    bool used = false;      // since the last evict()
    std::size_t bytes = 0;  // that the value took when it was last encoded
  };
  using Slots = std::unordered_map<Id, Slot, IdHash>;
  // Stays where it is until it is erased.
  using Node = typename Slots::value_type;

  // What a contact or two add.
  static constexpr std::size_t room_to_grow = 64;

  Node& node_of(const Id& id) {
    auto found = slots_.find(id);
    if (found == slots_.end()) found = slots_.emplace(id, decoded(load(id))).first;
    found->second.used = true;
    return *found;
  }

  std::optional<std::string> load(const Id& id) const {
    const Key key{table_, store_id(id)};
    auto loaded = store_.load({&key, 1});
    if (!loaded) throw StoreLost{loaded.error().message};
    return std::move(loaded->front());
  }

  static Slot decoded(const std::optional<std::string>& bytes) {
    Slot slot;
    if (!bytes) return slot;
    auto value = decode_value<Value>(*bytes);
    if (!value) throw StoreLost{value.error().message};
    slot.value = *std::move(value);
    slot.exists = true;
    return slot;
  }

  const Store& store_;
  Table table_;
  Slots slots_;
  std::vector<Node*> changed_;
};

}  // namespace tact
