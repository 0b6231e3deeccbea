// States and postings that are not in the state database yet.
//
// Threads: as a standard container (many readers or one writer).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/posting_lists.h"
#include "store/store.h"

namespace tact {

class Overlay {
 public:
  using States = std::unordered_map<Key, std::string, KeyHash>;

  // A later change of the same key takes the place of an earlier one.
  void put(std::vector<Change> states, std::vector<Posting> postings);

  // The value that was put ("" for a deletion); null if there is none.
  const std::string* find(const Key& key) const;

  // What was put into `table` for ids from `from` on: the first `count` of them by their bytes, in
  // that order; "" for a deletion.
  std::vector<StoredRecord> find(Table table, std::string_view from, std::size_t count) const;

  const States& states() const { return states_; }
  const PostingLists& postings() const { return postings_; }

  // The memory it takes, about.
  std::size_t bytes() const { return bytes_; }

 private:
  States states_;
  PostingLists postings_;
  std::size_t bytes_ = 0;
};

}  // namespace tact
