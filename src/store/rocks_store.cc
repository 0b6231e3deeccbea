#include "store/rocks_store.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>

#include "tact/check.h"

#include "store/database.h"
#include "store/directory.h"
#include "store/families.h"
#include "store/group_check.h"
#include "store/keys.h"
#include "store/opening.h"
#include "store/progress.h"
#include "store/recent_view.h"
#include "store/rocks_reads.h"
#include "store/rocks_settings.h"
#include "store/scrub.h"
#include "store/write_behind.h"

namespace tact {

// The order of the members is the order of opening, and backwards of closing.
class RocksStore::Impl {
 public:
  struct Opened {
    std::unique_ptr<Directory> directory;
    std::unique_ptr<Progress> progress;   // The databases' listeners point to it.
    std::unique_ptr<rocksdb::Env> empty;  // Where the states are, if a reader found none.
    std::unique_ptr<Database> ledger;
    std::unique_ptr<Database> state;
    Found found;
    bool read_only = false;
  };

  static Result<Opened> open_databases(const RocksOptions& options);
  static Result<Opened> open_databases_read_only(const RocksOptions& options);

  Impl(Opened opened, const RocksOptions& options);
  ~Impl();

  Status commit(Group group);
  Status settle();
  Status compact();
  Status scrub(Seq before, std::atomic<bool>& cancelled);
  Seq scrubbed_before() const { return Seq{scrubbed_before_}; }
  Status drop_entries(std::span<const Seq> seqs);
  Status clear_dropped(Seq before, std::atomic<bool>& cancelled);
  Seq dropped_before() const { return Seq{dropped_before_}; }

  bool is_trial() const { return directory_->is_trial(); }
  const Database& ledger() const { return *ledger_; }
  const Database& state() const { return *state_; }
  const RecentView& view() const { return view_; }
  const Progress& progress() const { return *progress_; }

 private:
  Status write(const Group& group);
  void publish(Group group);

  const std::unique_ptr<Directory> directory_;
  const std::unique_ptr<Progress> progress_;
  const std::unique_ptr<rocksdb::Env> empty_;
  const std::unique_ptr<Database> ledger_;
  const std::unique_ptr<Database> state_;
  const std::size_t active_bytes_max_;
  const ScrubPlace scrub_place_;
  std::atomic<std::uint64_t> deleted_at_{0};  // the ledger's sequence after the last deletion
  std::atomic<std::uint64_t> scrubbed_before_;
  std::atomic<std::uint64_t> dropped_before_;
  std::mutex publishing_;  // what is written is seen before the next snapshot is taken
  RecentView view_;
  std::optional<WriteBehind> write_behind_;  // Empty: read-only.
};

Result<RocksStore::Impl::Opened> RocksStore::Impl::open_databases(const RocksOptions& options) {
  rocksdb::Env& env = options.env != nullptr ? *options.env : *rocksdb::Env::Default();
  auto directory = Directory::open(env, options.path, options.trial);
  if (!directory) return directory.error();
  auto progress = std::make_unique<Progress>();
  const auto settings = database_settings(options, *progress);
  const auto cache = rocksdb::NewLRUCache(options.cache_bytes);
  auto ledger = Database::open(options.path + "/ledger", settings, ledger_families(cache));
  if (!ledger) return ledger.error();
  auto state = Database::open(options.path + "/state", settings, state_families(cache));
  if (!state) return state.error();
  if (Status synced = (*directory)->sync(); !synced) return synced.error();
  auto found = look_at_databases(**ledger, **state, options.path);
  if (!found) return found.error();
  return Opened{std::move(*directory), std::move(progress), nullptr,
                std::move(*ledger),    std::move(*state),   std::move(*found)};
}

Result<RocksStore::Impl::Opened> RocksStore::Impl::open_databases_read_only(
    const RocksOptions& options) {
  rocksdb::Env& env = options.env != nullptr ? *options.env : *rocksdb::Env::Default();
  Opened opened;
  opened.read_only = true;
  auto directory = Directory::open_read_only(env, options.path);
  if (!directory) return directory.error();
  opened.directory = std::move(*directory);
  opened.progress = std::make_unique<Progress>();
  auto settings = database_settings(options, *opened.progress);
  const auto cache = rocksdb::NewLRUCache(options.cache_bytes);
  auto ledger =
      Database::open_read_only(options.path + "/ledger", settings, ledger_families(cache));
  if (!ledger) return ledger.error();
  opened.ledger = std::move(*ledger);
  const std::string state_path = options.path + "/state";
  const bool has_state =
      !opened.directory->has_old_state() && env.FileExists(state_path + "/CURRENT").ok();
  if (!has_state) {  // It may have been removed: then it is an empty one, in memory.
    opened.empty.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
    settings.env = opened.empty.get();
  }
  auto state = has_state ? Database::open_read_only(state_path, settings, state_families(cache))
                         : Database::open(state_path, settings, state_families(cache));
  if (!state) return state.error();
  opened.state = std::move(*state);
  auto found = look_at_databases(*opened.ledger, *opened.state, options.path);
  if (!found) return found.error();
  opened.found = std::move(*found);
  return opened;
}

namespace {

std::unique_ptr<Progress> begin_at(std::unique_ptr<Progress> progress, Seq settled_before) {
  progress->update([&](ProgressState& state) {
    state.published.before = state.settled.before = settled_before;
  });
  return progress;
}

Error read_only() { return {"the store was opened for reading only"}; }

}  // namespace

// Half of the memory is for the overlay that takes groups, half for the one that is being written.
RocksStore::Impl::Impl(Opened opened, const RocksOptions& options)
    : directory_(std::move(opened.directory)),
      progress_(begin_at(std::move(opened.progress), opened.found.settled_before)),
      empty_(std::move(opened.empty)),
      ledger_(std::move(opened.ledger)),
      state_(std::move(opened.state)),
      active_bytes_max_(std::max<std::size_t>(options.write_behind_bytes_max / 2, 1)),
      scrub_place_{*ledger_, options.env != nullptr ? *options.env : *rocksdb::Env::Default(),
                   options.path + "/ledger"},
      scrubbed_before_(opened.found.scrubbed_before.value),
      dropped_before_(opened.found.dropped_before.value),
      view_(opened.found.size, std::move(opened.found.frontier), ledger_->snapshot(),
            state_->snapshot()) {
  if (opened.read_only) return;
  write_behind_.emplace(*state_, view_, *progress_,
                        WriteBehindLimits{std::max<std::size_t>(active_bytes_max_ / 4, 1),
                                          std::max<std::uint64_t>(options.unsettled_entries_max, 1),
                                          options.unsettled_time_max});
}

RocksStore::Impl::~Impl() {
  if (write_behind_ && progress_->status()) static_cast<void>(settle());
}

Status RocksStore::Impl::commit(Group group) {
  check_group(group, view_.size());
  if (!write_behind_) {
    if (!group.entries.empty() || !group.identities.empty()) return read_only();
    view_.publish(group, nullptr);
    return Done{};
  }
  // Waits before anything is durable: after that, only the answer is left to do.
  static_cast<void>(progress_->wait([this](const ProgressState& state) {
    return state.failure || state.active_bytes < active_bytes_max_;
  }));
  if (Status usable = progress_->status(); !usable) return usable;
  const std::lock_guard lock(publishing_);
  if (Status written = write(group); !written) {
    progress_->fail(written.error().message);
    return progress_->status();
  }
  const bool deletes = std::any_of(group.identities.begin(), group.identities.end(),
                                   [](const Change& change) { return change.value.empty(); });
  if (deletes) deleted_at_ = ledger_->last_sequence();
  publish(std::move(group));
  return Done{};
}

Status RocksStore::Impl::write(const Group& group) {
  rocksdb::WriteBatch batch;
  Seq seq = group.first;
  for (const std::string& entry : group.entries) {
    batch.Put(ledger_->family(ledger_family), seq_text(seq), entry);
    ++seq.value;
  }
  for (const Change& change : group.identities) {
    rocksdb::ColumnFamilyHandle* family = ledger_->family(identities_family);
    if (change.value.empty()) {
      batch.Delete(family, record_key(change.key));
    } else {
      batch.Put(family, record_key(change.key), change.value);
    }
  }
  if (!group.entries.empty()) {
    batch.Put(ledger_->family(meta_family), size_key, seq_text(seq));
    batch.Put(ledger_->family(meta_family), frontier_key, group.frontier);
  }
  return batch.Count() == 0 ? Done{} : ledger_->write(batch, /*durable=*/true);
}

void RocksStore::Impl::publish(Group group) {
  const Seq first = group.first;
  const bool has_entries = !group.entries.empty();
  const Seq end{first.value + group.entries.size()};
  Snapshot snapshot = group.identities.empty() ? nullptr : ledger_->snapshot();
  const std::size_t active_bytes = view_.publish(group, std::move(snapshot));
  const auto is_due = [this](const ProgressState& state) { return write_behind_->is_due(state); };
  progress_->update_and_wake_if(is_due, [&](ProgressState& state) {
    ++state.published.groups;
    state.active_bytes = active_bytes;
    // Entries after ones that nobody folded leave those to be folded at the next start.
    Seq& folded = state.published.before;
    if (!has_entries || first <= folded) folded = std::max(folded, end);
  });
}

Status RocksStore::Impl::settle() {
  if (!write_behind_) return read_only();
  std::uint64_t wanted = 0;
  progress_->update(
      [&](ProgressState& state) { wanted = state.settle_wanted = state.published.groups; });
  static_cast<void>(progress_->wait([wanted](const ProgressState& state) {
    return state.failure || state.settled.groups >= wanted;
  }));
  return progress_->status();
}

Status RocksStore::Impl::compact() {
  if (Status settled = settle(); !settled) return settled;
  std::atomic<bool> never = false;
  for (Database* database : {ledger_.get(), state_.get()}) {
    for (std::size_t family = 0; family < families_each; ++family) {
      if (Status done = database->rewrite(family, never); !done) return done;
    }
  }
  return Done{};
}

Status RocksStore::Impl::scrub(Seq before, std::atomic<bool>& cancelled) {
  if (Status usable = progress_->status(); !usable) return usable;
  Status done = tact::scrub(scrub_place_, deleted_at_, before, cancelled);
  if (done) scrubbed_before_ = before.value;
  return done;
}

Status RocksStore::Impl::drop_entries(std::span<const Seq> seqs) {
  if (!write_behind_) return read_only();
  if (Status usable = progress_->status(); !usable) return usable;
  rocksdb::WriteBatch batch;
  for (const Seq seq : seqs) {
    TACT_CHECK(seq < view_.size());
    batch.Put(ledger_->family(ledger_family), seq_text(seq), rocksdb::Slice());
  }
  return batch.Count() == 0 ? Done{} : ledger_->write(batch, /*durable=*/true);
}

Status RocksStore::Impl::clear_dropped(Seq before, std::atomic<bool>& cancelled) {
  if (!write_behind_) return read_only();
  if (Status usable = progress_->status(); !usable) return usable;
  {
    // Readers' snapshot is of the last change of an identity, which may be long ago.
    const std::lock_guard lock(publishing_);
    Group nothing;
    view_.publish(nothing, ledger_->snapshot());
  }
  Status done = tact::clear_dropped(scrub_place_, dropped_before(), before, cancelled);
  if (done) dropped_before_ = before.value;
  return done;
}

Result<std::unique_ptr<RocksStore>> RocksStore::open(const RocksOptions& options) {
  Result<Impl::Opened> opened = Impl::open_databases(options);
  if (!opened) return opened.error();
  return std::unique_ptr<RocksStore>(
      new RocksStore(std::make_unique<Impl>(std::move(*opened), options)));
}

Result<std::unique_ptr<RocksStore>> RocksStore::open_read_only(const RocksOptions& options) {
  Result<Impl::Opened> opened = Impl::open_databases_read_only(options);
  if (!opened) return opened.error();
  return std::unique_ptr<RocksStore>(
      new RocksStore(std::make_unique<Impl>(std::move(*opened), options)));
}

RocksStore::RocksStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RocksStore::~RocksStore() = default;

Status RocksStore::commit(Group group) { return impl_->commit(std::move(group)); }
bool RocksStore::is_trial() const { return impl_->is_trial(); }
Status RocksStore::scrub(Seq before, std::atomic<bool>& cancelled) {
  return impl_->scrub(before, cancelled);
}
Seq RocksStore::scrubbed_before() const { return impl_->scrubbed_before(); }
Status RocksStore::drop_entries(std::span<const Seq> seqs) { return impl_->drop_entries(seqs); }
Status RocksStore::clear_dropped(Seq before, std::atomic<bool>& cancelled) {
  return impl_->clear_dropped(before, cancelled);
}
Seq RocksStore::dropped_before() const { return impl_->dropped_before(); }
Status RocksStore::settle() { return impl_->settle(); }
Status RocksStore::compact() { return impl_->compact(); }
Seq RocksStore::size() const { return impl_->view().size(); }
std::string RocksStore::frontier() const { return impl_->view().frontier(); }
Seq RocksStore::settled_before() const { return impl_->progress().now().settled.before; }

Result<std::vector<std::optional<std::string>>> RocksStore::load(std::span<const Key> keys) const {
  return read_records(impl_->ledger(), impl_->state(), impl_->view(), keys);
}

Result<std::vector<std::string>> RocksStore::entries(Seq from, std::size_t count,
                                                     std::size_t bytes_max) const {
  return read_entries(impl_->ledger(), impl_->view().size(), from, count, bytes_max);
}

Result<std::vector<StoredRecord>> RocksStore::records(Table table, std::string_view from,
                                                      std::size_t count,
                                                      std::size_t bytes_max) const {
  return walk_records(impl_->ledger(), impl_->state(), impl_->view(), table, from, count,
                      bytes_max);
}

Result<std::vector<Seq>> RocksStore::postings(std::string_view term, Seq from, Order order,
                                              std::size_t count) const {
  return read_postings(impl_->state(), impl_->view(), term, from, order, count);
}

}  // namespace tact
