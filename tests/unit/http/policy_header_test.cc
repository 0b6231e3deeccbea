#include "http/policy_header.h"

#include <catch2/catch.hpp>

namespace tact::http {
namespace {

using std::chrono::year;

Policy with(std::vector<Provenance> provenance) {
  Policy policy;
  policy.name = "acme";
  policy.hash = "0123456789abcdef";
  policy.provenance = std::move(provenance);
  return policy;
}

std::string header_of(std::vector<Provenance> provenance) {
  const Policy policy = with(std::move(provenance));
  return policy_header("acme@0123456789ab", &policy);
}

constexpr LocalDate autumn{year{2026} / 11 / 22};
constexpr LocalDate spring{year{2026} / 4 / 1};

}  // namespace

TEST_CASE("a policy's header says what its files say of themselves", "[policy_header]") {
  CHECK(header_of({}) == "acme@0123456789ab");
  CHECK(header_of({{"a", autumn, "pending"}}) ==
        "acme@0123456789ab; knowledge=2026-11-22; legal-review=pending");
  CHECK(header_of({{"a", autumn, ""}}) == "acme@0123456789ab; knowledge=2026-11-22");
  CHECK(header_of({{"a", {}, "A. Yılmaz, 2027-01-15"}}) == "acme@0123456789ab; legal-review=done");
}

TEST_CASE("a set is as old as its oldest file, and pending while one is", "[policy_header]") {
  CHECK(header_of({{"a", autumn, "A. Yılmaz, 2027-01-15"}, {"b", spring, "pending"}}) ==
        "acme@0123456789ab; knowledge=2026-04-01; legal-review=pending");
}

TEST_CASE("of a version that is not the active one nothing more is said", "[policy_header]") {
  const Policy policy = with({{"a", autumn, "pending"}});
  CHECK(policy_header("acme@ffffffffffff", &policy) == "acme@ffffffffffff");
  CHECK(policy_header("acme@0123456789ab", nullptr) == "acme@0123456789ab");
}

}  // namespace tact::http
