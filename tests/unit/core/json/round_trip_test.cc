// What the writer writes, the reader reads back, for objects that nobody thought of.
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/json/canonical_order.h"
#include "core/json/reader.h"
#include "core/json/writer.h"

using namespace tact;

namespace {

struct CanonicalLess {
  bool operator()(const std::string& a, const std::string& b) const { return canonical_less(a, b); }
};

struct Tree {
  JsonKind kind = JsonKind::null;
  std::int64_t integer = 0;  // boolean too
  std::string string{};
  std::vector<Tree> elements{};
  std::map<std::string, Tree, CanonicalLess> members{};
};

class Gardener {
 public:
  explicit Gardener(unsigned seed) : random_(seed) {}

  Tree object(int depth) {
    Tree tree{.kind = JsonKind::object};
    for (std::size_t i = below(depth > 0 ? 24 : 1); i > 0; --i) tree.members[text()] = value(depth);
    return tree;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::string text() {
    static const std::vector<std::string> pieces = {
        "a",          "B",      "9",      " ",      "\"",     "\\",
        "/",          "\n",     "\x01",   "\x1f",   "\x7f",   std::string(1, '\0'),
        "\u00e9",     "\u20ac", "\ud7ff", "\ue000", "\uffff", "\U00010000",
        "\U0010ffff", "key",    "u0041"};
    std::string result;
    for (std::size_t i = below(6); i > 0; --i) result += pieces[below(pieces.size())];
    return result;
  }

  Tree value(int depth) {
    switch (below(depth > 0 ? 6 : 4)) {
      case 0: return {.kind = JsonKind::null};
      case 1: return {.kind = JsonKind::boolean, .integer = static_cast<std::int64_t>(below(2))};
      case 2: return {.kind = JsonKind::string, .string = text()};
      case 3: {
        std::uniform_int_distribution<std::int64_t> any(-canonical_integer_max,
                                                        canonical_integer_max);
        return {.kind = JsonKind::integer, .integer = any(random_)};
      }
      case 4: {
        Tree tree{.kind = JsonKind::array};
        for (std::size_t i = below(5); i > 0; --i) tree.elements.push_back(value(depth - 1));
        return tree;
      }
      default: return object(depth - 1);
    }
  }

  std::mt19937 random_;
};

void write(JsonWriter& json, const Tree& tree) {
  switch (tree.kind) {
    case JsonKind::null: return json.null();
    case JsonKind::boolean: return json.boolean(tree.integer != 0);
    case JsonKind::integer: return json.integer(tree.integer);
    case JsonKind::string: return json.string(tree.string);
    case JsonKind::array:
      json.begin_array();
      for (const Tree& element : tree.elements) write(json, element);
      return json.end_array();
    case JsonKind::object:
      json.begin_object();
      for (const auto& [key, member] : tree.members) {
        json.key(key);
        write(json, member);
      }
      return json.end_object();
    case JsonKind::large_integer:
    case JsonKind::fraction: FAIL("never grown");
  }
}

void require_same(JsonValue value, const Tree& tree) {
  REQUIRE(value.kind() == tree.kind);
  if (tree.kind == JsonKind::boolean) REQUIRE(value.boolean() == (tree.integer != 0));
  if (tree.kind == JsonKind::integer) REQUIRE(value.integer() == tree.integer);
  if (tree.kind == JsonKind::string) REQUIRE(value.string() == tree.string);
  if (tree.kind == JsonKind::array) {
    REQUIRE(value.size() == tree.elements.size());
    auto element = value.begin();
    for (const Tree& expected : tree.elements) {
      require_same(*element, expected);
      ++element;
    }
  }
  if (tree.kind == JsonKind::object) {
    REQUIRE(value.size() == tree.members.size());
    auto member = value.begin();
    for (const auto& [key, expected] : tree.members) {
      REQUIRE((*member).key() == key);
      require_same(*member, expected);
      ++member;
    }
  }
}

}  // namespace

TEST_CASE("any object is read back as it was written", "[json]") {
  JsonParser parser;
  std::size_t bytes = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    INFO("seed " << seed);
    const Tree tree = Gardener(seed).object(3);
    std::string text;
    JsonWriter json(text, KeyOrder::sorted);
    write(json, tree);
    REQUIRE(json.complete());
    const auto value = parser.parse(text);
    INFO(text);
    REQUIRE(value.ok());
    require_same(*value, tree);
    bytes += text.size();
  }
  CHECK(bytes > 100'000);  // The objects were not all empty.
}
