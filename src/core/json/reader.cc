#include "core/json/reader.h"

#include <algorithm>
#include <new>
#include <optional>
#include <type_traits>

#include <simdjson.h>

namespace tact {
namespace {

namespace dom = simdjson::dom;

// Up to here comparing every key with every other is faster than sorting.
constexpr std::size_t few_keys = 16;

// One bit of 64, the same for keys that are the same.
std::uint64_t mark_of(std::string_view key) {
  if (key.empty()) return 1;
  const auto first = static_cast<unsigned char>(key.front());
  const auto last = static_cast<unsigned char>(key.back());
  return std::uint64_t{1} << ((first * 7 + last + key.size()) % 64);
}

// Copies simdjson's tape into nodes, so that the rest of the house needs no simdjson, and looks for
// what simdjson lets pass: a key that stands twice, and an empty container one level too deep.
class NodeBuilder {
 public:
  // Both are cleared here and filled; the keys are only a place to sort in.
  NodeBuilder(std::vector<JsonNode>& nodes, std::vector<std::string_view>& keys)
      : nodes_(nodes), keys_(keys) {
    nodes_.clear();
  }

  std::optional<JsonError> build(const dom::element& root) {
    add(root, {}, 0);
    return std::move(error_);
  }

 private:
  void add(const dom::element& element, std::string_view key, std::size_t depth);

  template <class Container>
  void add_inside(const Container& container, std::size_t index, std::size_t depth);

  // The first key of the object at `index` that stands there twice.
  std::optional<std::string_view> find_repeated_key(std::size_t index);

  std::vector<JsonNode>& nodes_;
  std::vector<std::string_view>& keys_;
  std::optional<JsonError> error_;
};

void NodeBuilder::add(const dom::element& element, std::string_view key, std::size_t depth) {
  const std::size_t index = nodes_.size();
  JsonNode& node = nodes_.emplace_back();
  node.key = key.data();
  node.key_size = static_cast<std::uint32_t>(key.size());
  switch (element.type()) {
    case dom::element_type::NULL_VALUE: node.kind = JsonKind::null; break;
    case dom::element_type::BOOL:
      node.kind = JsonKind::boolean;
      node.integer = element.get_bool().value_unsafe() ? 1 : 0;
      break;
    case dom::element_type::INT64:
      node.kind = JsonKind::integer;
      node.integer = element.get_int64().value_unsafe();
      break;
    case dom::element_type::UINT64: node.kind = JsonKind::large_integer; break;
    case dom::element_type::DOUBLE: node.kind = JsonKind::fraction; break;
    case dom::element_type::STRING: {
      const std::string_view text = element.get_string().value_unsafe();
      node.kind = JsonKind::string;
      node.text = text.data();
      node.text_size = static_cast<std::uint32_t>(text.size());
      break;
    }
    case dom::element_type::ARRAY:
      node.kind = JsonKind::array;
      add_inside(element.get_array().value_unsafe(), index, depth + 1);
      break;
    case dom::element_type::OBJECT:
      node.kind = JsonKind::object;
      add_inside(element.get_object().value_unsafe(), index, depth + 1);
      break;
  }
}

template <class Container>
void NodeBuilder::add_inside(const Container& container, std::size_t index, std::size_t depth) {
  constexpr bool is_object = std::is_same_v<Container, dom::object>;
  if (depth > JsonParser::depth_max) {
    error_ = JsonError{"", "is nested more than 32 levels deep"};
    return;
  }
  std::size_t count = 0;
  for (const auto& inner : container) {
    if constexpr (is_object) {
      add(inner.value, inner.key, depth);
    } else {
      add(inner, {}, depth);
    }
    if (error_) {  // The pointer grows from its end while the recursion unwinds.
      if constexpr (is_object) {
        error_->pointer.insert(0, pointer_to("", inner.key));
      } else {
        error_->pointer.insert(0, pointer_to("", count));
      }
      return;
    }
    ++count;
  }
  nodes_[index].integer = static_cast<std::int64_t>(count);
  nodes_[index].span = static_cast<std::uint32_t>(nodes_.size() - index);
  if constexpr (is_object) {
    if (const auto key = find_repeated_key(index)) {
      error_ = JsonError{pointer_to("", *key), "stands twice in its object; write it once"};
    }
  }
}

std::optional<std::string_view> NodeBuilder::find_repeated_key(std::size_t index) {
  const JsonValue object(&nodes_[index]);
  if (object.size() <= few_keys) {
    std::uint64_t seen = 0;
    for (auto later = object.begin(); later != object.end(); ++later) {
      const std::string_view key = (*later).key();
      const std::uint64_t mark = mark_of(key);
      // Keys that differ leave differing marks, nearly always: then there is nothing to compare.
      const bool is_perhaps_repeated = (seen & mark) != 0;
      seen |= mark;
      if (!is_perhaps_repeated) continue;
      for (auto earlier = object.begin(); earlier != later; ++earlier) {
        if ((*earlier).key() == key) return key;
      }
    }
    return std::nullopt;
  }
  keys_.clear();
  for (const JsonValue member : object) keys_.push_back(member.key());
  std::sort(keys_.begin(), keys_.end());
  const auto repeated = std::adjacent_find(keys_.begin(), keys_.end());
  if (repeated == keys_.end()) return std::nullopt;
  return *repeated;
}

const char* explain(simdjson::error_code code) {
  switch (code) {  // simdjson's enum, not ours: what is not named here cannot come from a text.
    case simdjson::UTF8_ERROR: return "is not valid UTF-8";
    case simdjson::EMPTY: return "is empty; send one JSON value";
    case simdjson::DEPTH_ERROR: return "is nested more than 32 levels deep";
    case simdjson::STRING_ERROR: return "is not JSON: a string has a broken escape";
    case simdjson::UNCLOSED_STRING: return "is not JSON: a string is not closed";
    case simdjson::UNESCAPED_CHARS:
      return "is not JSON: a string holds a control character; escape it";
    case simdjson::NUMBER_ERROR: return "is not JSON: a number is malformed or too large";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR: return "is not JSON: a bare word is not `true`, `false` or `null`";
    case simdjson::TAPE_ERROR:
      return "is not JSON: a bracket, comma, colon or quote is missing or misplaced, or something "
             "follows the value";
    case simdjson::CAPACITY: return "is too long";
    default: return "is not JSON";
  }
}

}  // namespace

struct JsonParser::Parts {
  dom::parser simdjson;
  std::vector<JsonNode> nodes;
  std::vector<std::string_view> keys;
};

JsonParser::JsonParser() : parts_(std::make_unique<Parts>()) {
  // simdjson refuses the level that reaches its limit; ours is the last one allowed.
  constexpr std::size_t first_capacity = 4096;
  if (parts_->simdjson.allocate(first_capacity, depth_max + 1) != simdjson::SUCCESS) {
    throw std::bad_alloc();
  }
}

JsonParser::~JsonParser() = default;
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;

Result<JsonValue, JsonError> JsonParser::parse(std::string_view text) {
  dom::element root;
  const simdjson::error_code code =
      parts_->simdjson.parse(text.data(), text.size(), true).get(root);
  if (code == simdjson::MEMALLOC) throw std::bad_alloc();
  if (code != simdjson::SUCCESS) return JsonError{"", explain(code)};
  std::optional<JsonError> error = NodeBuilder(parts_->nodes, parts_->keys).build(root);
  if (error) return *std::move(error);
  return JsonValue(parts_->nodes.data());
}

std::string pointer_to(std::string_view pointer, std::string_view key) {
  std::string longer(pointer);
  longer.reserve(pointer.size() + 1 + key.size());
  longer += '/';
  for (const char byte : key) {
    if (byte == '~') {
      longer += "~0";
    } else if (byte == '/') {
      longer += "~1";
    } else {
      longer += byte;
    }
  }
  return longer;
}

std::string pointer_to(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + '/' + std::to_string(index);
}

}  // namespace tact
