#include "tact/time_zone.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tact/check.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::seconds;

// RFC 8536 allows offsets from -25 to +26 hours.
constexpr hours offset_max{26};

using Transitions = std::vector<TimeZone::Transition>;

bool is_after(Instant instant, const TimeZone::Transition& transition) {
  return instant < transition.begin;
}

// The first change of the clocks after `instant`. The first entry is no change: its offset also
// holds before it.
Transitions::const_iterator change_after(const Transitions& transitions, Instant instant) {
  return std::upper_bound(transitions.begin() + 1, transitions.end(), instant, is_after);
}

LocalTime shifted(Instant instant, seconds offset) {
  return LocalTime{instant.time_since_epoch() + offset};
}

Instant unshifted(LocalTime local, seconds offset) {
  return Instant{local.time_since_epoch() - offset};
}

LocalTime months_later(LocalTime local, int months) {
  using std::chrono::year_month_day;
  using std::chrono::year_month_day_last;
  const LocalDate date = floor<days>(local);
  const year_month_day moved = year_month_day{date} + std::chrono::months{months};
  const LocalDate there =
      moved.ok() ? LocalDate{moved} : LocalDate{moved.year() / moved.month() / std::chrono::last};
  return there + (local - date);
}

}  // namespace

TimeZone::TimeZone(std::string name, std::vector<Transition> transitions)
    : name_(std::move(name)), transitions_(std::move(transitions)) {
  TACT_CHECK(!transitions_.empty());
  TACT_CHECK(std::ranges::adjacent_find(transitions_, std::ranges::greater_equal{},
                                        &Transition::begin) == transitions_.end());
  // Entries that only rename the time ("EET" to "MSK") would read as changes of the clocks.
  const auto same = [](const Transition& a, const Transition& b) { return a.offset == b.offset; };
  transitions_.erase(std::unique(transitions_.begin(), transitions_.end(), same),
                     transitions_.end());
}

seconds TimeZone::offset_at(Instant instant) const {
  return std::prev(change_after(transitions_, instant))->offset;
}

LocalTime TimeZone::to_local(Instant instant) const { return shifted(instant, offset_at(instant)); }

// Skipped, repeated and plain readings all stand for the first instant at which the wall clock
// shows `local` or later. The stretch between two changes shows it if its end, read on its own
// clock, is later; the first such stretch holds the answer, or begins with it after a gap.
Instant TimeZone::to_instant(LocalTime local) const {
  auto next = change_after(transitions_, unshifted(local, offset_max));
  while (next != transitions_.end() && shifted(next->begin, std::prev(next)->offset) <= local) {
    ++next;
  }
  const Transition& stretch = *std::prev(next);
  const Instant instant = unshifted(local, stretch.offset);
  const bool is_first = std::prev(next) == transitions_.begin();
  return is_first ? instant : std::max(instant, stretch.begin);
}

LocalDate TimeZone::date_at(Instant instant) const { return floor<days>(to_local(instant)); }

Instant TimeZone::start_of(LocalDate date) const { return to_instant(date); }

TimeZone::Stretch TimeZone::stretch_at(Instant instant) const {
  const auto next = change_after(transitions_, instant);
  const auto here = std::prev(next);
  return {here == transitions_.begin() ? Instant::min() : here->begin,
          next == transitions_.end() ? Instant::max() : next->begin, here->offset};
}

Instant TimeZone::next_transition(Instant instant) const {
  const auto next = change_after(transitions_, instant);
  return next == transitions_.end() ? Instant::max() : next->begin;
}

Instant TimeZone::next_date_change(Instant instant) const {
  const auto next = change_after(transitions_, instant);
  const seconds offset = std::prev(next)->offset;
  const LocalDate tomorrow = floor<days>(shifted(instant, offset)) + days{1};
  const Instant midnight = unshifted(tomorrow, offset);
  return next == transitions_.end() ? midnight : std::min(midnight, next->begin);
}

// Clocks are put back by less than twice offset_max, so that far behind the beginning of a stretch
// the one before it never showed the same time.
ZoneNearby::ZoneNearby(const TimeZone& zone, Instant near) : zone_(zone) {
  const TimeZone::Stretch stretch = zone.stretch_at(near);
  const bool is_first = stretch.begin == Instant::min();
  offset_ = stretch.offset;
  begin_ = is_first ? stretch.begin : stretch.begin + 2 * offset_max;
  end_ = stretch.end;
}

LocalDate ZoneNearby::date_at(Instant instant) const {
  if (!holds(instant)) return zone_.date_at(instant);
  return floor<days>(shifted(instant, offset_));
}

Instant ZoneNearby::to_instant(LocalTime local) const {
  const Instant instant = unshifted(local, offset_);
  return holds(instant) ? instant : zone_.to_instant(local);
}

Instant ZoneNearby::next_date_change(Instant instant) const {
  if (!holds(instant)) return zone_.next_date_change(instant);
  const LocalDate tomorrow = date_at(instant) + days{1};
  return std::min(unshifted(tomorrow, offset_), end_);
}

Instant add_span(const TimeZone& zone, Instant from, const Span& span, bool event_day_counts) {
  switch (span.unit) {
    case SpanUnit::exact: return from + span.length;
    case SpanUnit::months: return zone.to_instant(months_later(zone.to_local(from), span.count));
    case SpanUnit::calendar_days:
      return zone.start_of(zone.date_at(from) + days{span.count + (event_day_counts ? 0 : 1)});
  }
  TACT_CHECK(false);
}

}  // namespace tact
