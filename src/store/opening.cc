#include "store/opening.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "store/families.h"
#include "store/keys.h"

namespace tact {
namespace {

Error damaged(const std::string& path, const std::string& what) {
  return {"the ledger in `" + path + "` is damaged: " + what + "; restore it from a backup"};
}

// The number under `key`; 0 if there is none.
Result<Seq> read_seq(const Database& database, std::size_t family, std::string_view key,
                     const std::string& path) {
  Result<std::optional<std::string>> value = database.get(family, key);
  if (!value) return value.error();
  if (!value->has_value()) return Seq{0};
  const std::optional<Seq> seq = parse_seq(**value);
  if (!seq) return damaged(path, "`" + std::string(key) + "` is not a number of eight bytes");
  return *seq;
}

struct Ends {
  std::optional<Seq> first;
  std::optional<Seq> last;
};

Result<Ends> read_ends(const Database& ledger, const std::string& path) {
  const auto iterator = ledger.iterator(ledger_family, rocksdb::ReadOptions());
  Ends ends;
  iterator->SeekToFirst();
  if (iterator->Valid()) {
    ends.first = parse_seq(iterator->key().ToStringView());
    iterator->SeekToLast();
    if (iterator->Valid()) ends.last = parse_seq(iterator->key().ToStringView());
    if (!ends.first || !ends.last) return damaged(path, "an entry's key is not of eight bytes");
  }
  if (!iterator->status().ok()) return ledger.error("cannot read", iterator->status());
  return ends;
}

std::string name_of(std::optional<Seq> seq) {
  return seq ? "entry " + std::to_string(seq->value) : std::string("no entry");
}

Status check_ends(const Ends& ends, Seq size, const std::string& path) {
  std::optional<Seq> first;
  std::optional<Seq> last;
  if (size.value > 0) {
    first = Seq{0};
    last = Seq{size.value - 1};
  }
  if (ends.first != first) {
    return damaged(path, "it begins with " + name_of(ends.first) + " instead of " + name_of(first));
  }
  if (ends.last != last) {
    return damaged(path, "it ends with " + name_of(ends.last) + " instead of " + name_of(last));
  }
  return Done{};
}

}  // namespace

Result<Found> look_at_databases(const Database& ledger, const Database& state,
                                const std::string& path) {
  const Result<Seq> size = read_seq(ledger, meta_family, size_key, path);
  if (!size) return size.error();
  const Result<Ends> ends = read_ends(ledger, path);
  if (!ends) return ends.error();
  if (Status whole = check_ends(*ends, *size, path); !whole) return whole.error();
  Result<std::optional<std::string>> frontier = ledger.get(meta_family, frontier_key);
  if (!frontier) return frontier.error();
  if (frontier->has_value() != (size->value > 0)) return damaged(path, "its frontier is missing");

  const Result<Seq> states = read_seq(state, states_family, watermark_key, path);
  if (!states) return states.error();
  const Result<Seq> postings = read_seq(state, postings_family, watermark_key, path);
  if (!postings) return postings.error();
  if (std::max(*states, *postings) > *size) {
    return Error{"`" + path + "/state` is of a longer ledger than `" + path + "/ledger` (" +
                 std::to_string(std::max(*states, *postings).value) + " entries, not " +
                 std::to_string(size->value) + "); if the ledger is the right one, remove `" +
                 path + "/state`"};
  }
  const Result<Seq> scrubbed = read_seq(ledger, meta_family, scrubbed_key, path);
  if (!scrubbed) return scrubbed.error();
  const Result<Seq> dropped = read_seq(ledger, meta_family, dropped_key, path);
  if (!dropped) return dropped.error();
  return Found{*size, frontier->value_or(""), std::min(*states, *postings), *scrubbed, *dropped};
}

}  // namespace tact
