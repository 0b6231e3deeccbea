// Names are one to one with what they name, and are the contract's.
#include "core/names/names.h"

#include <catch2/catch.hpp>

#include "tact/decision.h"

#include "core/names/hex.h"

namespace tact {

TEMPLATE_TEST_CASE("each name reads back as what it names", "[names]", ContactStatus, ConsentState,
                   ConsentLevel, CustomerKind, ListingState, RuleMode) {
  REQUIRE(names_of<TestType>().size() >= 2);
  for (const std::string_view name : names_of<TestType>()) {
    const auto value = parse_name<TestType>(name);
    REQUIRE(value.has_value());
    CHECK(name_of(*value) == name);
  }
  CHECK_FALSE(parse_name<TestType>(""));
  CHECK_FALSE(parse_name<TestType>("Sent"));
}

TEST_CASE("statuses are called what their numbers on disk say", "[names]") {
  CHECK(name_of(ContactStatus::reserved) == "reserved");
  CHECK(name_of(ContactStatus::sent) == "sent");
  CHECK(name_of(ContactStatus::failed) == "failed");
  CHECK(name_of(ContactStatus::cancelled) == "cancelled");
  CHECK(name_of(ContactStatus::delivered) == "delivered");
  CHECK(name_of(ContactStatus::conversation) == "conversation");
  CHECK(name_of(ConsentState::withdrawn) == "withdrawn");
  CHECK(name_of(ConsentLevel::written) == "written");
  CHECK(name_of(CustomerKind::merchant) == "merchant");
  CHECK(name_of(ListingState::removed) == "removed");
  CHECK(name_of(RuleMode::shadow) == "shadow");
}

TEST_CASE("codes are spelled as in the contract", "[names]") {
  struct Row {
    Code code;
    std::string_view name;
  };
  const auto row = GENERATE(values<Row>({{Code::none, ""},
                                         {Code::no_consent, "no-consent"},
                                         {Code::withdrawn, "withdrawn"},
                                         {Code::consent_expired, "consent-expired"},
                                         {Code::consent_too_weak, "consent-too-weak"},
                                         {Code::consent_unregistered, "consent-unregistered"},
                                         {Code::listed, "listed"},
                                         {Code::list_stale, "list-stale"},
                                         {Code::cap_reached, "cap-reached"},
                                         {Code::gap_too_short, "gap-too-short"},
                                         {Code::outside_hours, "outside-hours"},
                                         {Code::cooling_down, "cooling-down"},
                                         {Code::volume_exceeded, "volume-exceeded"},
                                         {Code::denied, "denied"},
                                         {Code::would_expire, "would-expire"},
                                         {Code::on_hold, "on-hold"},
                                         {Code::timezone_unknown, "timezone-unknown"},
                                         {Code::calendar_missing, "calendar-missing"}}));
  CHECK(code_name(row.code) == row.name);
  CHECK(parse_code(row.name) == row.code);
}

TEST_CASE("outcomes are spelled as in the contract", "[names]") {
  CHECK(outcome_name(Outcome::allow) == "allow");
  CHECK(outcome_name(Outcome::defer) == "defer");
  CHECK(outcome_name(Outcome::deny) == "deny");
  CHECK(parse_outcome("defer") == Outcome::defer);
  CHECK_FALSE(parse_outcome("maybe"));
  CHECK_FALSE(parse_code("outside_hours"));
}

TEST_CASE("a pseudonym is 32 lower-case digits", "[names]") {
  SubjectId id;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) id.bytes[i] = static_cast<std::uint8_t>(i * 17);
  CHECK(format_subject(id) == "00112233445566778899aabbccddeeff");
  CHECK(parse_subject("00112233445566778899aabbccddeeff") == id);
  CHECK_FALSE(parse_subject("00112233445566778899AABBCCDDEEFF"));
  CHECK_FALSE(parse_subject("00112233445566778899aabbccddeef"));
  CHECK_FALSE(parse_subject("00112233445566778899aabbccddeefff"));
  CHECK_FALSE(parse_subject("00112233445566778899aabbccddeefg"));
  CHECK_FALSE(parse_subject("g0112233445566778899aabbccddeeff"));
  CHECK_FALSE(parse_subject(""));
}

TEST_CASE("a label that is not there is null", "[names]") {
  const Labels labels = {{"mode", "live"}, {"subject", ""}};
  REQUIRE(find_label(labels, "mode") != nullptr);
  CHECK(*find_label(labels, "mode") == "live");
  REQUIRE(find_label(labels, "subject") != nullptr);
  CHECK(find_label(labels, "mod") == nullptr);
  CHECK(find_label({}, "mode") == nullptr);
}

TEST_CASE("choices are listed as a sentence does", "[names]") {
  CHECK(list_choices(names_of<ConsentLevel>()) == "`implied`, `express` or `written`");
  CHECK(list_choices(names_of<ConsentState>()) == "`granted` or `withdrawn`");
}

}  // namespace tact
