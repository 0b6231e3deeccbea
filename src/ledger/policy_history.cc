#include "ledger/policy_history.h"

#include "tact/check.h"

#include "ledger/terms.h"

namespace tact {
namespace {

constexpr std::size_t hash_digits = 64;
constexpr std::size_t looked_at_once = 256;

Result<Entry> entry_at(const Store& store, Seq seq) {
  const auto lines = store.entries(seq, 1);
  if (!lines) return lines.error();
  TACT_CHECK(lines->size() == 1);
  return parse_entry(lines->front());
}

const PolicyEntry& policy_of(const Entry& entry) { return std::get<PolicyEntry>(entry.body); }

}  // namespace

Result<PolicyHistory> policy_history(const Store& store, std::optional<Seq> before,
                                     std::size_t count) {
  PolicyHistory history;
  const Seq end = before.value_or(store.size());
  if (end.value == 0) return history;
  // One more than asked for says whether there is more.
  const auto seqs =
      store.postings(type_term("policy"), Seq{end.value - 1}, Order::newest_first, count + 1);
  if (!seqs) return seqs.error();
  for (const Seq seq : *seqs) {
    if (history.activations.size() == count) {
      history.next = history.activations.back().seq;
      break;
    }
    auto entry = entry_at(store, seq);
    if (!entry) return std::move(entry).error();
    history.activations.push_back(*std::move(entry));
  }
  return history;
}

Result<std::optional<Entry>> policy_active_at(const Store& store, Seq seq) {
  auto history = policy_history(store, seq, 1);
  if (!history) return std::move(history).error();
  if (history->activations.empty()) return std::optional<Entry>{};
  return std::optional(std::move(history->activations.front()));
}

Result<std::optional<std::string>> hash_of_version(const Store& store, const std::string& version) {
  if (version.size() == hash_digits && version.find('@') == std::string::npos) {
    const auto seqs = store.postings(policy_term(version), Seq{}, Order::oldest_first, 1);
    if (!seqs) return seqs.error();
    if (seqs->empty()) return std::optional<std::string>{};
    return std::optional(version);
  }
  std::optional<Seq> before;
  do {
    const auto history = policy_history(store, before, looked_at_once);
    if (!history) return history.error();
    for (const Entry& entry : history->activations) {
      if (policy_of(entry).policy == version) return std::optional(policy_of(entry).hash);
    }
    before = history->next;
  } while (before);
  return std::optional<std::string>{};
}

}  // namespace tact
