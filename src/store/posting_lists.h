// Postings in memory: for each term the entries that it finds.
//
// Threads: as a standard container (many readers or one writer).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/store.h"

namespace tact {

class PostingLists {
 public:
  // Ascending and without repetition.
  using List = std::vector<Seq>;

  // Adding what is there already changes nothing. Returns how many bytes of memory it took, about.
  std::size_t add(Posting posting);

  // As Store::postings().
  std::vector<Seq> find(std::string_view term, Seq from, Order order, std::size_t count) const;

  // All of them: terms in no order, lists ascending. Valid until the next add().
  std::vector<std::pair<std::string_view, const List*>> all() const;

 private:
  struct TermHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view term) const {
      return std::hash<std::string_view>{}(term);
    }
  };

  std::unordered_map<std::string, List, TermHash, std::equal_to<>> lists_;
};

// The first `count` of two lists that are both in `order`, together, without repetition.
std::vector<Seq> merge_postings(const std::vector<Seq>& a, const std::vector<Seq>& b, Order order,
                                std::size_t count);

}  // namespace tact
