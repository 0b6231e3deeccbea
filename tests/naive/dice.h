// Random choices from a seed, the same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tact/time.h"

namespace tact::naive {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed * 0x9E3779B97F4A7C15ULL + 1) {}

  // 0 to n - 1.
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }
  int between(int least, int most) { return least + below(most - least + 1); }
  bool chance(int percent) { return below(100) < percent; }

  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
  }

  // Some of the values, at least one, in their order.
  template <class T>
  std::vector<T> some_of(const std::vector<T>& values) {
    std::vector<T> some;
    for (const T& value : values) {
      if (chance(40)) some.push_back(value);
    }
    if (some.empty()) some.push_back(one_of(values));
    return some;
  }

 private:
  std::mt19937_64 engine_;
};

// The words that worlds use.
struct Words {
  std::vector<std::string> channels = {"sms", "email", "call"};
  std::vector<std::string> purposes = {"marketing/promotion", "marketing/newsletter",
                                       "service/order", "debt"};
  std::vector<std::string> trees = {"marketing", "marketing/promotion", "service", "debt"};
  std::vector<std::string> brands = {"acme", "bank"};
  std::vector<std::string> campaigns = {"spring-sale", "spring-news", "winter"};
  std::vector<std::string> patterns = {"spring-*", "*", "*news", "w*er", "winter"};
  std::vector<std::string> subjects = {"shoes", "loans"};
  std::vector<std::string> subject_patterns = {"*", "s*", "*s", "l*n*", "shoes"};
  std::vector<std::string> events = {"purchase", "refusal", "complaint"};
  std::vector<std::string> lists = {"national-dnc", "bounced", "internal-dnc"};
  std::vector<std::string> stages = {"vip", "new"};
  std::vector<std::string> segments = {"current-contract", "student"};
  std::vector<std::string> languages = {"tr", "fr"};
  std::vector<std::string> countries = {"TR", "FR", "PT"};
  std::vector<std::string> regions = {"US-FL", "PT-20", "FR-X"};
  // Plain ones, one without changes, and odd ones: midnights that are skipped or come twice, a
  // change by half an hour, two changes within a month.
  std::vector<std::string> zones = {"Europe/Istanbul",   "Europe/Lisbon",       "Europe/Paris",
                                    "America/New_York",  "Africa/Cairo",        "America/Havana",
                                    "Asia/Kolkata",      "Australia/Lord_Howe", "Asia/Beirut",
                                    "Africa/Casablanca", "Pacific/Apia",        "America/Santiago"};
};

const Words& words();

// The lengths of time that worlds use, so that things happen exactly that long ago.
const std::vector<Duration>& lengths();

}  // namespace tact::naive
