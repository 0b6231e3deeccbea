#include "engine/recent_entries.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

namespace tact {
namespace {

constexpr std::size_t chunk_bytes = 1 << 19;
constexpr std::size_t spare_chunks_max = 16;  // some four groups

}  // namespace

void RecentEntries::add(Seq seq, std::string_view line) {
  TACT_CHECK(chunks_.empty() || chunks_.back().end() == seq);
  if (chunks_.empty() || chunks_.back().bytes.size() >= chunk_bytes) {
    Chunk chunk;
    if (!spare_.empty()) {
      chunk = std::move(spare_.back());
      spare_.pop_back();
    }
    chunk.first = seq;
    chunks_.push_back(std::move(chunk));
  }
  Chunk& last = chunks_.back();
  last.bytes += line;
  last.ends.push_back(last.bytes.size());
}

void RecentEntries::forget_before(Seq stored) {
  while (!chunks_.empty() && chunks_.front().end() <= stored) {
    if (spare_.size() < spare_chunks_max) {
      Chunk& chunk = spare_.emplace_back(std::move(chunks_.front()));
      chunk.bytes.clear();
      chunk.ends.clear();
    }
    chunks_.pop_front();
  }
}

std::optional<std::string_view> RecentEntries::find(Seq seq) const {
  const auto chunk = std::find_if(chunks_.begin(), chunks_.end(), [&](const Chunk& one) {
    return one.first <= seq && seq < one.end();
  });
  if (chunk == chunks_.end()) return std::nullopt;
  const auto place = static_cast<std::size_t>(seq.value - chunk->first.value);
  const std::size_t begin = place == 0 ? 0 : chunk->ends[place - 1];
  return std::string_view(chunk->bytes).substr(begin, chunk->ends[place] - begin);
}

}  // namespace tact
