// The bytes of one value of each kind, spelled out: they are on people's disks. A test here that
// fails says that the format has changed, which needs a new version and a way to read the old one.
#include <catch2/catch.hpp>

#include "core/codec/values.h"
#include "core/names/hex.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Instant noon{Duration(1'795'521'600'000)};  // 2026-11-24T12:00:00Z

template <class Value>
std::string hex_of(const Value& value) {
  const std::string bytes = encode_value(value);
  std::string text;
  append_hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, text);
  return text;
}

SubjectId subject(std::uint8_t byte) {
  SubjectId id;
  id.bytes.fill(byte);
  return id;
}

Contact contact(std::uint64_t entry, Instant at) {
  Contact contact;
  contact.entry = {entry};
  contact.at = at;
  contact.fields.channel = "sms";
  contact.fields.purpose = "debt";
  return contact;
}

SubjectState someone() {
  SubjectState state;
  state.valid_before = {300};
  state.profile = Profile{"Europe/Oslo",          "NO",  "",         "no",
                          CustomerKind::merchant, "vip", {"a", "b"}, subject(0x11)};
  state.consents = {{"debt",
                     "sms",
                     "",
                     {},
                     ConsentState::granted,
                     ConsentLevel::written,
                     true,
                     noon - days(30),
                     noon + days(30),
                     noon - days(29),
                     {7}},
                    {"",
                     "",
                     "b",
                     subject(0x22),
                     ConsentState::withdrawn,
                     ConsentLevel::implied,
                     false,
                     noon - days(2),
                     {},
                     {},
                     {8}}};
  state.contacts = {contact(280, noon - hours(1)), contact(299, noon)};
  state.contacts[1].fields.brand = "acme";
  state.contacts[1].fields.campaign = "c1";
  state.contacts[1].fields.priority = 90;
  state.contacts[1].fields.labels = {{"subject", "car"}};
  state.contacts[1].address = subject(0x22);
  state.contacts[1].status = ContactStatus::delivered;
  state.listings = {{"bounced", noon - days(1), noon, noon - hours(2)}};
  state.activities = {{"purchase", noon - hours(3), "", "acme", {{"subject", "car"}}}};
  return state;
}

}  // namespace

TEST_CASE("a subject's state is these bytes", "[codec][golden]") {
  CHECK(hex_of(SubjectState{}) == "01000000000000");
  CHECK(hex_of(someone()) ==
        "01d804"  // the version; valid before 300
        "01010b4575726f70652f4f736c6f01024e4f0001026e6f01020103766970"  // the profile
        "020101610101620100"                                            // … segments, household
        "11111111111111111111111111111111"
        "023ec90480c8f4aeae680104646562740103736d730080c0eccf26ffcfb9fd25"  // two consents
        "430280d0ddb0110000070022222222222222222222222222222222"
        "0200a00480a6aea1010908"  // two contacts, the second with all that one can have
        "fc2680bab7030908010461636d65010263315a0101077375626a656374010363617202"
        "010107626f756e636564ffefb2520180f0b252fff3ee06"  // a listing
        "0101087075726368617365ffb9b703000a010c0d");      // an activity
}

TEST_CASE("the other states are these bytes", "[codec][golden]") {
  CHECK(hex_of(HouseholdState{{subject(0x11), subject(0x22)}, {5}}) ==
        "010a0200111111111111111111111111111111110022222222222222222222222222222222");
  CHECK(hex_of(RequestState{{300}}) == "01d804");
  CHECK(hex_of(VolumePart{{contact(280, noon)}, {281}}) ==
        "01b20401000180e8ead6c1680103736d73010464656274");
  CHECK(hex_of(Registers{{{"bounced", noon}}, {{"acme", "", "sms", "debt"}}, {300}}) ==
        "01d804010107626f756e63656480e8ead6c16801010461636d65000103736d73010464656274");
  CHECK(hex_of(Registers{{{"bounced", noon}}, {}, {300}, {{{"bounced", "TR"}, noon}}}) ==
        "02d804010107626f756e63656480e8ead6c1680001020102545200");
  CHECK(hex_of(Keeping{hours(24), true}) == "0180f0b25201");
}

TEST_CASE("the states of obligations are these bytes", "[codec][golden]") {
  OpenObligation report;
  report.id = {300};
  report.rule = "tr-r03";
  report.opened_at = noon;
  report.due = noon + hours(72);
  report.channel = "sms";
  CHECK(hex_of(ObligationState{{report}, {301}}) ==
        "01da040101010674722d72303380e8ead6c16880d098f7010103736d7300");
  CHECK(hex_of(ObligationHour{{{"tr-r03", 2}}, {301}}) == "01da0401010674722d72303302");
  CHECK(hex_of(ObligationHours{{500'000, 500'001}, {301}}) == "01da0402a0c21ea1c21e");
}

TEST_CASE("rollups are these bytes", "[codec][golden]") {
  CHECK(hex_of(Rollup{}) == "0100000000000000");
  const Rollup rollup{{{"", {{1, 2, 300}, {}}}, {"cap", {{0, 5, 0}, {1, 3, 1}}}}, {{7, 0, 0}, {}}};
  CHECK(hex_of(rollup) ==
        "0102"                  // the version; two values
        "000102ac02000000"      // ""
        "03636170000500010301"  // "cap"
        "070000000000");        // the others
  CHECK(hex_of(RollupHead{{4'096}, 498'600}) == "018040a8b71e");
}

TEST_CASE("identities are these bytes", "[codec][golden]") {
  SubjectKey key;
  key.fill(0x44);
  const LocalDate birth{std::chrono::local_days(std::chrono::year(1985) / 3 / 20)};
  CHECK(hex_of(CustomerIdentity{subject(0x11), key, birth, "h1", {{"sms", "+905321234567"}}}) ==
        "011111111111111111111111111111111144444444444444444444444444444444444444444444444444"
        "4444444444444401ea5601026831010103736d73010d2b393035333231323334353637");
  CHECK(hex_of(AddressIdentity{subject(0x22), key, "ayse"}) ==
        "012222222222222222222222222222222244444444444444444444444444444444444444444444444444"
        "44444444444444010461797365");
  CHECK(hex_of(HouseholdIdentity{subject(0x11)}) == "0111111111111111111111111111111111");
  CHECK(hex_of(SubjectName{"ayse", ""}) == "0101046179736500");
  CHECK(hex_of(KeptRefusal{subject(0x11)}) == "0111111111111111111111111111111111");
  CHECK(hex_of(ErasureSecret{}) == "01" + std::string(64, '0'));
}

}  // namespace tact
