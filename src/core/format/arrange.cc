#include "core/format/arrange.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/format/flow_reader.h"
#include "core/format/flow_writer.h"
#include "core/grammar/policy_grammar.h"
#include "core/grammar/suite_grammar.h"

namespace tact {
namespace {

using Kind = LayoutNode::Kind;

// In the order of the declarations, which is the contract's.
std::vector<std::string_view> keys_of(const MapGrammar& map) {
  std::vector<std::string_view> keys;
  for (const KeyGrammar& key : map.keys) keys.push_back(key.name);
  return keys;
}

// Rules are prose; the people and messages of tests are rows of a table.
constexpr std::size_t policy_columns_max = 100;
constexpr std::size_t suite_columns_max = 140;

std::string_view unquoted(std::string_view key) {
  const bool is_quoted = key.size() >= 2 && (key.front() == '"' || key.front() == '\'');
  return is_quoted ? key.substr(1, key.size() - 2) : key;
}

LayoutEntry* find(LayoutNode& map, std::string_view key) {
  const auto found =
      std::find_if(map.entries.begin(), map.entries.end(),
                   [&](const LayoutEntry& entry) { return unquoted(entry.key) == key; });
  return map.kind == Kind::map && found != map.entries.end() ? &*found : nullptr;
}

// What is not among `keys` stays behind the key that it stands behind.
void order_keys(LayoutNode& map, const std::vector<std::string_view>& keys) {
  std::vector<std::pair<std::size_t, LayoutEntry>> ranked;
  std::size_t rank = 0;
  for (LayoutEntry& entry : map.entries) {
    const auto known = std::find(keys.begin(), keys.end(), unquoted(entry.key));
    if (known != keys.end()) rank = static_cast<std::size_t>(known - keys.begin());
    ranked.emplace_back(rank, std::move(entry));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < ranked.size(); ++i) map.entries[i] = std::move(ranked[i].second);
}

// The maps in the list under `key`.
std::vector<LayoutNode*> maps_under(LayoutNode& root, std::string_view key) {
  std::vector<LayoutNode*> maps;
  LayoutEntry* const entry = find(root, key);
  if (entry == nullptr || entry->value.kind != Kind::list) return maps;
  for (LayoutEntry& item : entry->value.entries) {
    if (item.value.kind == Kind::map) maps.push_back(&item.value);
  }
  return maps;
}

void order_rule(LayoutNode& rule) {
  const LayoutEntry* const mode = find(rule, "mode");
  const LayoutEntry* const when = find(rule, "when");
  const bool says_mode_first = mode != nullptr && when != nullptr && mode < when;
  std::vector<std::string_view> keys = keys_of(grammar::rule);
  if (says_mode_first) {
    // A rule that is only tried out may say so first.
    std::erase(keys, "mode");
    keys.insert(std::find(keys.begin(), keys.end(), "when"), "mode");
  }
  order_keys(rule, keys);
}

// What is above the first key speaks for the file, whichever key comes first; but what is behind
// the last blank line there speaks for the key.
void split_head(Layout& layout) {
  if (layout.root.kind != Kind::map || layout.has_marker) return;
  Remarks& lead = layout.root.entries.front().lead;
  const auto last_blank = std::find(lead.rbegin(), lead.rend(), "");
  const auto end = last_blank == lead.rend() ? lead.end() : last_blank.base();
  layout.head.assign(lead.begin(), end);
  lead.erase(lead.begin(), end);
}

void break_long(LayoutNode& block, std::size_t indent, std::size_t columns_max);

void break_long_entry(LayoutEntry& entry, std::size_t indent, std::size_t columns_max) {
  LayoutNode& value = entry.value;
  if (value.kind == Kind::flow) {
    const std::size_t before = indent + (entry.key.empty() ? 2 : character_count(entry.key) + 2);
    const std::optional<std::size_t> width = flow_width(value.tokens);
    if (!width || before + *width <= columns_max) return;
    std::optional<LayoutNode> block = as_block(value.tokens);
    if (!block) return;
    if (!entry.key.empty()) {
      entry.trail = std::move(value.trail);
    } else if (!value.trail.text.empty()) {
      entry.lead.push_back(std::move(value.trail.text));
    }
    value = *std::move(block);
  }
  break_long(value, indent + 2, columns_max);
}

void break_long(LayoutNode& block, std::size_t indent, std::size_t columns_max) {
  for (LayoutEntry& entry : block.entries) break_long_entry(entry, indent, columns_max);
}

void drop_blanks_at_front(Remarks& remarks) {
  while (!remarks.empty() && remarks.front().empty()) remarks.erase(remarks.begin());
}

void drop_blanks_at_end(Remarks& remarks) {
  while (!remarks.empty() && remarks.back().empty()) remarks.pop_back();
}

void join_blanks(Remarks& remarks) {
  const auto both_blank = [](const std::string& a, const std::string& b) {
    return a.empty() && b.empty();
  };
  remarks.erase(std::unique(remarks.begin(), remarks.end(), both_blank), remarks.end());
}

// At most one blank line anywhere, none where a block begins or ends; and what is above the first
// entry of an item is above the item.
void tidy_remarks(LayoutNode& block) {
  for (LayoutEntry& entry : block.entries) {
    if (!entry.value.is_block()) continue;
    tidy_remarks(entry.value);
    if (block.kind != Kind::list) continue;
    Remarks& inner = entry.value.entries.front().lead;
    entry.lead.insert(entry.lead.end(), inner.begin(), inner.end());
    inner.clear();
  }
  for (LayoutEntry& entry : block.entries) join_blanks(entry.lead);
  if (!block.entries.empty()) drop_blanks_at_front(block.entries.front().lead);
  join_blanks(block.tail);
  drop_blanks_at_end(block.tail);
}

// A blank line that a block scalar keeps as its own (`|+`) stands there already.
bool ends_with_own_blank(const LayoutNode& node) {
  if (node.is_block()) {
    return node.tail.empty() && !node.entries.empty() &&
           ends_with_own_blank(node.entries.back().value);
  }
  return node.kind == Kind::literal && !node.lines.empty() && node.lines.back().empty();
}

void set_apart(const LayoutEntry& before, LayoutEntry& entry) {
  const bool is_apart = std::find(entry.lead.begin(), entry.lead.end(), "") != entry.lead.end();
  if (!is_apart && !ends_with_own_blank(before.value)) entry.lead.insert(entry.lead.begin(), "");
}

void set_sections_apart(LayoutNode& root) {
  for (std::size_t i = 1; i < root.entries.size(); ++i) {
    const LayoutEntry& before = root.entries[i - 1];
    LayoutEntry& entry = root.entries[i];
    if (before.value.is_block() || entry.value.is_block()) set_apart(before, entry);
  }
  for (const std::string_view key : {"rules", "obligations"}) {
    LayoutEntry* const list = find(root, key);
    if (list == nullptr || list->value.kind != Kind::list) continue;
    std::vector<LayoutEntry>& items = list->value.entries;
    for (std::size_t i = 1; i < items.size(); ++i) {
      if (items[i].value.is_block()) set_apart(items[i - 1], items[i]);
    }
  }
}

}  // namespace

void arrange(Layout& layout) {
  LayoutNode& root = layout.root;
  const bool is_suite = find(root, "tests") != nullptr && find(root, "cases") != nullptr;
  split_head(layout);
  if (root.kind == Kind::map) {
    order_keys(root, keys_of(is_suite ? grammar::test_file : grammar::policy_file));
  }
  for (LayoutNode* rule : maps_under(root, "rules")) order_rule(*rule);
  for (LayoutNode* obligation : maps_under(root, "obligations")) {
    order_keys(*obligation, keys_of(grammar::obligation));
  }
  if (is_suite) {
    const std::vector<std::string_view> keys = keys_of(grammar::test_case);
    for (LayoutNode* test : maps_under(root, "cases")) order_keys(*test, keys);
  }
  break_long(root, 0, is_suite ? suite_columns_max : policy_columns_max);
  tidy_remarks(root);
  join_blanks(layout.head);
  drop_blanks_at_front(layout.head);
  set_sections_apart(root);
}

}  // namespace tact
