#include "ledger/query.h"

#include <algorithm>
#include <atomic>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/terms.h"
#include "store/mem_store.h"

namespace tact {
namespace {

const std::vector<std::string> channels = {"sms", "email"};
const std::vector<std::string> purposes = {"marketing/promotion", "marketing/newsletter",
                                           "service/order"};
const std::vector<std::string> brands = {"", "acme", "bank"};
const std::vector<std::string> campaigns = {"", "spring", "winter"};
const std::vector<std::string> rules = {"cap", "consent", "hours"};

// Words and numbers by chance, the same for the same seed.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  const std::string& of(const std::vector<std::string>& words) {
    return words[below(words.size())];
  }
  SubjectId subject() {
    SubjectId id;
    id.bytes.fill(static_cast<std::uint8_t>(below(5)));
    return id;
  }

 private:
  std::mt19937_64 engine_;
};

DecisionEntry any_decision(Chance& chance) {
  DecisionEntry body;
  body.fields = {
      chance.of(channels), chance.of(purposes), chance.of(brands), chance.of(campaigns), 50, {}};
  body.policy = "p@000000000000";
  body.decision.outcome = static_cast<Outcome>(chance.below(3));
  if (chance.one_in(2)) body.address = chance.subject();
  if (body.decision.outcome == Outcome::allow) return body;
  for (const std::string& rule : rules) {
    if (chance.one_in(2))
      body.decision.reasons.push_back({rule, Code::denied, "no", {}, {}, "", {}});
  }
  return body;
}

decltype(Entry::body) any_body(Chance& chance) {
  switch (chance.below(7)) {
    case 0: {
      ContactEntry body;
      body.fields = any_decision(chance).fields;
      if (chance.one_in(2)) body.address = chance.subject();
      return body;
    }
    case 1: {
      ConsentEntry body;
      body.consent.channel = chance.of(channels);
      body.consent.purpose = chance.one_in(3) ? "marketing" : "";
      body.consent.brand = chance.of(brands);
      if (chance.one_in(3)) body.consent.address = chance.subject();
      return body;
    }
    case 2: return ListEntry{"dnc", {}};
    case 3: {
      ObligationEntry body;
      body.rule = chance.of(rules);
      body.channel = chance.of(channels);
      body.brand = chance.of(brands);
      return body;
    }
    default: return any_decision(chance);
  }
}

// A ledger of `size` entries, some of them at the same millisecond.
void fill(MemStore& store, Chance& chance, std::uint64_t size) {
  Group group;
  Instant at = *parse_instant("2026-01-01T00:00:00Z");
  for (std::uint64_t seq = 0; seq < size; ++seq) {
    if (chance.one_in(2)) at += std::chrono::seconds(chance.below(3));
    Entry entry{Seq{seq}, at, "test", {}, any_body(chance)};
    if (!std::holds_alternative<ListEntry>(entry.body)) entry.subject = chance.subject();
    if (auto* contact = std::get_if<ContactEntry>(&entry.body)) contact->contacted_at = at;
    if (auto* decision = std::get_if<DecisionEntry>(&entry.body)) decision->planned_at = at;
    if (auto* consent = std::get_if<ConsentEntry>(&entry.body)) consent->consent.at = at;
    if (auto* list = std::get_if<ListEntry>(&entry.body)) list->loaded_at = at;
    if (auto* owed = std::get_if<ObligationEntry>(&entry.body)) owed->opened_at = owed->due = at;
    group.entries.emplace_back();
    encode_entry(entry, group.entries.back());
    append_postings(entry, group.postings);
  }
  group.frontier = "frontier";
  std::stable_sort(group.postings.begin(), group.postings.end(),
                   [](const Posting& a, const Posting& b) { return a.seq < b.seq; });
  const Status status = store.commit(std::move(group));
  REQUIRE(status.ok());
}

// Most of the contact log before an entry, as retention does; it may not have been cleared yet.
void drop_some(MemStore& store, Chance& chance) {
  std::vector<Seq> seqs;
  const std::uint64_t before = store.size().value / 4 + chance.below(store.size().value / 2);
  for (std::uint64_t seq = 0; seq < before; ++seq) {
    const Entry entry = *parse_entry(store.entries(Seq{seq}, 1)->front());
    const bool is_of_contacts = std::holds_alternative<DecisionEntry>(entry.body) ||
                                std::holds_alternative<ContactEntry>(entry.body);
    if (is_of_contacts && !chance.one_in(20)) seqs.push_back(Seq{seq});
  }
  REQUIRE(store.drop_entries(seqs).ok());
  std::atomic<bool> cancelled = false;
  if (chance.one_in(2)) REQUIRE(store.clear_dropped(Seq{before}, cancelled).ok());
}

LogFilter any_filter(Chance& chance) {
  LogFilter filter;
  if (chance.one_in(3)) filter.subjects.push_back(chance.subject());
  if (chance.one_in(6)) filter.subjects.push_back(chance.subject());
  if (chance.one_in(5)) filter.campaign = chance.of({"spring", "winter", "summer"});
  if (chance.one_in(5)) filter.rule = chance.of(rules);
  if (chance.one_in(5)) filter.outcome = static_cast<Outcome>(chance.below(3));
  if (chance.one_in(5))
    filter.type = chance.of({"decision", "contact", "consent", "list", "hold", "obligation"});
  if (chance.one_in(5)) filter.brand = chance.of({"acme", "bank"});
  if (chance.one_in(5)) filter.channel = chance.of(channels);
  if (chance.one_in(5)) filter.purpose = chance.of({"marketing", "marketing/promotion", "service"});
  const Instant begin = *parse_instant("2026-01-01T00:00:00Z");
  if (chance.one_in(4)) filter.from = begin + std::chrono::seconds(chance.below(300));
  if (chance.one_in(4)) filter.to = begin + std::chrono::seconds(chance.below(300));
  return filter;
}

// What the line says under a key, taken from the JSON text itself and not by the code under test.
std::string said(const std::string& line, const std::string& key) {
  const std::string mark = '"' + key + "\":\"";
  const std::size_t at = line.find(mark);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + mark.size();
  return line.substr(begin, line.find('"', begin) - begin);
}

bool naive_fits(const LogFilter& filter, const std::string& line) {
  for (const SubjectId& subject : filter.subjects) {
    const std::string id = format_subject(subject);
    if (said(line, "subject") != id && said(line, "address") != id) return false;
  }
  const std::string purpose = said(line, "purpose") + '/';
  const std::string at = said(line, "at");
  const auto is = [&](const std::string& wanted, const std::string& key) {
    return wanted.empty() || said(line, key) == wanted;
  };
  return is(filter.campaign, "campaign") && is(filter.type, "type") && is(filter.brand, "brand") &&
         is(filter.channel, "channel") &&
         (filter.purpose.empty() || purpose.starts_with(filter.purpose + '/')) &&
         (filter.rule.empty() ||
          line.find("\"rule\":\"" + filter.rule + '"') != std::string::npos) &&
         (!filter.outcome || said(line, "outcome") == outcome_name(*filter.outcome)) &&
         (!filter.from || at >= format_instant(*filter.from)) &&
         (!filter.to || at < format_instant(*filter.to));
}

std::vector<std::string> naive_query(const MemStore& store, const LogFilter& filter, Order order) {
  std::vector<std::string> found;
  for (std::uint64_t seq = 0; seq < store.size().value; ++seq) {
    std::string line = store.entries(Seq{seq}, 1)->front();
    if (!line.empty() && naive_fits(filter, line)) found.push_back(std::move(line));
  }
  if (order == Order::newest_first) std::reverse(found.begin(), found.end());
  return found;
}

TEST_CASE("a query finds what a look at every entry finds, whatever its pages and its work",
          "[ledger]") {
  const auto seed = GENERATE(range(1, 13));
  Chance chance(static_cast<std::uint64_t>(seed));
  MemStore store;
  fill(store, chance, 600);
  const bool is_dropped_from = GENERATE(false, true);
  if (is_dropped_from) drop_some(store, chance);
  std::size_t found_at_all = 0;
  for (int round = 0; round < 150; ++round) {
    LogQuestion question;
    question.filter = any_filter(chance);
    question.order = chance.one_in(2) ? Order::oldest_first : Order::newest_first;
    question.entries_max = 1 + chance.below(20);
    question.work_max = chance.one_in(2) ? 1 + chance.below(50) : 20'000;
    std::vector<std::string> found;
    for (int pages = 0; pages < 2'000; ++pages) {
      auto page = query_log(store, question);
      REQUIRE(page.ok());
      REQUIRE(page->entries.size() <= question.entries_max);
      found.insert(found.end(), page->entries.begin(), page->entries.end());
      question.after = page->next;
      if (!page->next) break;
    }
    REQUIRE_FALSE(question.after.has_value());  // It came to an end.
    REQUIRE(found == naive_query(store, question.filter, question.order));
    found_at_all += found.size();
  }
  CHECK(found_at_all >
        (is_dropped_from ? 500
                         : 1'000));  // The filters are not so narrow that nothing is ever compared.
}

TEST_CASE("a visit that stops for its bound of work goes on where it stopped", "[ledger]") {
  Chance chance(11);
  MemStore store;
  fill(store, chance, 400);
  if (GENERATE(false, true)) drop_some(store, chance);
  for (int round = 0; round < 100; ++round) {
    LogQuestion question;
    question.filter = any_filter(chance);
    question.order = Order::oldest_first;
    question.entries_max = 1;  // Of no matter to a visit.
    question.work_max = 1 + chance.below(60);
    std::vector<std::string> found;
    for (int parts = 0; parts < 1'000; ++parts) {
      const auto next = visit_log(store, question, [&](const Entry& entry) {
        found.emplace_back();
        encode_entry(entry, found.back());
      });
      REQUIRE(next.ok());
      question.after = *next;
      if (!*next) break;
    }
    REQUIRE_FALSE(question.after.has_value());  // It came to an end.
    REQUIRE(found == naive_query(store, question.filter, question.order));
  }
}

TEST_CASE("a page says that there is more only where entries are left to look at", "[ledger]") {
  Chance chance(7);
  MemStore store;
  fill(store, chance, 10);
  LogQuestion question;
  question.entries_max = 10;
  CHECK_FALSE(query_log(store, question)->next.has_value());
  question.entries_max = 9;
  CHECK(query_log(store, question)->next == Seq{1});
  question.order = Order::oldest_first;
  CHECK(query_log(store, question)->next == Seq{8});
  question.after = Seq{9};
  CHECK(query_log(store, question)->entries.empty());
  CHECK(query_log(MemStore(), {})->entries.empty());
}

TEST_CASE("the first entry at an instant is found among equals", "[ledger]") {
  Chance chance(3);
  MemStore store;
  fill(store, chance, 300);
  for (std::uint64_t seq = 0; seq < 300; ++seq) {
    const Instant at = parse_entry(store.entries(Seq{seq}, 1)->front())->at;
    const Seq first = *first_entry_at(store, at);
    REQUIRE(first.value <= seq);
    CHECK(parse_entry(store.entries(first, 1)->front())->at == at);
    if (first.value > 0)
      CHECK(parse_entry(store.entries(Seq{first.value - 1}, 1)->front())->at < at);
  }
  CHECK(*first_entry_at(store, Instant::max()) == store.size());
}

TEST_CASE("the first entry at an instant is found beside those that were dropped", "[ledger]") {
  const auto seed = GENERATE(range(1, 30));
  Chance chance(static_cast<std::uint64_t>(seed));
  MemStore store;
  fill(store, chance, 300);
  drop_some(store, chance);
  const Instant begin = *parse_instant("2026-01-01T00:00:00Z");
  for (int second = -1; second < 400; ++second) {
    const Instant at = begin + std::chrono::seconds(second);
    const Seq first = *first_entry_at(store, at);
    for (std::uint64_t seq = 0; seq < 300; ++seq) {
      const std::string line = store.entries(Seq{seq}, 1)->front();
      if (is_dropped(line)) continue;
      REQUIRE((parse_entry(line)->at < at) == (Seq{seq} < first));
    }
  }
}

TEST_CASE("a page over thousands that were dropped does no more than its work", "[ledger]") {
  Chance chance(5);
  MemStore store;
  fill(store, chance, 6'000);
  std::vector<Seq> seqs;
  for (std::uint64_t seq = 1; seq < 5'900; ++seq) seqs.push_back(Seq{seq});
  REQUIRE(store.drop_entries(seqs).ok());
  for (const Order order : {Order::oldest_first, Order::newest_first}) {
    for (const bool is_by_terms : {false, true}) {
      LogQuestion question;
      question.order = order;
      question.work_max = 500;
      if (is_by_terms) question.filter.outcome = Outcome::allow;
      std::vector<std::string> found;
      int pages = 0;
      do {
        const auto page = query_log(store, question);
        REQUIRE(page.ok());
        found.insert(found.end(), page->entries.begin(), page->entries.end());
        if (question.after && page->next) {
          // Each page gets somewhere, and not further than its work.
          const std::uint64_t a = question.after->value;
          const std::uint64_t b = page->next->value;
          const bool is_forward = order == Order::oldest_first;
          REQUIRE((is_forward ? a < b : b < a));
          if (!is_by_terms) REQUIRE((is_forward ? b - a : a - b) <= question.work_max);
        }
        question.after = page->next;
      } while (++pages < 1'000 && question.after);
      CHECK_FALSE(question.after.has_value());
      CHECK(pages >= 2);
      CHECK(found == naive_query(store, question.filter, order));
    }
  }
}

}  // namespace
}  // namespace tact
