#include "store/write_behind.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <rocksdb/write_batch.h>

#include "store/families.h"
#include "store/keys.h"

namespace tact {
namespace {

constexpr std::size_t batch_bytes = 1 << 20;

// Batches of a bounded size into one column family, for what can be written twice. The last one, by
// finish(), brings the watermark.
class Batches {
 public:
  Batches(Database& database, std::size_t family)
      : database_(database), family_(database.family(family)) {}

  Status put(std::string_view key, std::string_view value) {
    batch_.Put(family_, key, value);
    return write_if_full();
  }

  Status finish(const std::string& watermark) {
    batch_.Put(family_, watermark_key, watermark);
    return write();
  }

 private:
  Status write_if_full() { return batch_.GetDataSize() < batch_bytes ? Done{} : write(); }

  Status write() {
    Status status = database_.write(batch_, false);
    batch_.Clear();
    return status;
  }

  Database& database_;
  rocksdb::ColumnFamilyHandle* const family_;
  rocksdb::WriteBatch batch_;
};

}  // namespace

WriteBehind::WriteBehind(Database& state, RecentView& view, Progress& progress,
                         WriteBehindLimits limits)
    : state_(state),
      view_(view),
      progress_(progress),
      limits_(limits),
      drainer_([this] { run_drain(); }),
      settler_([this] { run_settle(); }) {}

WriteBehind::~WriteBehind() {
  progress_.update([](ProgressState& state) { state.stopping = true; });
  drainer_.join();
  settler_.join();
}

void WriteBehind::run_drain() {
  for (;;) {
    const ProgressState state = progress_.wait([this](const ProgressState& now) {
      return now.stopping || now.failure || now.drained.groups < now.drain_wanted ||
             now.active_bytes >= limits_.drain_bytes;
    });
    if (state.stopping || state.failure) return;
    const Status drained = drain();
    if (!drained) progress_.fail(drained.error().message);
  }
}

void WriteBehind::run_settle() {
  for (;;) {
    const auto many_unsettled = [this](const ProgressState& now) {
      return now.published.before.value - now.settled.before.value >= limits_.unsettled_entries_max;
    };
    // A wait that ends by time settles whatever there is.
    const ProgressState state =
        progress_.wait_for(limits_.unsettled_time_max, [&](const ProgressState& now) {
          return now.stopping || now.failure || now.settled.groups < now.settle_wanted ||
                 many_unsettled(now);
        });
    if (state.stopping || state.failure) return;
    if (state.settled.groups == state.published.groups) continue;
    const Status settled = settle(state.published.groups);
    if (!settled) progress_.fail(settled.error().message);
  }
}

Status WriteBehind::drain() {
  // Read before the overlay is taken: the overlay holds at least what the watermark will say.
  const Fold folded = progress_.now().published;
  const std::shared_ptr<const Overlay> overlay = view_.start_drain();
  progress_.update([](ProgressState& state) { state.active_bytes = 0; });
  const std::string watermark = seq_text(folded.before);
  Status written = write_states(overlay->states(), watermark);
  if (written) written = write_postings(overlay->postings(), watermark);
  if (!written) return written;
  view_.end_drain(state_.snapshot());
  progress_.update([&](ProgressState& state) { state.drained = folded; });
  return Done{};
}

Status WriteBehind::settle(std::uint64_t groups) {
  progress_.update([&](ProgressState& state) { state.drain_wanted = groups; });
  const ProgressState state = progress_.wait([groups](const ProgressState& now) {
    return now.stopping || now.failure || now.drained.groups >= groups;
  });
  if (state.stopping || state.failure) return Done{};
  const std::array families{state_.family(states_family), state_.family(postings_family)};
  if (Status flushed = state_.flush(families); !flushed) return flushed;
  progress_.update([&](ProgressState& now) { now.settled = state.drained; });
  return Done{};
}

Status WriteBehind::write_states(const Overlay::States& states, const std::string& watermark) {
  // In the order of the keys, which a memtable takes in fastest.
  std::vector<std::pair<std::string, std::string_view>> records;
  records.reserve(states.size());
  for (const auto& [key, value] : states) records.emplace_back(record_key(key), value);
  std::sort(records.begin(), records.end());
  // One write, so that it never spans two memtables: an entry can change several records, and a
  // crash must not leave one of them with it and another without.
  rocksdb::ColumnFamilyHandle* const family = state_.family(states_family);
  rocksdb::WriteBatch batch;
  for (const auto& [key, value] : records) {
    if (value.empty()) {
      batch.Delete(family, key);
    } else {
      batch.Put(family, key, rocksdb::Slice(value.data(), value.size()));
    }
  }
  batch.Put(family, watermark_key, watermark);
  return state_.write(batch, false);
}

Status WriteBehind::write_postings(const PostingLists& postings, const std::string& watermark) {
  Batches batches(state_, postings_family);
  auto lists = postings.all();
  std::sort(lists.begin(), lists.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.size(), a.first) < std::pair(b.first.size(), b.first);
  });
  for (const auto& [term, list] : lists) {
    std::string key = posting_prefix(term);
    const std::size_t prefix_bytes = key.size();
    for (const Seq seq : *list) {
      key.resize(prefix_bytes);
      key += seq_text(seq);
      if (Status done = batches.put(key, ""); !done) return done;
    }
  }
  return batches.finish(watermark);
}

}  // namespace tact
