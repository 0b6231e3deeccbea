#include "store/group_check.h"

#include "tact/check.h"

#include "store/keys.h"

namespace tact {

void check_group(const Group& group, Seq size) {
  // Without entries, `first` says how far the states are folded, which may be short of the end.
  TACT_CHECK(group.entries.empty() ? group.first <= size : group.first == size);
  TACT_CHECK(!group.entries.empty() || group.frontier.empty());
  for (const Change& change : group.identities) TACT_CHECK(is_identity(change.key.table));
  for (const Change& change : group.states) TACT_CHECK(!is_identity(change.key.table));
  const Seq end{group.first.value + group.entries.size()};
  for (const Posting& posting : group.postings) {
    TACT_CHECK(posting.seq < end);
    TACT_CHECK(posting.term.size() <= term_bytes_max);
  }
}

}  // namespace tact
