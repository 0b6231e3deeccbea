#include "ledger/appender.h"

#include <algorithm>

#include "tact/check.h"

#include "core/hash/encoding.h"
#include "core/merkle/tree_hash.h"
#include "ledger/tile_records.h"

namespace tact {
namespace {

constexpr std::uint64_t entries_per_read = 4096;

Result<Frontier> stored_frontier(const Store& store, Sha256& hasher) {
  const std::string bytes = store.frontier();
  if (bytes.empty()) return Frontier{};
  return Frontier::decode(hasher, bytes);
}

Error not_an_anchor() {
  return {"the checkpoint file is damaged; restore it from a backup of the data directory"};
}

}  // namespace

Result<Appender> Appender::open(Store& store, std::string origin) {
  auto hasher = std::make_unique<Sha256>();
  auto frontier = stored_frontier(store, *hasher);
  if (!frontier) return std::move(frontier).error();
  if (frontier->size() != store.size().value) {
    return Error{"the ledger holds " + std::to_string(store.size().value) +
                 " entries but its frontier " + std::to_string(frontier->size()) +
                 "; restore the data directory from a backup"};
  }
  if (auto status = backfill_tiles(store, *hasher); !status) return std::move(status).error();
  auto edge = load_edge(store, *hasher, frontier->size());
  if (!edge) return std::move(edge).error();
  if (!(frontier_of(*hasher, *edge, frontier->size()) == *frontier)) {
    return Error{
        "the ledger's last entries, tiles and frontier do not belong together: one of "
        "them was altered; restore the data directory from a backup"};
  }
  return Appender(std::move(origin), std::move(hasher), *std::move(frontier), *std::move(edge));
}

void Appender::seal(Group& group) {
  TACT_CHECK(group.first == size() || group.entries.empty());
  std::vector<Hash256> leaves;
  leaves.reserve(group.entries.size());
  for (const std::string& entry : group.entries) leaves.push_back(leaf_hash(*hasher_, entry));
  seal(group, leaves);
}

void Appender::seal(Group& group, std::span<const Hash256> leaves) {
  TACT_CHECK(leaves.size() == group.entries.size());
  if (leaves.empty()) return;
  std::vector<TileEdge::Full> full;
  for (const Hash256& leaf : leaves) edge_.append(*hasher_, frontier_, leaf, full);
  append_tiles(full, edge_, frontier_.size(), group.identities);
  group.frontier = frontier_.encode(*hasher_);
}

Checkpoint Appender::checkpoint() { return {origin_, frontier_.size(), frontier_.root(*hasher_)}; }

std::string format_anchor(const Anchor& anchor) {
  Sha256 hasher;
  return format_checkpoint(anchor.checkpoint) + '\n' + to_base64(anchor.frontier.encode(hasher)) +
         '\n';
}

Result<Anchor> parse_anchor(std::string_view text) {
  const std::size_t gap = text.find("\n\n");
  if (gap == std::string_view::npos || !text.ends_with('\n')) return not_an_anchor();
  const auto checkpoint = parse_checkpoint(text.substr(0, gap + 1));
  std::string_view encoded = text.substr(gap + 2);
  encoded.remove_suffix(1);
  const auto bytes = from_base64(encoded);
  if (!checkpoint || !bytes) return not_an_anchor();
  Sha256 hasher;
  auto frontier = Frontier::decode(hasher, *bytes);
  if (!frontier || frontier->size() != checkpoint->size ||
      frontier->root(hasher) != checkpoint->root) {
    return not_an_anchor();
  }
  return Anchor{*checkpoint, *std::move(frontier)};
}

Status check_extends(const Store& store, const Anchor& anchor) {
  const std::uint64_t size = store.size().value;
  if (size < anchor.checkpoint.size) {
    return Error{"the ledger has " + std::to_string(size) +
                 " entries, but a checkpoint was made at " +
                 std::to_string(anchor.checkpoint.size) +
                 ": entries are missing; restore the data directory from a backup"};
  }
  Sha256 hasher;
  Frontier frontier = anchor.frontier;
  while (frontier.size() < size) {
    const std::uint64_t count = std::min(size - frontier.size(), entries_per_read);
    const auto leaves = hash_entries(store, hasher, Seq{frontier.size()}, count);
    if (!leaves) return leaves.error();
    for (const Hash256& leaf : *leaves) frontier.append(hasher, leaf);
  }
  const auto stored = stored_frontier(store, hasher);
  if (!stored) return stored.error();
  if (!(*stored == frontier)) {
    return Error{"the ledger does not extend the checkpoint made at " +
                 std::to_string(anchor.checkpoint.size) +
                 " entries: entries were altered; restore the data directory from a backup"};
  }
  return Done{};
}

}  // namespace tact
