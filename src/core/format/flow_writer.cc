#include "core/format/flow_writer.h"

#include <algorithm>
#include <utility>

#include "core/format/flow_reader.h"

namespace tact {
namespace {

using Kind = FlowToken::Kind;

// Whether a blank is written between two pieces on one line.
bool is_apart(const FlowToken& before, const FlowToken& after) {
  if (after.kind == Kind::comma || after.kind == Kind::colon) return false;
  if (before.kind == Kind::open) return before.text == "{" && after.kind != Kind::close;
  if (after.kind == Kind::close) return after.text == "}";
  return true;
}

std::optional<LayoutEntry> as_map_entry(const std::vector<FlowToken>& part) {
  if (part.front().kind != Kind::scalar) return std::nullopt;
  LayoutEntry entry;
  entry.key = part.front().text;
  if (part.size() == 1) return entry;
  if (part[1].kind != Kind::colon) return std::nullopt;
  entry.value.tokens.assign(part.begin() + 2, part.end());
  if (!entry.value.tokens.empty()) entry.value.kind = LayoutNode::Kind::flow;
  return entry;
}

// Empty for a single pair, `[a: b]`, which is a map without brackets.
std::optional<LayoutEntry> as_list_entry(const std::vector<FlowToken>& part) {
  int depth = 0;
  for (const FlowToken& token : part) {
    if (token.kind == Kind::open) ++depth;
    if (token.kind == Kind::close) --depth;
    if (token.kind == Kind::colon && depth == 0) return std::nullopt;
  }
  LayoutEntry entry;
  entry.value.kind = LayoutNode::Kind::flow;
  entry.value.tokens = part;
  return entry;
}

}  // namespace

void write_flow(const std::vector<FlowToken>& tokens, std::size_t base, std::size_t scalar,
                std::vector<WrittenLine>& lines) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const FlowToken& token = tokens[i];
    if (token.kind == Kind::close) --depth;
    if (token.breaks > 0) {
      // Empty lines in a scalar have a meaning; elsewhere one is enough.
      const int breaks = token.kind == Kind::more ? token.breaks : std::min(token.breaks, 2);
      for (int n = 0; n < breaks; ++n) lines.emplace_back();
      const bool is_scalar = depth == 0 && token.kind != Kind::close;
      lines.back().text.assign(is_scalar ? scalar : base + 2 * depth, ' ');
    } else if (i > 0 && token.kind != Kind::comment && is_apart(tokens[i - 1], token)) {
      lines.back().text += ' ';
    }
    if (token.kind == Kind::comment && token.breaks == 0) {
      lines.back().trail = token.trail;
    } else {
      lines.back().text += token.text;
    }
    if (token.kind == Kind::open) ++depth;
  }
}

std::optional<std::size_t> flow_width(const std::vector<FlowToken>& tokens) {
  for (const FlowToken& token : tokens) {
    if (token.breaks > 0 || token.kind == Kind::comment) return std::nullopt;
  }
  std::vector<WrittenLine> lines(1);
  write_flow(tokens, 0, 0, lines);
  return character_count(lines.front().text);
}

std::optional<LayoutNode> as_block(const std::vector<FlowToken>& tokens) {
  if (tokens.size() < 3 || tokens.front().kind != Kind::open) return std::nullopt;
  LayoutNode block;
  const bool is_map = tokens.front().text == "{";
  block.kind = is_map ? LayoutNode::Kind::map : LayoutNode::Kind::list;
  std::vector<FlowToken> part;
  int depth = 0;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const FlowToken& token = tokens[i];
    const bool is_last = i + 1 == tokens.size();
    if (!is_last && (token.kind != Kind::comma || depth > 0)) {
      if (token.kind == Kind::open) ++depth;
      if (token.kind == Kind::close) --depth;
      part.push_back(token);
      continue;
    }
    if (part.empty()) {
      if (is_last) break;  // A comma behind the last entry.
      return std::nullopt;
    }
    std::optional<LayoutEntry> entry = is_map ? as_map_entry(part) : as_list_entry(part);
    if (!entry) return std::nullopt;
    block.entries.push_back(*std::move(entry));
    part.clear();
  }
  if (block.entries.empty()) return std::nullopt;
  return block;
}

}  // namespace tact
