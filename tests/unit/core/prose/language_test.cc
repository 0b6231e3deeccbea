// That no phrase is missing is checked by the compiler; here, that each is whole.
#include "core/prose/language.h"

#include <set>

#include <catch2/catch.hpp>

#include "core/prose/words.h"
#include "core/prose/wrap.h"

namespace tact::prose {
namespace {

// All phrases in the order of the struct: it is made of nothing but phrases, and phrases of nothing
// but a text.
template <class Group>
void add_phrases(const Group& group, std::vector<std::string_view>& texts) {
  static_assert(sizeof(Group) % sizeof(Phrase) == 0);
  const auto* phrases = reinterpret_cast<const Phrase*>(&group);
  for (std::size_t i = 0; i < sizeof(Group) / sizeof(Phrase); ++i) texts.push_back(phrases[i].text);
}

std::vector<std::string_view> phrases_of(const Language& language) {
  std::vector<std::string_view> texts;
  add_phrases(language.time, texts);
  add_phrases(language.match, texts);
  add_phrases(language.check, texts);
  add_phrases(language.rule, texts);
  add_phrases(language.obligation, texts);
  add_phrases(language.explanation, texts);
  add_phrases(language.change, texts);
  add_phrases(language.person(), texts);
  return texts;
}

std::set<char> places_of(std::string_view text) {
  std::set<char> places;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    places.insert(text[at + 1]);
  }
  return places;
}

}  // namespace

TEST_CASE("a phrase takes the same things in every language") {
  const auto expected = phrases_of(english());
  REQUIRE(expected.size() > 200);
  for (const Language* language : languages()) {
    const auto phrases = phrases_of(*language);
    REQUIRE(phrases.size() == expected.size());
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      INFO(language->code << ": " << phrases[i] << " for " << expected[i]);
      // That one day is one day need not be said with the number.
      auto missing = places_of(expected[i]);
      for (const char place : places_of(phrases[i])) missing.erase(place);
      missing.erase('1');
      CHECK(missing.empty());
      for (const char place : places_of(phrases[i])) CHECK(places_of(expected[i]).contains(place));
      CHECK(phrases[i].empty() == expected[i].empty());
    }
  }
}

TEST_CASE("no phrase is put in beside a letter or an apostrophe") {
  // An ending on a name that the policy made up would have to know how it is spoken.
  for (const std::string_view phrase : phrases_of(turkish())) {
    for (std::size_t at = phrase.find('{'); at != std::string_view::npos;
         at = phrase.find('{', at + 1)) {
      const std::string_view after = phrase.substr(std::min(at + 3, phrase.size()));
      INFO(phrase);
      const bool is_letter = !after.empty() && std::isalpha(static_cast<unsigned char>(after[0]));
      CHECK_FALSE(is_letter);
      CHECK_FALSE(after.starts_with("'"));
      CHECK_FALSE(after.starts_with("’"));
    }
  }
}

TEST_CASE("Turkish has its own capitals") {
  CHECK(turkish().capital("ileti") == "İleti");
  CHECK(turkish().capital("ırak") == "Irak");
  CHECK(turkish().capital("şu") == "Şu");
  CHECK(turkish().capital("çok") == "Çok");
  CHECK(turkish().capital("onay") == "Onay");
  CHECK(turkish().capital("Onay") == "Onay");
  CHECK(turkish().capital("") == "");
  CHECK(english().capital("in") == "In");
}

TEST_CASE("languages are found by their code") {
  CHECK(language_of("en") == &english());
  CHECK(language_of("tr") == &turkish());
  CHECK(language_of("de") == nullptr);
  CHECK(language_of("") == nullptr);
}

TEST_CASE("countries are called by name where they have one") {
  CHECK(country_words("TR", english()) == "Türkiye");
  CHECK(country_words("DE", turkish()) == "Almanya");
  CHECK(country_words("AQ", turkish()) == "AQ");
}

TEST_CASE("durations are told in the largest unit that is whole, and a day as hours") {
  using namespace std::chrono;
  CHECK(duration_words(hours{1}, english()) == "1 hour");
  CHECK(duration_words(hours{24}, english()) == "24 hours");
  CHECK(duration_words(hours{168}, english()) == "7 days");
  CHECK(duration_words(hours{25}, turkish()) == "25 saat");
  CHECK(duration_words(minutes{90}, turkish()) == "90 dakika");
  CHECK(duration_words(seconds{61}, english()) == "61 seconds");
}

TEST_CASE("lines break at blanks only, counted in characters") {
  CHECK(wrapped("şu şu şu", 5, 2, 0) == "şu şu\n  şu");
  CHECK(wrapped("a verylongword b", 6, 0, 0) == "a\nverylongword\nb");
  CHECK(wrapped("", 6, 0, 0) == "");
  CHECK(wrapped("one two", 10, 0, 6) == "one\ntwo");
}

}  // namespace tact::prose
