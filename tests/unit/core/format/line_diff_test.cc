#include "core/format/line_diff.h"

#include <catch2/catch.hpp>

namespace tact {
namespace {

std::string diff(const std::string& a, const std::string& b) {
  return unified_diff("a", a, "b", b);
}

}  // namespace

TEST_CASE("texts that are the same have no diff") {
  CHECK(diff("", "") == "");
  CHECK(diff("one\n", "one\n") == "");
}

TEST_CASE("a change is shown with three lines around it") {
  CHECK(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nV\n6\n7\n8\n9\n") ==
        "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n");
}

TEST_CASE("changes that are near are shown together, others apart") {
  CHECK(diff("1\n2\n3\n4\n5\n", "A\n2\n3\n4\nB\n") ==
        "--- a\n+++ b\n@@ -1,5 +1,5 @@\n-1\n+A\n 2\n 3\n 4\n-5\n+B\n");
  CHECK(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "2\n3\n4\n5\n6\n7\n8\n") ==
        "--- a\n+++ b\n@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n@@ -6,4 +5,3 @@\n 6\n 7\n 8\n-9\n");
}

TEST_CASE("lines that are only added or removed are counted so") {
  CHECK(diff("", "1\n") == "--- a\n+++ b\n@@ -0,0 +1,1 @@\n+1\n");
  CHECK(diff("1\n", "") == "--- a\n+++ b\n@@ -1,1 +0,0 @@\n-1\n");
}

TEST_CASE("a missing end of line is said") {
  CHECK(diff("1", "1\n") ==
        "--- a\n+++ b\n@@ -1,1 +1,1 @@\n-1\n\\ No newline at end of file\n+1\n");
}

}  // namespace tact
