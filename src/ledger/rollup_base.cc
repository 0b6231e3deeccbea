#include "ledger/rollup_base.h"

#include <map>
#include <string>
#include <utility>

#include "tact/check.h"

#include "ledger/rollup_book.h"

namespace tact {
namespace {

constexpr std::size_t records_per_page = 4'096;

Key in_base(Key key) {
  key.table = Table::rollup_base;
  return key;
}

Result<bool> has(const Store& store, const Key& key) {
  const auto found = store.load({&key, 1});
  if (!found) return found.error();
  return found->front().has_value();
}

}  // namespace

Result<std::vector<Change>> rollup_base_at(const Store& store, Seq first) {
  auto book = RollupBook::open(store, Table::rollup_base);
  if (!book) return std::move(book).error();
  TACT_CHECK(first.value % RollupBook::entries_between_writes == 0 && book->next() < first);
  std::map<std::string, std::string> written;
  Status counted = catch_up(store, first, *book, [&](std::vector<Change> changes) -> Status {
    for (Change& change : changes) written[std::move(change.key.id)] = std::move(change.value);
    return Done{};
  });
  if (!counted) return std::move(counted).error();
  std::vector<Change> base;
  for (auto& [id, value] : written) base.push_back({{Table::rollup_base, id}, std::move(value)});
  return base;
}

Status restore_rollups(const Store& store, const std::function<Status(std::vector<Change>)>& take) {
  const auto has_rollups = has(store, rollup_head_key());
  if (!has_rollups) return has_rollups.error();
  const Key head = in_base(rollup_head_key());
  const auto base_head = store.load({&head, 1});
  if (!base_head) return base_head.error();
  if (*has_rollups || !base_head->front()) return Done{};
  for (std::string from = head.id + '\0';;) {
    auto page = store.records(Table::rollup_base, from, records_per_page);
    if (!page) return std::move(page).error();
    if (page->empty()) break;
    from = page->back().id + '\0';
    std::vector<Change> changes;
    for (StoredRecord& record : *page) {
      changes.push_back({{Table::rollup, std::move(record.id)}, std::move(record.value)});
    }
    if (Status taken = take(std::move(changes)); !taken) return taken;
  }
  return take({{rollup_head_key(), *base_head->front()}});
}

}  // namespace tact
