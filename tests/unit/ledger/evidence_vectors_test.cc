// What tests/vectors/evidence.json says of exports and receipts; tools/verify_log.py is held to the
// same file.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/json/reader.h"
#include "ledger/export_check.h"
#include "ledger/receipt.h"

namespace tact {
namespace {

// A member of an object, or nothing.
std::optional<JsonValue> find(JsonValue object, std::string_view name) {
  for (const JsonValue value : object) {
    if (value.key() == name) return value;
  }
  return std::nullopt;
}
JsonValue at(JsonValue object, std::string_view name) {
  const auto value = find(object, name);
  REQUIRE(value.has_value());
  return *value;
}
std::string text_at(JsonValue object, std::string_view name) {
  return std::string(at(object, name).string());
}
std::uint64_t number_at(JsonValue object, std::string_view name) {
  return static_cast<std::uint64_t>(at(object, name).integer());
}

class Vectors {
 public:
  Vectors() {
    std::ifstream file(TACT_SOURCE_DIR "/tests/vectors/evidence.json", std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    auto parsed = parser_.parse(text);
    REQUIRE(parsed.ok());
    root_.emplace(*parsed);
  }
  JsonValue all(std::string_view name) const { return at(*root_, name); }

 private:
  JsonParser parser_;
  std::optional<JsonValue> root_;
};

std::vector<VerifierKey> keys_of(JsonValue one) {
  std::vector<VerifierKey> keys;
  for (const JsonValue text : at(one, "keys")) {
    auto key = parse_verifier_key(text.string());
    REQUIRE(key.ok());
    keys.push_back(*std::move(key));
  }
  return keys;
}

std::optional<Damage> check(JsonValue one) {
  const auto keys = keys_of(one);
  LogCopy copy;
  auto checkpoint = read_signed_checkpoint(text_at(one, "checkpoint"), keys);
  if (!checkpoint) return checkpoint.error();
  copy.checkpoint = *checkpoint;
  if (find(one, "since")) {
    const auto since = read_signed_checkpoint(text_at(one, "since"), keys);
    if (!since) return since.error();
    copy.since = *since;
  }
  if (find(one, "from_seq")) copy.first = number_at(one, "from_seq");
  const bool has_hashes = !at(one, "hashes").is(JsonKind::null);
  const std::string entries = text_at(one, "entries");
  const std::string hashes = has_hashes ? text_at(one, "hashes") : "";
  TextLines entry_lines(entries);
  TextLines hash_lines(hashes);
  copy.entries = &entry_lines;
  if (has_hashes) copy.hashes = &hash_lines;
  const auto found = check_export(copy);
  REQUIRE(found.ok());
  return found->damage;
}

void compare(const Damage& damage, JsonValue expected) {
  CHECK(name_of(damage.part) == text_at(expected, "file"));
  CHECK(name_of(damage.kind) == text_at(expected, "kind"));
  REQUIRE(damage.first.has_value() == find(expected, "seq").has_value());
  if (damage.first) {
    CHECK(*damage.first == number_at(expected, "seq"));
    CHECK(damage.last == number_at(expected, "seq_last"));
  }
  if (find(expected, "message")) CHECK(damage.why == text_at(expected, "message"));
}

TEST_CASE("exports are judged as the shared vectors say", "[ledger][vectors]") {
  std::size_t count = 0;
  const Vectors vectors;
  for (const JsonValue one : vectors.all("exports")) {
    INFO(text_at(one, "name"));
    ++count;
    const auto damage = check(one);
    if (at(one, "expect").is(JsonKind::null)) {
      if (damage) FAIL_CHECK(damage->why);
    } else {
      REQUIRE(damage.has_value());
      compare(*damage, at(one, "expect"));
    }
  }
  CHECK(count > 60);
}

TEST_CASE("receipts are judged as the shared vectors say", "[ledger][vectors]") {
  const Vectors vectors;
  for (const JsonValue one : vectors.all("receipts")) {
    INFO(text_at(one, "name"));
    const auto receipt = parse_receipt(text_at(one, "receipt"));
    const auto received =
        receipt ? check_receipt(*receipt, keys_of(one)) : Result<Received>(receipt.error());
    CHECK(received.ok() == at(one, "holds").boolean());
    if (received) CHECK(received->entry.seq.value == number_at(one, "seq"));
  }
}

}  // namespace
}  // namespace tact
