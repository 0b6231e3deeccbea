// The lists of what must be done and what was, against a look at every entry.
#include "http/obligation_list.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "tact/apply.h"

#include "engine/fold.h"
#include "ledger/terms.h"
#include "store/mem_store.h"

namespace tact::http {
namespace {

const Instant begin = *parse_instant("2026-01-01T00:00:00Z");

// A ledger of obligations by chance; what is said of it is found by looking at every entry.
class Ledger {
 public:
  explicit Ledger(int seed) : engine_(static_cast<std::uint64_t>(seed)) {}

  std::size_t below(std::size_t n) { return engine_() % n; }
  SubjectId subject() {
    SubjectId id;
    id.bytes.fill(static_cast<std::uint8_t>(below(6)));
    return id;
  }
  std::string rule() { return std::vector<std::string>{"report", "register", "answer"}[below(3)]; }

  // Opens, and closes of what is open `closing` in a hundred.
  void grow(std::size_t entries, std::size_t closing) {
    Group group;
    group.first = store.size();
    for (std::size_t i = 0; i < entries; ++i) {
      const Seq seq{group.first.value + i};
      Entry entry{seq, begin + std::chrono::minutes(seq.value), "test", subject(), {}};
      ObligationEntry body;
      const auto open = ids();
      if (!open.empty() && below(100) < closing) {
        const Seq id = open[below(open.size())];
        const Entry& opening = opened.at(id);
        body = std::get<ObligationEntry>(opening.body);
        body.state = ObligationStatus::closed;
        body.opening = id;
        entry.subject = opening.subject;
        closed[seq] = id;
      } else {
        body.rule = rule();
        // Few hours, and many dues within each.
        body.due = begin + std::chrono::hours(24 * below(8)) + std::chrono::minutes(below(90));
        body.opened_at = entry.at;
      }
      entry.body = body;
      if (body.state == ObligationStatus::open) opened[seq] = entry;
      group.entries.emplace_back();
      encode_entry(entry, group.entries.back());
      append_postings(entry, group.postings);
      apply(entry, keeping_, fold_);
    }
    group.frontier = "frontier";
    group.states = fold_.changes();
    REQUIRE(store.commit(std::move(group)).ok());
  }

  bool is_open(Seq id) const {
    return opened.contains(id) && std::none_of(closed.begin(), closed.end(),
                                               [&](const auto& one) { return one.second == id; });
  }
  std::vector<Seq> ids() const {
    std::vector<Seq> all;
    for (const auto& [id, entry] : opened) {
      if (is_open(id)) all.push_back(id);
    }
    return all;
  }

  bool fits(const ObligationFilter& filter, Seq id) const {
    const Entry& entry = opened.at(id);
    const auto& body = std::get<ObligationEntry>(entry.body);
    return (!filter.subjects ||
            std::count(filter.subjects->begin(), filter.subjects->end(), *entry.subject) > 0) &&
           (filter.rule.empty() || body.rule == filter.rule) &&
           (!filter.due_before || body.due < *filter.due_before);
  }

  ObligationFilter any_filter() {
    ObligationFilter filter;
    if (below(3) == 0) filter.rule = below(5) == 0 ? "other" : rule();
    if (below(3) == 0) filter.subjects = {subject()};
    if (filter.subjects && below(2) == 0) {
      const SubjectId other = subject();
      if (other != filter.subjects->front()) filter.subjects->push_back(other);
    }
    if (below(3) == 0) filter.due_before = begin + std::chrono::minutes(below(60 * 24 * 8));
    return filter;
  }

  MemStore store;
  std::map<Seq, Entry> opened;
  std::map<Seq, Seq> closed;  // by the closing

 private:
  std::mt19937_64 engine_;
  Fold fold_;
  Keeping keeping_;
};

PageSize any_size(Ledger& ledger) {
  return {1 + ledger.below(20), ledger.below(2) == 0 ? 1 + ledger.below(40) : 20'000};
}

TEST_CASE("what is open is listed by due time, each once, whatever the pages", "[obligations]") {
  Ledger ledger(GENERATE(range(1, 9)));
  ledger.grow(400, 40);
  for (int round = 0; round < 60; ++round) {
    const ObligationFilter filter = ledger.any_filter();
    const PageSize size = any_size(ledger);
    std::set<Seq> found;
    std::optional<DuePlace> after;
    std::int64_t last_hour = 0;
    int pages = 0;
    do {
      const auto page = list_open(ledger.store, filter, after, size);
      REQUIRE(page.ok());
      REQUIRE(page->openings.size() <= size.items_max);
      Instant last{};
      for (const Entry& opening : page->openings) {
        const Instant due = std::get<ObligationEntry>(opening.body).due;
        CHECK(due >= last);
        CHECK(hour_of(due) >= last_hour);
        last = due;
        last_hour = hour_of(due);
        CHECK(found.insert(opening.seq).second);
      }
      CHECK((!after || !page->next || *page->next > *after));
      after = page->next;
      if (after) CHECK(parse_place(format_place(*after)) == after);
    } while (after && ++pages < 2'000);
    REQUIRE_FALSE(after.has_value());
    std::set<Seq> expected;
    for (const Seq id : ledger.ids()) {
      if (ledger.fits(filter, id)) expected.insert(id);
    }
    CHECK(found == expected);
  }
}

TEST_CASE("a walk misses nothing that stays open while others come and go", "[obligations]") {
  Ledger ledger(GENERATE(range(20, 28)));
  ledger.grow(300, 20);
  const std::vector<Seq> at_first = ledger.ids();
  std::set<Seq> found;
  std::optional<DuePlace> after;
  do {
    const auto page = list_open(ledger.store, {}, after, {7, 60});
    REQUIRE(page.ok());
    for (const Entry& opening : page->openings) {
      CHECK(ledger.is_open(opening.seq));
      CHECK(found.insert(opening.seq).second);
    }
    after = page->next;
    ledger.grow(4, 75);
  } while (after);
  for (const Seq id : at_first) {
    INFO(id.value);
    CHECK((!ledger.is_open(id) || found.contains(id)));
  }
}

TEST_CASE("what was closed is listed, the last first, whatever the pages", "[obligations]") {
  Ledger ledger(GENERATE(range(40, 46)));
  ledger.grow(400, 45);
  for (int round = 0; round < 40; ++round) {
    const ObligationFilter filter = ledger.any_filter();
    const PageSize size = any_size(ledger);
    std::vector<std::pair<Seq, Seq>> found;
    std::optional<Seq> after;
    do {
      const auto page = list_closed(ledger.store, filter, after, size);
      REQUIRE(page.ok());
      REQUIRE(page->closed.size() <= size.items_max);
      for (const ClosedObligation& one : page->closed) {
        found.emplace_back(one.closing.seq, one.opening.seq);
      }
      REQUIRE((!after || !page->next || *page->next < *after));
      after = page->next;
    } while (after);
    std::vector<std::pair<Seq, Seq>> expected;
    for (const auto& [closing, id] : ledger.closed) {
      if (ledger.fits(filter, id)) expected.emplace_back(closing, id);
    }
    std::reverse(expected.begin(), expected.end());
    CHECK(found == expected);
  }
}

TEST_CASE("a page says that there is more only where there is", "[obligations]") {
  Ledger ledger(3);
  ledger.grow(10, 0);
  CHECK_FALSE(list_open(ledger.store, {}, std::nullopt, {10})->next.has_value());
  CHECK(list_open(ledger.store, {}, std::nullopt, {9})->next.has_value());
  CHECK(list_open(MemStore(), {}, std::nullopt, {})->openings.empty());
  CHECK(list_closed(MemStore(), {}, std::nullopt, {})->closed.empty());
}

TEST_CASE("the figures are those of the list, late by the hour", "[obligations]") {
  Ledger ledger(5);
  ledger.grow(500, 35);
  const Instant now = begin + std::chrono::hours(72) + std::chrono::minutes(59);
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> expected;
  for (const Seq id : ledger.ids()) {
    const auto& body = std::get<ObligationEntry>(ledger.opened.at(id).body);
    auto& [open, overdue] = expected[body.rule];
    ++open;
    if (body.due < begin + std::chrono::hours(72)) ++overdue;
  }
  const auto counts = count_open(ledger.store, now);
  REQUIRE(counts.ok());
  REQUIRE(counts->size() == expected.size());
  for (const auto& [rule, count] : *counts) {
    CHECK(std::pair(count.open, count.overdue) == expected[rule]);
  }
  CHECK(count_open(MemStore(), now)->empty());
}

TEST_CASE("a cursor that is none is none", "[obligations]") {
  CHECK(parse_place("495120-17") == DuePlace{495'120, Seq{17}});
  CHECK(parse_place("-3-17") == DuePlace{-3, Seq{17}});
  for (const char* text : {"", "-", "17", "17-", "-17", "a-1", "1-a", "1-1 ", "1--1", " 1-1",
                           "99999999999999999999-1", "1-99999999999999999999"}) {
    INFO(text);
    CHECK_FALSE(parse_place(text).has_value());
  }
}

}  // namespace
}  // namespace tact::http
