// States and postings that are not in the state database yet.
//
// Threads: as a standard container (many readers or one writer).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "store/arena.h"
#include "store/key_table.h"
#include "store/posting_lists.h"
#include "store/store.h"

namespace tact {

// A state as it was last put.
struct OverlayRecord {
  const char* key_begin;  // as record_key() makes it
  char* value_begin;
  std::uint32_t key_bytes;
  std::uint32_t value_bytes;
  std::uint32_t value_room;

  std::string_view key() const { return {key_begin, key_bytes}; }
  std::string_view value() const { return {value_begin, value_bytes}; }  // "" for a deletion
};

class Overlay {
 public:
  // A later change of the same key takes the place of an earlier one.
  void put(const std::vector<Change>& states, const std::vector<Posting>& postings);

  // The value that was put ("" for a deletion); nothing if there is none. Valid until the next
  // put().
  std::optional<std::string_view> find(const Key& key) const;

  // What was put into `table` for ids from `from` on: the first `count` of them by their bytes, in
  // that order; "" for a deletion.
  std::vector<StoredRecord> find(Table table, std::string_view from, std::size_t count) const;

  // In the order of their keys. Valid until the next put().
  std::vector<const OverlayRecord*> sorted_states() const;
  const PostingLists& postings() const { return postings_; }

  // The memory it takes, about.
  std::size_t bytes() const { return arena_.bytes() + states_.bytes() + postings_.bytes(); }

 private:
  void put_state(const Change& change);

  Arena arena_;
  KeyTable<OverlayRecord> states_;
  PostingLists postings_;
};

}  // namespace tact
