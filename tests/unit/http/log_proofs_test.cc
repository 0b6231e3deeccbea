// Proofs over HTTP: whoever has only the answers and a checkpoint can check them.
#include <algorithm>

#include "unit/http/log_pieces.h"

namespace tact::test {
namespace {

using Catch::Contains;

Hash256 hash_of(std::string_view text) {
  const auto bytes = from_base64(text);
  REQUIRE(bytes.has_value());
  Hash256 hash{};
  REQUIRE(bytes->size() == hash.size());
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

// An answer's members.
class Proof {
 public:
  explicit Proof(const Answer& answer) {
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    REQUIRE(answer.field("content-type") == "application/json");
    document_ = parser_.parse(answer.body);
    REQUIRE(document_->ok());
  }
  JsonValue member(std::string_view key) const {
    for (const JsonValue value : **document_) {
      if (value.key() == key) return value;
    }
    FAIL("no `" << key << '`');
    return **document_;
  }
  std::string text(std::string_view key) const { return std::string(member(key).string()); }
  Hash256 hash(std::string_view key) const { return hash_of(member(key).string()); }
  MerkleProof hashes() const {
    MerkleProof proof;
    for (const JsonValue hash : member("hashes")) proof.push_back(hash_of(hash.string()));
    return proof;
  }

 private:
  JsonParser parser_;
  std::optional<Result<JsonValue, JsonError>> document_;
};

TEST_CASE("an inclusion proof is the definition's, for any size", "[http]") {
  LongLogDesk desk(600);
  for (const std::uint64_t size : {1, 2, 255, 256, 257, 512, 600}) {
    for (const std::uint64_t seq : {std::uint64_t{0}, size / 2, size - 1}) {
      const std::string target =
          "/v1/log/proof/inclusion?seq=" + std::to_string(seq) + "&size=" + std::to_string(size);
      INFO(target);
      const Answer answer = desk.get(target);
      const Proof proof(answer);
      CHECK(proof.text("seq") == std::to_string(seq));
      CHECK(proof.text("size") == std::to_string(size));
      CHECK(proof.hash("leaf_hash") == desk.leaves[seq]);
      CHECK(proof.hash("root") == reference_root(desk.hasher, desk.first(size)));
      CHECK(proof.hashes() == reference_inclusion(desk.hasher, seq, desk.first(size)));
      CHECK(answer.field("cache-control") == never_changes);
    }
  }
}

TEST_CASE("a consistency proof is the definition's, for any sizes", "[http]") {
  LongLogDesk desk(600);
  for (const std::uint64_t to : {1, 2, 256, 257, 511, 600}) {
    for (const std::uint64_t from : {std::uint64_t{1}, to / 2 + 1, to}) {
      const std::string target =
          "/v1/log/proof/consistency?from=" + std::to_string(from) + "&to=" + std::to_string(to);
      INFO(target);
      const Answer answer = desk.get(target);
      const Proof proof(answer);
      CHECK(proof.text("from") == std::to_string(from));
      CHECK(proof.text("to") == std::to_string(to));
      CHECK(proof.hash("from_root") == reference_root(desk.hasher, desk.first(from)));
      CHECK(proof.hash("to_root") == reference_root(desk.hasher, desk.first(to)));
      CHECK(proof.hashes() == reference_consistency(desk.hasher, from, desk.first(to)));
      CHECK(answer.field("cache-control") == never_changes);
    }
  }
  const Proof nothing(desk.get("/v1/log/proof/consistency?from=0&to=600"));
  CHECK(nothing.hashes().empty());
  CHECK(nothing.hash("from_root") == empty_root(desk.hasher));
}

TEST_CASE("without a size a proof is of the newest checkpoint", "[http]") {
  LongLogDesk desk(300);
  const std::uint64_t size = desk.engine().checkpoint().size;
  REQUIRE(size > 0);
  const Answer answer = desk.get("/v1/log/proof/inclusion?seq=0");
  const Proof inclusion(answer);
  // It may have gone on since.
  CHECK(std::stoull(inclusion.text("size")) >= size);
  CHECK(answer.field("cache-control").empty());
  const std::uint64_t to = std::stoull(inclusion.text("size"));
  CHECK(check_inclusion(desk.hasher, desk.leaves[0], 0, to, inclusion.hashes(),
                        reference_root(desk.hasher, desk.first(to))));
  const Proof consistency(desk.get("/v1/log/proof/consistency?from=1"));
  CHECK(std::stoull(consistency.text("to")) >= size);
}

TEST_CASE("a proof that cannot be is refused, and why is said", "[http]") {
  LongLogDesk desk(300);
  struct Row {
    std::string query;
    int status;
    std::string because;
  };
  const std::vector<Row> rows = {
      {"inclusion", 400, "query parameter `seq` is required"},
      {"inclusion?size=3", 400, "query parameter `seq` is required"},
      {"inclusion?seq=-1", 400, "must be a whole number"},
      {"inclusion?seq=x&size=3", 400, "must be a whole number"},
      {"inclusion?seq=01&size=3", 400, "must be a whole number"},
      {"inclusion?seq=1&size=99999999999999999999", 400, "must be a whole number"},
      {"inclusion?seq=3&size=3", 400, "query parameter `seq` must be below `size`"},
      {"inclusion?seq=0&size=0", 400, "query parameter `seq` must be below `size`"},
      {"inclusion?seq=3&size=301", 404, "the log has 300 entries by now"},
      {"inclusion?seq=5000", 404, "entry 5000 is not in the newest checkpoint"},
      {"inclusion?seq=18446744073709551614&size=18446744073709551615", 404, "300 entries"},
      {"consistency", 400, "query parameter `from` is required"},
      {"consistency?from=4&to=3", 400, "query parameter `from` must not be above `to`"},
      {"consistency?from=4&to=301", 404, "the log has 300 entries by now"},
      {"consistency?from=4&size=5", 400, "unknown query parameter `size`"},
  };
  for (const Row& row : rows) {
    INFO(row.query);
    const Answer answer = desk.get("/v1/log/proof/" + row.query);
    CHECK(answer.status == row.status);
    CHECK_THAT(answer.body, Contains(row.because));
    CHECK(answer.field("cache-control").empty());
  }
}

}  // namespace
}  // namespace tact::test
