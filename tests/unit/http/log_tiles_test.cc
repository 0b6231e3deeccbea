// The log in pieces over HTTP: entries and tiles, as C2SP tlog-tiles says.
#include "unit/http/log_pieces.h"

namespace tact::test {
namespace {

using Catch::Contains;

std::string bytes_of_all(Leaves hashes) {
  std::string bytes;
  for (const Hash256& hash : hashes) bytes += bytes_of(hash);
  return bytes;
}

std::string tile_of(LongLogDesk& desk, const std::string& path) {
  const Answer answer = desk.get("/v1/log/tile/" + path);
  INFO(path << ": " << answer.status);
  CHECK(answer.status == 200);
  CHECK(answer.field("content-type") == "application/octet-stream");
  CHECK(answer.field("cache-control") == never_changes);
  return answer.body;
}

TEST_CASE("an entry is given byte for byte", "[http]") {
  LongLogDesk desk(20);
  for (std::size_t seq = 0; seq < desk.entries.size(); ++seq) {
    const Answer answer = desk.get("/v1/log/entries/" + std::to_string(seq));
    CHECK(answer.status == 200);
    CHECK(answer.body == desk.entries[seq]);
    CHECK(answer.field("content-type") == "application/json");
    CHECK(answer.field("cache-control") == never_changes);
  }
  for (const char* seq : {"20", "01", "x", "-1", "18446744073709551615", "99999999999999999999"}) {
    const Answer answer = desk.get(std::string("/v1/log/entries/") + seq);
    CHECK(answer.status == 404);
    CHECK_THAT(answer.body, Contains("there is no entry"));
    CHECK(answer.field("cache-control").empty());
  }
}

TEST_CASE("tiles hold the definition's hashes, whole or their beginning", "[http]") {
  LongLogDesk desk(600);
  const Leaves leaves = desk.leaves;
  CHECK(tile_of(desk, "0/000") == bytes_of_all(leaves.first(256)));
  CHECK(tile_of(desk, "0/001") == bytes_of_all(leaves.subspan(256, 256)));
  CHECK(tile_of(desk, "0/002.p/88") == bytes_of_all(leaves.subspan(512)));
  CHECK(tile_of(desk, "0/002.p/1") == bytes_of_all(leaves.subspan(512, 1)));
  // A partial tile stays when it has become a full one.
  CHECK(tile_of(desk, "0/000.p/255") == bytes_of_all(leaves.first(255)));
  const std::vector<Hash256> above = {reference_root(desk.hasher, leaves.first(256)),
                                      reference_root(desk.hasher, leaves.subspan(256, 256))};
  CHECK(tile_of(desk, "1/000.p/2") == bytes_of_all(above));
  CHECK(tile_of(desk, "1/000.p/1") == bytes_of_all(Leaves(above).first(1)));
}

TEST_CASE("a bundle holds its entries, each behind its length", "[http]") {
  LongLogDesk desk(600);
  for (const auto& [path, begin, count] :
       std::vector<std::tuple<std::string, std::size_t, std::size_t>>{
           {"entries/000", 0, 256}, {"entries/001.p/17", 256, 17}, {"entries/002.p/88", 512, 88}}) {
    const std::string bundle = tile_of(desk, path);
    std::vector<std::string> read;
    for (std::size_t at = 0; at < bundle.size();) {
      REQUIRE(at + 2 <= bundle.size());
      const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bundle[i]); };
      const std::size_t length = std::size_t{byte(at)} << 8 | byte(at + 1);
      REQUIRE(at + 2 + length <= bundle.size());
      read.push_back(bundle.substr(at + 2, length));
      at += 2 + length;
    }
    const auto from = desk.entries.begin() + static_cast<std::ptrdiff_t>(begin);
    CHECK(read == std::vector<std::string>(from, from + static_cast<std::ptrdiff_t>(count)));
  }
}

TEST_CASE("what the log has not filled yet, or is no tile, is not found", "[http]") {
  LongLogDesk desk(600);
  for (const char* path : {"0/002", "0/002.p/89", "0/003.p/1", "1/000", "1/000.p/3", "2/000.p/1",
                           "63/000", "0/x018/x446/x744/x073/x709/x551/615", "entries/002",
                           "entries/002.p/89", "entries/x001/000"}) {
    const Answer answer = desk.get(std::string("/v1/log/tile/") + path);
    INFO(path);
    CHECK(answer.status == 404);
    CHECK_THAT(answer.body, Contains("in a log of 600 entries"));
    CHECK(answer.field("cache-control").empty());
  }
  for (const char* path :
       {"0", "0/0", "0/000.p/256", "0/000/", "64/000", "entries", "0/000.p/01"}) {
    const Answer answer = desk.get(std::string("/v1/log/tile/") + path);
    INFO(path);
    CHECK(answer.status == 404);
    CHECK_THAT(answer.body, Contains("names no tile"));
  }
}

}  // namespace
}  // namespace tact::test
