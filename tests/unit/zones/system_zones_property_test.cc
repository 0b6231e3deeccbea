// All zones against date's own conversions, and against what the words of the header mean.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <random>
#include <string>

#include <catch2/catch.hpp>
#include <date/tz.h>

#include "zones/system_zones.h"

using namespace std::chrono_literals;
using std::chrono::days;
using tact::Instant;
using tact::LocalDate;
using tact::LocalTime;
using tact::TimeZone;

namespace {

// As far as the changes go that date reads; see system_zones.h.
const Instant date_knows_until = tact::parse_instant("2037-06-01T00:00:00Z").value();

date::sys_time<std::chrono::milliseconds> theirs(Instant instant) {
  return date::sys_time<std::chrono::milliseconds>{instant.time_since_epoch()};
}

// By date, with the choice that the policy language makes. (Its own `choose` has none for gaps.)
Instant their_instant(const date::time_zone& zone, LocalTime local) {
  const date::local_time<std::chrono::milliseconds> there{local.time_since_epoch()};
  const date::local_info info = zone.get_info(there);
  if (info.result == date::local_info::nonexistent) {
    return Instant{info.first.end.time_since_epoch()};
  }
  return Instant{there.time_since_epoch() - info.first.offset};
}

// The C library's time zone while this lives. It is the process's: not for tests with threads.
class ZoneOfProcess {
 public:
  explicit ZoneOfProcess(const std::string& name) {
    if (const char* before = std::getenv("TZ")) before_ = before;
    set(":" + name);
  }
  ZoneOfProcess(const ZoneOfProcess&) = delete;
  ZoneOfProcess& operator=(const ZoneOfProcess&) = delete;
  ~ZoneOfProcess() { set(before_); }

  std::chrono::seconds offset_at(Instant instant) const {
    const std::time_t time =
        std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch() / 1s;
    std::tm wall{};
    localtime_r(&time, &wall);
    return std::chrono::seconds{wall.tm_gmtoff};
  }

 private:
  static void set(const std::optional<std::string>& value) {
    if (value) {
      setenv("TZ", value->c_str(), 1);
    } else {
      unsetenv("TZ");
    }
    tzset();
  }

  std::optional<std::string> before_;
};

struct AllZones {
  tact::ZoneBook book = tact::load_system_zones().value();
  std::mt19937_64 random{20'260'101};

  const TimeZone& ours(const date::time_zone& zone) const {
    const TimeZone* found = book.find(zone.name());
    REQUIRE(found != nullptr);
    return *found;
  }

  std::int64_t between(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random);
  }

  Instant any_instant() {
    return Instant{Instant::duration{between(0, date_knows_until.time_since_epoch().count())}};
  }

  // Half of the time within a day and a half of a change, where mistakes live.
  Instant instant_for(const TimeZone& zone) {
    const Instant any = any_instant();
    const Instant change = zone.next_transition(any);
    if (change >= date_knows_until || between(0, 1) == 0) return any;
    constexpr std::int64_t day_and_half = std::int64_t{36} * 60;
    return change + std::chrono::minutes{between(-day_and_half, day_and_half)};
  }
};

template <class Check>
void for_each_zone(const Check& check) {
  int zones = 0;
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    if (zone.name() == "localtime" || zone.name() == "posixrules") continue;
    INFO(zone.name());
    check(zone);
    ++zones;
  }
  CHECK(zones > 400);
}

}  // namespace

TEST_CASE_METHOD(AllZones, "every zone has the offsets that date gives") {
  for_each_zone([this](const date::time_zone& zone) {
    const TimeZone& mine = ours(zone);
    int wrong = 0;
    for (int i = 0; i < 200; ++i) {
      const Instant instant = instant_for(mine);
      if (mine.offset_at(instant) != zone.get_info(theirs(instant)).offset) ++wrong;
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE_METHOD(AllZones, "every zone reads wall clocks as date does") {
  for_each_zone([this](const date::time_zone& zone) {
    const TimeZone& mine = ours(zone);
    std::optional<LocalTime> wrong;
    for (int i = 0; i < 200; ++i) {
      const LocalTime local{instant_for(mine).time_since_epoch()};
      if (mine.to_instant(local) != their_instant(zone, local)) wrong = local;
    }
    if (wrong) {
      CAPTURE(tact::format_instant(Instant{wrong->time_since_epoch()}));
      CHECK(mine.to_instant(*wrong) == their_instant(zone, *wrong));
    }
    CHECK_FALSE(wrong);
  });
}

TEST_CASE_METHOD(AllZones, "a wall clock shows the time that its instant was made from") {
  for_each_zone([this](const date::time_zone& zone) {
    const TimeZone& mine = ours(zone);
    int wrong = 0;
    for (int i = 0; i < 200; ++i) {
      const LocalTime local{instant_for(mine).time_since_epoch()};
      const Instant instant = mine.to_instant(local);
      // In a gap it is the change itself: the clock jumps over `local`.
      const bool shows_it = mine.to_local(instant) == local;
      const bool jumps_it = mine.to_local(instant) > local && mine.to_local(instant - 1ms) < local;
      if (!shows_it && !jumps_it) ++wrong;
    }
    CHECK(wrong == 0);
  });
}

TEST_CASE_METHOD(AllZones, "a date starts at the earliest instant that has it or a later one") {
  for_each_zone([this](const date::time_zone& zone) {
    const TimeZone& mine = ours(zone);
    for (int i = 0; i < 5; ++i) {
      const LocalDate date = mine.date_at(instant_for(mine));
      // By walking there, minute by minute.
      Instant walked = Instant{date.time_since_epoch()} - 30h;
      while (mine.date_at(walked) < date) walked += 1min;
      const Instant start = mine.start_of(date);
      const bool is_earliest = mine.date_at(start) >= date && mine.date_at(start - 1ms) < date;
      CAPTURE(tact::format_date(date), tact::format_instant(start), tact::format_instant(walked));
      if (!is_earliest || start > walked || walked - start >= 1min) CHECK(start == walked);
    }
  });
}

TEST_CASE_METHOD(AllZones, "between two changes of date the date stays") {
  for_each_zone([this](const date::time_zone& zone) {
    const TimeZone& mine = ours(zone);
    int wrong = 0;
    for (int i = 0; i < 50; ++i) {
      const Instant from = instant_for(mine);
      const Instant next = mine.next_date_change(from);
      if (next <= from || next - from > 25h) ++wrong;
      for (Instant each = from; each < next; each += 10min) {
        if (mine.date_at(each) != mine.date_at(from)) ++wrong;
      }
      if (mine.date_at(next - 1ms) != mine.date_at(from)) ++wrong;
      const bool is_change = mine.next_transition(next - 1ms) == next;
      if (!is_change && mine.date_at(next) != mine.date_at(from) + days{1}) ++wrong;
    }
    CHECK(wrong == 0);
  });
}

// After 2037 date knows no daylight time; the C library does.
TEST_CASE_METHOD(AllZones, "daylight time goes on after 2037, through 2100, as for the C library") {
  const Instant begin = tact::parse_instant("2037-01-01T00:00:00Z").value();
  const Instant end = tact::parse_instant("2100-12-31T00:00:00Z").value();
  int zones_with_daylight_time = 0;
  for_each_zone([&](const date::time_zone& zone) {
    const TimeZone& mine = ours(zone);
    const ZoneOfProcess set(zone.name());
    int wrong = 0;
    int changes = 0;
    for (Instant change = mine.next_transition(begin); change < end;
         change = mine.next_transition(change)) {
      ++changes;
      if (mine.offset_at(change - 1s) != set.offset_at(change - 1s)) ++wrong;
      if (mine.offset_at(change) != set.offset_at(change)) ++wrong;
    }
    for (int i = 0; i < 200; ++i) {
      const Instant any = begin + std::chrono::seconds{between(0, (end - begin) / 1s)};
      if (mine.offset_at(any) != set.offset_at(any)) ++wrong;
    }
    CHECK(wrong == 0);
    if (changes >= 120) ++zones_with_daylight_time;
  });
  CHECK(zones_with_daylight_time > 100);
}
