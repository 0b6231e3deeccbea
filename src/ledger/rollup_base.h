// What the entries that retention dropped count: the rollups as they were at the first entry that
// was not looked at, kept in the ledger's database under Table::rollup_base. So rollups are still a
// fold of what is there: of this base, and of the entries after it (src/design/0014).
#pragma once

#include <functional>
#include <vector>

#include "tact/result.h"

#include "store/store.h"

namespace tact {

// The records that a base as of `first` needs and the store lacks, to be committed with the entry
// that says what is dropped. REQUIRES: `first` is a multiple of RollupBook::entries_between_writes
// and after the base that is kept, and no decision between the two is dropped yet. Any thread;
// reads what lies between the two.
Result<std::vector<Change>> rollup_base_at(const Store& store, Seq first);

// The rollups of a store that has lost them, as its base has them: handed to `take` a bounded
// number at a time, the head last. Nothing where the store has rollups, or no base.
Status restore_rollups(const Store& store, const std::function<Status(std::vector<Change>)>& take);

}  // namespace tact
