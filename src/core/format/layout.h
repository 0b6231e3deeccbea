// A file of our YAML as it is laid out: what the tree (core/yaml/tree.h) leaves out, so that it can
// be written again with every comment. Only what parse_yaml() takes is ever read into one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tact {

// A comment that ends a line which has something before it. Columns are characters from 0.
struct Trail {
  std::string text;         // from `#` on; "" where there is none
  std::size_t column = 0;   // where it began
  std::size_t content = 0;  // where what is before it ended
};

// Whole lines: comments from `#` on, and "" for a blank line.
using Remarks = std::vector<std::string>;

// A piece of what is not block style: scalars, and lists and maps in brackets.
struct FlowToken {
  enum class Kind : std::uint8_t { open, close, comma, colon, scalar, more, comment };

  Kind kind = Kind::scalar;
  std::string text;  // as written; of `more`: the next line of the scalar before it
  int breaks = 0;    // ends of lines before it; each of those before `more` has a meaning
  Trail trail;       // of a comment that ends a line
};

struct LayoutEntry;

struct LayoutNode {
  enum class Kind : std::uint8_t {
    null,
    flow,
    literal,  // `|` and `>`
    list,     // block style
    map,      // block style
  };

  Kind kind = Kind::null;
  std::vector<FlowToken> tokens;   // of flow
  std::string header;              // of a literal: "|-"
  std::vector<std::string> lines;  // of a literal, without the indentation
  int indicated = 0;               // of a literal whose header says its indentation
  Trail trail;                     // of null, flow and literal: on its last line, or the header's
  std::vector<LayoutEntry> entries;
  Remarks tail;  // of list and map: after the last entry

  bool is_block() const { return kind == Kind::list || kind == Kind::map; }
};

struct LayoutEntry {
  Remarks lead;     // before it
  std::string key;  // of a map, as written
  Trail trail;      // after the key, where the value begins on a later line
  LayoutNode value;
};

struct Layout {
  Remarks head;             // before `---`, or before all keys
  bool has_marker = false;  // `---`
  LayoutNode root;
};

}  // namespace tact
