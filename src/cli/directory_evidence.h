// Evidence in a data directory that no daemon uses: its entries, and the hashes that it keeps.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/hash/sha256.h"
#include "ledger/dropped_lines.h"
#include "ledger/line_source.h"
#include "store/ledger_reader.h"

namespace tact::cli {

// The entries before `end`, whatever is missing between them. `reader` must outlive it.
// A dropped one's line is empty.
class DirectoryEntries final : public LineSource {
 public:
  DirectoryEntries(const LedgerReader& reader, std::uint64_t end) : reader_(reader), end_(end) {}

  Status rewind() override;
  Result<std::optional<Line>> next() override;

 private:
  const LedgerReader& reader_;
  const std::uint64_t end_;
  std::unique_ptr<LedgerReader::Walk> walk_;
};

// Hashes of entries, as full tiles keep them.
class KeptHashes {
 public:
  explicit KeptHashes(const LedgerReader& reader) : reader_(reader) {}

  // Nothing: no full tile is kept there.
  Result<std::optional<Hash256>> of(std::uint64_t entry);

 private:
  const LedgerReader& reader_;
  std::optional<std::uint64_t> index_;  // of the tile that was looked up last
  std::vector<Hash256> tile_;           // empty where none is kept
};

// The hashes of the first `size` entries: those of full tiles as they are kept, of the last ones,
// which no full tile has yet, those of the entries as they are.
class DirectoryHashes final : public LineSource {
 public:
  DirectoryHashes(const LedgerReader& reader, std::uint64_t size)
      : reader_(reader), kept_(reader), size_(size) {}

  Status rewind() override;
  Result<std::optional<Line>> next() override;

 private:
  const LedgerReader& reader_;
  KeptHashes kept_;
  const std::uint64_t size_;
  Sha256 hasher_;
  std::uint64_t next_ = 0;
  std::string line_;
};

// What the retention entries from `first` on say.
Result<std::vector<RetentionMark>> retention_marks(const LedgerReader& reader, std::uint64_t first);

// An Error where what the directory keeps as its tree's edge is not that of all its entries.
Status check_edge(const LedgerReader& reader);

}  // namespace tact::cli
