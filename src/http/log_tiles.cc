// The log as it is: entries and the Merkle tree's hashes, byte for byte (C2SP tlog-tiles).
#include <utility>

#include "core/merkle/tile.h"
#include "http/decisions.h"
#include "http/forever.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/hash_tree.h"
#include "ledger/tile_records.h"

namespace tact::http {
namespace {

constexpr const char* unreadable = "the ledger cannot be read";
// What a bundle can say the length of.
constexpr std::size_t bundled_bytes_max = 65'535;

Response no_such_entry(const std::string& seq) {
  return problem(404, "there is no entry `" + seq + '`');
}

Response read_entry(const Store& store, Seq seq) {
  if (seq >= store.size()) return no_such_entry(std::to_string(seq.value));
  auto entries = store.entries(seq, 1);
  if (!entries || entries->empty()) return problem(500, unreadable);
  Response response;
  response.body = std::move(entries->front());
  return kept_forever(std::move(response));
}

Response as_bytes(std::string bytes) {
  Response response;
  response.content_type = "application/octet-stream";
  response.body = std::move(bytes);
  return kept_forever(std::move(response));
}

Response read_bundle(const Store& store, const TilePath& path) {
  std::string bundle;
  std::uint64_t next = path.index * tile_width;
  const std::uint64_t end = next + path.width;
  while (next < end) {
    const auto entries = store.entries(Seq{next}, end - next);
    if (!entries || entries->empty()) return problem(500, unreadable);
    for (const std::string& entry : *entries) {
      // Written by a Tact that did not refuse it yet.
      if (entry.size() > bundled_bytes_max) {
        return problem(500, "entry " + std::to_string(next) +
                                " is too long for a bundle; get it from /v1/log/entries/" +
                                std::to_string(next));
      }
      bundle += static_cast<char>(entry.size() >> 8);
      bundle += static_cast<char>(entry.size() & 0xff);
      bundle += entry;
      ++next;
    }
  }
  return as_bytes(std::move(bundle));
}

Response read_tile(const Store& store, const TilePath& path) {
  HashTree tree(store);
  const TileAt at{path.level.value_or(0), path.index};
  if (width_of(at, tree.size()) < path.width) {
    return problem(404, "there is no tile `" + format_tile_path(path) + "` in a log of " +
                            std::to_string(tree.size()) + " entries");
  }
  if (!path.level) return read_bundle(store, path);
  const auto hashes = tree.tile(at);
  if (!hashes) return problem(500, unreadable);
  return as_bytes(encode_tile(std::span(*hashes).first(path.width)));
}

}  // namespace

Action get_log_entry(Api& api, Desk&, Call call) {
  const auto seq = parse_seq_text(call.names.front());
  if (!seq) return no_such_entry(call.names.front());
  return ReadCall{[&api, seq = *seq] { return read_entry(api.store, seq); }};
}

Action get_log_tile(Api& api, Desk&, Call call) {
  const auto path = parse_tile_path(call.names.front());
  if (!path) {
    return problem(404, "`" + call.names.front() +
                            "` names no tile; it must be like 0/x001/234, 1/000.p/17 or "
                            "entries/x001/234");
  }
  return ReadCall{[&api, path = *path] { return read_tile(api.store, path); }};
}

}  // namespace tact::http
