// The one file that knows yaml-cpp. Traps of its version 0.7 that are avoided here: it accepts a
// key twice, takes a quote that is never closed for one that ends with the file, leaves merge keys
// as they are, takes byte 0x04 for the end of the file, counts columns in bytes from 0, and says
// little about where indentation went wrong.
#include "core/yaml/tree.h"

#include <set>
#include <sstream>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "tact/check.h"

#include "core/yaml/syntax_hint.h"

namespace tact {
namespace {

// Far above what a policy needs; keeps every recursion over a tree short.
constexpr std::size_t depth_max = 48;

struct TooDeep {
  Spot spot;
};
struct NotClosed {};

// yaml-cpp's word for "a plain scalar", "a quoted scalar"; anything else was written by someone.
bool is_written_tag(const std::string& tag) { return !tag.empty() && tag != "?" && tag != "!"; }

// Whether `text`, which begins with a quote, has the quote that closes it.
bool is_closed(std::string_view text) {
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool is_doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!is_doubled) return true;
      ++i;
    }
  }
  return false;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const SourceText& source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics) {}

  int documents() const { return documents_; }
  YamlNode& root() { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    ++documents_;
    if (documents_ == 2) {
      diagnostics_.error(spot(mark), "a second document in one file",
                         "remove the `---`, or make it a file of its own");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(node(YamlNode::Kind::null, mark));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    diagnostics_.error(spot(mark), "aliases (`*name`) are not part of the language",
                       "write the value out");
    YamlNode broken = node(YamlNode::Kind::null, mark);
    broken.is_broken = true;
    add(std::move(broken));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    YamlNode scalar = node(YamlNode::Kind::scalar, mark);
    scalar.quoted = tag == "!";
    if (scalar.quoted) check_quoted(mark);
    scalar.text = value;
    add(std::move(scalar));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(YamlNode::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(YamlNode::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { end(); }

 private:
  // A list or map that is not complete yet.
  struct Open {
    YamlNode node;
    std::optional<YamlNode> key;  // waits for its value
    std::set<std::string, std::less<>> keys;
  };

  Spot spot(const YAML::Mark& mark) const { return source_.spot_at(mark.line, mark.column); }

  YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) const {
    YamlNode made;
    made.kind = kind;
    made.spot = spot(mark);
    return made;
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor == YAML::NullAnchor) return;
    diagnostics_.error(spot(mark), "anchors (`&name`) are not part of the language",
                       "remove it and write the value out where it is used");
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!is_written_tag(tag)) return;
    diagnostics_.error(spot(mark), "tags (`!name`) are not part of the language",
                       "remove it, or quote the text that begins with `!`");
  }

  void check_quoted(const YAML::Mark& mark) {
    const std::string_view rest =
        std::string_view(source_.text()).substr(source_.offset_of(mark.line, mark.column));
    if (rest.starts_with('"') || rest.starts_with('\'')) {
      if (is_closed(rest)) return;
      diagnostics_.error(spot(mark), "this quote is never closed",
                         "everything after it would be part of the text");
      throw NotClosed{};
    }
    if (rest.starts_with('!')) refuse_tag(mark, "! ");  // `! text`: the tag that says "no tag".
  }

  void begin(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
             YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (open_.size() >= depth_max) throw TooDeep{spot(mark)};
    open_.push_back({node(kind, mark), std::nullopt, {}});
  }

  void end() {
    TACT_CHECK(!open_.empty());
    YamlNode done = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(done));
  }

  void add(YamlNode value) {
    if (open_.empty()) {
      if (documents_ == 1) root_ = std::move(value);
      return;
    }
    Open& open = open_.back();
    if (open.node.is_list()) {
      open.node.items.push_back(std::move(value));
    } else if (!open.key) {
      open.key = std::move(value);
    } else {
      add_entry(open, std::move(*open.key), std::move(value));
      open.key.reset();
    }
  }

  void add_entry(Open& open, YamlNode key, YamlNode value) {
    if (!key.is_scalar() || key.text.empty()) {
      diagnostics_.error(key.spot, "a key must be text");
    } else if (key.text == "<<") {
      diagnostics_.error(key.spot, "merge keys (`<<`) are not part of the language",
                         "write the keys out");
    } else if (!open.keys.insert(key.text).second) {
      diagnostics_.error(key.spot, "duplicate key " + quoted_input(key.text),
                         "it is already at line " + first_line(open.node, key.text));
    } else {
      // Nothing at all stands where the next thing begins, maybe lines below.
      const bool is_nowhere =
          value.kind == YamlNode::Kind::null && value.spot.line != key.spot.line;
      if (is_nowhere) value.spot = key.spot;
      open.node.entries.push_back({std::move(key.text), key.spot, std::move(value)});
    }
  }

  static std::string first_line(const YamlNode& map, const std::string& key) {
    for (const YamlEntry& entry : map.entries) {
      if (entry.key == key) return std::to_string(entry.key_spot.line);
    }
    TACT_CHECK(false);
  }

  const SourceText& source_;
  Diagnostics& diagnostics_;
  YamlNode root_;
  int documents_ = 0;
  std::vector<Open> open_;
};

// What would make yaml-cpp read something else than people see.
void check_bytes(const SourceText& source, Diagnostics& diagnostics) {
  const std::string& text = source.text();
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string::npos) {
    diagnostics.error(source.spot_of_offset(bad), "this is not UTF-8",
                      "save the file with the encoding UTF-8");
    return;
  }
  if (const std::size_t bad = find_control_character(text); bad != std::string::npos) {
    diagnostics.error(source.spot_of_offset(bad), "a control character", "remove it");
  }
  for (int number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = source.line(number);
    const std::size_t first = line.find_first_not_of(" \t");
    const std::size_t tab = line.find('\t');
    if (first == std::string_view::npos || tab > first) continue;
    diagnostics.error(source.spot_at(number - 1, static_cast<int>(tab)), "a tab in the indentation",
                      "indent with spaces");
  }
}

}  // namespace

std::string_view describe(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::null: return "nothing";
    case YamlNode::Kind::scalar: return "text";
    case YamlNode::Kind::list: return "a list";
    case YamlNode::Kind::map: return "a mapping";
  }
  TACT_CHECK(false);
}

std::optional<YamlNode> parse_yaml(const SourceText& source, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.errors();
  check_bytes(source, diagnostics);
  if (diagnostics.errors() > errors_before) return std::nullopt;

  TreeBuilder builder(source, diagnostics);
  std::istringstream stream(source.text());
  try {
    YAML::Parser parser(stream);
    while (builder.documents() < 2 && parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& exception) {
    const Spot spot = source.spot_at(exception.mark.line, exception.mark.column);
    diagnostics.error(spot, "not valid YAML: " + exception.msg, syntax_hint(spot, exception.msg));
    return std::nullopt;
  } catch (const TooDeep& deep) {
    diagnostics.error(deep.spot, "nested too deeply");
    return std::nullopt;
  } catch (const NotClosed&) {
    return std::nullopt;
  }
  if (builder.documents() == 0 || builder.root().kind == YamlNode::Kind::null) {
    diagnostics.error(source.whole(), "the file is empty");
    return std::nullopt;
  }
  return std::move(builder.root());
}

}  // namespace tact
