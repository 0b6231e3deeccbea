#include "core/policy/counting.h"

#include <catch2/catch.hpp>

#include "core/policy/compare.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

Matcher when(const std::string& conditions) {
  return compiled_rule("when: " + conditions + "\ndeny: true\n").when;
}

}  // namespace

// What a limit counts where it does not say: what is said of the customer is left out, in the
// direction that counts more.
TEST_CASE("without count, the contacts count that when could match for some customer") {
  struct Row {
    std::string when;
    std::string counted;
  };
  const Row row = GENERATE(values<Row>({
      {"{ channel: sms, purpose: marketing }", "{ channel: sms, purpose: marketing }"},
      {"{ channel: sms, country: TR }", "{ channel: sms }"},
      {"{ country: TR, age: \"< 18\", on_list: x, kind: merchant }", "{}"},
      {"{ stage: vip, activity: { event: purchase }, consent: {} }", "{}"},
      {"{ priority: \">= 80\", segment: a }", "{ priority: \">= 80\" }"},
      // One alternative that may hold of any contact makes the whole hold of any.
      {"{ any: [ { channel: sms }, { country: TR } ] }", "{}"},
      {"{ any: [ { channel: sms, country: TR }, { channel: call } ] }",
       "{ any: [ { channel: sms }, { channel: call } ] }"},
      {"{ any: [ { channel: sms, country: TR } ] }", "{ channel: sms }"},
      // Of `not`, what is said of the customer may fail, so the contact may count.
      {"{ not: { country: TR } }", "{}"},
      {"{ not: { channel: sms, country: TR } }", "{}"},
      {"{ not: { channel: sms } }", "{ not: { channel: sms } }"},
      {"{ not: { any: [ { channel: sms }, { country: TR } ] } }", "{ not: { channel: sms } }"},
      {"{ not: { not: { channel: sms, country: TR } } }", "{ not: { not: { channel: sms } } }"},
      {"{ purpose: marketing, not: { stage: vip } }", "{ purpose: marketing }"},
  }));
  INFO(row.when << " counts " << row.counted);
  CHECK(is_same(contacts_matched_by(when(row.when)), when(row.counted)));
}

TEST_CASE("a limit without count takes it from when, one with count does not") {
  const Rule without =
      compiled_rule("when: { channel: sms, country: TR }\ncap: { at_most: 1, within: 1h }\n");
  CHECK(is_same(std::get<CapCheck>(without.check).counting.count, when("{ channel: sms }")));
  const Rule with =
      compiled_rule("when: { channel: sms }\ngap: { at_least: 1h, count: { channel: call } }\n");
  CHECK(is_same(std::get<GapCheck>(with.check).counting.count, when("{ channel: call }")));
  const Rule every =
      compiled_rule("when: { channel: sms }\ncap: { at_most: 1, within: 1h, count: {} }\n");
  CHECK(std::get<CapCheck>(every.check).counting.count.all.empty());
}

TEST_CASE("matchers are the same whatever the order in them") {
  CHECK(is_same(when("{ channel: [sms, call], any: [ { age: 3 }, { age: 4 } ] }"),
                when("{ any: [ { age: 4 }, { age: 3 } ], channel: [call, sms] }")));
  CHECK_FALSE(is_same(when("{ channel: sms }"), when("{ channel: call }")));
  CHECK_FALSE(is_same(when("{ label.subject: a }"), when("{ label.promotional: a }")));
  CHECK_FALSE(is_same(when("{ priority: 3 }"), when("{ age: 3 }")));
  CHECK_FALSE(is_same(when("{ activity: { event: purchase } }"),
                      when("{ activity: { event: purchase, within: 1d } }")));
}

}  // namespace tact
