// Counts from rollups against counts of every entry: they must be the same whatever the history,
// the question and the moment.
#include "ledger/stats_query.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/codec/values.h"
#include "ledger/rollup_book.h"
#include "store/mem_store.h"

namespace tact {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

using Rows = std::map<Stats::Key, StatsCount>;

// A ledger that grows at random, with its rollups.
class Town {
 public:
  Town(std::uint64_t seed, Duration step_max, std::size_t campaigns)
      : dice_(seed), step_max_(step_max), campaigns_(campaigns) {}

  void grow(std::size_t entries, bool with_rollups = true) {
    Group group;
    group.first = store_.size();
    group.frontier = "frontier";
    for (std::size_t i = 0; i < entries; ++i) {
      Entry entry = next_entry(Seq{group.first.value + i});
      encode_entry(entry, group.entries.emplace_back());
      if (with_rollups) book_.add(entry, group.states);
      all_.push_back(std::move(entry));
    }
    const Status committed = store_.commit(std::move(group));
    REQUIRE(committed.ok());
  }

  // As a start does: what was written is read, and the entries since are counted again.
  void restart() {
    auto book = RollupBook::open(store_);
    REQUIRE(book.ok());
    book_ = *std::move(book);
    const auto caught_up = catch_up(store_, store_.size(), book_, [&](std::vector<Change> changes) {
      Group group;
      group.first = store_.size();
      group.states = std::move(changes);
      return store_.commit(std::move(group));
    });
    REQUIRE(caught_up.ok());
  }

  // Each entry looked at, without Stats' classes for anything but names.
  Rows naive(const StatsQuestion& question) const {
    Rows rows;
    for (const Entry& entry : all_) {
      if (question.from && entry.at < *question.from) continue;
      if (question.to && entry.at >= *question.to) continue;
      const auto* body = std::get_if<DecisionEntry>(&entry.body);
      if (body == nullptr) continue;
      const Instant start = question.by == StatsBy::hour
                                ? Instant(std::chrono::floor<hours>(entry.at))
                                : Instant(std::chrono::floor<std::chrono::days>(entry.at));
      for (const auto& [value, would] : values_of(*body, question.group)) {
        StatsCount& count = rows[{start, value}];
        ++count.outcomes[static_cast<std::size_t>(body->decision.outcome)];
        if (would) ++count.would[static_cast<std::size_t>(*would)];
      }
    }
    return rows;
  }

  // Each entry given to Stats.
  Rows scanned(const StatsQuestion& question) const {
    Stats stats(question.by, question.group);
    for (const Entry& entry : all_) {
      if (question.from && entry.at < *question.from) continue;
      if (question.to && entry.at >= *question.to) continue;
      stats.add(entry);
    }
    stats.close();
    return stats.rows();
  }

  // Answer after answer, added up.
  Rows asked(StatsQuestion question, int* answers = nullptr) const {
    Rows rows;
    for (;;) {
      Stats stats(question.by, question.group);
      const auto next = count_log(store_, question, stats);
      REQUIRE(next.ok());
      StatsCount sum;
      for (const auto& [key, count] : stats.rows()) {
        rows[key].add(count);
        sum.add(count);
      }
      StatsCount totals;
      for (const auto& [value, count] : stats.totals()) totals.add(count);
      REQUIRE(sum == totals);
      if (answers != nullptr) ++*answers;
      if (!*next) return rows;
      REQUIRE((!question.after || *question.after < **next));
      question.after = *next;
    }
  }

  StatsQuestion question() {
    StatsQuestion question;
    question.by = static_cast<StatsBy>(pick(2));
    question.group = static_cast<StatsGroup>(pick(stats_groups));
    const auto moment = [&] {
      const Instant at = begin + Duration(static_cast<std::int64_t>(
                                     pick(static_cast<std::uint64_t>((now_ - begin).count() + 2))));
      if (pick(3) == 0) return Instant(std::chrono::floor<hours>(at));
      if (pick(3) == 0) return Instant(std::chrono::floor<std::chrono::days>(at));
      return at;
    };
    if (pick(2) == 0) question.from = moment();
    if (pick(2) == 0) question.to = moment();
    return question;
  }

  std::uint64_t pick(std::uint64_t choices) { return dice_() % choices; }
  MemStore& store() { return store_; }

  static constexpr Instant begin{hours(490'000)};

 private:
  Reason reason() {
    constexpr Code codes[] = {Code::cap_reached, Code::outside_hours, Code::no_consent};
    const std::uint64_t rule = pick(5);
    Reason made;
    if (rule > 0) made.rule = "rule-" + std::to_string(rule);
    made.code = codes[pick(3)];
    made.text = "no";
    if (pick(2) == 0) made.retry_at = now_ + hours(1 + pick(50));
    return made;
  }

  Entry next_entry(Seq seq) {
    now_ += Duration(
        static_cast<std::int64_t>(pick(static_cast<std::uint64_t>(step_max_.count()) + 1)));
    if (pick(400) == 0) now_ += hours(pick(60));
    Entry entry{seq, now_, "", SubjectId{}, StartEntry{"1", seq.value}};
    if (pick(5) == 0) {
      entry.subject.reset();
      return entry;
    }
    DecisionEntry body;
    body.fields.channel = pick(2) ? "sms" : "email";
    body.fields.purpose = pick(2) ? "marketing" : "service";
    body.fields.brand = pick(3) ? "acme" : "";
    if (pick(3)) body.fields.campaign = "c-" + std::to_string(pick(campaigns_));
    body.planned_at = now_;
    if (pick(3) == 0) body.expires_at = now_ + hours(1 + pick(50));
    body.policy = "p@000000000000";
    body.decision.outcome = static_cast<Outcome>(pick(3));
    if (body.decision.outcome == Outcome::defer) body.decision.retry_at = now_ + hours(51);
    if (body.decision.outcome != Outcome::allow) {
      for (std::uint64_t i = 0; i <= pick(4); ++i) body.decision.reasons.push_back(reason());
    }
    for (std::uint64_t i = 0; i < pick(3); ++i) {
      body.decision.shadow.push_back(reason());
      body.decision.shadow.back().rule = "shadow-" + std::to_string(i);
    }
    entry.body = std::move(body);
    return entry;
  }

  using Values = std::map<std::string, std::optional<Would>>;
  static Values values_of(const DecisionEntry& body, StatsGroup group) {
    Values values;
    switch (group) {
      case StatsGroup::outcome: values[std::string(outcome_name(body.decision.outcome))]; break;
      case StatsGroup::channel: values[body.fields.channel]; break;
      case StatsGroup::purpose: values[body.fields.purpose]; break;
      case StatsGroup::brand: values[body.fields.brand]; break;
      case StatsGroup::campaign: values[body.fields.campaign]; break;
      case StatsGroup::rule:
        for (const Reason& one : body.decision.reasons) {
          values[one.rule.empty() ? std::string(code_name(one.code)) : one.rule];
        }
        break;
      case StatsGroup::code:
        for (const Reason& one : body.decision.reasons) values[std::string(code_name(one.code))];
        break;
      case StatsGroup::shadow:
        for (const Reason& one : body.decision.shadow) {
          values[one.rule] = would_have(body.decision, one, body.expires_at);
        }
        break;
    }
    return values;
  }

  std::mt19937_64 dice_;
  const Duration step_max_;
  const std::size_t campaigns_;
  Instant now_ = begin;
  MemStore store_;
  RollupBook book_;
  std::vector<Entry> all_;
};

}  // namespace

TEST_CASE("rollups count what every entry counted would", "[ledger][rollup]") {
  const auto seed = GENERATE(range<std::uint64_t>(0, 30));
  CAPTURE(seed);
  Town town(seed, seed % 3 == 0 ? Duration(minutes(2)) : Duration(2'000), 40);
  for (int part = 0; part < 3; ++part) {
    town.grow(town.pick(3'500));
    if (town.pick(2) == 0) town.restart();
    for (int i = 0; i < 25; ++i) {
      const StatsQuestion question = town.question();
      CAPTURE(name_of(question.by), name_of(question.group), question.from.has_value(),
              question.to.has_value());
      const Rows rows = town.asked(question);
      REQUIRE(rows == town.naive(question));
      REQUIRE(rows == town.scanned(question));
    }
  }
}

TEST_CASE("an answer that would be too much goes on in the next", "[ledger][rollup]") {
  const auto seed = GENERATE(range<std::uint64_t>(100, 115));
  CAPTURE(seed);
  Town town(seed, Duration(minutes(2)), 10);
  town.grow(6'000);
  for (int i = 0; i < 20; ++i) {
    StatsQuestion question = town.question();
    question.entries_max = 1 + town.pick(900);
    question.records_max = 1 + town.pick(20);
    REQUIRE(town.asked(question) == town.naive(question));
  }
}

TEST_CASE("rollups tell no more values apart than a scan does, and the same", "[ledger][rollup]") {
  Town town(7, Duration(40'000), 2'500);
  town.grow(9'000);
  town.restart();
  town.grow(3'000);
  for (int i = 0; i < 40; ++i) {
    StatsQuestion question = town.question();
    question.group = StatsGroup::campaign;
    REQUIRE(town.asked(question) == town.scanned(question));
  }
}

TEST_CASE("a ledger from before there were rollups is counted all the same", "[ledger][rollup]") {
  Town town(8, Duration(minutes(1)), 10);
  town.grow(5'000, false);
  const StatsQuestion question;
  CHECK(town.asked(question) == town.naive(question));
  town.restart();
  town.grow(500);
  CHECK(town.asked(question) == town.naive(question));
  CHECK(town.store().load(std::vector<Key>{rollup_head_key()})->front().has_value());
}

TEST_CASE("what is counted already is read, not its entries", "[ledger][rollup]") {
  Town town(9, Duration(20'000), 10);
  town.grow(20'000);
  StatsQuestion question;
  question.entries_max = RollupBook::entries_between_writes;
  int answers = 0;
  CHECK(town.asked(question, &answers) == town.naive(question));
  CHECK(answers == 1);
}

}  // namespace tact
