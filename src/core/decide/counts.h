// `cap`, `gap` and `volume`: which contacts count, and whether one more fits.
#pragma once

#include <vector>

#include "core/decide/scene.h"

namespace tact {

struct CountJudgement {
  Code code = Code::none;
  std::int64_t observed = 0;  // counted contacts in the fullest window that would hold this one
};

CountJudgement judge_cap(const CapCheck& check, const Scene& scene, Instant at);
CountJudgement judge_gap(const GapCheck& check, const Scene& scene, Instant at);
CountJudgement judge_volume(const VolumeCheck& check, std::size_t rule, const Scene& scene,
                            Instant at);

// The earliest instant after `at` at which the judgement may turn from failing to passing.
Instant next_cap_change(const CapCheck& check, const Scene& scene, Instant at);
Instant next_gap_change(const GapCheck& check, const Scene& scene, Instant at);
Instant next_volume_change(const VolumeCheck& check, std::size_t rule, const Scene& scene,
                           Instant at);

// How far the counted contact nearest to `at` is away: what a gap saw. Empty where there is none.
std::optional<Duration> nearest_contact(const GapCheck& check, const Scene& scene, Instant at);

// What the rule counted: window, number and contacts of the insight.
void note_counted(const CapCheck& check, const Scene& scene, Instant at, Insight& insight);
void note_counted(const GapCheck& check, const Scene& scene, Instant at, Insight& insight);
// Without the contacts, which the book of volumes does not name.
void note_counted(const VolumeCheck& check, std::size_t rule, const Scene& scene, Instant at,
                  Insight& insight);

// Whether a contact with this status counts.
bool status_counts(Basis basis, ContactStatus status);

}  // namespace tact
