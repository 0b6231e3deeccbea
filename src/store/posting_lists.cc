#include "store/posting_lists.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <new>

#include "tact/check.h"

#include "store/key_order.h"
#include "store/keys.h"

namespace tact {
namespace {

bool comes_before(Seq a, Seq b, Order order) {
  return order == Order::oldest_first ? a < b : b < a;
}

// posting_prefix(), without memory of its own.
class TermKey {
 public:
  explicit TermKey(std::string_view term) {
    bytes_[0] = static_cast<char>(term.size() >> 8);
    bytes_[1] = static_cast<char>(term.size() & 0xff);
    std::memcpy(bytes_.data() + 2, term.data(), term.size());
    size_ = 2 + term.size();
  }

  std::string_view bytes() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 2 + term_bytes_max> bytes_;
  std::size_t size_;
};

}  // namespace

PostingList& PostingLists::list_of(std::string_view term) {
  const TermKey key(term);
  const std::size_t hash = KeyTable<PostingList>::hash(key.bytes());
  PostingList* list = lists_.find(hash, key.bytes());
  if (list != nullptr) return *list;
  // With room for one: most terms name somebody, and find one entry.
  char* place = arena_.take(sizeof(PostingList) + sizeof(Seq) + key.bytes().size());
  Seq* const seqs = new (place + sizeof(PostingList)) Seq;
  char* const key_begin = place + sizeof(PostingList) + sizeof(Seq);
  std::memcpy(key_begin, key.bytes().data(), key.bytes().size());
  list = new (place)
      PostingList{key_begin, seqs, static_cast<std::uint32_t>(key.bytes().size()), 0, 1};
  lists_.insert(hash, list);
  return *list;
}

void PostingLists::add(std::string_view term, Seq seq) {
  TACT_CHECK(term.size() <= term_bytes_max);
  PostingList& list = list_of(term);
  Seq* place = list.seqs_begin + list.count;
  // Nearly always the newest; recovery may repeat older ones.
  if (list.count > 0 && seq <= place[-1]) {
    place = std::lower_bound(list.seqs_begin, place, seq);
    if (*place == seq) return;
  }
  if (list.count == list.room) {
    const auto before = place - list.seqs_begin;
    list.room = std::max<std::uint32_t>(4, 2 * list.room);
    auto* const seqs = new (arena_.take(list.room * sizeof(Seq))) Seq[list.room];
    std::copy_n(list.seqs_begin, list.count, seqs);
    list.seqs_begin = seqs;
    place = seqs + before;
  }
  Seq* const end = list.seqs_begin + list.count;
  std::copy_backward(place, end, end + 1);
  *place = seq;
  ++list.count;
}

std::vector<Seq> PostingLists::find(std::string_view term, Seq from, Order order,
                                    std::size_t count) const {
  if (lists_.size() == 0 || term.size() > term_bytes_max) return {};
  const TermKey key(term);
  const PostingList* found = lists_.find(KeyTable<PostingList>::hash(key.bytes()), key.bytes());
  if (found == nullptr) return {};
  const std::span<const Seq> list = found->seqs();
  if (order == Order::oldest_first) {
    const auto begin = std::lower_bound(list.begin(), list.end(), from);
    const auto length = std::min(count, static_cast<std::size_t>(list.end() - begin));
    return {begin, begin + static_cast<std::ptrdiff_t>(length)};
  }
  const auto begin = std::make_reverse_iterator(std::upper_bound(list.begin(), list.end(), from));
  const auto length = std::min(count, static_cast<std::size_t>(list.rend() - begin));
  return {begin, begin + static_cast<std::ptrdiff_t>(length)};
}

std::vector<const PostingList*> PostingLists::sorted() const { return sorted_by_key(lists_); }

std::vector<Seq> merge_postings(const std::vector<Seq>& a, const std::vector<Seq>& b, Order order,
                                std::size_t count) {
  std::vector<Seq> merged;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged),
                 [order](Seq x, Seq y) { return comes_before(x, y, order); });
  if (merged.size() > count) merged.resize(count);
  return merged;
}

}  // namespace tact
