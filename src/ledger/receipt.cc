#include "ledger/receipt.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/hash/encoding.h"
#include "core/hash/sha256.h"
#include "core/merkle/tree_hash.h"
#include "core/note/note.h"

namespace tact {
namespace {

constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";
constexpr std::size_t path_max = 64;  // a tree of 2^64 leaves has no longer one

// Takes the line off `text`; empty where no "\n" ends it.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::string_view> after(std::string_view word,
                                      const std::optional<std::string_view>& line) {
  if (!line || !line->starts_with(word)) return std::nullopt;
  return line->substr(word.size());
}

std::optional<std::uint64_t> parse_index(std::string_view text) {
  std::uint64_t index = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, index);
  if (error != std::errc() || stop != end || (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  return index;
}

std::optional<Hash256> parse_hash(std::string_view line) {
  const auto bytes = from_base64(line);
  Hash256 hash;
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

bool is_log_key(const VerifierKey& key, const Checkpoint& checkpoint) {
  return key.type == KeyType::ed25519 && key.name == checkpoint.origin;
}

}  // namespace

std::string format_receipt(const Receipt& receipt) {
  std::string text(receipt_first_line);
  text += '\n';
  text += extra_word;
  text += to_base64(receipt.entry);
  text += '\n';
  text += index_word;
  text += std::to_string(receipt.index);
  text += '\n';
  for (const Hash256& hash : receipt.path) {
    text += to_base64(bytes_of(hash));
    text += '\n';
  }
  text += '\n';
  return text + receipt.checkpoint;
}

Result<Receipt> parse_receipt(std::string_view text) {
  if (text.size() > receipt_bytes_max) return Error{"a receipt must not be longer than 1 MiB"};
  if (take_line(text) != receipt_first_line) {
    return Error{"a receipt's first line must be `" + std::string(receipt_first_line) + '`'};
  }
  Receipt receipt;
  const auto extra = after(extra_word, take_line(text));
  auto entry = extra ? from_base64(*extra) : std::nullopt;
  if (!entry) {
    return Error{"a receipt's second line must be `extra` and the entry's bytes in base64"};
  }
  receipt.entry = *std::move(entry);
  const auto index_text = after(index_word, take_line(text));
  const auto index = index_text ? parse_index(*index_text) : std::nullopt;
  if (!index) return Error{"a receipt's third line must be `index` and the entry's number"};
  receipt.index = *index;
  for (;;) {
    const auto line = take_line(text);
    if (line && line->empty()) break;
    const auto hash = line ? parse_hash(*line) : std::nullopt;
    if (!hash)
      return Error{"a receipt's proof must be lines of 32 bytes in base64, then an empty one"};
    if (receipt.path.size() == path_max)
      return Error{"a receipt's proof is longer than any can be"};
    receipt.path.push_back(*hash);
  }
  receipt.checkpoint = text;
  if (auto note = parse_note(text); !note) {
    return Error{"the receipt's checkpoint is broken: " + note.error().message};
  }
  return receipt;
}

Result<Received> check_receipt(const Receipt& receipt, std::span<const VerifierKey> keys) {
  const auto note = parse_note(receipt.checkpoint);
  if (!note) return Error{"the receipt's checkpoint is broken: " + note.error().message};
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return checkpoint.error();
  auto signatures = verify_note(*note, keys);
  if (!signatures) return Error{"the receipt's checkpoint: " + signatures.error().message};
  const bool is_logs =
      std::any_of(signatures->begin(), signatures->end(),
                  [&](const Verified& one) { return is_log_key(keys[one.key], *checkpoint); });
  if (!is_logs) {
    return Error{"the receipt's checkpoint is of `" + checkpoint->origin +
                 "` and not signed with a key of that name that is trusted here"};
  }
  if (receipt.index >= checkpoint->size) {
    return Error{"entry " + std::to_string(receipt.index) + " is not among the " +
                 std::to_string(checkpoint->size) + " of the receipt's checkpoint"};
  }
  Sha256 hasher;
  if (!check_inclusion(hasher, leaf_hash(hasher, receipt.entry), receipt.index, checkpoint->size,
                       receipt.path, checkpoint->root)) {
    return Error{"the entry in this receipt is not entry " + std::to_string(receipt.index) +
                 " of the ledger that the checkpoint commits to: the entry, its number or the "
                 "proof was altered"};
  }
  auto entry = parse_entry(receipt.entry);
  if (!entry) return entry.error();
  if (entry->seq.value != receipt.index) {
    return Error{"the entry calls itself " + std::to_string(entry->seq.value) + " and stands at " +
                 std::to_string(receipt.index) + ": the ledger itself is wrong"};
  }
  return Received{*std::move(entry), *std::move(checkpoint), *std::move(signatures)};
}

}  // namespace tact
