// Inside tests/naive/ only: what one judgement looks at, and the steps that it is made of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tact/decide.h"
#include "tact/policy.h"

namespace tact::naive {

using Zones = std::vector<const TimeZone*>;

// One policy, one person, one request, one instant.
struct Scene {
  const Policy& policy;
  const Facts& facts;
  const ContactFields& fields;
  Zones zones;  // every zone that the customer may be in; empty where none is known
  Instant t;
};

// ---- clock.cc ----

Zones customer_zones(const Policy& policy, const Facts& facts);
// The country as stated, or as the region gives it; "" where neither does.
std::string_view stated_country(const Profile& profile);
// Every country that the customer counts as in, by profile, numbers or default; empty: unknown.
std::vector<std::string> countries(const Policy& policy, const Facts& facts);
const TimeZone& utc();
Instant later_by(const TimeZone& zone, Instant from, const Span& span, bool event_day_counts);
bool in_effect(const Scene& scene, const Rule& rule);

// ---- matching.cc ----

// What may be said of a person about whom not everything is known.
enum class Truth : std::uint8_t { no, yes, unknown };

bool in_subtree(std::string_view tree, std::string_view purpose);
bool fits_pattern(std::string_view pattern, std::string_view text);
// "" where the contact does not say.
std::string_view field_of(const ContactFields& fields, Field field, std::string_view label);
bool contact_matches(const Matcher& matcher, const ContactFields& fields);
Truth matches(const Scene& scene, const Matcher& matcher);
bool applies(const Scene& scene, const Rule& rule);
bool on_hold(const Scene& scene);

// ---- consents.cc ----

Code judge_consent(const Scene& scene, const ConsentCheck& check);
// Whether a valid grant that covers the request was given after `moment`.
bool agreed_after(const Scene& scene, Instant moment);

// ---- checks.cc ----

struct Verdict {
  Code code = Code::none;
  bool is_final = false;  // time does not cure it, or must not
  int observed = 0;       // of cap and volume
};

// The states of the customer and, where it is another one, of the address.
std::vector<const SubjectState*> subjects(const Facts& facts);
std::vector<Instant> counted_times(const Scene& scene, const Counting& counting);
Verdict judge_rule(const Scene& scene, std::size_t rule);

// ---- candidates.cc ----

// Every instant after scene.t, up to the horizon, at which any verdict could change; ascending.
std::vector<Instant> candidates(const Scene& scene);

}  // namespace tact::naive
