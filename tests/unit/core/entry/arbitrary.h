// Random values of the types that are written and read back. A seed gives the same values each
// time.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tact/entry.h"
#include "tact/identity.h"
#include "tact/state.h"

namespace tact::arbitrary {

class Source {
 public:
  explicit Source(std::uint64_t seed) : random_(seed) {}

  // From 0 to most, both included.
  std::uint64_t up_to(std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>(0, most)(random_);
  }
  bool coin() { return up_to(1) == 1; }
  int number(int most) { return static_cast<int>(up_to(static_cast<std::uint64_t>(most))); }

  template <class Enum>
  Enum any_of(Enum first, Enum last) {
    const auto low = static_cast<std::uint64_t>(first);
    return static_cast<Enum>(low + up_to(static_cast<std::uint64_t>(last) - low));
  }

  // Mostly a few words over and over, as in life; now and then what needs care in JSON or UTF-8.
  std::string text() {
    static const std::array<std::string, 14> words = {"sms",
                                                      "email",
                                                      "marketing/promotion",
                                                      "acme",
                                                      "spring-26",
                                                      "Ayşe \"A\" Öz",
                                                      "back\\slash",
                                                      "\t\n\r\b\f",
                                                      std::string("a\x01\x1f\x00z", 5),
                                                      "</script>",
                                                      "🙂",
                                                      "\xEE\x80\x80",
                                                      "\x7f",
                                                      "{\"type\":\"x\",\"type\":\"hold\"}"};
    switch (up_to(5)) {
      case 0: return std::string(1 + up_to(300), 'x');
      case 1: return "w" + std::to_string(up_to(200));
      default: return words[up_to(words.size() - 1)];
    }
  }
  std::string maybe_text() { return coin() ? text() : std::string(); }

  Instant instant() {
    return Instant(Duration(static_cast<std::int64_t>(up_to(253'402'300'799'999))));
  }
  // From near the given one, as times in one record are.
  Instant near(Instant from) {
    return from + Duration(static_cast<std::int64_t>(up_to(86'400'000)));
  }
  std::optional<Instant> maybe_instant() { return maybe(instant()); }

  Seq seq() { return {up_to(9'007'199'254'740'991)}; }

  template <std::size_t size>
  std::array<std::uint8_t, size> bytes() {
    std::array<std::uint8_t, size> bytes;
    std::generate(bytes.begin(), bytes.end(),
                  [this] { return static_cast<std::uint8_t>(up_to(255)); });
    return bytes;
  }
  SubjectId subject() { return {bytes<16>()}; }
  std::optional<SubjectId> maybe_subject() { return maybe(subject()); }

  template <class Value>
  std::optional<Value> maybe(Value value) {
    return coin() ? std::optional(std::move(value)) : std::nullopt;
  }

  template <class Make>
  auto several(std::size_t most, Make make) {
    std::vector<decltype(make())> values;
    for (std::uint64_t count = up_to(most); count > 0; --count) values.push_back(make());
    return values;
  }

  Labels labels() {
    Labels labels = several(3, [this] { return std::pair(text(), text()); });
    std::sort(labels.begin(), labels.end());
    const auto same_key = [](const auto& a, const auto& b) { return a.first == b.first; };
    labels.erase(std::unique(labels.begin(), labels.end(), same_key), labels.end());
    return labels;
  }

  ContactFields fields() {
    return {text(), text(), maybe_text(), maybe_text(), coin() ? 50 : number(100), labels()};
  }
  ContactStatus status() { return any_of(ContactStatus::reserved, ContactStatus::conversation); }

  Profile profile() {
    Profile profile{maybe_text(),
                    maybe_text(),
                    maybe_text(),
                    maybe_text(),
                    maybe(any_of(CustomerKind::individual, CustomerKind::merchant)),
                    maybe_text(),
                    several(4, [this] { return text(); }),
                    maybe_subject()};
    std::sort(profile.segments.begin(), profile.segments.end());
    return profile;
  }
  Consent consent() {
    return {maybe_text(),
            maybe_text(),
            maybe_text(),
            maybe_subject(),
            any_of(ConsentState::granted, ConsentState::withdrawn),
            any_of(ConsentLevel::implied, ConsentLevel::written),
            coin(),
            instant(),
            maybe_instant(),
            maybe_instant(),
            seq()};
  }
  Contact contact() { return {seq(), instant(), fields(), maybe_subject(), status()}; }
  Listing listing() { return {text(), instant(), maybe_instant(), instant()}; }
  Activity activity() { return {text(), instant(), maybe_text(), maybe_text(), labels()}; }
  HoldScope scope() { return {maybe_text(), maybe_text(), maybe_text(), maybe_text()}; }

  Evidence evidence() {
    switch (up_to(2)) {
      case 0: return std::monostate();
      case 1: return static_cast<std::int64_t>(up_to(2'000)) - 1'000;
      default: return maybe_text();
    }
  }
  Reason reason() {
    return {maybe_text(),   any_of(Code::none, Code::calendar_missing),
            maybe_text(),   evidence(),
            evidence(),     maybe_text(),
            maybe_instant()};
  }
  Decision decision() {
    return {any_of(Outcome::allow, Outcome::deny),     maybe_instant(),
            several(3, [this] { return reason(); }),   several(2, [this] { return reason(); }),
            maybe(Headroom{maybe_text(), number(20)}), maybe(number(120))};
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace tact::arbitrary
