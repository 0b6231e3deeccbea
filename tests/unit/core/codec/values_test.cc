// Every value reads back as it was written, and bytes that nobody wrote are refused.
#include "core/codec/values.h"

#include <catch2/catch.hpp>

#include "unit/core/entry/arbitrary.h"

namespace tact {

static bool operator==(const Keeping& a, const Keeping& b) {
  return a.contacts == b.contacts && a.volume == b.volume;
}

namespace {

using arbitrary::Source;

template <class Value>
Value make(Source& source);

template <>
SubjectState make(Source& source) {
  return {source.maybe(source.profile()),
          source.several(6, [&] { return source.consent(); }),
          source.several(12, [&] { return source.contact(); }),
          source.several(4, [&] { return source.listing(); }),
          source.several(5, [&] { return source.activity(); }),
          source.seq()};
}
template <>
HouseholdState make(Source& source) {
  return {source.several(100, [&] { return source.subject(); }), source.seq()};
}
template <>
RequestState make(Source& source) {
  return {source.seq()};
}
template <>
VolumePart make(Source& source) {
  return {source.several(200, [&] { return source.contact(); }), source.seq()};
}
template <>
Registers make(Source& source) {
  Registers registers;
  for (std::uint64_t i = source.up_to(5); i > 0; --i) {
    registers.lists_loaded_at[source.text()] = source.instant();
  }
  for (std::uint64_t i = source.up_to(3); i > 0; --i) {
    std::string list = source.text();
    registers.country_lists_loaded_at[{std::move(list), source.text()}] = source.instant();
  }
  registers.holds = source.several(4, [&] { return source.scope(); });
  registers.valid_before = source.seq();
  return registers;
}
template <>
Keeping make(Source& source) {
  return {source.instant().time_since_epoch(), source.coin()};
}
template <>
PolicyDocket make(Source& source) {
  PolicyDocket docket;
  docket.files_hash = source.maybe_text();
  docket.proposals = source.several(3, [&] {
    PolicyProposal proposal;
    proposal.id = source.seq();
    proposal.policy = source.text();
    proposal.hash = source.text();
    proposal.by = source.maybe_text();
    proposal.author = source.maybe_text();
    proposal.note = source.maybe_text();
    proposal.origin = PolicyOrigin::upload;
    proposal.filed_at = source.instant();
    proposal.starts_at = source.maybe(source.instant());
    proposal.needs_approval = source.coin();
    proposal.replaces = source.maybe_text();
    proposal.approved_by = source.maybe_text();
    return proposal;
  });
  docket.valid_before = source.seq();
  return docket;
}
template <>
ObligationState make(Source& source) {
  return {source.several(6,
                         [&] {
                           OpenObligation one;
                           one.id = source.seq();
                           one.rule = source.text();
                           one.opened_at = source.instant();
                           one.due = source.instant();
                           one.channel = source.maybe_text();
                           one.brand = source.maybe_text();
                           return one;
                         }),
          source.seq()};
}
template <>
ObligationHour make(Source& source) {
  return {source.several(6, [&] { return std::pair(source.text(), 1 + source.up_to(5'000)); }),
          source.seq()};
}
template <>
ObligationHours make(Source& source) {
  return {source.several(40, [&] { return static_cast<std::int64_t>(source.up_to(600'000)); }),
          source.seq()};
}
template <>
CustomerIdentity make(Source& source) {
  const LocalDate birth{std::chrono::days(static_cast<int>(source.up_to(40'000)) - 25'000)};
  return {source.subject(), source.bytes<32>(), source.maybe(birth), source.maybe_text(),
          source.several(4, [&] {
            return ChannelAddress{source.text(), source.text()};
          })};
}
template <>
AddressIdentity make(Source& source) {
  return {source.subject(), source.bytes<32>(), source.maybe_text()};
}
template <>
HouseholdIdentity make(Source& source) {
  return {source.subject()};
}
template <>
SubjectName make(Source& source) {
  return {source.maybe_text(), source.maybe_text()};
}

}  // namespace

TEMPLATE_TEST_CASE("a value reads back as it was written", "[codec]", SubjectState, HouseholdState,
                   RequestState, VolumePart, Registers, Keeping, PolicyDocket, ObligationState,
                   ObligationHour, ObligationHours, CustomerIdentity, AddressIdentity,
                   HouseholdIdentity, SubjectName) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Source source(seed);
    const auto value = make<TestType>(source);
    const std::string bytes = encode_value(value);
    const auto read = decode_value<TestType>(bytes);
    INFO("seed " << seed);
    REQUIRE(read.ok());
    REQUIRE(*read == value);
  }
}

TEMPLATE_TEST_CASE("a value of nothing is still some bytes", "[codec]", SubjectState,
                   HouseholdState, RequestState, VolumePart, Registers, Keeping, PolicyDocket,
                   ObligationState, ObligationHour, ObligationHours, CustomerIdentity,
                   AddressIdentity, HouseholdIdentity, SubjectName) {
  const std::string bytes = encode_value(TestType{});
  REQUIRE(bytes.size() >= 2);
  const auto read = decode_value<TestType>(bytes);
  REQUIRE(read.ok());
  CHECK(*read == TestType{});
}

TEMPLATE_TEST_CASE("a value that is cut short or goes on is refused", "[codec]", SubjectState,
                   HouseholdState, RequestState, VolumePart, Registers, Keeping, PolicyDocket,
                   ObligationState, ObligationHour, ObligationHours, CustomerIdentity,
                   AddressIdentity, HouseholdIdentity, SubjectName) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Source source(seed);
    const std::string bytes = encode_value(make<TestType>(source));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      INFO("seed " << seed << ", the first " << size << " of " << bytes.size() << " bytes");
      REQUIRE_FALSE(decode_value<TestType>(bytes.substr(0, size)).ok());
    }
    REQUIRE_FALSE(decode_value<TestType>(bytes + '\0').ok());
  }
}

// What a damaged value reads as is anyone's guess; it must be a value that could have been written,
// or an error, and never a crash (the sanitizers watch).
TEMPLATE_TEST_CASE("damaged bytes give an error or a value that can be written", "[codec]",
                   SubjectState, HouseholdState, RequestState, VolumePart, Registers, Keeping,
                   PolicyDocket, ObligationState, ObligationHour, ObligationHours, CustomerIdentity,
                   AddressIdentity, HouseholdIdentity, SubjectName) {
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    Source source(seed);
    std::string bytes = encode_value(make<TestType>(source));
    for (std::uint64_t i = 0; i <= source.up_to(3); ++i) {
      bytes[source.up_to(bytes.size() - 1)] = static_cast<char>(source.up_to(255));
    }
    const auto read = decode_value<TestType>(bytes);
    if (!read) {
      ++refused;
      continue;
    }
    const auto again = decode_value<TestType>(encode_value(*read));
    INFO("seed " << seed);
    REQUIRE(again.ok());
    REQUIRE(*again == *read);
  }
  CHECK(refused > 0);
}

TEST_CASE("another format's version is named", "[codec]") {
  std::string bytes = encode_value(SubjectState{});
  bytes[0] = 9;
  const auto read = decode_value<SubjectState>(bytes);
  REQUIRE_FALSE(read.ok());
  CHECK(read.error().message.find("format 9") != std::string::npos);
}

TEST_CASE("a wrong count asks for no memory", "[codec]") {
  // valid_before 0, then 2^63 members.
  const std::string bytes("\x01\x00\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 11);
  CHECK_FALSE(decode_value<HouseholdState>(bytes).ok());
}

TEST_CASE("words that come again cost a byte", "[codec]") {
  SubjectState one;
  Contact contact;
  contact.fields.channel = "whatsapp";
  contact.fields.purpose = "marketing/promotion";
  contact.fields.campaign = "a-campaign-with-a-long-name";
  contact.address = SubjectId{{1, 2, 3}};
  one.contacts.push_back(contact);
  SubjectState two = one;
  two.contacts.push_back(contact);
  // Flags, entry, time, channel, purpose, campaign and address.
  CHECK(encode_value(two).size() - encode_value(one).size() == 7);
}

}  // namespace tact
