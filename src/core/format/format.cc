#include "core/format/format.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/format/arrange.h"
#include "core/format/layout_reader.h"
#include "core/format/layout_writer.h"
#include "core/yaml/tree.h"

namespace tact {
namespace {

// The order of keys has no meaning; everything else has.
bool same_tree(const YamlNode& a, const YamlNode& b) {
  if (a.kind != b.kind || a.quoted != b.quoted || a.text != b.text) return false;
  if (a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same_tree(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    const YamlEntry& entry = a.entries[i];
    const auto has_key = [&](const YamlEntry& other) { return other.key == entry.key; };
    // Most keys stay where they were.
    const auto same_place = b.entries.begin() + static_cast<std::ptrdiff_t>(i);
    const auto other = has_key(*same_place)
                           ? same_place
                           : std::find_if(b.entries.begin(), b.entries.end(), has_key);
    if (other == b.entries.end() || !same_tree(entry.value, other->value)) return false;
  }
  return true;
}

void collect(const Remarks& remarks, std::vector<std::string>& comments) {
  std::copy_if(remarks.begin(), remarks.end(), std::back_inserter(comments),
               [](const std::string& text) { return !text.empty(); });
}

void collect(const Trail& trail, std::vector<std::string>& comments) {
  if (!trail.text.empty()) comments.push_back(trail.text);
}

void collect(const LayoutNode& node, std::vector<std::string>& comments) {
  for (const FlowToken& token : node.tokens) {
    if (token.kind == FlowToken::Kind::comment) comments.push_back(token.text);
  }
  for (const LayoutEntry& entry : node.entries) {
    collect(entry.lead, comments);
    collect(entry.trail, comments);
    collect(entry.value, comments);
  }
  collect(node.trail, comments);
  collect(node.tail, comments);
}

std::vector<std::string> comments_of(const Layout& layout) {
  std::vector<std::string> comments;
  collect(layout.head, comments);
  collect(layout.root, comments);
  std::sort(comments.begin(), comments.end());
  return comments;
}

// How often each byte is there, but for blanks and what long brackets lose. Knows nothing of YAML:
// so it sees what both readings of comments would overlook.
std::array<std::size_t, 256> bytes_of(std::string_view text) {
  std::array<std::size_t, 256> counts{};
  for (const char c : text) {
    if (std::string_view(" \t\r\n{}[],-").find(c) == std::string_view::npos) {
      ++counts[static_cast<unsigned char>(c)];
    }
  }
  return counts;
}

bool says_the_same(const SourceText& source, const YamlNode& tree, const Layout& layout,
                   const std::string& text) {
  const SourceText other(source.path(), text, 0);
  Diagnostics diagnostics;
  const std::optional<YamlNode> other_tree = parse_yaml(other, diagnostics);
  if (!other_tree || diagnostics.errors() > 0 || !same_tree(tree, *other_tree)) return false;
  const std::optional<Layout> other_layout = read_layout(other, diagnostics);
  return other_layout && comments_of(layout) == comments_of(*other_layout);
}

std::optional<std::string> format(const SourceText& source, Diagnostics& diagnostics) {
  const std::optional<YamlNode> tree = parse_yaml(source, diagnostics);
  if (!tree || diagnostics.errors() > 0) return std::nullopt;
  std::optional<Layout> layout = read_layout(source, diagnostics);
  if (!layout) return std::nullopt;
  const Layout before = *layout;
  arrange(*layout);
  std::string text = write_layout(*layout);
  if (bytes_of(source.text()) == bytes_of(text) && says_the_same(source, *tree, before, text)) {
    return text;
  }
  diagnostics.error(source.whole(),
                    "the file cannot be formatted without changing what it says, so it stays as it "
                    "is",
                    "write long texts and brackets in a simpler way");
  return std::nullopt;
}

}  // namespace

Formatted format_policy_text(const std::string& path, const std::string& text) {
  Formatted formatted;
  Diagnostics diagnostics;
  const SourceText source(path, text, 0);
  formatted.text = format(source, diagnostics);
  formatted.diagnostics = diagnostics.take_sorted();
  return formatted;
}

}  // namespace tact
