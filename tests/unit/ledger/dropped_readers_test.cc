// Readers of single entries, in a ledger of which retention dropped some.
#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/key_history.h"
#include "ledger/named_with.h"
#include "ledger/policy_history.h"
#include "ledger/query.h"
#include "ledger/terms.h"
#include "store/mem_store.h"

namespace tact {
namespace {

const Instant begin = *parse_instant("2026-01-01T00:00:00Z");

SubjectId subject_of(std::uint8_t number) {
  SubjectId id;
  id.bytes.fill(number);
  return id;
}

Seq add(MemStore& store, std::optional<SubjectId> subject, decltype(Entry::body) body) {
  const Entry entry{store.size(), begin + std::chrono::minutes(store.size().value), "test", subject,
                    std::move(body)};
  Group group;
  group.first = entry.seq;
  encode_entry(entry, group.entries.emplace_back());
  append_postings(entry, group.postings);
  group.frontier = "frontier";
  const bool committed = store.commit(std::move(group)).ok();
  REQUIRE(committed);
  return entry.seq;
}

void drop(MemStore& store, const std::vector<Seq>& seqs) {
  REQUIRE(store.drop_entries(seqs).ok());
  std::atomic<bool> cancelled = false;
  REQUIRE(store.clear_dropped(store.size(), cancelled).ok());
}

DecisionEntry allow_to(std::optional<SubjectId> address) {
  DecisionEntry body;
  body.fields = {"sms", "marketing", "", "", 50, {}};
  body.planned_at = begin;
  body.address = address;
  body.policy = "p@000000000000";
  body.decision.outcome = Outcome::allow;
  return body;
}

PolicyEntry policy_of(const std::string& digit) {
  PolicyEntry body;
  std::string hash;
  for (int i = 0; i < 64; ++i) hash += digit;
  body.policy = "p@" + hash.substr(0, 12);
  body.hash = hash;
  body.author = "officer";
  return body;
}

TEST_CASE("policies are found behind decisions that were dropped", "[ledger]") {
  MemStore store;
  std::vector<Seq> decisions;
  std::vector<Seq> policies;
  for (const char* digit : {"a", "b", "c"}) {
    policies.push_back(add(store, {}, policy_of(digit)));
    for (int i = 0; i < 3; ++i) decisions.push_back(add(store, subject_of(1), allow_to({})));
  }
  drop(store, decisions);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const auto active = policy_active_at(store, decisions[i]);
    REQUIRE(active.ok());
    CHECK((*active)->seq == policies[i / 3]);
  }
  const auto history = policy_history(store, std::nullopt, 10);
  REQUIRE(history.ok());
  CHECK(history->activations.size() == 3);
  CHECK(*hash_of_version(store, policy_of("b").policy) == policy_of("b").hash);
}

TEST_CASE("who was named with a customer is found in what was kept", "[ledger]") {
  MemStore store;
  const Seq dropped = add(store, subject_of(1), allow_to(subject_of(2)));
  add(store, subject_of(1), allow_to(subject_of(3)));
  CHECK(named_with(store, subject_of(1), Seq{})->size() == 2);
  drop(store, {dropped});
  const auto named = named_with(store, subject_of(1), Seq{});
  REQUIRE(named.ok());
  CHECK(*named == std::set<SubjectId>{subject_of(3)});
}

TEST_CASE("a contact's status is what the reports say that were kept", "[ledger]") {
  MemStore store;
  const Seq decision = add(store, subject_of(1), allow_to({}));
  const Seq sent = add(store, subject_of(1), OutcomeEntry{decision, ContactStatus::sent});
  const Seq delivered = add(store, subject_of(1), OutcomeEntry{decision, ContactStatus::delivered});
  drop(store, {sent});
  CHECK(*reported_status(store, decision) == ContactStatus::delivered);
  drop(store, {delivered});
  CHECK(*reported_status(store, decision) == ContactStatus::reserved);
}

TEST_CASE("the first that was kept is found before a bound", "[ledger]") {
  MemStore store;
  std::vector<Seq> seqs;
  for (int i = 0; i < 1'000; ++i) seqs.push_back(add(store, subject_of(1), allow_to({})));
  seqs.erase(seqs.begin() + 700);
  drop(store, seqs);
  for (const std::uint64_t from : {0, 1, 255, 256, 257, 699, 700}) {
    const auto found = first_kept(store, Seq{from}, store.size());
    REQUIRE(found.ok());
    REQUIRE(found->has_value());
    CHECK((*found)->seq == Seq{700});
    CHECK_FALSE(first_kept(store, Seq{from}, Seq{700})->has_value());
  }
  CHECK_FALSE(first_kept(store, Seq{701}, store.size())->has_value());
}

TEST_CASE("that no key was recorded is known of a ledger without its first entries", "[ledger]") {
  MemStore store;
  const Seq dropped = add(store, subject_of(1), allow_to({}));
  add(store, subject_of(1), allow_to({}));
  drop(store, {dropped});
  CHECK_FALSE(*has_recorded_key(store));
  CHECK(recorded_keys(store)->empty());
}

}  // namespace
}  // namespace tact
