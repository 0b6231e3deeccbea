#include "bench/recorder.h"

namespace tact::bench {

std::vector<Group> later_groups(std::vector<Group> groups, Seq end, std::string_view suffix) {
  for (Group& group : groups) {
    const std::uint64_t later = end.value - group.first.value;
    group.first.value += later;
    end.value += group.entries.size();
    for (Posting& posting : group.postings) posting.seq.value += later;
    for (Change& change : group.states) {
      if (change.key.table == Table::request) change.key.id += suffix;
    }
  }
  return groups;
}

std::size_t entries_in(const std::vector<Group>& groups) {
  std::size_t count = 0;
  for (const Group& group : groups) count += group.entries.size();
  return count;
}

}  // namespace tact::bench
