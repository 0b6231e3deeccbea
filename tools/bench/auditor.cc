#include "bench/auditor.h"

#include <optional>
#include <string>

#include "core/codec/values.h"
#include "ledger/stats_query.h"

namespace tact::bench {
namespace {

constexpr std::size_t page_entries = 100;   // what the API gives where no limit is asked for
constexpr std::size_t campaign_pages = 20;  // one after the other, before another campaign
constexpr std::size_t history_pages_max = 1'000;

}  // namespace

Status Auditor::read_history(Times& times) {
  const std::string digits = std::to_string(dice_.below(customers_));
  const Key key{Table::customer, "c-" + std::string(8 - digits.size(), '0') + digits};
  const auto stored = store_.load({&key, 1});
  if (!stored) return stored.error();
  if (!stored->front()) return Error{"customer " + key.id + " is not known"};
  const auto identity = decode_value<CustomerIdentity>(*stored->front());
  if (!identity) return identity.error();
  LogQuestion question;
  question.filter.subjects = {identity->subject};
  return read_pages(question, history_pages_max, times);
}

Status Auditor::read_refusals(Times& times) {
  const std::string digits = std::to_string(dice_.below(campaigns));
  LogQuestion question;
  question.filter.campaign = "autumn-" + std::string(3 - digits.size(), '0') + digits;
  question.filter.outcome = dice_.chance(50) ? Outcome::deny : Outcome::defer;
  question.order = dice_.chance(50) ? Order::newest_first : Order::oldest_first;
  return read_pages(question, campaign_pages, times);
}

Status Auditor::count(StatsBy by, StatsGroup group, Times& times) {
  StatsQuestion question;
  question.by = by;
  question.group = group;
  Stats stats(by, group);
  std::optional<Seq> next;
  Status counted = times.measure([&]() -> Status {
    const auto counted_to = count_log(store_, question, stats);
    if (!counted_to) return counted_to.error();
    next = *counted_to;
    return Done{};
  });
  if (!counted) return counted;
  std::uint64_t decisions = 0;
  for (const auto& [value, one] : stats.totals()) decisions += one.decisions();
  if (next || decisions == 0) return Error{"stats did not count all"};
  return Done{};
}

Status Auditor::read_pages(LogQuestion question, std::size_t most, Times& times) {
  question.entries_max = page_entries;
  for (std::size_t i = 0; i < most; ++i) {
    LogPage page;
    Status read = times.measure([&]() -> Status {
      auto found = query_log(store_, question);
      if (!found) return found.error();
      page = *std::move(found);
      return Done{};
    });
    if (!read) return read;
    entries_ += page.entries.size();
    if (!page.next) break;
    question.after = page.next;
  }
  return Done{};
}

}  // namespace tact::bench
