// The nodes of a KeyTable in the order of their keys' bytes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "store/key_table.h"

namespace tact {

// Eight bytes of a key from `begin` on, which compare as the bytes do; what is missing counts as 0.
inline std::uint64_t key_part(std::string_view key, std::size_t begin) {
  std::uint64_t part = 0;
  const std::size_t end = std::min(key.size(), begin + sizeof part);
  for (std::size_t i = begin; i < end; ++i) {
    part |= static_cast<std::uint64_t>(static_cast<unsigned char>(key[i]))
            << (8 * (sizeof part - 1 - (i - begin)));
  }
  return part;
}

template <class Node>
std::vector<const Node*> sorted_by_key(const KeyTable<Node>& table) {
  // The first sixteen bytes nearly always decide, without a look at the node far away.
  struct Row {
    std::uint64_t first;
    std::uint64_t second;
    const Node* node;
  };
  std::vector<Row> rows;
  rows.reserve(table.size());
  table.for_each([&](const Node& node) {
    rows.push_back({key_part(node.key(), 0), key_part(node.key(), sizeof(std::uint64_t)), &node});
  });
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    if (a.first != b.first) return a.first < b.first;
    if (a.second != b.second) return a.second < b.second;
    return a.node->key() < b.node->key();
  });
  std::vector<const Node*> nodes;
  nodes.reserve(rows.size());
  for (const Row& row : rows) nodes.push_back(row.node);
  return nodes;
}

}  // namespace tact
