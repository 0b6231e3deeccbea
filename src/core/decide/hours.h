// `hours`: is the customer's local time, in every zone that it may be, inside the open hours?
#pragma once

#include "core/decide/scene.h"

namespace tact {

struct HoursJudgement {
  Code code = Code::none;
  const TimeZone* zone = nullptr;  // the first zone in which it is closed
};

HoursJudgement judge_hours(const HoursCheck& check, const Scene& scene, Instant at);

// The earliest instant after `at` at which hours that refuse at `at` may no longer do so.
Instant next_hours_change(const HoursCheck& check, const Scene& scene, Instant at);

// The zone that decided, and what is open in it; empty where no zone is known.
std::optional<SeenHours> seen_hours(const HoursCheck& check, const Scene& scene, Instant at);

// "Tue 2026-11-24 14:00", on the zone's clock, with room for a space and the zone's name.
std::string local_words(const TimeZone& zone, Instant at);

}  // namespace tact
