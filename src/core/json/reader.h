// Reads one JSON document, strictly: UTF-8 that is whole, no key twice, nothing after the value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tact/check.h"
#include "tact/field_error.h"
#include "tact/result.h"

namespace tact {

// Why a text is not a document that we read. The pointer is empty where no place is known.
using JsonError = FieldError;

enum class JsonKind : std::uint8_t {
  null,
  boolean,
  integer,        // written without fraction and exponent, and an int64
  large_integer,  // the same, from 2^63 to 2^64 - 1
  fraction,       // written with a fraction or an exponent, 1.0 and 1e3 too
  string,
  array,
  object,
};

// One value as the parser keeps it; the values inside it follow it. Use JsonValue instead.
struct JsonNode {
  const char* key = nullptr;   // In an object, otherwise null.
  const char* text = nullptr;  // string
  std::int64_t integer = 0;    // integer, boolean; the number of members or elements
  std::uint32_t key_size = 0;
  std::uint32_t text_size = 0;
  std::uint32_t span = 1;  // How many nodes this value takes, itself included.
  JsonKind kind = JsonKind::null;
};

// A value inside a parsed document: one pointer, freely copied. It and every string_view that it
// gives live until the parser reads its next document or is destroyed.
// REQUIRES: the typed readers are called on their own kind.
class JsonValue {
 public:
  explicit JsonValue(const JsonNode* node) : node_(node) {}

  JsonKind kind() const { return node_->kind; }
  bool is(JsonKind kind) const { return node_->kind == kind; }

  // The key under which it stands; empty where it is not an object's member.
  std::string_view key() const { return {node_->key, node_->key_size}; }

  std::string_view string() const { return of(JsonKind::string), text(); }
  std::int64_t integer() const { return of(JsonKind::integer), node_->integer; }
  bool boolean() const { return of(JsonKind::boolean), node_->integer != 0; }

  // The values inside an array or object, in the document's order; an object's have a key().
  class Iterator {
   public:
    using value_type = JsonValue;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;

    explicit Iterator(const JsonNode* node) : node_(node) {}
    JsonValue operator*() const { return JsonValue(node_); }
    Iterator& operator++() {
      node_ += node_->span;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const JsonNode* node_;
  };
  Iterator begin() const { return holds(), Iterator(node_ + 1); }
  Iterator end() const { return holds(), Iterator(node_ + node_->span); }
  std::size_t size() const { return holds(), static_cast<std::size_t>(node_->integer); }

 private:
  std::string_view text() const { return {node_->text, node_->text_size}; }
  void of(JsonKind kind) const { TACT_CHECK(node_->kind == kind); }
  void holds() const {
    TACT_CHECK(node_->kind == JsonKind::array || node_->kind == JsonKind::object);
  }

  const JsonNode* node_;
};

// Reads documents one after another in memory that it keeps: as much as its largest document
// needed, for a document of nothing but digits some 40 times its size. One thread; one parser per
// thread, not per connection.
class JsonParser {
 public:
  static constexpr std::size_t depth_max = 32;

  JsonParser();
  ~JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;

  // `text` is copied; it may go away once this returns. Numbers outside double and uint64 make a
  // document unreadable. The value lives until the next parse.
  Result<JsonValue, JsonError> parse(std::string_view text);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// `pointer` one step further, escaped as RFC 6901 asks ("~" as "~0", "/" as "~1").
std::string pointer_to(std::string_view pointer, std::string_view key);
std::string pointer_to(std::string_view pointer, std::size_t index);

}  // namespace tact
