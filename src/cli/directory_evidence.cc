#include "cli/directory_evidence.h"

#include <limits>

#include "core/hash/encoding.h"
#include "core/merkle/frontier.h"
#include "core/merkle/tree_hash.h"
#include "ledger/tile_records.h"

namespace tact::cli {

Status DirectoryEntries::rewind() {
  walk_ = reader_.walk(Seq{0});
  return Done{};
}

Result<std::optional<LineSource::Line>> DirectoryEntries::next() {
  if (walk_ == nullptr) walk_ = reader_.walk(Seq{0});
  const auto step = walk_->next();
  if (!step) return step.error();
  if (!*step || (**step).seq.value >= end_) return std::optional<Line>();
  return std::optional(Line{(**step).entry, true});
}

Status DirectoryHashes::rewind() {
  next_ = 0;
  tile_.clear();
  return Done{};
}

Status DirectoryHashes::look_up() {
  tile_.clear();
  const auto kept = reader_.load(tile_key({0, next_ / tile_width}));
  if (!kept) return kept.error();
  if (!*kept) return Done{};
  if (auto hashes = decode_tile(**kept)) tile_ = *std::move(hashes);
  return Done{};
}

Result<std::optional<LineSource::Line>> DirectoryHashes::next() {
  if (next_ == size_) return std::optional<Line>();
  const std::size_t at = next_ % tile_width;
  if (at == 0) {
    if (auto status = look_up(); !status) return status.error();
  }
  if (at < tile_.size()) {
    line_ = to_hex(bytes_of(tile_[at]));
  } else {
    const auto entry = reader_.entry(Seq{next_});
    if (!entry) return entry.error();
    line_ = *entry ? to_hex(bytes_of(leaf_hash(hasher_, **entry))) : "missing";
  }
  ++next_;
  return std::optional(Line{line_, true});
}

Status check_edge(const LedgerReader& reader) {
  Sha256 hasher;
  Frontier tree;
  DirectoryEntries entries(reader, std::numeric_limits<std::uint64_t>::max());
  for (;;) {
    const auto line = entries.next();
    if (!line) return line.error();
    if (!*line) break;
    tree.append(hasher, leaf_hash(hasher, (**line).text));
  }
  const auto kept = reader.frontier().empty() ? Result<Frontier>(Frontier{})
                                              : Frontier::decode(hasher, reader.frontier());
  if (kept && *kept == tree && tree.size() == reader.size().value) return Done{};
  return Error{"its entries, " + std::to_string(tree.size()) +
               " of them, are not those that the directory's own tree is of"};
}

}  // namespace tact::cli
