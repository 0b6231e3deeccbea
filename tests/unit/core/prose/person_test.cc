// A person is told each thing in each language; whole documents are in tests/unit/http.
#include "core/prose/person.h"

#include <catch2/catch.hpp>

#include "core/names/names.h"

namespace tact::prose {
namespace {

const TimeZone& istanbul() {
  static const TimeZone zone("Europe/Istanbul", {{Instant{}, std::chrono::hours(3)}});
  return zone;
}

PersonView view_in(const Language& language) {
  return {language,
          istanbul(),
          [](const SubjectId&) { return std::string(); },
          [](Seq) { return std::optional<Instant>(); },
          [](Seq) { return std::optional<ContactStatus>(); },
          [](const std::string&) { return std::string(); }};
}

Reason reason(Code code, Evidence observed = {}, Evidence limit = {}, std::string window = "") {
  Reason made;
  made.rule = "r";
  made.code = code;
  made.observed = std::move(observed);
  made.limit = std::move(limit);
  made.window = std::move(window);
  return made;
}

struct Row {
  Reason reason;
  const char* in_english;
  const char* in_turkish;
};

TEST_CASE("why a message was refused is told with the figures that were seen") {
  const auto text = [](const char* said) { return Evidence(std::string(said)); };
  const auto number = [](std::int64_t said) { return Evidence(said); };
  const std::vector<Row> rows = {
      {reason(Code::withdrawn, text("withdrawn 2026-11-24T21:30:00.000Z")),
       "You had refused such messages, or withdrawn your consent, on 25 November 2026, 00:30.",
       "Bu tür iletileri reddetmiş veya onayınızı geri almıştınız (tarihi: 25 Kasım 2026, 00.30)."},
      {reason(Code::consent_expired, text("granted 2026-01-05T06:00:00.000Z")),
       "The consent that you gave on 5 January 2026, 09:00 was no longer valid.",
       "Kayıtlı onayınızın geçerlilik süresi dolmuştu (onayın tarihi: 5 Ocak 2026, 09.00)."},
      {reason(Code::consent_too_weak, text("implied"), text("express")),
       "The consent on record was not of the kind that such a message needs (needed: express; on "
       "record: implied).",
       "Kayıtlı onayınız, bu tür bir ileti için aranan nitelikte değildi (aranan: açık; kayıtlı "
       "olan: zımni)."},
      {reason(Code::consent_too_weak, text("no evidence")),
       "The consent on record was not proved by any evidence, as such a message needs.",
       "Kayıtlı onayınıza ilişkin olarak bu tür bir ileti için aranan ispat bilgisi "
       "bulunmuyordu."},
      {reason(Code::cap_reached, number(3), number(3), "7d"),
       "The limit on the number of messages was reached: at most 3 in any 7 days; 3 had been "
       "counted.",
       "İzin verilen en yüksek ileti sayısına ulaşılmıştı (sınır: en çok 3, her 7 günlük sürede; "
       "sayılan: 3)."},
      {reason(Code::cap_reached, number(1), number(1), "calendar day"),
       "The limit on the number of messages was reached: at most 1 per calendar day; 1 had been "
       "counted.",
       "İzin verilen en yüksek ileti sayısına ulaşılmıştı (sınır: en çok 1, aynı takvim gününde; "
       "sayılan: 1)."},
      {reason(Code::gap_too_short, text("95m"), text("4h")),
       "The time between this message and another one was too short (needed: 4 hours; it was: 95 "
       "minutes).",
       "Bu ileti ile bir diğer ileti arasındaki süre yeterli değildi (gereken: 4 saat; aradaki "
       "süre: 95 dakika)."},
      {reason(Code::gap_too_short, text("0m"), text("4h")),
       "The time between this message and another one was too short (needed: 4 hours; it was: 0 "
       "minutes).",
       "Bu ileti ile bir diğer ileti arasındaki süre yeterli değildi (gereken: 4 saat; aradaki "
       "süre: 0 dakika)."},
      {reason(Code::cooling_down, text("complaint 2026-11-24T06:00:00.000Z"), {}, "18 months"),
       "No message was to be sent for some time after “complaint” (24 November 2026, 09:00; for: "
       "18 months).",
       "Şu olaydan sonra ileti gönderilmeksizin geçmesi gereken süre dolmamıştı: “complaint” (24 "
       "Kasım 2026, 09.00; süre: 18 ay)."},
      {reason(Code::listed, text("dnc")),
       "You, or the address, stood on a list of those who are not to be contacted: “dnc”.",
       "Adınız veya adresiniz, kendileriyle iletişime geçilmeyecek kişilerin yer aldığı şu "
       "listede bulunuyordu: “dnc”."},
  };
  for (const Row& row : rows) {
    CHECK(reason_words(row.reason, view_in(english())) == row.in_english);
    CHECK(reason_words(row.reason, view_in(turkish())) == row.in_turkish);
  }
}

TEST_CASE("every reason has words in every language, whatever was seen") {
  for (const std::string_view name : names_of<Code>()) {
    const Reason bare = reason(*parse_code(name));
    Reason odd = reason(*parse_code(name), std::string("odd"), std::string("odd"), "odd");
    odd.text = "In the\nauthor's words.";
    for (const Language* language : languages()) {
      INFO(name << " in " << language->code);
      CHECK_THAT(reason_words(bare, view_in(*language)), Catch::EndsWith("."));
      const std::string told = reason_words(odd, view_in(*language));
      CHECK_THAT(told, Catch::Contains("“In the author's words.”"));
      CHECK(told.find('{') == std::string::npos);
    }
  }
}

TEST_CASE("what holds without a rule is not quoted") {
  Reason hold = reason(Code::on_hold);
  hold.rule.clear();
  hold.text = "This kind of message is on hold.";
  CHECK(reason_words(hold, view_in(turkish())) ==
        "Bu tür iletilerin gönderimi geçici olarak durdurulmuştu.");
}

TEST_CASE("dates are written as the language writes them") {
  const Instant instant = *parse_instant("2026-08-01T21:05:59Z");
  CHECK(moment_words(instant, view_in(english())) == "2 August 2026, 00:05");
  CHECK(moment_words(instant, view_in(turkish())) == "2 Ağustos 2026, 00.05");
  CHECK(date_words(*parse_date("1990-02-28"), turkish()) == "28 Şubat 1990");
}

TEST_CASE("entries that are about nobody are not told") {
  Entry entry;
  entry.body = StartEntry{"0.1.0", 3};
  CHECK(told_entry(entry, view_in(english())).empty());
  entry.body = HoldEntry{};
  CHECK(told_entry(entry, view_in(turkish())).empty());
}

TEST_CASE("who looked is told, and at what") {
  Entry entry;
  entry.at = *parse_instant("2026-11-24T06:00:00Z");
  entry.by = "audit-1";
  entry.body = AccessEntry{"customer", {}, 1};
  CHECK(told_entry(entry, view_in(english())) ==
        "- 24 November 2026, 09:00: Somebody looked at data about you (your record; by: "
        "“audit-1”).\n");
  CHECK(told_entry(entry, view_in(turkish())) ==
        "- 24 Kasım 2026, 09.00: Hakkınızdaki veriler görüntülendi (kaydınız; görüntüleyen:\n"
        "  “audit-1”).\n");
}

TEST_CASE("no text of a record can begin a line of its own") {
  CHECK(list_item(in_one_line("one\n# two\x1b[31m"), 0) == "- one # two [31m\n");
}

}  // namespace
}  // namespace tact::prose
