#include "store/scrub.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>

#include "store/families.h"
#include "store/keys.h"

namespace tact {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds look_again_after{20};
constexpr int looks_max = 1'500;  // half a minute
// The manifest is written anew once it is larger than manifest_bytes_max (rocks_settings.cc); each
// flush makes it larger by a hundred bytes or more.
constexpr int flushes_max = 200;

// Looks until it is so, or for too long.
template <class Condition>
bool comes_true(Condition condition, const std::atomic<bool>& cancelled) {
  for (int look = 0; look < looks_max && !cancelled; ++look) {
    if (condition()) return true;
    std::this_thread::sleep_for(look_again_after);
  }
  return false;
}

std::set<std::string> files_in(const ScrubPlace& place) {
  std::vector<std::string> names;
  place.env.GetChildren(place.path, &names).PermitUncheckedError();
  return {names.begin(), names.end()};
}

std::set<std::string> manifests_in(const ScrubPlace& place) {
  std::set<std::string> manifests;
  for (const std::string& name : files_in(place)) {
    if (name.starts_with("MANIFEST-")) manifests.insert(name);
  }
  return manifests;
}

bool share_any(const std::set<std::string>& some, const std::set<std::string>& others) {
  return std::any_of(some.begin(), some.end(),
                     [&](const std::string& one) { return others.contains(one); });
}

// A table or log of `before` that the database has no use for any more, or never had; "" none.
std::string old_file(const ScrubPlace& place, const std::set<std::string>& before) {
  const std::set<std::string> in_use = place.ledger.files_in_use();
  for (const std::string& name : files_in(place)) {
    const bool matters = name.ends_with(".sst") || name.ends_with(".log");
    if (matters && before.contains(name) && !in_use.contains(name)) return name;
  }
  return "";
}

Status wait_for_old_files(const ScrubPlace& place, const std::set<std::string>& before,
                          const std::atomic<bool>& cancelled) {
  if (comes_true([&] { return old_file(place, before).empty(); }, cancelled)) return Done{};
  return Error{"the old file `" + place.path + '/' + old_file(place, before) +
               "` is still in use"};
}

Status flush_all(Database& ledger) {
  const std::array families{ledger.family(meta_family), ledger.family(ledger_family),
                            ledger.family(identities_family)};
  return ledger.flush(families);
}

// Each flush is a change of the database, and so a word in its manifest.
Status renew_manifest(const ScrubPlace& place, Seq before, const std::atomic<bool>& cancelled) {
  const std::set<std::string> old = manifests_in(place);
  const std::array families{place.ledger.family(meta_family)};
  for (int flush = 0; flush < flushes_max && !cancelled; ++flush) {
    rocksdb::WriteBatch mark;
    mark.Put(place.ledger.family(meta_family), scrubbed_key, seq_text(before));
    if (Status written = place.ledger.write(mark, true); !written) return written;
    if (Status flushed = place.ledger.flush(families); !flushed) return flushed;
    if (manifests_in(place) != old) break;
  }
  if (comes_true([&] { return !share_any(old, manifests_in(place)); }, cancelled)) return Done{};
  return Error{"the old manifest in `" + place.path + "` is still there"};
}

}  // namespace

Status scrub(const ScrubPlace& place, std::uint64_t deleted_at, Seq before,
             std::atomic<bool>& cancelled) {
  Database& ledger = place.ledger;
  if (Status flushed = flush_all(ledger); !flushed) return flushed;
  // What a snapshot can still see, a compaction keeps.
  const auto unseen = [&] { return ledger.oldest_snapshot().value_or(deleted_at) >= deleted_at; };
  if (!comes_true(unseen, cancelled)) return Error{"what was erased is still being read"};
  const std::string first(1, static_cast<char>(Table::customer));
  const std::string last(1, static_cast<char>(Table::policy_source));
  if (Status done = ledger.rewrite(identities_family, first, last, cancelled); !done) return done;
  if (Status renewed = renew_manifest(place, before, cancelled); !renewed) return renewed;
  // Those that were made since the beginning as well: the rewrite may have read them too.
  const std::set<std::string> files = files_in(place);
  // What came in meanwhile may have kept an old log in use.
  if (Status flushed = flush_all(ledger); !flushed) return flushed;
  return wait_for_old_files(place, files, cancelled);
}

Status clear_dropped(const ScrubPlace& place, Seq from, Seq before, std::atomic<bool>& cancelled) {
  Database& ledger = place.ledger;
  const std::uint64_t dropped_at = ledger.last_sequence();
  if (Status flushed = flush_all(ledger); !flushed) return flushed;
  const auto unseen = [&] { return ledger.oldest_snapshot().value_or(dropped_at) >= dropped_at; };
  if (!comes_true(unseen, cancelled)) return Error{"what was dropped is still being read"};
  Status done = ledger.rewrite(ledger_family, seq_text(from), seq_text(before), cancelled);
  if (!done) return done;
  const std::set<std::string> files = files_in(place);
  rocksdb::WriteBatch mark;
  mark.Put(ledger.family(meta_family), dropped_key, seq_text(before));
  if (Status written = ledger.write(mark, true); !written) return written;
  if (Status flushed = flush_all(ledger); !flushed) return flushed;
  return wait_for_old_files(place, files, cancelled);
}

}  // namespace tact
