#include "files/disk_files.h"

#include <catch2/catch.hpp>

namespace tact {
namespace {

const std::string root = TACT_SOURCE_DIR;

}  // namespace

TEST_CASE("a file is read whole") {
  DiskFiles files;
  const Result<std::string> text = files.read(root + "/tests/golden/policy/not_utf8.yaml");
  REQUIRE(text.ok());
  CHECK(text->starts_with("tact: 1\n"));
  CHECK(text->ends_with("    deny: true\n"));
}

TEST_CASE("what is not a file is said") {
  DiskFiles files;
  const auto why = [&](const std::string& path) { return files.read(path).error().message; };
  CHECK(why(root + "/policies/gone.yaml") == "there is no such file");
  CHECK(why(root + "/policies") == "it is a folder");
  CHECK(why("/dev/null") == "it is not a file");
}

TEST_CASE("a folder stands for the policy in it") {
  CHECK(policy_file_at(root + "/policies/example") == root + "/policies/example/policy.yaml");
  CHECK(policy_file_at(root + "/policies/example/") == root + "/policies/example/policy.yaml");
  CHECK(policy_file_at("gone.yaml") == "gone.yaml");
}

}  // namespace tact
