// A desk whose log is long enough for tiles, and what its answers say.
#pragma once

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "core/json/reader.h"
#include "support/http_desk.h"
#include "support/merkle_reference.h"

namespace tact::test {

class LongLogDesk : public HttpDesk {
 public:
  explicit LongLogDesk(std::uint64_t length) {
    std::string records;
    for (std::uint64_t i = size(); i < length; ++i) {
      records += R"({"type":"list","list":"dnc-)" + std::to_string(i) + "\"}\n";
    }
    const Answer told =
        call("POST", "/v1/records", records, "Content-Type: application/x-ndjson\r\n");
    REQUIRE(told.status == 200);
    REQUIRE(size() == length);
    for (std::uint64_t i = 0; i < length; ++i) {
      entries.push_back(store.entries(Seq{i}, 1).value().front());
      leaves.push_back(leaf_hash(hasher, entries.back()));
    }
  }

  Leaves first(std::size_t count) const { return Leaves(leaves).first(count); }

  Sha256 hasher;
  std::vector<std::string> entries;
  std::vector<Hash256> leaves;
};

inline const char* const never_changes = "private, max-age=31536000, immutable";

}  // namespace tact::test
