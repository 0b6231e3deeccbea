// What each other type of record may say, and what is answered to what it may not.
#include "core/records/parse.h"

#include <catch2/catch.hpp>

#include "unit/core/records/reading.h"

namespace tact {

using reading::body;
using reading::instant;
using reading::mistakes;
using reading::read;

TEST_CASE("the type of a record is one of nine", "[records]") {
  CHECK(mistakes(R"({"type":"consnt"})") ==
        "/type unknown type `consnt` (did you mean `consent`?)");
  CHECK(mistakes(R"({"type":"zebra"})") ==
        "/type unknown type `zebra`; use `request`, `customer`, `consent`, `listing`, `list`, "
        "`activity`, `outcome`, `contact`, `hold` or `obligation`");
  CHECK(mistakes(R"({"type":")" + std::string(129, 'x') + "\"}") ==
        "/type must be `request`, `customer`, `consent`, `listing`, `list`, `activity`, `outcome`, "
        "`contact`, `hold` or `obligation`");
  CHECK(mistakes(R"({"type":7})") == "/type must be a string");
  CHECK(mistakes("[]") == " must be an object");
  CHECK_FALSE(mistakes("{").empty());
  CHECK_FALSE(mistakes(R"({"type":"list","list":"a","list":"b"})").empty());
}

TEST_CASE("a consent is read whole", "[records]") {
  const Record record = read(R"({
    "type": "consent", "customer": "ayse", "address": "ayse@example.com", "purpose": "marketing",
    "channel": "email", "brand": "acme", "state": "granted", "at": "2026-01-10T10:00:00+03:00",
    "expires_at": "2028-01-10T10:00:00+03:00", "level": "written",
    "registered_at": "2026-01-11T09:00:00+03:00", "source": "web",
    "evidence": {"url": "https://example.com/f", "form": {"b": 2, "a": [true, null]}}})");
  const auto& consent = std::get<ConsentRecord>(record.body);
  CHECK(record.at == instant("2026-01-10T07:00:00Z"));
  CHECK(consent.person == Person{"ayse", "ayse@example.com"});
  CHECK(consent.purpose == "marketing");
  CHECK(consent.channel == "email");
  CHECK(consent.brand == "acme");
  CHECK(consent.state == ConsentState::granted);
  CHECK(consent.expires_at == instant("2028-01-10T07:00:00Z"));
  CHECK(consent.level == ConsentLevel::written);
  CHECK(consent.registered_at == instant("2026-01-11T06:00:00Z"));
  CHECK(consent.source == "web");
  CHECK(consent.evidence == R"({"form":{"a":[true,null],"b":2},"url":"https://example.com/f"})");
}

TEST_CASE("a consent without more is implied, for everything", "[records]") {
  const auto consent =
      body<ConsentRecord>(R"({"type":"consent","customer":"a","state":"withdrawn","evidence":{}})");
  CHECK(consent.state == ConsentState::withdrawn);
  CHECK(consent.level == ConsentLevel::implied);
  CHECK(consent.purpose.empty());
  CHECK(consent.evidence.empty());
}

TEST_CASE("what a consent may not say", "[records]") {
  struct Row {
    std::string fields;
    std::string answer;
  };
  const auto row = GENERATE(values<Row>({
      {R"("customer":"a")", "/state is required"},
      {R"("state":"granted")", "/customer is required; name the customer, an address or both"},
      {R"("customer":"a","state":"grant")",
       "/state must be `granted` or `withdrawn` (did you mean `granted`?)"},
      {R"("customer":"a","state":"granted","level":"verbal")",
       "/level must be `implied`, `express` or `written`"},
      {R"("customer":"a","state":"granted","evidence":"a form")", "/evidence must be an object"},
      {R"("customer":"a","state":"granted","evidence":{"score":0.5})",
       "/evidence must not have fractions, exponents or integers beyond 2^53; write them as "
       "strings"},
      {R"("customer":"a","state":"granted","evidence":{"n":9007199254740992})",
       "/evidence must not have fractions, exponents or integers beyond 2^53; write them as "
       "strings"},
      {R"("customer":"a","state":"granted","evidence":{"n":-9223372036854775808})",
       "/evidence must not have fractions, exponents or integers beyond 2^53; write them as "
       "strings"},
  }));
  CHECK(mistakes(R"({"type":"consent",)" + row.fields + "}") == row.answer);
}

// A refusal must never be lost over a field; decisions do not look at it.
TEST_CASE("a withdrawal may say when it ends, and holds until a later grant", "[records]") {
  const auto consent =
      body<ConsentRecord>(R"({"type":"consent","customer":"a","state":"withdrawn",)"
                          R"("expires_at":"2028-01-10T10:00:00Z"})");
  CHECK(consent.state == ConsentState::withdrawn);
}

TEST_CASE("a listing is of one customer or one address", "[records]") {
  const auto listing = body<ListingRecord>(
      R"({"type":"listing","list":"dnc","address":"+905321234567","state":"added",
          "since":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"})");
  CHECK(listing.list == "dnc");
  CHECK(listing.person == Person{"", "+905321234567"});
  CHECK(listing.state == ListingState::added);
  CHECK(listing.since == instant("2026-01-01T00:00:00Z"));
  CHECK(listing.until == instant("2027-01-01T00:00:00Z"));
  CHECK(mistakes(R"({"type":"listing","list":"dnc","state":"added"})") ==
        "/customer is required; name either the customer or an address");
  CHECK(mistakes(R"({"type":"listing","list":"dnc","state":"removed","customer":"a",
                     "address":"+905321234567"})") ==
        "/address must be left out where the customer is named; list the two one by one");
  CHECK(mistakes(R"({"type":"listing","customer":"a","state":"on"})") ==
        "/list is required\n/state must be `added` or `removed`");
}

TEST_CASE("a list says when it was loaded, or that it was now", "[records]") {
  CHECK(body<ListRecord>(R"({"type":"list","list":"dnc","loaded_at":"2026-01-01T00:00:00Z"})")
            .loaded_at == instant("2026-01-01T00:00:00Z"));
  CHECK_FALSE(body<ListRecord>(R"({"type":"list","list":"dnc"})").loaded_at);
  CHECK(body<ListRecord>(R"({"type":"list","list":"dnc"})").country.empty());
  CHECK(body<ListRecord>(R"({"type":"list","list":"dnc","country":"US"})").country == "US");
  CHECK(mistakes(R"({"type":"list"})") == "/list is required");
}

TEST_CASE("an activity is a customer's event", "[records]") {
  const auto activity = body<ActivityRecord>(
      R"({"type":"activity","customer":"a","event":"purchase","channel":"call","brand":"acme",
          "labels":{"category":"shoes"}})");
  CHECK(activity.customer == "a");
  CHECK(activity.event == "purchase");
  CHECK(activity.channel == "call");
  CHECK(activity.brand == "acme");
  CHECK(activity.labels == Labels{{"category", "shoes"}});
  CHECK(mistakes(R"({"type":"activity"})") == "/customer is required\n/event is required");
}

TEST_CASE("an outcome names its decision in one way", "[records]") {
  const auto by_id =
      body<OutcomeRecord>(R"({"type":"outcome","decision":"182736","status":"delivered"})");
  CHECK(by_id.decision == Seq{182736});
  CHECK(by_id.status == ContactStatus::delivered);
  const auto by_request =
      body<OutcomeRecord>(R"({"type":"outcome","request_id":"r-1","status":"failed"})");
  CHECK_FALSE(by_request.decision);
  CHECK(by_request.request_id == "r-1");
  CHECK(mistakes(R"({"type":"outcome","status":"sent"})") ==
        "/decision is required; name the decision's id or its `request_id`");
  CHECK(mistakes(R"({"type":"outcome","decision":"1","request_id":"r","status":"sent"})") ==
        "/request_id must be left out where `decision` is given");
}

TEST_CASE("an outcome's status is one that a sender can know", "[records]") {
  const std::string choices =
      "/status must be `sent`, `failed`, `cancelled`, `delivered` or "
      "`conversation`";
  CHECK(mistakes(R"({"status":"reserved"})", RecordShape::outcome) == choices);
  CHECK(mistakes(R"({"status":"deliverd"})", RecordShape::outcome) ==
        choices + " (did you mean `delivered`?)");
  CHECK(mistakes("{}", RecordShape::outcome) == "/status is required");
  CHECK(mistakes(R"({"status":"sent","decision":"1"})", RecordShape::outcome) ==
        "/decision unknown field `decision`");
  CHECK(body<OutcomeRecord>(R"({"status":"cancelled"})", RecordShape::outcome).status ==
        ContactStatus::cancelled);
}

TEST_CASE("a decision's id is its digits", "[records]") {
  const auto id = GENERATE(as<std::string>(), "", "007", "-1", "+1", "1.0", " 1", "1 ", "abc",
                           "99999999999999999999", "9007199254740992");
  CHECK(mistakes(R"({"type":"outcome","status":"sent","decision":")" + id + "\"}") ==
        "/decision must be the id that a decision was answered with, like \"182736\"");
}

TEST_CASE("decision 0 is a decision", "[records]") {
  CHECK(body<OutcomeRecord>(R"({"type":"outcome","decision":"0","status":"sent"})").decision ==
        Seq{0});
}

TEST_CASE("a contact made elsewhere was sent, unless it says more", "[records]") {
  const std::string fields = R"("type":"contact","customer":"a","channel":"call","purpose":"debt")";
  CHECK(body<ContactRecord>("{" + fields + "}").status == ContactStatus::sent);
  CHECK(body<ContactRecord>("{" + fields + R"(,"status":"conversation","priority":7})")
            .fields.priority == 7);
  CHECK(body<ContactRecord>("{" + fields + R"(,"status":"conversation"})").status ==
        ContactStatus::conversation);
  CHECK(mistakes("{" + fields + R"(,"status":"reserved"})") ==
        "/status must be `sent`, `failed`, `cancelled`, `delivered` or `conversation`");
  CHECK(body<ContactRecord>("{" + fields + R"(,"request_id":"r"})").request_id == "r");
  // A request's field as well; what was sent expires no more.
  CHECK(body<ContactRecord>("{" + fields + R"(,"expires_at":"2028-01-10T10:00:00Z"})").fields ==
        body<ContactRecord>("{" + fields + "}").fields);
}

TEST_CASE("a hold names its scope, which may be everything", "[records]") {
  const auto hold = body<HoldRecord>(
      R"({"type":"hold","scope":{"brand":"acme","campaign":"spring*","channel":"sms",
          "purpose":"marketing"},"state":"on"})");
  CHECK(hold.on);
  CHECK(hold.scope == HoldScope{"acme", "spring*", "sms", "marketing"});
  const auto everything = body<HoldRecord>(R"({"type":"hold","scope":{},"state":"off"})");
  CHECK_FALSE(everything.on);
  CHECK(everything.scope == HoldScope{});
  CHECK(mistakes(R"({"type":"hold","state":"on"})") == "/scope is required");
  CHECK(mistakes(R"({"type":"hold","scope":{"brnd":"acme"},"state":"stop"})") ==
        "/scope/brnd unknown field `brnd` (did you mean `brand`?)\n"
        "/state must be `on` or `off`");
}

TEST_CASE("what would make an entry too long is refused", "[records]") {
  const auto texts = [](std::size_t count, const char* before, const char* after) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
      all +=
          (i > 0 ? "," : "") + (before + std::to_string(1000 + i)) + std::string(40, 'x') + after;
    }
    return all;
  };
  // 44 bytes and 6 around them: 327 make 16,350.
  const auto customer = [&](std::size_t segments) {
    return R"({"type":"customer","customer":"a","segments":[)" + texts(segments, "\"", "\"") + "]}";
  };
  CHECK(mistakes(customer(327)).empty());
  CHECK(mistakes(customer(328)) == "/segments must be at most 16 KiB, all of them together");
  // 45 and 6: 321 make 16,371.
  const auto activity = [&](std::size_t labels) {
    return R"({"type":"activity","customer":"a","event":"e","labels":{)" +
           texts(labels, "\"", "\":\"v\"") + "}}";
  };
  CHECK(mistakes(activity(321)).empty());
  CHECK(mistakes(activity(322)) == "/labels must be at most 16 KiB, all of them together");
  const auto addresses = [&](std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
      all += (i > 0 ? "," : "") +
             (R"({"channel":"sms","address":"+9053212)" + std::to_string(10'000 + i) + "\"}");
    }
    return R"({"type":"customer","customer":"a","addresses":[)" + all + "]}";
  };
  CHECK(mistakes(addresses(64)).empty());
  CHECK(mistakes(addresses(65)) == "/addresses must be at most 64");
}

}  // namespace tact
