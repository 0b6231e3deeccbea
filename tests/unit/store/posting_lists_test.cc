#include "store/posting_lists.h"

#include <catch2/catch.hpp>

#include "store/overlay.h"

namespace tact {
namespace {

using List = std::vector<Seq>;

TEST_CASE("a list is ascending and without repetition, however it was filled", "[store]") {
  PostingLists lists;
  for (const std::uint64_t seq : {5, 7, 6, 5, 1, 7, 9}) lists.add("t", Seq{seq});
  CHECK(lists.find("t", Seq{0}, Order::oldest_first, 10) ==
        List{Seq{1}, Seq{5}, Seq{6}, Seq{7}, Seq{9}});
  CHECK(lists.find("t", Seq{8}, Order::newest_first, 2) == List{Seq{7}, Seq{6}});
}

TEST_CASE("two lists are merged in their order, up to a count", "[store]") {
  const List up_a{Seq{1}, Seq{4}, Seq{6}};
  const List up_b{Seq{2}, Seq{4}, Seq{9}};
  CHECK(merge_postings(up_a, up_b, Order::oldest_first, 4) == List{Seq{1}, Seq{2}, Seq{4}, Seq{6}});
  const List down_a(up_a.rbegin(), up_a.rend());
  const List down_b(up_b.rbegin(), up_b.rend());
  CHECK(merge_postings(down_a, down_b, Order::newest_first, 3) == List{Seq{9}, Seq{6}, Seq{4}});
  CHECK(merge_postings({}, up_b, Order::oldest_first, 9) == up_b);
}

TEST_CASE("an overlay's memory is counted once for what is overwritten", "[store]") {
  Overlay overlay;
  const Key key{Table::subject, "s"};
  overlay.put({{key, std::string(100'000, 'a')}}, {{"t", Seq{0}}});
  const std::size_t once = overlay.bytes();
  CHECK(once > 100'000);
  overlay.put({{key, std::string(100'000, 'b')}}, {{"t", Seq{0}}});
  CHECK(overlay.bytes() == once);
  CHECK(overlay.find(key) == std::string(100'000, 'b'));
  overlay.put({{key, ""}}, {});
  CHECK(overlay.bytes() == once);
  REQUIRE(overlay.find(key).has_value());
  CHECK(overlay.find(key)->empty());
}

}  // namespace
}  // namespace tact
