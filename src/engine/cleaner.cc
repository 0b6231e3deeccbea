#include "engine/cleaner.h"

#include "tact/entry.h"

#include "ledger/terms.h"

namespace tact {
namespace {

constexpr std::chrono::seconds try_again_after{5};
constexpr std::size_t erasures_per_read = 1'000;

// Erasures that the store says are still in files.
Result<CleanerFigures> left_over(const Store& store) {
  CleanerFigures found;
  const std::string term = type_term("erasure");
  for (Seq from = store.scrubbed_before(); from < store.size();) {
    const auto seqs = store.postings(term, from, Order::oldest_first, erasures_per_read);
    if (!seqs) return seqs.error();
    if (seqs->empty()) break;
    if (!found.oldest_pending) {
      const auto lines = store.entries(seqs->front(), 1);
      if (!lines) return lines.error();
      if (lines->empty()) return Error{"an entry of the ledger is missing"};
      const auto entry = parse_entry(lines->front());
      if (!entry) return entry.error();
      found.oldest_pending = entry->at;
    }
    found.pending += seqs->size();
    from = Seq{seqs->back().value + 1};
  }
  return found;
}

}  // namespace

Result<std::unique_ptr<Cleaner>> Cleaner::start(Store& store, CleanerOptions options) {
  auto found = left_over(store);
  if (!found) return std::move(found).error();
  return std::unique_ptr<Cleaner>(new Cleaner(store, options, *std::move(found)));
}

Cleaner::Cleaner(Store& store, CleanerOptions options, CleanerFigures left_over)
    : store_(store), options_(options), figures_(left_over), thread_([this] { run(); }) {}

Cleaner::~Cleaner() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Cleaner::erased(Instant at) {
  {
    const std::lock_guard lock(mutex_);
    ++figures_.pending;
    if (!figures_.oldest_pending) figures_.oldest_pending = at;
    if (figures_.pending == cleaning_ + 1) next_pending_ = at;
  }
  changed_.notify_all();
}

CleanerFigures Cleaner::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

void Cleaner::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return cancelled_ || figures_.pending > 0; });
    changed_.wait_for(lock, options_.after, [this] { return cancelled_.load(); });
    if (cancelled_) return;
    // All that is counted by now is committed, and so before the store's size.
    cleaning_ = figures_.pending;
    next_pending_.reset();
    const Seq before = store_.size();
    lock.unlock();
    const Status done = store_.scrub(before, cancelled_);
    lock.lock();
    if (cancelled_) return;
    if (done) {
      ++figures_.cleanings;
      figures_.pending -= cleaning_;
      figures_.oldest_pending = next_pending_;
    } else {
      ++figures_.failures;
    }
    cleaning_ = 0;
    if (!done) changed_.wait_for(lock, try_again_after, [this] { return cancelled_.load(); });
  }
}

}  // namespace tact
