// The examples in src/ledger/FORMAT.md are entries, byte for byte, and every type has one.
#include <fstream>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "tact/entry.h"

namespace tact {

TEST_CASE("the examples of FORMAT.md read, and are written as the same bytes", "[entry]") {
  std::ifstream file(TACT_SOURCE_DIR "/src/ledger/FORMAT.md");
  REQUIRE(file.is_open());
  std::set<std::string, std::less<>> types;
  std::string line;
  while (std::getline(file, line)) {
    if (!line.starts_with("{\"")) continue;
    INFO(line);
    const auto entry = parse_entry(line);
    if (!entry) FAIL(entry.error().message);
    std::string again;
    encode_entry(*entry, again);
    REQUIRE(again == line);
    types.emplace(entry_type(*entry));
  }
  CHECK(types == std::set<std::string, std::less<>>{
                     "access", "activity", "approval", "consent", "contact", "customer", "decision",
                     "erasure", "hold", "key", "list", "listing", "obligation", "outcome", "policy",
                     "proposal", "retention", "start"});
}

}  // namespace tact
