// The strings, or pseudonyms, that a value has lately used, so that using one again costs one byte.
// Writer and reader keep the same table by the same rule.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tact {

// REQUIRES: what the items point to outlives the table.
template <class Item>
class Recent {
 public:
  // Small enough to search from end to end, and for every slot to fit in a one-byte number.
  static constexpr std::size_t capacity = 64;

  std::size_t size() const { return size_; }
  const Item& operator[](std::size_t slot) const { return items_[slot]; }

  // A full table forgets its items in the order in which they came. Returns the item's slot.
  std::size_t add(const Item& item) {
    const std::size_t slot = size_ < capacity ? size_++ : next_;
    if (size_ == capacity) next_ = (slot + 1) % capacity;
    items_[slot] = item;
    return slot;
  }

 private:
  std::array<Item, capacity> items_;
  std::size_t size_ = 0;
  std::size_t next_ = 0;  // The slot to be overwritten next.
};

// The same for a writer, which looks for items: by one byte of each first, all of them at once.
// REQUIRES: items that are equal have the same mark().
template <class Item>
class SearchedRecent {
 public:
  std::size_t size() const { return items_.size(); }

  // size() where it is not there.
  std::size_t find(const Item& item) const {
    std::size_t slot = 0;
    while (slot < size()) {
      const void* const found = std::memchr(&marks_[slot], item.mark(), size() - slot);
      if (found == nullptr) return size();
      slot = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - marks_.data());
      if (items_[slot] == item) return slot;
      ++slot;
    }
    return size();
  }

  void add(const Item& item) { marks_[items_.add(item)] = item.mark(); }

 private:
  Recent<Item> items_;
  std::array<std::uint8_t, Recent<Item>::capacity> marks_{};  // by slot
};

}  // namespace tact
