// Time zones as values: the core never reads tzdata; the room zones/ does and hands these in.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/time.h"

namespace tact {

// One zone: its offset from UTC over time. Immutable; safe to read from any thread.
class TimeZone {
 public:
  struct Transition {
    Instant begin;                // from this instant on …
    std::chrono::seconds offset;  // … local time is UTC plus this.
  };

  // REQUIRES: transitions are in ascending order and not empty. The first offset also holds before
  // its begin, the last one for ever after.
  TimeZone(std::string name, std::vector<Transition> transitions);

  const std::string& name() const { return name_; }

  std::chrono::seconds offset_at(Instant instant) const;
  LocalTime to_local(Instant instant) const;

  // A wall-clock time that a change of the clocks skips stands for the instant of the change, one
  // that it repeats for its first occurrence.
  Instant to_instant(LocalTime local) const;

  LocalDate date_at(Instant instant) const;
  // The first instant of a local date. Where midnight is skipped: the instant of the change.
  Instant start_of(LocalDate date) const;

  // The time between two changes of the clocks that holds `instant`: [begin, end). Of the first
  // one begin is Instant::min(), of the last one end is Instant::max().
  struct Stretch {
    Instant begin;
    Instant end;
    std::chrono::seconds offset;
  };
  Stretch stretch_at(Instant instant) const;

  // The earliest instant after `instant` at which the offset changes; Instant::max() if none.
  Instant next_transition(Instant instant) const;
  // The earliest instant after `instant` at which the local date may differ: the next local
  // midnight or change of the clocks, whichever is first. (Dates can also step back: clocks put
  // back at midnight repeat an hour of the day before.)
  Instant next_date_change(Instant instant) const;

 private:
  std::string name_;
  std::vector<Transition> transitions_;
};

// A zone as it is around one instant: the same answers as the zone's own, without another search
// through its history for whatever lies between the same two changes of the clocks.
class ZoneNearby {
 public:
  // `zone` must outlive it.
  ZoneNearby(const TimeZone& zone, Instant near);

  LocalDate date_at(Instant instant) const;
  Instant to_instant(LocalTime local) const;
  Instant next_date_change(Instant instant) const;

 private:
  bool holds(Instant instant) const { return begin_ <= instant && instant < end_; }

  const TimeZone& zone_;
  std::chrono::seconds offset_;
  // Where the offset holds, and no other stretch showed the same wall-clock time before.
  Instant begin_;
  Instant end_;
};

// `span` later than `from`, on this zone's wall clock where the span is a calendar one:
// months keep the local time, clamped to the month's end ("same local time"); N calendar days end
// at the start of the local date N + 1 days after that of `from`, so that N whole local dates lie
// between; `event_day_counts` makes the date of `from` the first of the N.
Instant add_span(const TimeZone& zone, Instant from, const Span& span,
                 bool event_day_counts = false);

// All zones by IANA name, and the zones of each country. Immutable after it was built.
class ZoneBook {
 public:
  ZoneBook() = default;
  ZoneBook(std::vector<TimeZone> zones, std::map<std::string, std::vector<std::string>> countries);

  // Null where there is no such zone. The pointer lives as long as this book.
  const TimeZone* find(std::string_view name) const;
  // The zones of an ISO 3166-1 country, in zone.tab's order; empty where none is known.
  std::span<const TimeZone* const> of_country(std::string_view country) const;
  bool knows_country(std::string_view country) const { return !of_country(country).empty(); }

 private:
  std::map<std::string, std::unique_ptr<const TimeZone>, std::less<>> zones_;
  std::map<std::string, std::vector<const TimeZone*>, std::less<>> countries_;
};

}  // namespace tact
