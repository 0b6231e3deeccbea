#include "engine/tail.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

#include "engine/shelf.h"
#include "ledger/terms.h"

namespace tact {
namespace {

// Each waits for the next stage with so much done: more would only take memory.
constexpr std::size_t pieces_ahead = 1;
constexpr std::size_t groups_behind = 1;

}  // namespace

// ---- behind ----

TailWriter::TailWriter(Store& store, Seq committed)
    : store_(store), work_(groups_behind), committed_before_(committed.value) {
  thread_ = std::thread([this] { run(); });
}

TailWriter::~TailWriter() { static_cast<void>(finish()); }

void TailWriter::run() {
  while (auto work = work_.pop()) {
    if (Status done = store_.commit(std::move(work->group)); !done) {
      failure_ = done.error();
      break;
    }
    committed_before_ = work->end.value;
  }
  work_.close();
}

Status TailWriter::commit(Group group, Seq end) {
  if (work_.push({std::move(group), end})) return Done{};
  return finish();
}

Status TailWriter::finish() {
  work_.close();
  if (thread_.joinable()) thread_.join();
  if (failure_) return *failure_;
  return Done{};
}

// ---- ahead ----

TailReader::TailReader(const Store& store, const TailWriter& writer, Seq from, Seq end,
                       Limits limits)
    : store_(store),
      writer_(writer),
      from_(from),
      end_(end),
      limits_(limits),
      prefetcher_(store, limits.remembered),
      pieces_(pieces_ahead) {
  TACT_CHECK(limits_.entries_per_piece > 0);
  thread_ = std::thread([this] { run(); });
}

TailReader::~TailReader() {
  pieces_.close();
  thread_.join();
}

void TailReader::run() {
  Seq next = from_;
  while (next < end_) {
    Result<TailPiece> piece = read(next);
    const bool is_read = piece.ok();
    if (is_read) next.value += piece->entries.size();
    if (!pieces_.push(std::move(piece)) || !is_read) break;
  }
  pieces_.close();
}

Result<std::optional<TailPiece>> TailReader::next() {
  auto piece = pieces_.pop();
  if (!piece) return std::optional<TailPiece>{};
  if (!*piece) return std::move(*piece).error();
  return std::optional(*std::move(*piece));
}

Result<TailPiece> TailReader::read(Seq first) {
  const std::size_t count =
      std::min<std::uint64_t>(end_.value - first.value, limits_.entries_per_piece);
  const auto lines = store_.entries(first, count);
  if (!lines) return lines.error();
  TACT_CHECK(!lines->empty());
  TailPiece piece;
  piece.first = first;
  piece.entries.reserve(lines->size());
  for (const std::string& line : *lines) {
    if (is_dropped(line)) {  // What it said is out of every window's reach.
      piece.entries.emplace_back();
      continue;
    }
    auto entry = parse_entry(line);
    if (!entry) return std::move(entry).error();
    TACT_CHECK(entry->seq.value == first.value + piece.entries.size());
    append_postings(*entry, piece.postings);
    want_records(*entry);
    piece.entries.push_back(*std::move(entry));
  }
  const Seq stored = writer_.committed_before();
  auto records = prefetcher_.fetch();
  if (!records) return std::move(records).error();
  piece.records = *std::move(records);
  piece.records.stored = stored;
  return piece;
}

// Decisions and what came of them are nearly all that a ledger's end holds.
void TailReader::want_records(const Entry& entry) {
  const auto* decision = std::get_if<DecisionEntry>(&entry.body);
  const bool reserves = decision != nullptr && decision->decision.outcome == Outcome::allow;
  if (!reserves && !std::holds_alternative<OutcomeEntry>(entry.body)) return;
  if (entry.subject) prefetcher_.want(Table::subject, store_id(*entry.subject));
  if (decision != nullptr && decision->address && decision->address != entry.subject) {
    prefetcher_.want(Table::subject, store_id(*decision->address));
  }
}

}  // namespace tact
