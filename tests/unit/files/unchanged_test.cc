#include "files/unchanged.h"

#include <map>

#include <catch2/catch.hpp>

namespace tact {
namespace {

class TextFiles final : public PolicyFiles {
 public:
  Result<std::string> read(const std::string& path) override {
    const auto found = texts.find(path);
    if (found == texts.end()) return Error{"there is no such file"};
    return found->second;
  }

  std::map<std::string, std::string> texts;
};

TEST_CASE("files that say the same when they are read again are unchanged, and no others") {
  Compiled compiled;
  compiled.files = {{"p/policy.yaml", "policy.yaml", "tact: 1\n"},
                    {"p/rules.yaml", "rules.yaml", "rules: []\n"}};
  TextFiles files;
  files.texts = {{"p/policy.yaml", "tact: 1\n"}, {"p/rules.yaml", "rules: []\n"}};
  CHECK(are_unchanged(compiled, files));
  files.texts["p/rules.yaml"] = "rules:";
  CHECK_FALSE(are_unchanged(compiled, files));
  files.texts.erase("p/rules.yaml");
  CHECK_FALSE(are_unchanged(compiled, files));
}

}  // namespace
}  // namespace tact
