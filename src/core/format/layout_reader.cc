#include "core/format/layout_reader.h"

#include <string_view>
#include <utility>
#include <vector>

#include "core/format/flow_reader.h"

namespace tact {
namespace {

using Kind = LayoutNode::Kind;

constexpr std::size_t nowhere = std::string_view::npos;

// A line between entries that has no entry on it.
struct Remark {
  std::string text;  // "" for a blank line
  std::ptrdiff_t column = 0;
};

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  if (text.starts_with("\xEF\xBB\xBF")) throw NotLaidOut{0, "a second byte order mark"};
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == nowhere ? std::string_view() : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find('\r') != nowhere) throw NotLaidOut{lines.size(), "a carriage return in a line"};
    lines.push_back(line);
  }
  return lines;
}

bool is_dash(std::string_view rest) { return rest.starts_with('-') && is_gap(rest, 1); }

// The length of the key that `rest` begins with, blanks before the `:` included; npos for none.
std::size_t key_length(std::string_view rest) {
  if (rest.starts_with('"') || rest.starts_with('\'')) {
    const std::size_t quoted = quoted_length(rest);
    if (quoted == nowhere) return nowhere;
    const std::size_t colon = rest.find_first_not_of(" \t", quoted);
    return colon != nowhere && rest[colon] == ':' && is_gap(rest, colon + 1) ? colon : nowhere;
  }
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == ':' && is_gap(rest, i + 1)) return i;
    if (rest[i] == '#' && i > 0 && is_gap(rest, i - 1)) return nowhere;
  }
  return nowhere;
}

// Reads blocks by their indentation. Everything is left at the beginning of a line or at the first
// character of something.
class LayoutReader {
 public:
  explicit LayoutReader(const std::vector<std::string_view>& lines) : at_{&lines} {}

  Layout read() {
    Layout layout;
    gather();
    if (!at_.is_at_end() && at_.line().starts_with("---") && is_gap(at_.line(), 3)) {
      layout.has_marker = true;
      layout.head = take_remarks();
      at_.column = 3;
      if (const Trail trail = take_trail(at_); !trail.text.empty()) refuse("a comment after `---`");
      at_.next_line();
      gather();
    }
    if (at_.is_at_end()) refuse("nothing in it");
    layout.root = read_node(-1, Place::own_line);
    if (peek() != nowhere) {
      refuse(at_.rest().starts_with('?') ? "a key after `?`"
                                         : "a line that belongs to nothing before it");
    }
    for (std::string& text : take_remarks()) layout.root.tail.push_back(std::move(text));
    return layout;
  }

 private:
  // Where a value begins: on a line of its own, behind `- `, or behind a key.
  enum class Place : std::uint8_t { own_line, after_dash, after_key };

  [[noreturn]] void refuse(std::string reason) const {
    throw NotLaidOut{std::min(at_.row, at_.lines->size() - 1), std::move(reason)};
  }

  // Moves to the next line with something on it, and keeps what is between.
  void gather() {
    for (; !at_.is_at_end(); at_.next_line()) {
      const std::string_view line = at_.line();
      const std::size_t first = line.find_first_not_of(" \t");
      if (first == nowhere) {
        remarks_.push_back({"", 0});
      } else if (line[first] == '#') {
        remarks_.push_back(
            {std::string(trimmed_right(line.substr(first))), static_cast<std::ptrdiff_t>(first)});
      } else {
        if (first == 0 && line.starts_with("...") && is_gap(line, 3)) refuse("`...`");
        if (first == 0 && line.starts_with('%')) refuse("a directive (`%`)");
        at_.column = first;
        return;
      }
    }
  }

  // The column of the next line with something on it; npos at the end.
  std::size_t peek() {
    if (!at_.is_at_end() && at_.column == 0) gather();
    return at_.is_at_end() ? nowhere : at_.column;
  }

  Remarks take_remarks() {
    Remarks texts;
    for (Remark& remark : remarks_) texts.push_back(std::move(remark.text));
    remarks_.clear();
    return texts;
  }

  // The comments before the next line that are indented as the block that ends at `column`, or
  // deeper, are its own.
  Remarks take_tail(std::size_t column) {
    const std::size_t next = peek();
    const auto outside = next == nowhere ? -1 : static_cast<std::ptrdiff_t>(next);
    std::size_t count = 0;
    for (std::size_t i = 0; i < remarks_.size(); ++i) {
      if (remarks_[i].text.empty()) continue;
      const std::ptrdiff_t own = remarks_[i].column;
      if (own < static_cast<std::ptrdiff_t>(column) || own <= outside) break;
      count = i + 1;
    }
    Remarks tail;
    for (std::size_t i = 0; i < count; ++i) tail.push_back(std::move(remarks_[i].text));
    remarks_.erase(remarks_.begin(), remarks_.begin() + static_cast<std::ptrdiff_t>(count));
    return tail;
  }

  LayoutNode read_node(std::ptrdiff_t parent, Place place) {
    const std::string_view rest = at_.rest();
    const std::size_t column = at_.column;
    if (rest.starts_with('?') && is_gap(rest, 1)) refuse("a key after `?`");
    if (rest.starts_with('|') || rest.starts_with('>')) return read_literal(parent);
    if (place != Place::after_key) {
      if (is_dash(rest)) return read_list(column);
      const bool is_bracket = rest.starts_with('[') || rest.starts_with('{');
      if (!is_bracket && key_length(rest) != nowhere) return read_map(column);
    }
    LayoutNode node;
    node.kind = Kind::flow;
    node.tokens = read_flow(at_, parent);
    node.trail = take_trail(at_);
    at_.next_line();
    return node;
  }

  LayoutNode read_list(std::size_t column) {
    LayoutNode list;
    list.kind = Kind::list;
    do {
      LayoutEntry entry;
      entry.lead = take_remarks();
      ++at_.column;
      read_value(entry, column, Place::after_dash);
      // A comment behind the dash itself is one before the item.
      if (!entry.trail.text.empty()) entry.lead.push_back(std::exchange(entry.trail, {}).text);
      list.entries.push_back(std::move(entry));
    } while (peek() == column && is_dash(at_.rest()));
    list.tail = take_tail(column);
    return list;
  }

  LayoutNode read_map(std::size_t column) {
    LayoutNode map;
    map.kind = Kind::map;
    do {
      LayoutEntry entry;
      entry.lead = take_remarks();
      const std::size_t length = key_length(at_.rest());
      entry.key = trimmed_right(at_.rest().substr(0, length));
      at_.column += length + 1;
      read_value(entry, column, Place::after_key);
      map.entries.push_back(std::move(entry));
    } while (peek() == column && !is_dash(at_.rest()) && key_length(at_.rest()) != nowhere);
    map.tail = take_tail(column);
    return map;
  }

  // The value behind a `-` or a `:`, which belongs to the block at `column`.
  void read_value(LayoutEntry& entry, std::size_t column, Place place) {
    const auto parent = static_cast<std::ptrdiff_t>(column);
    at_.skip_blanks();
    if (!at_.rest().empty() && at_.rest().front() != '#') {
      entry.value = read_node(parent, place);
      return;
    }
    Trail trail = take_trail(at_);
    at_.next_line();
    const std::size_t next = peek();
    const bool is_list_below = next == column && place == Place::after_key && is_dash(at_.rest());
    if (next == nowhere || (next <= column && !is_list_below)) {
      entry.value.trail = std::move(trail);
      return;
    }
    entry.trail = std::move(trail);
    const std::string_view rest = at_.rest();
    const bool is_block = is_dash(rest) || (!rest.starts_with('[') && !rest.starts_with('{') &&
                                            key_length(rest) != nowhere);
    if (!is_block) {
      // There is no place for a comment between a key and its text.
      for (Remark& remark : std::exchange(remarks_, {})) {
        if (!remark.text.empty()) entry.lead.push_back(std::move(remark.text));
      }
    }
    entry.value = read_node(parent, Place::own_line);
    if (entry.value.kind == Kind::flow && place == Place::after_key) {
      entry.value.tokens.front().breaks = 1;
    }
    if (entry.value.kind == Kind::literal && !entry.trail.text.empty()) {
      entry.lead.push_back(std::exchange(entry.trail, {}).text);
    }
  }

  LayoutNode read_literal(std::ptrdiff_t parent) {
    LayoutNode literal;
    literal.kind = Kind::literal;
    const std::string_view rest = at_.rest();
    const std::size_t length = std::min(rest.find_first_of(" \t"), rest.size());
    literal.header = rest.substr(0, length);
    const std::size_t digit = literal.header.find_first_of("123456789");
    if (digit != nowhere) literal.indicated = literal.header[digit] - '0';
    const bool keeps_end = literal.header.find('+') != nowhere;
    at_.column += length;
    literal.trail = take_trail(at_);
    at_.next_line();

    std::size_t indent = static_cast<std::size_t>(parent + literal.indicated);
    if (literal.indicated == 0) indent = indent_from(at_.row);
    if (static_cast<std::ptrdiff_t>(indent) <= parent) return literal;
    for (; !at_.is_at_end(); at_.next_line()) {
      const std::string_view line = at_.line();
      const std::size_t first = line.find_first_not_of(' ');
      if (first != nowhere && first < indent) break;
      literal.lines.emplace_back(line.substr(std::min(indent, line.size())));
    }
    while (!keeps_end && !literal.lines.empty() && literal.lines.back().empty()) {
      literal.lines.pop_back();
      --at_.row;
    }
    return literal;
  }

  // The indentation of the first line from `row` on that has something on it; 0 for none.
  std::size_t indent_from(std::size_t row) const {
    for (; row < at_.lines->size(); ++row) {
      const std::size_t first = (*at_.lines)[row].find_first_not_of(' ');
      if (first != nowhere) return first;
    }
    return 0;
  }

  LineCursor at_;
  std::vector<Remark> remarks_;  // before the next line with something on it
};

}  // namespace

std::optional<Layout> read_layout(const SourceText& source, Diagnostics& diagnostics) {
  try {
    const std::vector<std::string_view> lines = split_lines(source.text());
    return LayoutReader(lines).read();
  } catch (const NotLaidOut& problem) {
    diagnostics.error(source.spot_at(static_cast<int>(problem.row), 0),
                      "the file cannot be formatted: there is " + problem.reason + " here",
                      "write it in a simpler way, as in the language reference");
    return std::nullopt;
  }
}

}  // namespace tact
