// What is held on a person, in each form, over a real socket: whole documents against files.
#include <fstream>
#include <iostream>
#include <sstream>

#include <catch2/catch.hpp>

#include "core/policy/bundle.h"
#include "support/http_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;
using std::chrono::hours;

constexpr const char* policy_text = R"(tact: 1
policy: shop
defaults: { timezone: Europe/Istanbul, country: TR }
vocabulary:
  channels: [sms, email]
  purposes: [marketing/promotion, service/order]
  brands: [acme]
  activities: [complaint, data-request]
rules:
  - id: consent
    text: No promotion without consent.
    when: { purpose: marketing }
    consent: { model: opt-in, level: express }
  - id: few
    text: Not more than two a week.
    when: { purpose: service }
    cap: { at_most: 2, within: 7d }
  - id: calm
    text: Leave those alone who complained.
    cooldown: { after: { event: complaint }, for: 3d }
  - id: blocked
    text: Nobody on the list.
    absent_from: { lists: [do-not-contact] }
obligations:
  - id: answer
    text: Send the person their data.
    opened_by: { activity: [data-request] }
    closed_by: { activity: [complaint] }
    due: 30 calendar days
)";

std::shared_ptr<const Policy> shop_policy() {
  Compiled compiled =
      compile_bundle({{{"shop.yaml", policy_text}}, {}}, istanbul_zones(), std::nullopt);
  for (const Diagnostic& wrong : compiled.diagnostics) UNSCOPED_INFO(render_diagnostic(wrong));
  REQUIRE(compiled.policy != nullptr);
  return compiled.policy;
}

// A customer to whom all happened that a person can be told of.
class Shop {
 public:
  Shop() : desk_(shop_policy()) {
    put_profile("");
    ask(R"("purpose":"marketing/promotion","brand":"acme","campaign":"spring")");
    tell(R"("type":"consent","customer":"ayse","state":"granted","level":"express",)"
         R"("purpose":"marketing","channel":"sms","brand":"acme","source":"web",)"
         R"("expires_at":"2027-11-24T12:00:00Z","registered_at":"2026-11-24T14:30:00Z",)"
         R"("evidence":{"document_sha256":")" +
         std::string(64, 'a') +
         R"(","wording_version":"v3","capture_channel":"web",)"
         R"("captured_at":"2026-11-24T11:59:00Z","network_address":"203.0.113.7",)"
         R"("double_opt_in":[{"step":"code sent","at":"2026-11-24T11:57:00Z"},)"
         R"({"step":"code entered","at":"2026-11-24T11:58:00Z"}],)"
         R"("shop":{"city":"İzmir","till":4}})");
    const std::string allowed =
        ask(R"("purpose":"marketing/promotion","brand":"acme","address":"+905321234567")");
    tell(R"("type":"outcome","decision":")" + allowed + R"(","status":"delivered")");
    ask(R"("purpose":"service/order","at":"2026-11-25T07:00:00Z")");
    tell(R"("type":"contact","customer":"ayse","channel":"email","purpose":"service/order",)"
         R"("at":"2026-11-23T08:00:00Z")");
    ask(R"("purpose":"service/order")");
    tell(R"("type":"activity","customer":"ayse","event":"data-request","channel":"email")");
    tell(R"("type":"consent","customer":"ayse","state":"withdrawn","purpose":"marketing",)"
         R"("channel":"sms","brand":"acme")");
    tell(R"("type":"consent","address":"+905321234567","state":"withdrawn","purpose":"service")");
    tell(R"("type":"consent","customer":"ayse","state":"granted","channel":"email",)"
         R"("expires_at":"2026-11-25T00:00:00Z")");
    tell(R"("type":"listing","customer":"ayse","list":"do-not-contact","state":"added",)"
         R"("until":"2027-01-01T00:00:00Z")");
    desk_.clock.advance(hours(24));
    tell(R"("type":"activity","customer":"ayse","event":"complaint","brand":"acme")");
    tell(R"("type":"activity","customer":"ayse","event":"data-request")");
    ask(R"("purpose":"marketing/promotion","brand":"acme")");
    tell(R"("type":"listing","customer":"ayse","list":"do-not-contact","state":"removed")");
    tell(R"("type":"listing","address":"+905321234567","list":"do-not-contact","state":"added")");
  }

  HttpDesk& desk() { return desk_; }

  void put_profile(const std::string& language) {
    const std::string more = language.empty() ? "" : R"("language":")" + language + R"(",)";
    const Answer answer = desk_.call(
        "PUT", "/v1/customers/ayse",
        "{" + more +
            R"("timezone":"Europe/Istanbul","country":"TR","kind":"individual",)"
            R"("segments":["gold"],"birth_date":"1990-04-23","household":"h-1","addresses":[)"
            R"({"channel":"sms","address":"+905321234567"},)"
            R"({"channel":"email","address":"ayse@example.com"}]})");
    REQUIRE(answer.status == 200);
  }

  // The pages put together; `pages` is how many there were.
  std::string exported(const std::string& query, std::size_t* pages = nullptr) {
    std::string all;
    std::size_t count = 0;
    for (std::string cursor; count == 0 || !cursor.empty(); ++count) {
      const Answer page = desk_.get("/v1/customers/ayse/export?" + query +
                                    (cursor.empty() ? "" : "&after=" + cursor));
      REQUIRE(page.status == 200);
      all += page.body;
      cursor = page.field("x-next-cursor");
    }
    if (pages != nullptr) *pages = count;
    return all;
  }

 private:
  void tell(const std::string& fields) {
    desk_.clock.advance(std::chrono::minutes(1));
    const Answer answer = desk_.post("/v1/records", '{' + fields + '}');
    INFO(fields << ": " << answer.body);
    REQUIRE(answer.status == 200);
  }
  std::string ask(const std::string& fields) {
    desk_.clock.advance(std::chrono::minutes(1));
    const Answer answer =
        desk_.post("/v1/decisions", R"({"customer":"ayse","channel":"sms",)" + fields + '}');
    INFO(fields << ": " << answer.body);
    REQUIRE(answer.status == 200);
    const std::size_t at = answer.body.find(R"("decision":")") + 12;
    return answer.body.substr(at, answer.body.find('"', at) - at);
  }

  HttpDesk desk_;
};

void check_golden(const std::string& name, const std::string& text) {
  std::ifstream file(TACT_SOURCE_DIR "/tests/golden/export/" + name, std::ios::binary);
  std::ostringstream expected;
  expected << file.rdbuf();
  if (text != expected.str()) {
    // Catch would break its lines.
    std::cout << "---- if this is what it should be, put it into tests/golden/export/" << name
              << '\n'
              << text << "---- end\n";
  }
  CHECK((text == expected.str()));
}

TEST_CASE("a person can read what is held on them, in their language", "[http]") {
  Shop shop;
  check_golden("person.en.txt", shop.exported("form=text&language=en"));
  check_golden("person.tr.txt", shop.exported("form=text&language=tr"));
}

TEST_CASE("pages of a text put together are the one document", "[http]") {
  Shop shop;
  const std::string whole = shop.exported("form=text&language=tr&limit=1000");
  for (const char* limit : {"1", "2", "7"}) {
    std::size_t pages = 0;
    CHECK(shop.exported(std::string("form=text&language=tr&limit=") + limit, &pages) == whole);
    CHECK(pages > 1);
  }
}

TEST_CASE("a text is in the person's own language unless another is named", "[http]") {
  Shop shop;
  const auto language_of = [&](const std::string& query) {
    return shop.desk().get("/v1/customers/ayse/export?form=text" + query).field("content-language");
  };
  CHECK(language_of("") == "en");
  shop.put_profile("tr-TR");
  CHECK(language_of("") == "tr");
  CHECK(language_of("&language=en") == "en");
  shop.put_profile("de");
  CHECK(language_of("") == "en");
}

TEST_CASE("a text is given to whoever accepts one, JSON to all others", "[http]") {
  Shop shop;
  const auto type_of = [&](const std::string& accept, const std::string& query = "") {
    return shop.desk().get("/v1/customers/ayse/export" + query, accept).field("content-type");
  };
  CHECK_THAT(type_of("text/plain"), Contains("text/plain"));
  CHECK_THAT(type_of("text/markdown, application/json"), Contains("text/plain"));
  CHECK_THAT(type_of("application/json, text/plain"), Contains("application/json"));
  CHECK_THAT(type_of("*/*"), Contains("application/json"));
  CHECK_THAT(type_of("application/json", "?form=text"), Contains("text/plain"));
  CHECK(shop.desk().get("/v1/customers/ayse/export", "image/png").status == 406);
}

TEST_CASE("what does not go together in an export is refused with its parameter", "[http]") {
  Shop shop;
  for (const char* query :
       {"form=pdf", "form=text&language=de", "language=tr", "form=ts27560&language=tr",
        "form=ts27560&limit=5", "form=ts27560&after=1-2", "after=5", "after=9-3", "after=x-3"}) {
    INFO(query);
    CHECK(shop.desk().get(std::string("/v1/customers/ayse/export?") + query).status == 400);
  }
  CHECK(shop.desk().get("/v1/customers/nobody/export?form=text").status == 404);
  CHECK(shop.desk().get("/v1/customers/nobody/export?form=ts27560").status == 404);
}

TEST_CASE("consents are given in the fields of ISO/IEC TS 27560, and what is not held is named",
          "[http]") {
  Shop shop;
  check_golden("ts27560.json", shop.exported("form=ts27560"));
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
  return found;
}

TEST_CASE("a consent that was given again before its end has not expired", "[http]") {
  HttpDesk desk;
  const auto tell = [&](const std::string& fields) {
    desk.clock.advance(hours(1));
    const Answer answer = desk.post(
        "/v1/records", R"({"type":"consent","customer":"ayse","channel":"sms",)" + fields + '}');
    REQUIRE(answer.status == 200);
  };
  const auto states = [&] {
    const std::string records = desk.get("/v1/customers/ayse/export?form=ts27560").body;
    CHECK(count_of(records, R"("record_id")") == 1);
    std::string found;
    for (const std::string rest : {"given", "withdrawn", "refused", "expired"}) {
      found += std::to_string(count_of(records, R"("event_state":")" + rest + '"')) + ' ';
    }
    return found;
  };
  tell(R"("state":"withdrawn")");
  CHECK(states() == "0 0 1 0 ");
  tell(R"("state":"granted","expires_at":"2026-11-24T18:00:00Z")");
  tell(R"("state":"granted","expires_at":"2026-11-25T18:00:00Z")");
  desk.clock.advance(hours(10));
  CHECK(states() == "2 0 1 0 ");
  desk.clock.advance(hours(24));
  CHECK(states() == "2 0 1 1 ");
  tell(R"("state":"withdrawn")");
  CHECK(states() == "2 1 1 1 ");
}

}  // namespace
}  // namespace tact::test
