#include "daemon/policy_file.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_dir.h"

namespace tact {
namespace {

class PolicyFolder {
 public:
  void put(const std::string& name) { std::ofstream(path() + '/' + name) << "tact: 1\n"; }
  const std::string& path() const { return folder_.path(); }
  std::string found() const {
    const auto file = find_policy_file(path());
    return file ? file->substr(path().size() + 1) : file.error().message;
  }

 private:
  TempDir folder_;
};

TEST_CASE("a folder stands for its policy.yaml", "[daemon]") {
  PolicyFolder folder;
  folder.put("policy.yaml");
  folder.put("another.yaml");
  CHECK(folder.found() == "policy.yaml");
}

TEST_CASE("a folder of one policy and its tests stands for the policy", "[daemon]") {
  PolicyFolder folder;
  folder.put("retail.yaml");
  folder.put("retail_test.yaml");
  folder.put("README.md");
  CHECK(folder.found() == "retail.yaml");
}

TEST_CASE("of several policies one must be named", "[daemon]") {
  PolicyFolder folder;
  CHECK_THAT(folder.found(), Catch::Contains("no policy.yaml"));
  folder.put("b.yaml");
  folder.put("a.yaml");
  CHECK_THAT(folder.found(), Catch::Contains("name one of `a.yaml`, `b.yaml`"));
}

TEST_CASE("a file stands for itself, and what is not there for nothing", "[daemon]") {
  PolicyFolder folder;
  folder.put("a.yaml");
  CHECK(*find_policy_file(folder.path() + "/a.yaml") == folder.path() + "/a.yaml");
  CHECK_FALSE(find_policy_file(folder.path() + "/b.yaml").ok());
}

}  // namespace
}  // namespace tact
