// The estimate of a record's memory is held against what the allocator gives out. Which one that is
// differs: a program's own takes other steps.
#include "engine/record_memory.h"

#include <catch2/catch.hpp>

#include "support/allocations.h"

namespace tact::test {
namespace {

template <class Make>
void check_estimate(Make make) {
  const std::int64_t before = allocated_bytes();
  const auto value = make();
  const auto taken = static_cast<double>(allocated_bytes() - before);
  const auto estimated = static_cast<double>(heap_bytes(value));
  CHECK(estimated > 0.75 * taken);
  CHECK(estimated < 1.4 * taken);
}

ContactFields fields_of(std::size_t number) {
  ContactFields fields;
  fields.channel = "email";
  fields.purpose = "marketing/promotion";
  fields.brand = "acme";
  fields.campaign = "autumn-sale-" + std::to_string(number);
  if (number % 3 == 0) fields.labels = {{"region", "the north of the country"}};
  return fields;
}

SubjectState subject_with(std::size_t contacts) {
  SubjectState state;
  state.profile.emplace();
  state.profile->timezone = "America/Argentina/Buenos_Aires";
  state.profile->segments = {"gold", "newsletter-readers-2026"};
  for (std::size_t i = 0; i < 3; ++i) {
    Consent& consent = state.consents.emplace_back();
    consent.purpose = "marketing/promotion";
    consent.channel = "email";
  }
  state.listings.emplace_back().list = "bounced";
  for (std::size_t i = 0; i < contacts; ++i) {
    state.contacts.push_back({Seq{i}, {}, fields_of(i), {}, ContactStatus::sent});
  }
  return state;
}

}  // namespace

TEST_CASE("the memory of a customer's state is estimated", "[memory]") {
  const std::size_t contacts = GENERATE(0, 1, 10, 100, 1'000);
  check_estimate([&] { return subject_with(contacts); });
}

TEST_CASE("the memory of identities is estimated", "[memory]") {
  check_estimate([] {
    CustomerIdentity customer;
    customer.household = "household-of-the-smiths";
    customer.addresses = {{"email", "somebody@example.com"}, {"sms", "+905321234567"}};
    return customer;
  });
  check_estimate([] { return AddressIdentity{{}, {}, "customer-number-1234567"}; });
}

TEST_CASE("the memory of a volume part is estimated", "[memory]") {
  check_estimate([] {
    VolumePart part;
    for (std::size_t i = 0; i < 64; ++i)
      part.contacts.push_back({Seq{i}, {}, fields_of(i), {}, {}});
    return part;
  });
}

}  // namespace tact::test
