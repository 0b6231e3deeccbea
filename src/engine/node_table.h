// A hash table of records that stay where they are: an index of hashes and pointers in one array,
// searched from place to place, so that finding a record among a million touches memory twice, the
// place and the record, where std::unordered_map touches it three or four times.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace tact {

// `Node` has a member `id`, and is given by value with it. One thread. References stay good until
// the node is erased.
template <class Id, class Node, class IdHash>
class NodeTable {
 public:
  std::size_t size() const { return size_; }

  // Null where there is none.
  Node* find(const Id& id) const {
    if (places_.empty()) return nullptr;
    const std::uint64_t hash = hash_of(id);
    for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
      const Place& place = places_[at];
      if (place.node == nullptr) return nullptr;
      if (place.hash == hash && place.node->id == id) return place.node;
    }
  }

  template <class Visit>
  void visit(Visit&& visit) const {
    for (const Place& place : places_) {
      if (place.node != nullptr) visit(*place.node);
    }
  }

  // REQUIRES: there is none with its id.
  Node& add(Node node) {
    if ((size_ + 1) * 3 > places_.size() * 2) resize(places_.empty() ? 16 : places_.size() * 2);
    Node* made = nullptr;
    if (free_.empty()) {
      made = &nodes_.emplace_back(std::move(node));
    } else {
      made = free_.back();
      free_.pop_back();
      *made = std::move(node);
    }
    put({hash_of(made->id), made});
    ++size_;
    return *made;
  }

  // Erases what `forget` says of each, in no order. Begins behind what it erased last: were some
  // erased from the front each time, the others would crowd at the end, and be searched for long.
  template <class Forget>
  void erase_if(Forget forget) {
    std::size_t last = begin_;
    for (std::size_t looked = 0; looked < places_.size(); ++looked) {
      const std::size_t at = (begin_ + looked) & mask();
      Place& place = places_[at];
      if (place.node == nullptr || !forget(*place.node)) continue;
      *place.node = Node{};  // Gives its memory back.
      free_.push_back(std::exchange(place.node, nullptr));
      --size_;
      last = at + 1;
    }
    begin_ = last;
    resize(places_.size());
  }

 private:
  struct Place {
    std::uint64_t hash = 0;
    Node* node = nullptr;
  };

  std::size_t mask() const { return places_.size() - 1; }

  // Spread over all bits: ids that follow each other may have hashes that do, or only their first
  // bytes in them.
  static std::uint64_t hash_of(const Id& id) {
    const std::uint64_t hash = std::uint64_t{IdHash{}(id)} * 0x9e3779b97f4a7c15U;
    return hash ^ (hash >> 32);
  }

  void put(const Place& place) {
    std::size_t at = place.hash & mask();
    while (places_[at].node != nullptr) at = (at + 1) & mask();
    places_[at] = place;
  }

  // `size` is a power of two.
  void resize(std::size_t size) {
    const std::vector<Place> before = std::exchange(places_, std::vector<Place>(size));
    for (const Place& place : before) {
      if (place.node != nullptr) put(place);
    }
  }

  std::vector<Place> places_;  // at most two thirds are taken
  std::deque<Node> nodes_;
  std::vector<Node*> free_;  // of nodes_
  std::size_t size_ = 0;
  std::size_t begin_ = 0;  // of the next erasing
};

}  // namespace tact
