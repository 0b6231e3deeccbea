#include "core/merkle/frontier.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "tact/check.h"

#include "core/merkle/tree_hash.h"

namespace tact {
namespace {

constexpr char version = 1;
constexpr std::size_t head_bytes = 9;  // version, size
constexpr std::size_t checksum_bytes = 8;
constexpr std::size_t hash_bytes = std::tuple_size_v<Hash256>;

std::size_t subtrees_in(std::uint64_t size) {
  return static_cast<std::size_t>(std::popcount(size));
}

std::string checksum(Sha256& hasher, std::string_view bytes) {
  return std::string(bytes_of(hasher.hash(bytes)).substr(0, checksum_bytes));
}

Error damaged(const std::string& how) {
  return {"the stored Merkle frontier " + how + "; rebuild it from the ledger's entries"};
}

}  // namespace

Frontier Frontier::of(std::uint64_t size, std::vector<Hash256> subtrees) {
  TACT_CHECK(subtrees.size() == subtrees_in(size));
  Frontier frontier;
  frontier.size_ = size;
  frontier.subtrees_ = std::move(subtrees);
  return frontier;
}

Hash256 Frontier::root(Sha256& hasher) const {
  if (subtrees_.empty()) return empty_root(hasher);
  Hash256 right = subtrees_.back();
  for (auto left = subtrees_.rbegin() + 1; left != subtrees_.rend(); ++left) {
    right = node_hash(hasher, *left, right);
  }
  return right;
}

std::string Frontier::encode(Sha256& hasher) const {
  TACT_CHECK(subtrees_.size() == subtrees_in(size_));
  std::string bytes;
  bytes.reserve(head_bytes + subtrees_.size() * hash_bytes + checksum_bytes);
  bytes += version;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(size_ >> shift & 0xff);
  for (const Hash256& subtree : subtrees_) bytes += bytes_of(subtree);
  return bytes + checksum(hasher, bytes);
}

Result<Frontier> Frontier::decode(Sha256& hasher, std::string_view bytes) {
  if (bytes.size() < head_bytes + checksum_bytes) return damaged("is cut short");
  if (bytes[0] != version) return damaged("has an unknown version");

  Frontier frontier;
  for (std::size_t i = 1; i < head_bytes; ++i) {
    frontier.size_ = frontier.size_ << 8 | static_cast<unsigned char>(bytes[i]);
  }
  const std::size_t count = subtrees_in(frontier.size_);
  if (bytes.size() != head_bytes + count * hash_bytes + checksum_bytes) {
    return damaged("has a length that does not fit its size");
  }
  const std::string_view body = bytes.substr(0, bytes.size() - checksum_bytes);
  if (checksum(hasher, body) != bytes.substr(body.size())) {
    return damaged("does not match its checksum");
  }
  frontier.subtrees_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view hash = body.substr(head_bytes + i * hash_bytes, hash_bytes);
    std::copy(hash.begin(), hash.end(), frontier.subtrees_[i].begin());
  }
  return frontier;
}

}  // namespace tact
