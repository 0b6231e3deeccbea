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

Result<std::optional<Hash256>> KeptHashes::of(std::uint64_t entry) {
  if (index_ != entry / tile_width) {
    const auto kept = reader_.load(tile_key({0, entry / tile_width}));
    if (!kept) return kept.error();
    index_ = entry / tile_width;
    auto hashes = *kept ? decode_tile(**kept) : std::nullopt;
    tile_ = hashes ? *std::move(hashes) : std::vector<Hash256>();
  }
  const std::size_t at = entry % tile_width;
  return at < tile_.size() ? std::optional(tile_[at]) : std::nullopt;
}

Status DirectoryHashes::rewind() {
  next_ = 0;
  return Done{};
}

Result<std::optional<LineSource::Line>> DirectoryHashes::next() {
  if (next_ == size_) return std::optional<Line>();
  const auto kept = kept_.of(next_);
  if (!kept) return kept.error();
  if (*kept) {
    line_ = to_hex(bytes_of(**kept));
  } else {
    const auto entry = reader_.entry(Seq{next_});
    if (!entry) return entry.error();
    const bool is_there = *entry && !(**entry).empty();
    line_ = is_there ? to_hex(bytes_of(leaf_hash(hasher_, **entry))) : "missing";
  }
  ++next_;
  return std::optional(Line{line_, true});
}

Result<std::vector<RetentionMark>> retention_marks(const LedgerReader& reader,
                                                   std::uint64_t first) {
  std::vector<RetentionMark> marks;
  const auto walk = reader.walk(Seq{first});
  for (;;) {
    const auto step = walk->next();
    if (!step) return step.error();
    if (!*step) return marks;
    if (const auto mark = read_retention_mark((**step).entry)) marks.push_back(*mark);
  }
}

Status check_edge(const LedgerReader& reader) {
  Sha256 hasher;
  Frontier tree;
  KeptHashes hashes(reader);
  DirectoryEntries entries(reader, std::numeric_limits<std::uint64_t>::max());
  for (;;) {
    const auto line = entries.next();
    if (!line) return line.error();
    if (!*line) break;
    const std::string_view text = (**line).text;
    const auto kept = text.empty() ? hashes.of(tree.size()) : std::optional<Hash256>();
    if (!kept) return kept.error();
    tree.append(hasher, *kept ? **kept : leaf_hash(hasher, text));
  }
  const auto kept = reader.frontier().empty() ? Result<Frontier>(Frontier{})
                                              : Frontier::decode(hasher, reader.frontier());
  if (kept && *kept == tree && tree.size() == reader.size().value) return Done{};
  return Error{"its entries, " + std::to_string(tree.size()) +
               " of them, are not those that the directory's own tree is of"};
}

}  // namespace tact::cli
