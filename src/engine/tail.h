// The entries at the ledger's end that the states do not hold yet, on their way through a start:
// read and parsed ahead of the one who folds them, and what they make committed behind it. So a
// start takes as long as the slowest of the three, not as all of them.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tact/entry.h"

#include "engine/channel.h"
#include "engine/prefetcher.h"
#include "store/store.h"

namespace tact {

// Commits groups in their order.
//
// Threads: one of its own; commit() and finish() from one other, committed_before() from any.
class TailWriter {
 public:
  // What `committed` was committed already. `store` must outlive it; nobody else commits meanwhile.
  TailWriter(Store& store, Seq committed);
  // Commits what was given to it before.
  ~TailWriter();

  TailWriter(const TailWriter&) = delete;
  TailWriter& operator=(const TailWriter&) = delete;

  // Takes a group that holds every entry before `end`; waits where it is behind. An Error that one
  // before it met.
  Status commit(Group group, Seq end);
  // Waits until all is committed; nothing may be given to it then.
  Status finish();

  // The store holds what all entries before this one have made.
  Seq committed_before() const { return Seq{committed_before_}; }

 private:
  struct Work {
    Group group;
    Seq end;
  };

  void run();

  Store& store_;
  Channel<Work> work_;
  std::atomic<std::uint64_t> committed_before_;
  std::optional<Error> failure_;  // The thread's, until it is joined.
  std::thread thread_;            // Last: it uses what is above.
};

// Some of the tail's entries, in their order.
struct TailPiece {
  Seq first;
  std::vector<std::optional<Entry>> entries;  // empty where one was dropped
  std::vector<Posting> postings;
  // What the entries change, as far as it is worth reading ahead. `stored`: what every entry before
  // it has made was committed by then.
  Prefetched records;
};

// Reads pieces ahead.
//
// Threads: one of its own; next() from one other.
class TailReader {
 public:
  struct Limits {
    std::size_t entries_per_piece = 0;
    std::size_t remembered = 0;  // as a Prefetcher's
  };

  // The entries from `from` to before `end`. `store` and `writer` must outlive it.
  TailReader(const Store& store, const TailWriter& writer, Seq from, Seq end, Limits limits);
  ~TailReader();

  TailReader(const TailReader&) = delete;
  TailReader& operator=(const TailReader&) = delete;

  // The next piece; nothing after the last one.
  Result<std::optional<TailPiece>> next();

 private:
  void run();
  Result<TailPiece> read(Seq first);
  void want_records(const Entry& entry);

  const Store& store_;
  const TailWriter& writer_;
  const Seq from_;
  const Seq end_;
  const Limits limits_;
  Prefetcher prefetcher_;  // The thread's.
  Channel<Result<TailPiece>> pieces_;
  std::thread thread_;  // Last: it uses what is above.
};

}  // namespace tact
