// Nodes found by their keys: a hash table of pointers to what an arena keeps.
//
// Threads: as a standard container.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace tact {

// Node has `std::string_view key() const`, and stays where it is.
template <class Node>
class KeyTable {
 public:
  static std::size_t hash(std::string_view key) { return std::hash<std::string_view>{}(key); }

  // The node of that key; null if there is none.
  Node* find(std::size_t hash, std::string_view key) const {
    if (slots_.empty()) return nullptr;
    return slots_[place_of(hash, key)].node;
  }

  // REQUIRES: no node has its key.
  void insert(std::size_t hash, Node* node) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    put(hash, node);
    ++count_;
  }

  std::size_t size() const { return count_; }
  std::size_t bytes() const { return slots_.size() * sizeof(Slot); }

  // In no order.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Slot& slot : slots_) {
      if (slot.node != nullptr) visit(*slot.node);
    }
  }

 private:
  struct Slot {
    std::size_t hash = 0;  // Most others are told apart without a look at the node.
    Node* node = nullptr;
  };
  static constexpr std::size_t slots_first = 64;

  // Where the key is, or would be.
  std::size_t place_of(std::size_t hash, std::string_view key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = hash & mask;
    while (slots_[place].node != nullptr &&
           (slots_[place].hash != hash || slots_[place].node->key() != key)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  void put(std::size_t hash, Node* node) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = hash & mask;
    while (slots_[place].node != nullptr) place = (place + 1) & mask;
    slots_[place] = {hash, node};
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? slots_first : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.node != nullptr) put(slot.hash, slot.node);
    }
  }

  std::vector<Slot> slots_;  // A power of two, at most half full.
  std::size_t count_ = 0;
};

}  // namespace tact
