#include "store/posting_lists.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tact {
namespace {

// What a map's node costs besides its key, about.
constexpr std::size_t term_overhead_bytes = 96;

bool comes_before(Seq a, Seq b, Order order) {
  return order == Order::oldest_first ? a < b : b < a;
}

}  // namespace

std::size_t PostingLists::add(Posting posting) {
  const std::size_t term_bytes = posting.term.size() + term_overhead_bytes;
  const auto [found, is_new] = lists_.try_emplace(std::move(posting.term));
  List& list = found->second;
  // Nearly always the newest; recovery may repeat older ones.
  if (list.empty() || list.back() < posting.seq) {
    list.push_back(posting.seq);
  } else {
    const auto place = std::lower_bound(list.begin(), list.end(), posting.seq);
    if (*place == posting.seq) return 0;
    list.insert(place, posting.seq);
  }
  return sizeof(Seq) + (is_new ? term_bytes : 0);
}

std::vector<Seq> PostingLists::find(std::string_view term, Seq from, Order order,
                                    std::size_t count) const {
  const auto found = lists_.find(term);
  if (found == lists_.end()) return {};
  const List& list = found->second;
  if (order == Order::oldest_first) {
    const auto begin = std::lower_bound(list.begin(), list.end(), from);
    const auto length = std::min(count, static_cast<std::size_t>(list.end() - begin));
    return {begin, begin + static_cast<std::ptrdiff_t>(length)};
  }
  const auto begin = std::make_reverse_iterator(std::upper_bound(list.begin(), list.end(), from));
  const auto length = std::min(count, static_cast<std::size_t>(list.rend() - begin));
  return {begin, begin + static_cast<std::ptrdiff_t>(length)};
}

std::vector<std::pair<std::string_view, const PostingLists::List*>> PostingLists::all() const {
  std::vector<std::pair<std::string_view, const List*>> all;
  all.reserve(lists_.size());
  for (const auto& [term, list] : lists_) all.emplace_back(term, &list);
  return all;
}

std::vector<Seq> merge_postings(const std::vector<Seq>& a, const std::vector<Seq>& b, Order order,
                                std::size_t count) {
  std::vector<Seq> merged;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged),
                 [order](Seq x, Seq y) { return comes_before(x, y, order); });
  if (merged.size() > count) merged.resize(count);
  return merged;
}

}  // namespace tact
