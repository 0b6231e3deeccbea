#include "core/format/flow_reader.h"

#include <algorithm>

#include "tact/check.h"

namespace tact {
namespace {

using Kind = FlowToken::Kind;

constexpr std::string_view blanks = " \t";
constexpr std::string_view brackets = "[]{}";

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// Blanks at a line's end mean nothing, but one that is escaped does.
std::string_view trimmed_piece(std::string_view piece, char quote) {
  std::string_view trimmed = trimmed_right(piece);
  if (quote != '"') return trimmed;
  const std::size_t last = trimmed.find_last_not_of('\\');
  const std::size_t slashes = trimmed.size() - (last == std::string_view::npos ? 0 : last + 1);
  const bool is_escaped = slashes % 2 == 1 && trimmed.size() < piece.size();
  return is_escaped ? piece.substr(0, trimmed.size() + 1) : trimmed;
}

// Where the quote that is open ends on this line, from `from` on: after the closing quote; npos
// where it goes on.
std::size_t quote_end(std::string_view text, std::size_t from, char quote) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool is_doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!is_doubled) return i + 1;
      ++i;
    }
  }
  return std::string_view::npos;
}

class FlowReader {
 public:
  FlowReader(LineCursor& cursor, std::ptrdiff_t parent) : at_(cursor), parent_(parent) {}

  std::vector<FlowToken> read() {
    const char first = at_.rest().front();
    if (first == '"' || first == '\'') {
      read_quoted();
    } else if (first == '[' || first == '{') {
      read_brackets();
    } else {
      read_plain_block();
    }
    return std::move(tokens_);
  }

 private:
  void add(Kind kind, std::string_view text) {
    tokens_.push_back({kind, std::string(text), breaks_, {}});
    breaks_ = 0;
  }

  void next_line() {
    at_.next_line();
    ++breaks_;
    if (at_.is_at_end()) throw NotLaidOut{at_.row - 1, "a bracket or quote that is never closed"};
  }

  void read_quoted() {
    const char quote = at_.rest().front();
    std::size_t end = quote_end(at_.rest(), 1, quote);
    Kind kind = Kind::scalar;
    while (end == std::string_view::npos) {
      add(kind, trimmed_piece(at_.rest(), quote));
      kind = Kind::more;
      do {
        next_line();
      } while (is_blank_line(at_.line()));
      at_.skip_blanks();
      end = quote_end(at_.rest(), 0, quote);
    }
    add(kind, at_.rest().substr(0, end));
    at_.column += end;
  }

  // A plain scalar outside of brackets.
  void read_plain_block() {
    Kind kind = Kind::scalar;
    for (;;) {
      const std::string_view rest = at_.rest();
      const std::size_t comment = comment_start(rest);
      const std::string_view piece = trimmed_right(rest.substr(0, comment));
      add(kind, piece);
      kind = Kind::more;
      at_.column += piece.size();
      if (comment != std::string_view::npos || !goes_on()) return;
    }
  }

  // Moves to the next line of the plain scalar, if there is one.
  bool goes_on() {
    std::size_t row = at_.row + 1;
    while (row < at_.lines->size() && is_blank_line((*at_.lines)[row])) ++row;
    if (row == at_.lines->size()) return false;
    const std::string_view line = (*at_.lines)[row];
    const std::size_t indent = line.find_first_not_of(blanks);
    if (static_cast<std::ptrdiff_t>(indent) <= parent_ || line[indent] == '#') return false;
    if (indent == 0 && (line.starts_with("---") || line.starts_with("..."))) return false;
    breaks_ = static_cast<int>(row - at_.row);
    at_.row = row;
    at_.column = indent;
    return true;
  }

  static std::size_t comment_start(std::string_view text) {
    for (std::size_t i = text.find('#'); i != std::string_view::npos; i = text.find('#', i + 1)) {
      if (i > 0 && is_one_of(text[i - 1], blanks)) return i;
    }
    return std::string_view::npos;
  }

  void read_brackets() {
    int depth = 0;
    do {
      at_.skip_blanks();
      const std::string_view rest = at_.rest();
      if (rest.empty()) {
        next_line();
        continue;
      }
      const char c = rest.front();
      if (c == '#') {
        read_comment();
      } else if (c == '[' || c == '{') {
        ++depth;
        add_one(Kind::open);
      } else if (c == ']' || c == '}') {
        --depth;
        add_one(Kind::close);
      } else if (c == ',') {
        add_one(Kind::comma);
      } else if (c == ':' && is_indicator(rest)) {
        add_one(Kind::colon);
      } else if (c == '"' || c == '\'') {
        read_quoted();
      } else {
        read_plain_in_brackets(rest);
      }
    } while (depth > 0);
  }

  void add_one(Kind kind) {
    add(kind, at_.rest().substr(0, 1));
    ++at_.column;
  }

  void read_comment() {
    const bool is_alone = breaks_ > 0;
    const int breaks = breaks_;
    Trail trail = take_trail(at_);
    tokens_.push_back({Kind::comment, trail.text, breaks, is_alone ? Trail{} : trail});
    breaks_ = 0;
    at_.column = at_.line().size();
  }

  // Whether the `:` that `rest` begins with divides a key from its value.
  bool is_indicator(std::string_view rest) const {
    if (is_gap(rest, 1) || is_one_of(rest[1], ",[]{}")) return true;
    const FlowToken& before = tokens_.back();
    return breaks_ == 0 && (before.kind == Kind::close || before.text.ends_with('"') ||
                            before.text.ends_with('\''));
  }

  void read_plain_in_brackets(std::string_view rest) {
    std::size_t end = 0;
    for (; end < rest.size(); ++end) {
      const char c = rest[end];
      if (c == ',' || is_one_of(c, brackets)) break;
      if (c == ':' && (is_gap(rest, end + 1) || is_one_of(rest[end + 1], ",[]{}"))) break;
      if (c == '#' && end > 0 && is_one_of(rest[end - 1], blanks)) break;
    }
    if (end == 0) throw NotLaidOut{at_.row, "a text that begins with `:`"};
    const bool goes_on =
        breaks_ > 0 && (tokens_.back().kind == Kind::scalar || tokens_.back().kind == Kind::more);
    add(goes_on ? Kind::more : Kind::scalar, trimmed_right(rest.substr(0, end)));
    at_.column += end;
  }

  LineCursor& at_;
  const std::ptrdiff_t parent_;
  std::vector<FlowToken> tokens_;
  int breaks_ = 0;
};

}  // namespace

void LineCursor::skip_blanks() {
  const std::size_t next = line().find_first_not_of(blanks, column);
  column = next == std::string_view::npos ? line().size() : next;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(blanks) == std::string_view::npos;
}

std::string_view trimmed_right(std::string_view text) {
  const std::size_t last = text.find_last_not_of(blanks);
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool is_gap(std::string_view text, std::size_t at) {
  return at >= text.size() || is_one_of(text[at], blanks);
}

std::size_t quoted_length(std::string_view text) { return quote_end(text, 1, text.front()); }

Trail take_trail(LineCursor& cursor) {
  const std::size_t content = trimmed_right(cursor.line().substr(0, cursor.column)).size();
  cursor.skip_blanks();
  const std::string_view rest = cursor.rest();
  if (rest.empty()) return {};
  if (rest.front() != '#') throw NotLaidOut{cursor.row, "something behind a value"};
  const std::string_view line = cursor.line();
  Trail trail{std::string(trimmed_right(rest)), character_count(line.substr(0, cursor.column)),
              character_count(line.substr(0, content))};
  cursor.column = line.size();
  return trail;
}

std::vector<FlowToken> read_flow(LineCursor& cursor, std::ptrdiff_t parent) {
  TACT_CHECK(!cursor.rest().empty());
  return FlowReader(cursor, parent).read();
}

}  // namespace tact
