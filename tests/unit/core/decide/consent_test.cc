// Consent: who agreed to what, and who took it back.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";

TEST_CASE("a consent covers a request only where each part of its scope does", "[decide]") {
  struct Case {
    std::string consent, purpose, channel, brand, answer;
  };
  const std::vector<Case> cases = {
      {"grant any any any", "marketing/promotion", "sms", "acme", "allow"},
      {"grant marketing any any", "marketing/promotion", "sms", "acme", "allow"},
      {"grant marketing any any", "service/order", "sms", "acme", "deny no-consent"},
      {"grant marketing/newsletter any any", "marketing/promotion", "sms", "", "deny no-consent"},
      {"grant market any any", "marketing/promotion", "sms", "acme", "deny no-consent"},
      {"grant marketing/promotion any any", "marketing/promotion", "sms", "acme", "allow"},
      {"grant marketing sms any", "marketing/promotion", "sms", "", "allow"},
      {"grant marketing sms any", "marketing/promotion", "email", "acme", "deny no-consent"},
      {"grant any any acme", "marketing/promotion", "sms", "acme", "allow"},
      {"grant any any acme", "marketing/promotion", "sms", "bank", "deny no-consent"},
      // A consent for one brand does not cover a request that names none.
      {"grant any any acme", "marketing/promotion", "sms", "", "deny no-consent"},
  };
  for (const Case& row : cases) {
    Desk desk;
    desk.rule(opt_in());
    desk.consent("2026-01-10 10:00 +03:00", row.consent);
    desk.asked().purpose = row.purpose;
    desk.asked().channel = row.channel;
    desk.asked().brand = row.brand;
    desk.expect(now, row.answer, row.consent);
  }
}

TEST_CASE("a consent that names an address covers only requests that name it", "[decide]") {
  using Address = naive::World::Address;
  Desk desk;
  desk.rule(opt_in());
  Consent& grant = desk.consent("2026-01-10 10:00 +03:00", "grant any any any");
  grant.address = naive::address_of_request();
  desk.expect(now, "deny no-consent", "the request names no address");
  desk.world.address_named = Address::is_customer;
  desk.expect(now, "allow");
  SubjectId another;
  another.bytes[3] = 9;
  grant.address = another;
  desk.expect(now, "deny no-consent", "the consent is for another address");
}

TEST_CASE("what the address's own record says counts beside the customer's", "[decide]") {
  Desk desk;
  desk.rule(opt_in());
  Consent grant = desk.consent("2026-01-10 10:00 +03:00", "grant any any any");
  desk.world.customer.consents.clear();
  desk.world.address.consents = {grant};
  desk.expect(now, "deny no-consent", "the request does not name the address");
  desk.world.address_named = naive::World::Address::other;
  desk.expect(now, "allow");
  desk.consent("2026-02-10 10:00 +03:00", "withdraw any any any");
  desk.expect(now, "deny withdrawn", "what the customer took back counts too");
}

// A story of consents, a day apart; "same time" puts one at the time of the one before.
void tell(Desk& desk, const std::vector<std::string>& story) {
  int day = 0;
  for (const std::string& step : story) {
    const bool same_time = step.starts_with("same time ");
    if (!same_time) ++day;
    const std::string date = "2026-02-0" + std::to_string(day);
    desk.consent(date + " 10:00 +03:00", same_time ? step.substr(10) : step);
  }
}

struct Story {
  std::vector<std::string> steps;
  std::string purpose;
  std::string answer;
};

void hear(const std::vector<Story>& stories, const ConsentCheck& check) {
  for (const Story& story : stories) {
    Desk desk;
    desk.rule(check);
    tell(desk, story.steps);
    desk.asked().purpose = story.purpose;
    std::string steps;
    for (const std::string& step : story.steps) steps += step + "; ";
    desk.expect(now, story.answer, steps + "then " + story.purpose);
  }
}

TEST_CASE("a withdrawal is lifted only by a later grant of the same or a narrower scope",
          "[decide]") {
  const std::string promotion = "marketing/promotion";
  const std::string newsletter = "marketing/newsletter";
  hear({{{}, promotion, "deny no-consent"},
        {{"grant marketing any any", "withdraw marketing any any"}, promotion, "deny withdrawn"},
        {{"withdraw marketing any any", "grant marketing any any"}, promotion, "allow"},
        // Withdraw everything, then subscribe to the newsletter: newsletter only.
        {{"withdraw any any any", "grant marketing/newsletter any any"}, newsletter, "allow"},
        {{"withdraw any any any", "grant marketing/newsletter any any"},
         promotion,
         "deny withdrawn"},
        // Leave the newsletter, then say yes to all marketing: still no newsletter.
        {{"withdraw marketing/newsletter any any", "grant marketing any any"},
         newsletter,
         "deny withdrawn"},
        {{"withdraw marketing/newsletter any any", "grant marketing any any"}, promotion, "allow"},
        // A wider grant in another part: any channel is wider than sms, any brand than acme.
        {{"withdraw marketing sms any", "grant marketing any any"}, promotion, "deny withdrawn"},
        {{"withdraw marketing any any", "grant marketing sms any"}, promotion, "allow"},
        {{"withdraw any any acme", "grant any any any"}, promotion, "deny withdrawn"},
        {{"withdraw any any any", "grant any any acme"}, promotion, "allow"},
        // Narrower in one part and wider in another does not lift.
        {{"withdraw marketing sms any", "grant marketing/promotion any any"},
         promotion,
         "deny withdrawn"},
        // A withdrawal that does not cover the request does not matter.
        {{"grant marketing any any", "withdraw marketing email any"}, promotion, "allow"},
        {{"grant marketing any any", "withdraw any any bank"}, promotion, "allow"},
        // Every withdrawal must be lifted, not only the last.
        {{"withdraw any any any", "withdraw marketing sms any", "grant marketing sms any"},
         promotion,
         "allow"},
        {{"withdraw marketing sms acme", "withdraw any any any", "grant marketing any any"},
         promotion,
         "deny withdrawn"},
        // At the same instant the withdrawal wins, whichever was told first.
        {{"grant marketing any any", "same time withdraw marketing any any"},
         promotion,
         "deny withdrawn"},
        {{"withdraw marketing any any", "same time grant marketing any any"},
         promotion,
         "deny withdrawn"},
        {{"withdraw marketing any any", "grant marketing any any", "withdraw marketing any any"},
         promotion,
         "deny withdrawn"}},
       opt_in());
}

TEST_CASE("under opt-out silence passes and a withdrawal is lifted in the same way", "[decide]") {
  const std::string promotion = "marketing/promotion";
  hear({{{}, promotion, "allow"},
        {{"withdraw marketing any any"}, promotion, "deny withdrawn"},
        {{"withdraw marketing any any"}, "service/order", "allow"},
        {{"withdraw any sms any"}, promotion, "deny withdrawn"},
        {{"withdraw any sms any", "grant marketing sms any"}, promotion, "allow"},
        {{"withdraw any sms any", "grant marketing any any"}, promotion, "deny withdrawn"}},
       opt_out());
}

ConsentCheck of_any_purpose(ConsentCheck check, std::string channel = "") {
  check.purpose = any_purpose;
  check.channel = std::move(channel);
  return check;
}

TEST_CASE("with `purpose: any` a no to anything counts", "[decide]") {
  const std::string promotion = "marketing/promotion";
  hear({{{}, promotion, "allow"},
        {{"withdraw marketing any any"}, "debt", "deny withdrawn"},
        {{"withdraw marketing/newsletter sms any"}, promotion, "deny withdrawn"},
        {{"withdraw any any any"}, "service/order", "deny withdrawn"},
        // The other parts of its scope must still cover: the messages are text messages of acme.
        {{"withdraw marketing call any"}, "debt", "allow"},
        {{"withdraw marketing sms bank"}, "debt", "allow"},
        // Undone as it was said: gone for every message.
        {{"withdraw marketing any any", "grant marketing any any"}, "debt", "allow"},
        {{"withdraw marketing any any", "grant marketing sms any"}, "debt", "allow"},
        {{"withdraw any any any", "grant any any any"}, "debt", "allow"},
        // Undone in part: gone for messages of that part alone.
        {{"withdraw any any any", "grant marketing any any"}, promotion, "allow"},
        {{"withdraw any any any", "grant marketing any any"}, "debt", "deny withdrawn"},
        {{"withdraw marketing any any", "grant marketing/newsletter any any"},
         promotion,
         "deny withdrawn"},
        // A yes to just this message undoes a no to something else, for this message alone.
        {{"withdraw marketing any any", "grant debt any any"}, "debt", "allow"},
        {{"withdraw marketing any any", "grant debt any any"}, "service/order", "deny withdrawn"},
        // One to something else, or a wider one, undoes nothing.
        {{"withdraw debt any any", "grant any any any"}, "debt", "deny withdrawn"},
        {{"withdraw marketing/newsletter any any", "grant marketing any any"},
         promotion,
         "deny withdrawn"},
        {{"withdraw marketing sms any", "grant marketing any any"}, "debt", "deny withdrawn"},
        // Each no must be undone.
        {{"withdraw marketing any any", "grant debt any any", "withdraw service any any"},
         "debt",
         "deny withdrawn"}},
       of_any_purpose(opt_out()));
}

TEST_CASE("with `purpose: any` and a channel a no to that channel counts", "[decide]") {
  hear({{{"withdraw marketing call any"}, "debt", "deny withdrawn"},
        {{"withdraw marketing any any"}, "debt", "deny withdrawn"},
        {{"withdraw marketing sms any"}, "debt", "allow"}},
       of_any_purpose(opt_out(), "call"));
}

TEST_CASE("with `purpose: any` a yes to anything is enough, and a no to anything too much",
          "[decide]") {
  hear({{{}, "debt", "deny no-consent"},
        {{"grant marketing/newsletter any any"}, "debt", "allow"},
        {{"grant marketing/newsletter call any"}, "debt", "deny no-consent"},
        {{"grant marketing any any", "withdraw service any any"}, "debt", "deny withdrawn"},
        {{"withdraw service any any", "grant marketing any any"}, "debt", "deny withdrawn"},
        {{"withdraw any any any", "grant marketing any any"}, "debt", "deny withdrawn"},
        {{"withdraw any any any", "grant marketing any any"}, "marketing/promotion", "allow"}},
       of_any_purpose(opt_in()));
}

TEST_CASE("a grant lifts only while it is valid itself", "[decide]") {
  Desk desk;
  desk.rule(opt_out());
  desk.consent("2026-02-01 10:00 +03:00", "withdraw any any any");
  desk.consent("2026-03-01 10:00 +03:00", "grant any any any").expires_at =
      time("2026-12-01 10:00 +03:00");
  desk.answers({{"2026-03-01 09:59:59.999 +03:00", "deny withdrawn", "not given yet"},
                {"2026-03-01 10:00 +03:00", "allow", "counts from its own time on"},
                {"2026-12-01 09:59:59.999 +03:00", "allow"},
                {"2026-12-01 10:00 +03:00", "deny withdrawn", "the lifting grant has expired"}});
}

}  // namespace
}  // namespace tact::desk
