// The keys of RocksStore, byte by byte as FORMAT.md says. Numbers are big-endian, so that keys sort
// as the numbers do.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace tact {

inline constexpr std::size_t term_bytes_max = 256;
inline constexpr std::size_t seq_bytes = 8;

// In the default column family of the ledger database.
inline constexpr std::string_view size_key = "size";
inline constexpr std::string_view frontier_key = "frontier";
// Deletions by entries before this one are out of all files.
inline constexpr std::string_view scrubbed_key = "scrubbed_before";
// What was dropped of the entries before this one is out of all files.
inline constexpr std::string_view dropped_key = "dropped_before";
// In the column families of the state database. No record and no posting begins with 0xff: a table
// is below it, and so is the first byte of a term's length.
inline constexpr std::string_view watermark_key =
    "\xff"
    "settled_before";

std::string seq_text(Seq seq);
void append_seq(std::string& text, Seq seq);
// Nothing if `bytes` are not exactly eight.
std::optional<Seq> parse_seq(std::string_view bytes);

// Before the names of files that are written in state/, before the database takes them in.
inline constexpr std::string_view run_prefix = "run-";

std::string record_key(const Key& key);

// REQUIRES: `term` is at most term_bytes_max long.
std::string posting_prefix(std::string_view term);
// The key of a block of postings that begins with `seq` (posting_blocks.h).
std::string posting_key(std::string_view term, Seq seq);

}  // namespace tact
