#include "core/format/layout_writer.h"

#include <algorithm>
#include <vector>

#include "core/format/flow_reader.h"
#include "core/format/flow_writer.h"

namespace tact {
namespace {

using Kind = LayoutNode::Kind;

class LayoutWriter {
 public:
  std::vector<WrittenLine> write(const Layout& layout) {
    write_remarks(layout.head, 0);
    if (layout.has_marker) lines_.push_back({"---", {}});
    if (layout.root.is_block()) {
      write_block(layout.root, 0);
    } else {
      lines_.emplace_back();
      write_value(layout.root, 0, 0, 0);
      write_remarks(layout.root.tail, 0);
    }
    return std::move(lines_);
  }

 private:
  void write_remarks(const Remarks& remarks, std::size_t indent) {
    for (const std::string& text : remarks) {
      lines_.push_back({text.empty() ? "" : std::string(indent, ' ') + text, {}});
    }
  }

  void write_block(const LayoutNode& block, std::size_t indent) {
    for (const LayoutEntry& entry : block.entries) {
      write_remarks(entry.lead, indent);
      if (block.kind == Kind::map) {
        write_map_entry(entry, indent);
      } else {
        write_list_entry(entry, indent);
      }
    }
    write_remarks(block.tail, indent);
  }

  void write_map_entry(const LayoutEntry& entry, std::size_t indent) {
    lines_.push_back({std::string(indent, ' ') + entry.key + ':', entry.trail});
    const LayoutNode& value = entry.value;
    if (value.is_block()) {
      write_block(value, indent + 2);
      return;
    }
    const bool is_below = value.kind == Kind::flow && value.tokens.front().breaks > 0;
    if (value.kind != Kind::null && !is_below) lines_.back().text += ' ';
    write_value(value, indent, is_below ? indent + 2 : indent, indent + 2);
  }

  void write_list_entry(const LayoutEntry& entry, std::size_t indent) {
    const LayoutNode& value = entry.value;
    if (value.is_block()) {
      const std::size_t first = lines_.size();
      write_block(value, indent + 2);
      // Its first entry has nothing above it, so that it fits behind the dash.
      lines_[first].text[indent] = '-';
      return;
    }
    lines_.push_back({std::string(indent, ' ') + (value.kind == Kind::null ? "-" : "- "), {}});
    write_value(value, indent, indent + 2, indent + 2);
  }

  // On the last line and further ones. `parent` is the indentation of the block that it is in.
  void write_value(const LayoutNode& value, std::size_t parent, std::size_t base,
                   std::size_t scalar) {
    switch (value.kind) {
      case Kind::null: break;
      case Kind::flow: write_flow(value.tokens, base, scalar, lines_); break;
      case Kind::literal: write_literal(value, parent); return;
      case Kind::list:
      case Kind::map: return;
    }
    if (!value.trail.text.empty()) lines_.back().trail = value.trail;
  }

  void write_literal(const LayoutNode& literal, std::size_t parent) {
    lines_.back().text += literal.header;
    lines_.back().trail = literal.trail;
    const std::size_t indent =
        parent + (literal.indicated > 0 ? static_cast<std::size_t>(literal.indicated) : 2);
    for (const std::string& line : literal.lines) {
      lines_.push_back({line.empty() ? "" : std::string(indent, ' ') + line, {}});
    }
  }

  std::vector<WrittenLine> lines_;
};

// Comments that stood below each other still do, as far right of what is before them as they did.
void align_trails(std::vector<WrittenLine>& lines) {
  constexpr std::size_t apart = 2;
  for (std::size_t first = 0; first < lines.size();) {
    const std::size_t column = lines[first].trail.column;
    std::size_t last = first;
    std::size_t was = 0;
    std::size_t is = 0;
    while (last < lines.size() && !lines[last].trail.text.empty() &&
           lines[last].trail.column == column) {
      was = std::max(was, lines[last].trail.content);
      is = std::max(is, character_count(lines[last].text));
      ++last;
    }
    const std::size_t moved = column + is > was ? column + is - was : 0;
    const std::size_t to = std::max(moved, is + apart);
    for (std::size_t i = first; i < last; ++i) {
      std::string& text = lines[i].text;
      text.append(to - character_count(text), ' ');
      text += lines[i].trail.text;
    }
    first = std::max(last, first + 1);
  }
}

}  // namespace

std::string write_layout(const Layout& layout) {
  std::vector<WrittenLine> lines = LayoutWriter().write(layout);
  align_trails(lines);
  std::string text;
  for (const WrittenLine& line : lines) text += line.text + '\n';
  return text;
}

}  // namespace tact
