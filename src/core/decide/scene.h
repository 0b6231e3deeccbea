// What a rule can look at while one request is judged, and the customer's clock.
#pragma once

#include <span>

#include "tact/decide.h"

namespace tact {

// "At no time": what next-change functions answer where nothing changes any more.
inline constexpr Instant never = Instant::max();

// Three-valued, so that what is unknown can be read strictly: as matching in `when` and as not
// matching in `unless`, and the other way round under `not`.
enum class Truth : std::uint8_t { no = 0, unknown = 1, yes = 2 };

constexpr Truth truth(bool value) { return value ? Truth::yes : Truth::no; }
constexpr Truth negate(Truth value) { return static_cast<Truth>(2 - static_cast<int>(value)); }

// The zones that the customer may be in: the first known of the profile's time zone, all zones of
// the profile's region, all of its country, the default zone, all of the default country. Empty
// where none is known. Refers to the policy's zones; cheap to copy.
class CustomerClock {
 public:
  CustomerClock(const Policy& policy, const Profile* profile);

  std::span<const TimeZone* const> zones() const {
    return one_ != nullptr ? std::span<const TimeZone* const>(&one_, 1) : many_;
  }
  bool known() const { return one_ != nullptr || !many_.empty(); }

 private:
  const TimeZone* one_ = nullptr;
  std::span<const TimeZone* const> many_;
};

// "TR", from the profile, else from its region ("US-FL"), else the policy's default; "" unknown.
std::string_view country_of(const Policy& policy, const Profile* profile);

// UTC as a zone, for what must have a clock where nothing names one.
const TimeZone& utc_zone();

// Whose the contact fields are: a request's, where what is left out is absent and matches nothing, or
// a record's, where it may be any and is unknown.
enum class FieldsOf : std::uint8_t { request, record };

// One request being judged. Instants are parameters of what looks at it, since a retry_at is found
// by judging later ones.
struct Scene {
  const Policy& policy;
  const Facts& facts;
  const ContactFields& fields;
  CustomerClock clock;
  FieldsOf fields_of = FieldsOf::request;

  const Profile* profile() const {
    return facts.customer->profile ? &*facts.customer->profile : nullptr;
  }
  // The address's own record where it is not the customer's.
  const SubjectState* other_record() const {
    return facts.address == facts.customer ? nullptr : facts.address;
  }
};

// The end of `span` after `from` for a customer who may be in any of `zones`: the latest or the
// earliest of the zones' ends. Exact spans need no zone. REQUIRES: zones is not empty otherwise.
Instant latest_end(std::span<const TimeZone* const> zones, Instant from, const Span& span,
                   bool event_day_counts = false);
Instant earliest_end(std::span<const TimeZone* const> zones, Instant from, const Span& span);

inline Instant earlier_after(Instant after, Instant candidate, Instant best) {
  return candidate > after && candidate < best ? candidate : best;
}

}  // namespace tact
