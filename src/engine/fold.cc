#include "engine/fold.h"

#include <algorithm>

#include "tact/check.h"
#include "tact/entry.h"

#include "engine/shelf.h"
#include "ledger/rollup_book.h"

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
  append_changes(Table::volume_part, volume_parts, out);
  if (everyone.valid_before.value > 0) {
    out.push_back({{Table::registers, ""}, encode_value(everyone)});
  }
  if (docket.valid_before.value > 0) {
    out.push_back({{Table::policy_docket, ""}, encode_value(docket)});
  }
  append_changes(Table::obligation, obligation_states, out);
  append_changes(Table::obligation_hour, due_hours, out);
  if (all_due_hours.valid_before.value > 0) {
    out.push_back({{Table::obligation_hours, ""}, encode_value(all_due_hours)});
  }
  out.insert(out.end(), rollup_records.begin(), rollup_records.end());
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

namespace {

// What each entry about policies said, as it said it. Reads the ledger itself: the index may have
// been removed with the states.
Result<std::vector<KeptFrom>> keeping_said(const Store& store) {
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
  return plan;
}

Keeping longest(const Keeping& a, const Keeping& b) {
  return {std::max(a.contacts, b.contacts), a.volume || b.volume};
}

std::vector<KeptFrom> with_later_needs(std::vector<KeptFrom> plan, Keeping needed) {
  for (auto part = plan.rbegin(); part != plan.rend(); ++part) {
    needed = longest(needed, part->keeping);
    part->keeping = needed;
  }
  return plan;
}

}  // namespace

Result<std::vector<KeptFrom>> keeping_plan(const Store& store, std::optional<Keeping> next) {
  auto said = keeping_said(store);
  if (!said) return std::move(said).error();
  return with_later_needs(*std::move(said), next.value_or(Keeping{}));
}

namespace {

// Folds the entries from `next` on; `kept` has the last word on what an entry says about keeping.
template <class Kept>
Status fold_from(const Store& store, Seq& next, Keeping& keeping, Fold& fold, Kept kept) {
  while (next < store.size()) {
    const auto lines = store.entries(next, entries_per_read);
    if (!lines) return lines.error();
    TACT_CHECK(!lines->empty());
    for (const std::string& line : *lines) {
      if (is_dropped(line)) {
        ++next.value;
        continue;
      }
      const auto entry = parse_entry(line);
      if (!entry) return entry.error();
      apply(*entry, keeping, fold);
      if (said_of_keeping(*entry)) keeping = kept(entry->seq, keeping);
      ++next.value;
    }
  }
  return Done{};
}

}  // namespace

Status fold_all(const Store& store, const std::vector<KeptFrom>& plan, Fold& fold) {
  Keeping keeping;
  Seq next;
  Status folded = fold_from(store, next, keeping, fold, [&](Seq entry, const Keeping& said) {
    const Keeping* part = kept_at(plan, entry);
    return part != nullptr ? *part : said;
  });
  if (!folded) return folded;
  std::map<Key, std::string> written;
  Status counted = catch_up(store, next, fold.rollups, [&](std::vector<Change> changes) -> Status {
    for (Change& change : changes) written[change.key] = std::move(change.value);
    return Done{};
  });
  for (auto& [key, value] : written) fold.rollup_records.push_back({key, std::move(value)});
  return counted;
}

Result<std::shared_ptr<LookBack>> look_back(const Store& store, Keeping wanted) {
  auto back = std::make_shared<LookBack>();
  back->wanted = wanted;
  back->planned_at = store.size();
  // As they said it, for how much was dropped; then with what later ones need.
  const auto said = keeping_said(store);
  if (!said) return said.error();
  for (const KeptFrom& part : *said) {
    const bool is_first = &part == said->data();
    back->kept_until_now =
        is_first ? part.keeping.contacts : std::min(back->kept_until_now, part.keeping.contacts);
  }
  back->plan = with_later_needs(*said, wanted);
  if (auto status = catch_up(store, *back); !status) return std::move(status).error();
  return back;
}

Status catch_up(const Store& store, LookBack& back) {
  return fold_from(store, back.next, back.keeping, back.fold, [&](Seq entry, const Keeping& said) {
    const Keeping* part = kept_at(back.plan, entry);
    return longest(part != nullptr ? *part : said, back.wanted);
  });
}

std::vector<Change> gained(const LookBack& back, Instant now) {
  std::vector<Change> changes;
  const Instant never_dropped = now - back.kept_until_now;
  for (const auto& [id, state] : back.fold.subjects) {
    if (state.contacts.empty() || state.contacts.front().at >= never_dropped) continue;
    changes.push_back({{Table::subject, store_id(id)}, encode_value(state)});
  }
  append_changes(Table::volume_part, back.fold.volume_parts, changes);
  return changes;
}

}  // namespace tact
