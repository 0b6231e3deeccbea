// Evidence in a data directory that no daemon uses: its entries, and the hashes that it keeps.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/hash/sha256.h"
#include "ledger/line_source.h"
#include "store/ledger_reader.h"

namespace tact::cli {

// The entries before `end`, whatever is missing between them. `reader` must outlive it.
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

// The hashes of the first `size` entries: those of full tiles as they are kept, of the last ones,
// which no full tile has yet, those of the entries as they are.
class DirectoryHashes final : public LineSource {
 public:
  DirectoryHashes(const LedgerReader& reader, std::uint64_t size) : reader_(reader), size_(size) {}

  Status rewind() override;
  Result<std::optional<Line>> next() override;

 private:
  Status look_up();

  const LedgerReader& reader_;
  const std::uint64_t size_;
  Sha256 hasher_;
  std::uint64_t next_ = 0;
  std::vector<Hash256> tile_;  // that of `next_`; empty where none is kept
  std::string line_;
};

// An Error where what the directory keeps as its tree's edge is not that of all its entries.
Status check_edge(const LedgerReader& reader);

}  // namespace tact::cli
