// The log as it is: entries and the Merkle tree's hashes, byte for byte (C2SP tlog-tiles).
#include <utility>

#include "core/merkle/tile.h"
#include "http/accessed.h"
#include "http/decisions.h"
#include "http/forever.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/hash_tree.h"
#include "ledger/terms.h"
#include "ledger/tile_records.h"

namespace tact::http {
namespace {

constexpr const char* unreadable = "the ledger cannot be read";
// What a bundle can say the length of.
constexpr std::size_t bundled_bytes_max = 65'535;

Response no_such_entry(const std::string& seq) {
  return problem(404, "there is no entry `" + seq + '`');
}

// Who follows the log entry by entry finds what was recorded of their reading: recording that they
// read that as well would never end.
bool is_recorded(const Entry& entry) {
  bool is_about_people = false;
  for_each_subject(entry, [&](const SubjectId&) { is_about_people = true; });
  return is_about_people && !std::holds_alternative<AccessEntry>(entry.body);
}

Response read_entry(const Store& store, Seq seq, Accessed reading) {
  if (seq >= store.size()) return no_such_entry(std::to_string(seq.value));
  auto entries = store.entries(seq, 1);
  if (!entries || entries->empty()) return problem(500, unreadable);
  if (is_dropped(entries->front())) return dropped_by_retention(seq);
  // What is no entry any more is given as it is: an auditor wants to see it.
  const auto entry = parse_entry(entries->front());
  Response response;
  if (!entry || is_recorded(*entry)) {
    if (entry) reading.subject = entry->subject;
    reading.entry.returned = 1;
    response.accessed = std::move(reading);
  }
  response.body = std::move(entries->front());
  return kept_forever(std::move(response));
}

Response as_bytes(std::string bytes) {
  Response response;
  response.content_type = "application/octet-stream";
  response.body = std::move(bytes);
  return kept_forever(std::move(response));
}

Response read_bundle(const Store& store, const TilePath& path, Accessed reading) {
  std::string bundle;
  std::uint64_t next = path.index * tile_width;
  const std::uint64_t end = next + path.width;
  while (next < end) {
    const auto entries = store.entries(Seq{next}, end - next);
    if (!entries || entries->empty()) return problem(500, unreadable);
    for (const std::string& entry : *entries) {
      if (is_dropped(entry)) {
        return problem(404, "entry " + std::to_string(next) +
                                " was dropped by retention, so there is no bundle any more; its "
                                "hash is in the tile of level 0");
      }
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
  reading.entry.returned = path.width;
  reading.entry.entries_from = Seq{end - path.width};
  reading.entry.entries_to = Seq{end};
  Response response = as_bytes(std::move(bundle));
  response.accessed = std::move(reading);
  return response;
}

Response read_tile(const Store& store, const TilePath& path, Accessed reading) {
  HashTree tree(store);
  const TileAt at{path.level.value_or(0), path.index};
  if (width_of(at, tree.size()) < path.width) {
    return problem(404, "there is no tile `" + format_tile_path(path) + "` in a log of " +
                            std::to_string(tree.size()) + " entries");
  }
  if (!path.level) return read_bundle(store, path, std::move(reading));
  const auto hashes = tree.tile(at);
  if (!hashes) return problem(500, unreadable);
  return as_bytes(encode_tile(std::span(*hashes).first(path.width)));
}

}  // namespace

Action get_log_entry(Api& api, Desk&, Call call) {
  const auto seq = parse_seq_text(call.names.front());
  if (!seq) return no_such_entry(call.names.front());
  return ReadCall{[&api, seq = *seq, reading = reading_of("entry", call)] {
    return read_entry(api.store, seq, reading);
  }};
}

Action get_log_tile(Api& api, Desk&, Call call) {
  const auto path = parse_tile_path(call.names.front());
  if (!path) {
    return problem(404, "`" + call.names.front() +
                            "` names no tile; it must be like 0/x001/234, 1/000.p/17 or "
                            "entries/x001/234");
  }
  return ReadCall{[&api, path = *path, reading = reading_of("bundles", call)] {
    return read_tile(api.store, path, reading);
  }};
}

}  // namespace tact::http
