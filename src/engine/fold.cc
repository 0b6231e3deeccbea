#include "engine/fold.h"

#include <algorithm>

#include "tact/check.h"
#include "tact/entry.h"

#include "engine/shelf.h"

namespace tact {
namespace {

constexpr std::size_t entries_per_read = 4096;

template <class Map>
void append_changes(Table table, const Map& map, std::vector<Change>& out) {
  for (const auto& [id, value] : map) {
    out.push_back({{table, store_id(id)}, encode_value(value)});
  }
}

}  // namespace

std::vector<Change> Fold::changes() const {
  std::vector<Change> out;
  append_changes(Table::subject, subjects, out);
  append_changes(Table::household, households, out);
  append_changes(Table::request, requests, out);
  append_changes(Table::volume_hour, volume_hours, out);
  if (everyone.valid_before.value > 0) {
    out.push_back({{Table::registers, ""}, encode_value(everyone)});
  }
  if (docket.valid_before.value > 0) {
    out.push_back({{Table::policy_docket, ""}, encode_value(docket)});
  }
  return out;
}

std::optional<Keeping> said_of_keeping(const Entry& entry) {
  if (const auto* policy = std::get_if<PolicyEntry>(&entry.body)) {
    return Keeping{policy->keep_contacts, policy->keeps_volume};
  }
  if (const auto* proposal = std::get_if<ProposalEntry>(&entry.body)) {
    return Keeping{proposal->keep_contacts, proposal->keeps_volume};
  }
  return std::nullopt;
}

const Keeping* kept_at(const std::vector<KeptFrom>& plan, Seq entry) {
  const Keeping* found = nullptr;
  for (const KeptFrom& part : plan) {
    if (part.entry <= entry) found = &part.keeping;
  }
  return found;
}

// Reads the ledger itself: the index may have been removed with the states.
Result<std::vector<KeptFrom>> keeping_plan(const Store& store, std::optional<Keeping> next) {
  std::vector<KeptFrom> plan;
  for (Seq seq; seq < store.size();) {
    const auto lines = store.entries(seq, entries_per_read);
    if (!lines) return lines.error();
    TACT_CHECK(!lines->empty());
    for (const std::string& line : *lines) {
      const Seq here = seq;
      ++seq.value;
      if (!line.ends_with(R"("type":"policy"})") && !line.ends_with(R"("type":"proposal"})")) {
        continue;
      }
      const auto entry = parse_entry(line);
      if (!entry) return entry.error();
      const auto said = said_of_keeping(*entry);
      TACT_CHECK(said.has_value());
      plan.push_back({here, *said});
    }
  }
  Keeping longest = next.value_or(Keeping{});
  for (auto part = plan.rbegin(); part != plan.rend(); ++part) {
    longest = {std::max(longest.contacts, part->keeping.contacts),
               longest.volume || part->keeping.volume};
    part->keeping = longest;
  }
  return plan;
}

Status fold_all(const Store& store, const std::vector<KeptFrom>& plan, Fold& fold) {
  Keeping keeping;
  for (Seq next; next < store.size();) {
    const auto lines = store.entries(next, entries_per_read);
    if (!lines) return lines.error();
    TACT_CHECK(!lines->empty());
    for (const std::string& line : *lines) {
      const auto entry = parse_entry(line);
      if (!entry) return entry.error();
      apply(*entry, keeping, fold);
      // Only such an entry says otherwise than before, and the plan has the last word on it.
      if (said_of_keeping(*entry)) {
        if (const Keeping* part = kept_at(plan, entry->seq)) keeping = *part;
      }
      ++next.value;
    }
  }
  return Done{};
}

}  // namespace tact
