// What store.h promises, of every store.
#include <atomic>
#include <thread>

#include "contract/stores.h"

namespace tact {
namespace {

#define EVERY_STORE InMemory, RocksInOverlay, RocksInDatabase, RocksInFiles

using Strings = std::vector<std::string>;
using Numbers = std::vector<std::uint64_t>;

const Key customer{Table::customer, "c-1"};
const Key evidence{Table::evidence, std::string("p\0q", 3)};
const Key subject{Table::subject, "c-1"};  // The same id in another table.
const Key registers{Table::registers, ""};

TEMPLATE_TEST_CASE("a new store is empty", "[store]", EVERY_STORE) {
  TestType kind;
  CHECK(kind.store->size() == Seq{0});
  CHECK(kind.store->frontier().empty());
  CHECK(kind.store->settled_before() == Seq{0});
  CHECK(entries(*kind.store, 0, 10).empty());
  CHECK(postings(*kind.store, "term", first_seq, Order::oldest_first, 10).empty());
  CHECK(load(*kind.store, {customer, subject}) == Values{{}, {}});
  CHECK(load(*kind.store, {}).empty());
  settle(*kind.store);
  CHECK(kind.store->settled_before() == Seq{0});
}

TEMPLATE_TEST_CASE("what a group changes is seen once it is committed", "[store]", EVERY_STORE) {
  TestType kind;
  Group group = group_for(*kind.store, {"e0"});
  group.identities = {{customer, "identity"}, {evidence, std::string("\0\xff", 2)}};
  group.states = {{subject, "state"}, {registers, "all"}};
  commit(*kind.store, group);

  SECTION("values come in the order of the keys, absent ones in their places") {
    const Key stranger{Table::customer, "c-2"};
    CHECK(load(*kind.store, {registers, stranger, evidence, subject, customer, registers}) ==
          Values{"all", {}, std::string("\0\xff", 2), "state", "identity", "all"});
  }
  SECTION("a later value takes the place of an earlier one") {
    Group later = group_for(*kind.store, {"e1"});
    later.identities = {{customer, "identity 2"}};
    later.states = {{subject, "state 2"}};
    commit(*kind.store, later);
    CHECK(load(*kind.store, {customer, subject, registers}) ==
          Values{"identity 2", "state 2", "all"});
  }
  SECTION("an empty value deletes, wherever the record is by then") {
    if (GENERATE(false, true)) settle(*kind.store);
    Group later = group_for(*kind.store, {"e1"});
    later.identities = {{customer, ""}, {{Table::address, "unknown"}, ""}};
    later.states = {{subject, ""}, {{Table::request, "unknown"}, ""}};
    commit(*kind.store, later);
    CHECK(load(*kind.store, {customer, subject, registers}) == Values{{}, {}, "all"});
    settle(*kind.store);
    CHECK(load(*kind.store, {customer, subject, registers}) == Values{{}, {}, "all"});

    Group again = group_for(*kind.store, {"e2"});
    again.identities = {{customer, "back"}};
    again.states = {{subject, "back"}};
    commit(*kind.store, again);
    CHECK(load(*kind.store, {customer, subject}) == Values{"back", "back"});
  }
}

TEMPLATE_TEST_CASE("size and frontier are the last group's", "[store]", EVERY_STORE) {
  TestType kind;
  append(*kind.store, {"e0", "e1"});
  CHECK(kind.store->size() == Seq{2});
  CHECK(kind.store->frontier() == "frontier 2");
  append(*kind.store, {"e2"});
  CHECK(kind.store->size() == Seq{3});
  CHECK(kind.store->frontier() == "frontier 3");
}

TEMPLATE_TEST_CASE("a group without entries changes records only", "[store]", EVERY_STORE) {
  TestType kind;
  append(*kind.store, {"e0", "e1"});
  Group group = group_for(*kind.store, {});
  group.identities = {{customer, "identity"}};
  group.states = {{subject, "folded again"}};
  group.postings = {{"term", Seq{0}}, {"term", Seq{1}}};
  commit(*kind.store, group);
  commit(*kind.store, group);  // Settling anew what is settled changes nothing.

  CHECK(kind.store->size() == Seq{2});
  CHECK(kind.store->frontier() == "frontier 2");
  CHECK(entries(*kind.store, 0, 10) == Strings{"e0", "e1"});
  CHECK(load(*kind.store, {customer, subject}) == Values{"identity", "folded again"});
  CHECK(postings(*kind.store, "term", first_seq, Order::oldest_first, 10) == Numbers{0, 1});
}

TEMPLATE_TEST_CASE("entries are paged by count and by bytes", "[store]", EVERY_STORE) {
  TestType kind;
  const std::string binary("\0\n\xff", 3);
  append(*kind.store, {"aaaa", "bbbb", "cccc"});
  append(*kind.store, {binary, "e"});

  struct Row {
    std::uint64_t from;
    std::size_t count;
    std::size_t bytes_max;
    Strings expected;
  };
  const std::vector<Row> rows{
      {0, 10, 1000, {"aaaa", "bbbb", "cccc", binary, "e"}},
      {0, 5, 16, {"aaaa", "bbbb", "cccc", binary, "e"}},  // Both limits met exactly.
      {1, 3, 1000, {"bbbb", "cccc", binary}},             // Across a group's end.
      {0, 10, 8, {"aaaa", "bbbb"}},
      {0, 10, 7, {"aaaa"}},
      {2, 10, 1, {"cccc"}},  // At least one, however large.
      {2, 1, 0, {"cccc"}},
      {2, 2, 0, {"cccc"}},
      {0, 0, 1000, {}},
      {4, 10, 1000, {"e"}},
      {5, 10, 1000, {}},
      {5, 1, 1000, {}},
      {9, 10, 1000, {}}};
  for (const Row& row : rows) {
    INFO("from " << row.from << ", " << row.count << " at most, of " << row.bytes_max << " bytes");
    CHECK(entries(*kind.store, row.from, row.count, row.bytes_max) == row.expected);
  }
  CHECK(entries(*kind.store, last_seq.value, 10).empty());
}

TEMPLATE_TEST_CASE("a table's records come in the order of their ids, page by page", "[store]",
                   EVERY_STORE) {
  TestType kind;
  Store& store = *kind.store;
  CHECK(records(store, Table::subject, "", 10).empty());
  const std::string high("\xff\xff", 2);
  const std::string zero("\0", 1);
  Group group = group_for(store, {"e0"});
  group.identities = {{{Table::address, "b"}, "address"}, {{Table::customer, "a"}, "customer"}};
  group.states = {{{Table::subject, "b"}, "before"},
                  {{Table::subject, high}, "last"},
                  {{Table::subject, "gone"}, "soon"},
                  {{Table::household, "c"}, "house"},
                  {registers, "all"}};
  commit(store, group);
  if (GENERATE(false, true)) settle(store);
  Group later = group_for(store, {"e1"});
  later.states = {{{Table::subject, "b"}, "bb"},
                  {{Table::subject, "gone"}, ""},
                  {{Table::subject, zero}, "first"},
                  {{Table::subject, "never"}, ""},
                  {{Table::subject, "d"}, "dddd"}};
  commit(store, later);

  using Records = std::vector<StoredRecord>;
  const Records all{{zero, "first"}, {"b", "bb"}, {"d", "dddd"}, {high, "last"}};
  CHECK(records(store, Table::subject, "", 10) == all);
  CHECK(records(store, Table::subject, "", 0).empty());
  CHECK(records(store, Table::subject, high + zero, 10).empty());
  CHECK(records(store, Table::household, "", 10) == Records{{"c", "house"}});
  CHECK(records(store, Table::registers, "", 10) == Records{{"", "all"}});
  CHECK(records(store, Table::customer, "", 10) == Records{{"a", "customer"}});
  CHECK(records(store, Table::address, "", 10) == Records{{"b", "address"}});
  // Whatever the size of the page, a walk finds each of them once.
  const std::size_t count = GENERATE(1u, 2u, 3u, 10u);
  const std::size_t bytes_max = GENERATE(0u, 6u, 7u, 1'000u);
  Records walked;
  for (std::string from;;) {
    const Records page = records(store, Table::subject, from, count, bytes_max);
    if (page.empty()) break;
    CHECK(page.size() <= count);
    walked.insert(walked.end(), page.begin(), page.end());
    from = page.back().id + '\0';
  }
  CHECK(walked == all);
}

TEMPLATE_TEST_CASE("a walk gets past what was deleted", "[store]", EVERY_STORE) {
  TestType kind;
  Group group = group_for(*kind.store, {"e0"});
  for (char id = 'a'; id <= 'z'; ++id) {
    group.states.push_back({{Table::subject, std::string(1, id)}, "state"});
  }
  commit(*kind.store, group);
  if (GENERATE(false, true)) settle(*kind.store);
  Group later = group_for(*kind.store, {});
  for (char id = 'b'; id <= 'y'; ++id) {
    later.states.push_back({{Table::subject, std::string(1, id)}, ""});
  }
  commit(*kind.store, later);
  CHECK(records(*kind.store, Table::subject, "b", 3) == std::vector<StoredRecord>{{"z", "state"}});
}

TEMPLATE_TEST_CASE("postings come in both orders, page by page, wherever they lie", "[store]",
                   EVERY_STORE) {
  TestType kind;
  Store& store = *kind.store;
  for (std::uint64_t i = 0; i < 9; ++i) {
    Group group = group_for(store, {"entry"});
    if (i % 2 == 0) group.postings.push_back({"even", Seq{i}});
    group.postings.push_back({"all", Seq{i}});
    commit(store, group);
    if (i == 4) settle(store);  // The first five are in the files, the others perhaps elsewhere.
  }

  struct Row {
    std::uint64_t from;
    Order order;
    std::size_t count;
    Numbers expected;
  };
  const auto check_rows = [&](std::string_view term, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      INFO(term << " from " << row.from << (row.order == Order::oldest_first ? " up" : " down")
                << ", " << row.count << " at most");
      CHECK(postings(store, term, Seq{row.from}, row.order, row.count) == row.expected);
    }
  };
  check_rows("even", {{0, Order::oldest_first, 10, {0, 2, 4, 6, 8}},
                      {1, Order::oldest_first, 3, {2, 4, 6}},  // Across the border.
                      {6, Order::oldest_first, 1, {6}},
                      {9, Order::oldest_first, 10, {}},
                      {last_seq.value, Order::newest_first, 10, {8, 6, 4, 2, 0}},
                      {7, Order::newest_first, 3, {6, 4, 2}},
                      {4, Order::newest_first, 1, {4}},
                      {0, Order::newest_first, 10, {0}},
                      {0, Order::oldest_first, 0, {}}});
  check_rows("all", {{3, Order::oldest_first, 4, {3, 4, 5, 6}},
                     {6, Order::newest_first, 4, {6, 5, 4, 3}},
                     {last_seq.value, Order::oldest_first, 5, {}}});
}

TEMPLATE_TEST_CASE("postings of a long ledger are found from wherever one begins", "[store]",
                   EVERY_STORE) {
  TestType kind;
  Store& store = *kind.store;
  constexpr std::uint64_t size = 10'000;
  const std::vector<std::uint64_t> strides{1, 7, 300, 5'000};
  while (store.size().value < size) {
    Group group = group_for(store, Strings(500, "entry"));
    for (const std::uint64_t stride : strides) {
      for (std::uint64_t i = group.first.value; i < group.first.value + 500; ++i) {
        if (i % stride == 0) group.postings.push_back({std::to_string(stride), Seq{i}});
      }
    }
    commit(store, std::move(group));
    if (store.size().value % 3'000 == 0) settle(store);
  }
  for (const std::uint64_t stride : strides) {
    for (const std::uint64_t from : {0u, 1u, 4'095u, 4'096u, 4'097u, 8'191u, 9'999u, 12'000u}) {
      for (const std::size_t count : {1u, 3u, 5'000u}) {
        INFO("every " << stride << ", from " << from << ", " << count << " at most");
        Numbers up;
        for (std::uint64_t i = (from + stride - 1) / stride * stride; i < size; i += stride) {
          if (up.size() < count) up.push_back(i);
        }
        Numbers down;
        for (std::uint64_t i = 0; i < size; i += stride) {
          if (i <= from) down.insert(down.begin(), i);
        }
        if (down.size() > count) down.resize(count);
        const std::string term = std::to_string(stride);
        CHECK(postings(store, term, Seq{from}, Order::oldest_first, count) == up);
        CHECK(postings(store, term, Seq{from}, Order::newest_first, count) == down);
      }
    }
  }
}

TEMPLATE_TEST_CASE("a term finds nothing of a term that it begins or that begins it", "[store]",
                   EVERY_STORE) {
  TestType kind;
  const Strings terms{"",
                      "a",
                      std::string("a\0", 2),
                      "aa",
                      std::string("a\0\0\0\0\0\0\0\0", 9),
                      "\xff",
                      std::string(255, '\xff'),
                      std::string(256, '\xff')};
  Strings bodies(terms.size(), "entry");
  Group group = group_for(*kind.store, bodies);
  for (std::size_t i = 0; i < terms.size(); ++i) group.postings.push_back({terms[i], Seq{i}});
  commit(*kind.store, group);
  if (GENERATE(false, true)) settle(*kind.store);

  for (std::size_t i = 0; i < terms.size(); ++i) {
    INFO("term " << i);
    CHECK(postings(*kind.store, terms[i], first_seq, Order::oldest_first, 10) == Numbers{i});
    CHECK(postings(*kind.store, terms[i], last_seq, Order::newest_first, 10) == Numbers{i});
  }
  CHECK(postings(*kind.store, "b", first_seq, Order::oldest_first, 10).empty());
  CHECK(postings(*kind.store, std::string(300, 'x'), first_seq, Order::oldest_first, 1).empty());
}

TEMPLATE_TEST_CASE("settle() settles all, and settled_before() never passes the size", "[store]",
                   EVERY_STORE) {
  TestType kind;
  Seq before = kind.store->settled_before();
  for (int i = 0; i < 5; ++i) {
    Group group = group_for(*kind.store, {"entry", "entry"});
    group.states = {{subject, "state " + std::to_string(i)}};
    commit(*kind.store, group);
    const Seq settled = kind.store->settled_before();
    CHECK(settled >= before);
    CHECK(settled <= kind.store->size());
    before = settled;
  }
  settle(*kind.store);
  CHECK(kind.store->settled_before() == kind.store->size());
  settle(*kind.store);
  CHECK(kind.store->settled_before() == kind.store->size());
}

TEMPLATE_TEST_CASE("what is dropped is empty, in its place, and all else stays", "[store]",
                   EVERY_STORE) {
  TestType kind;
  Store& store = *kind.store;
  append(store, {"e0", "e1", "e2", "e3"});
  CHECK(store.dropped_before() == Seq{0});
  const std::vector<Seq> dropped{Seq{1}, Seq{2}};
  for (int time = 0; time < 2; ++time) {  // Again is no different.
    REQUIRE(store.drop_entries(dropped).ok());
    CHECK(entries(store, 0, 10) == Strings{"e0", "", "", "e3"});
    CHECK(entries(store, 2, 1) == Strings{""});
    CHECK(store.size() == Seq{4});
    CHECK(store.frontier() == "frontier 4");
  }
  std::atomic<bool> cancelled = false;
  CHECK(store.dropped_before() == Seq{0});
  const Status cleared = store.clear_dropped(Seq{3}, cancelled);
  if (!cleared) FAIL(cleared.error().message);
  CHECK(store.dropped_before() == Seq{3});
  append(store, {"e4"});
  CHECK(entries(store, 0, 10) == Strings{"e0", "", "", "e3", "e4"});
}

// Each group writes its number to two identities, two states, a posting and an entry.
TEMPLATE_TEST_CASE("readers see each group whole, while groups are committed", "[store]",
                   EVERY_STORE) {
  TestType kind;
  Store& store = *kind.store;
  constexpr std::uint64_t groups = 300;
  const std::vector<Key> keys{{Table::customer, "a"},
                              {Table::subject, "a"},
                              {Table::volume_part, ""},
                              {Table::address, "b"}};
  std::atomic<bool> is_done = false;
  std::atomic<std::uint64_t> torn = 0;
  std::atomic<std::uint64_t> stale = 0;

  const auto read = [&](Order order) {
    std::uint64_t newest = 0;
    for (bool last_round = false; !last_round;) {
      last_round = is_done.load();
      const std::uint64_t size = store.size().value;
      const auto values = store.load(keys);
      const auto page = store.entries(Seq{0}, groups);
      const auto found =
          store.postings("all", order == Order::oldest_first ? first_seq : last_seq, order, groups);
      if (!values || !page || !found) return;
      for (const auto& value : *values) torn += value != values->front() ? 1 : 0;
      const std::uint64_t seen = values->front() ? std::stoull(*values->front()) : 0;
      if (seen < newest || seen < size || page->size() < size || found->size() < size) ++stale;
      newest = seen;
      for (std::uint64_t i = 0; i < found->size(); ++i) {
        const std::uint64_t place = order == Order::oldest_first ? i : found->size() - 1 - i;
        torn += (*found)[i] != Seq{place} ? 1 : 0;
      }
    }
  };
  std::thread up(read, Order::oldest_first);
  std::thread down(read, Order::newest_first);
  bool all_committed = true;
  for (std::uint64_t i = 0; i < groups; ++i) {
    const std::string number = std::to_string(i + 1);
    Group group = group_for(store, {"entry " + number});
    group.identities = {{keys[0], number}, {keys[3], number}};
    group.states = {{keys[1], number}, {keys[2], number}};
    group.postings = {{"all", Seq{i}}};
    all_committed = store.commit(std::move(group)).ok() && all_committed;
  }
  is_done = true;
  up.join();
  down.join();

  CHECK(all_committed);
  CHECK(torn == 0);
  CHECK(stale == 0);
  CHECK(store.size() == Seq{groups});
}

}  // namespace
}  // namespace tact
