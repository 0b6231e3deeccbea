// The strings, or pseudonyms, that a value has lately used, so that using one again costs one byte.
// Writer and reader keep the same table by the same rule.
#pragma once

#include <array>
#include <cstddef>

namespace tact {

// REQUIRES: what the items point to outlives the table.
template <class Item>
class Recent {
 public:
  // Small enough to search from end to end, and for every slot to fit in a one-byte number.
  static constexpr std::size_t capacity = 64;

  std::size_t size() const { return size_; }
  const Item& operator[](std::size_t slot) const { return items_[slot]; }

  // size() where it is not there.
  std::size_t find(const Item& item) const {
    std::size_t slot = 0;
    while (slot < size_ && !(items_[slot] == item)) ++slot;
    return slot;
  }

  // A full table forgets its items in the order in which they came.
  void add(const Item& item) {
    if (size_ < capacity) {
      items_[size_++] = item;
    } else {
      items_[next_] = item;
      next_ = (next_ + 1) % capacity;
    }
  }

 private:
  std::array<Item, capacity> items_;
  std::size_t size_ = 0;
  std::size_t next_ = 0;  // The slot to be overwritten next.
};

}  // namespace tact
