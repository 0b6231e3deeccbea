// Postings in memory: for each term the entries that it finds.
//
// Threads: as a standard container (many readers or one writer).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "store/arena.h"
#include "store/key_table.h"
#include "store/store.h"

namespace tact {

// A term and what it finds: ascending, without repetition.
struct PostingList {
  const char* key_begin;  // as posting_prefix() makes it
  Seq* seqs_begin;
  std::uint32_t key_bytes;
  std::uint32_t count;
  std::uint32_t room;

  std::string_view key() const { return {key_begin, key_bytes}; }
  std::span<const Seq> seqs() const { return {seqs_begin, count}; }
};

class PostingLists {
 public:
  // Adding what is there already changes nothing. REQUIRES: `term` is at most term_bytes_max long.
  void add(std::string_view term, Seq seq);

  // As Store::postings().
  std::vector<Seq> find(std::string_view term, Seq from, Order order, std::size_t count) const;

  // In the order of their keys. Valid until the next add().
  std::vector<const PostingList*> sorted() const;

  // The memory that they take, about.
  std::size_t bytes() const { return arena_.bytes() + lists_.bytes(); }

 private:
  PostingList& list_of(std::string_view term);

  Arena arena_;
  KeyTable<PostingList> lists_;
};

// The first `count` of two lists that are both in `order`, together, without repetition.
std::vector<Seq> merge_postings(const std::vector<Seq>& a, const std::vector<Seq>& b, Order order,
                                std::size_t count);

}  // namespace tact
