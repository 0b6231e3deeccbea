// A queue between two threads of the pipeline, with room for a set number of items.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace tact {

// Threads: any number on either side; where nudge() is used, one that takes.
template <class Item>
class Channel {
 public:
  explicit Channel(std::size_t room) : room_(room) {}

  // Waits for room. False, and the item is dropped, once the channel is closed.
  bool push(Item item) {
    {
      std::unique_lock lock(mutex_);
      has_room_.wait(lock, [&] { return closed_ || items_.size() < room_; });
      if (closed_) return false;
      items_.push_back(std::move(item));
    }
    // Whoever is woken would wait for the lock, were it still held.
    has_item_.notify_one();
    return true;
  }

  // Waits for an item; empty once the channel is closed and drained.
  std::optional<Item> pop() {
    std::unique_lock lock(mutex_);
    has_item_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return take(lock);
  }

  // Likewise, but empty as well when nothing came for so long: is_drained() tells which.
  std::optional<Item> pop_within(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    has_item_.wait_for(lock, patience, [&] { return closed_ || !items_.empty(); });
    return take(lock);
  }

  // Likewise, but empty as well when somebody called nudge() since this was called last.
  std::optional<Item> pop_unless_nudged() {
    std::unique_lock lock(mutex_);
    has_item_.wait(lock, [&] { return closed_ || !items_.empty() || nudged_; });
    nudged_ = false;
    return take(lock);
  }

  // Does not wait.
  std::optional<Item> try_pop() {
    std::unique_lock lock(mutex_);
    return take(lock);
  }

  void nudge() {
    {
      const std::lock_guard lock(mutex_);
      nudged_ = true;
    }
    has_item_.notify_one();
  }

  bool is_empty() const {
    const std::lock_guard lock(mutex_);
    return items_.empty();
  }

  bool is_drained() const {
    const std::lock_guard lock(mutex_);
    return closed_ && items_.empty();
  }

  // What is in it can still be taken; nothing more goes in.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    has_item_.notify_all();
    has_room_.notify_all();
  }

 private:
  // REQUIRES: `lock` holds mutex_. Lets go of it.
  std::optional<Item> take(std::unique_lock<std::mutex>& lock) {
    if (items_.empty()) return std::nullopt;
    std::optional<Item> item = std::move(items_.front());
    items_.pop_front();
    lock.unlock();
    has_room_.notify_one();
    return item;
  }

  const std::size_t room_;
  mutable std::mutex mutex_;
  std::condition_variable has_item_;  // or is nudged, or closed
  std::condition_variable has_room_;  // or is closed
  std::deque<Item> items_;            // Guarded by mutex_.
  bool nudged_ = false;               // Guarded by mutex_.
  bool closed_ = false;               // Guarded by mutex_.
};

}  // namespace tact
