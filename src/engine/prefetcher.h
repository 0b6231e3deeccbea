// Reads the records that commands will need before the decider meets them, so that it seldom waits
// for the disk. A help, never a promise: what is missing the decider loads itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/command.h"
#include "store/store.h"

namespace tact {

struct Prefetched {
  Seq stored;  // the store's size before the first read
  std::vector<Key> keys;
  std::vector<std::optional<std::string>> values;
};

// How many keys to remember beside a decider whose records may take so much memory. As many as it
// holds of the smallest, since each has one place that others fall on, too: with a place for every
// second key, half of what a million customers' requests read was in memory already.
constexpr std::size_t remembered_keys(std::size_t record_bytes) { return record_bytes / 256; }

// Threads: one.
class Prefetcher {
 public:
  // Does not read again what it read within the last `remembered` keys or so: the decider still
  // has that. `store` must outlive this.
  Prefetcher(const Store& store, std::size_t remembered);

  // Takes note of what the command will ask for.
  void want(const Command& command);
  // Of this record.
  void want(Table table, std::string id);
  // Reads all that is wanted.
  Result<Prefetched> fetch();

 private:
  void want_person(const Person& person);
  // What must be done for them as well.
  void want_obliged(const Person& person);
  // From the identities that were read to the states that they name.
  void want_subjects_of(const Prefetched& read);
  void want_subject(const Key& name, const SubjectId& subject);
  Status read_wanted(Prefetched& out);

  const Store& store_;
  std::vector<std::uint64_t> recent_;  // hashes of keys, each in the place that it falls on
  std::vector<Key> wanted_;
  std::vector<Key> obliged_;  // those of wanted_ whose obligations are wanted too
};

}  // namespace tact
