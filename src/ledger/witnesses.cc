#include "ledger/witnesses.h"

#include <algorithm>
#include <utility>

#include "core/note/note.h"

namespace tact {
namespace {

std::string big_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(value >> shift & 0xff);
  }
  return text;
}

Error damaged() { return {"a cosignature that was kept is damaged"}; }

void add_lines(const Note& from, Note& to) {
  for (const NoteSignature& line : from.signatures) {
    const bool is_there =
        std::find(to.signatures.begin(), to.signatures.end(), line) != to.signatures.end();
    if (!is_there) to.signatures.push_back(line);
  }
}

}  // namespace

Result<std::vector<VerifierKey>> parse_witnesses(std::string_view text) {
  std::vector<VerifierKey> keys;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const std::string place = "line " + std::to_string(number) + ' ';
    auto key = parse_verifier_key(line);
    if (!key) return Error{place + key.error().message};
    if (key->type != KeyType::cosignature) {
      return Error{place +
                   "is a key for notes of any kind; a witness's is of type 4, cosignature/v1"};
    }
    const auto is_same = [&](const VerifierKey& one) { return key_id(one) == key_id(*key); };
    if (std::any_of(keys.begin(), keys.end(), is_same)) return Error{place + "is there twice"};
    keys.push_back(*std::move(key));
  }
  return keys;
}

WitnessList::Keys WitnessList::keys() const {
  const std::lock_guard lock(mutex_);
  return keys_;
}

void WitnessList::replace(std::vector<VerifierKey> keys) {
  auto fresh = std::make_shared<const std::vector<VerifierKey>>(std::move(keys));
  const std::lock_guard lock(mutex_);
  keys_ = std::move(fresh);
}

Key cosigned_key(std::uint64_t size, std::uint32_t key) {
  return {Table::cosignature, big_endian(size, 8) + big_endian(key, 4)};
}

Key largest_cosigned_key(std::uint32_t key) { return {Table::cosignature, big_endian(key, 4)}; }

std::string encode_cosigned_size(std::uint64_t size) { return big_endian(size, 8); }

std::optional<std::uint64_t> decode_cosigned_size(std::string_view bytes) {
  if (bytes.size() != 8) return std::nullopt;
  std::uint64_t size = 0;
  for (const char byte : bytes) size = size << 8 | static_cast<unsigned char>(byte);
  return size;
}

Result<std::optional<std::string>> cosigned_at(const Store& store, std::uint64_t size,
                                               std::span<const VerifierKey> keys) {
  std::vector<Key> wanted;
  for (const VerifierKey& key : keys) wanted.push_back(cosigned_key(size, key_id(key)));
  const auto kept = store.load(wanted);
  if (!kept) return kept.error();
  std::optional<Note> all;
  for (const auto& bytes : *kept) {
    if (!bytes) continue;
    auto one = parse_note(*bytes);
    if (!one) return damaged();
    if (all && all->text != one->text) return damaged();
    if (all) add_lines(*one, *all);
    if (!all) all = *std::move(one);
  }
  if (!all) return std::optional<std::string>();
  return std::optional(format_note(*all));
}

Result<std::optional<std::string>> newest_cosigned(const Store& store,
                                                   std::span<const VerifierKey> witnesses) {
  std::vector<Key> wanted;
  for (const VerifierKey& key : witnesses) wanted.push_back(largest_cosigned_key(key_id(key)));
  const auto kept = store.load(wanted);
  if (!kept) return kept.error();
  std::optional<std::uint64_t> largest;
  for (const auto& bytes : *kept) {
    if (!bytes) continue;
    const auto size = decode_cosigned_size(*bytes);
    if (!size) return damaged();
    largest = std::max(largest.value_or(0), *size);
  }
  if (!largest) return std::optional<std::string>();
  return cosigned_at(store, *largest, witnesses);
}

}  // namespace tact
