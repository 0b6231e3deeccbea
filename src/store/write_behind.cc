#include "store/write_behind.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>

#include "store/families.h"
#include "store/keys.h"
#include "store/posting_blocks.h"
#include "store/table_writer.h"

namespace tact {
namespace {

// Puts a term's postings into a run.
class PostingRun {
 public:
  // Entries before `held_before` are in the database, in blocks.
  PostingRun(const Database& state, TableWriter& run, Seq held_before)
      : state_(state), run_(run), held_before_(held_before) {}

  Status put(const PostingList& list) {
    std::span<const Seq> left = list.seqs();
    while (!left.empty()) {
      const bool is_late = left.front() < held_before_;
      const std::size_t length = is_late ? 1 : block_length(left);
      key_.assign(list.key());
      append_seq(key_, left.front());
      encode_block(left.first(length), value_);
      left = left.subspan(length);
      if (is_late) {
        // It must not take the place of a block that begins with it.
        const auto held = state_.get(postings_family, key_);
        if (!held) return held.error();
        if (held->has_value()) continue;
      }
      if (Status done = run_.put(key_, value_); !done) return done;
    }
    return Done{};
  }

 private:
  const Database& state_;
  TableWriter& run_;
  const Seq held_before_;
  std::string key_;
  std::string value_;
};

}  // namespace

WriteBehind::WriteBehind(Database& state, RecentView& view, Progress& progress,
                         WriteBehindLimits limits)
    : state_(state), view_(view), progress_(progress), limits_(limits), thread_([this] {
        run();
      }) {}

WriteBehind::~WriteBehind() {
  progress_.update([](ProgressState& state) { state.stopping = true; });
  thread_.join();
}

void WriteBehind::run() {
  for (;;) {
    // A wait that ends by time settles whatever there is.
    const ProgressState state = progress_.wait_for(
        limits_.unsettled_time_max,
        [&](const ProgressState& now) { return now.stopping || now.failure || is_due(now); });
    if (state.stopping || state.failure) return;
    if (state.settled.groups == state.published.groups) continue;
    const Status drained = drain();
    if (!drained) progress_.fail(drained.error().message);
  }
}

bool WriteBehind::is_due(const ProgressState& now) const {
  const std::uint64_t unsettled = now.published.before.value - now.settled.before.value;
  return now.settled.groups < now.settle_wanted || now.active_bytes >= limits_.drain_bytes ||
         unsettled >= limits_.unsettled_entries_max;
}

Status WriteBehind::drain() {
  // Read before the overlay is taken: the overlay holds at least what the watermark will say.
  const ProgressState before = progress_.now();
  const Fold folded = before.published;
  const std::shared_ptr<const Overlay> overlay = view_.start_drain();
  progress_.update([](ProgressState& state) { state.active_bytes = 0; });
  const std::string watermark = seq_text(folded.before);
  Result<TableFile> states = write_states(*overlay, watermark);
  if (!states) return states.error();
  Result<TableFile> postings =
      write_postings(overlay->postings(), before.settled.before, watermark);
  if (!postings) return postings.error();
  // Together: an entry can change several records, and a crash must not leave one with it and
  // another without.
  const std::array files{*std::move(states), *std::move(postings)};
  if (Status taken = state_.ingest(files); !taken) return taken;
  view_.end_drain(state_.snapshot());
  progress_.update([&](ProgressState& state) { state.settled = folded; });
  return Done{};
}

Result<TableFile> WriteBehind::write_states(const Overlay& overlay, const std::string& watermark) {
  auto run = TableWriter::open(state_, states_family, next_name());
  if (!run) return run.error();
  for (const OverlayRecord* record : overlay.sorted_states()) {
    const std::string_view value = record->value();
    Status done = value.empty() ? (*run)->remove(record->key()) : (*run)->put(record->key(), value);
    if (!done) return done.error();
  }
  if (Status done = (*run)->put(watermark_key, watermark); !done) return done.error();
  return (*run)->finish();
}

Result<TableFile> WriteBehind::write_postings(const PostingLists& postings, Seq held_before,
                                              const std::string& watermark) {
  auto run = TableWriter::open(state_, postings_family, next_name());
  if (!run) return run.error();
  PostingRun lists(state_, **run, held_before);
  for (const PostingList* list : postings.sorted()) {
    if (Status done = lists.put(*list); !done) return done.error();
  }
  if (Status done = (*run)->put(watermark_key, watermark); !done) return done.error();
  return (*run)->finish();
}

std::string WriteBehind::next_name() {
  return std::string(run_prefix) + std::to_string(files_++) + ".sst";
}

}  // namespace tact
