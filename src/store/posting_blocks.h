// The postings of a term on disk, in blocks: the first entry is in the key (keys.h), the others
// follow in the value. A block holds entries of one window of the ledger only, so that whoever
// looks for those of a window finds them between two keys, in whatever blocks they came.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace tact {

// A term that finds every entry has this many in a block, of about a byte each.
inline constexpr std::uint64_t posting_window = 4'096;

// The window's first entry.
constexpr Seq window_of(Seq seq) { return Seq{seq.value / posting_window * posting_window}; }

// How many at the front of `seqs` are of one window. REQUIRES: ascending, and not empty.
std::size_t block_length(std::span<const Seq> seqs);

// Writes the block's value: of each entry but the first, how far it is from the one before.
// REQUIRES: ascending without repetition, not empty, of one window.
void encode_block(std::span<const Seq> seqs, std::string& value);

// Appends the block's entries to `seqs`. False where the value is damaged.
bool decode_block(Seq first, std::string_view value, std::vector<Seq>& seqs);

}  // namespace tact
