// What a rule can look at while one request is judged, and the customer's clock.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

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
// the profile's region, all of its country; and with them all zones of the numbers' regions. Where
// neither says any: the default zone, all zones of the default country. A country without a region
// says no more than a number's region in it. Empty where no zone is known. Refers to the policy's
// zones.
class CustomerClock {
 public:
  CustomerClock(const Policy& policy, const Profile* profile,
                std::span<const std::string> number_regions);

  std::span<const TimeZone* const> zones() const {
    if (!joined_.empty()) return joined_;
    return one_ != nullptr ? std::span<const TimeZone* const>(&one_, 1) : many_;
  }
  bool known() const { return !zones().empty(); }

 private:
  bool place(const Policy& policy, const Profile& profile);
  void join_numbers(const Policy& policy, const Profile* profile,
                    std::span<const std::string> number_regions);
  void join(std::span<const TimeZone* const> zones);

  const TimeZone* one_ = nullptr;
  std::span<const TimeZone* const> many_;
  std::vector<const TimeZone*> joined_;  // where numbers have a say; each once
};

// "TR", from the profile, else from its region ("US-FL"); "" where it says neither.
std::string_view stated_country(const Profile* profile);
inline std::string_view country_of_region(std::string_view region) { return region.substr(0, 2); }

// UTC as a zone, for what must have a clock where nothing names one.
const TimeZone& utc_zone();

// Whose the contact fields are: a request's, where what is left out is absent and matches nothing,
// or a record's, where it may be any and is unknown.
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
  // Calls `visit` with each country that the customer may count as in: the profile's and those of
  // the numbers' regions; where there is none, with the default one. One may come twice.
  template <class Visit>
  void for_each_country(Visit visit) const {
    const std::string_view own = stated_country(profile());
    if (!own.empty()) visit(own);
    for (const std::string& region : facts.number_regions) visit(country_of_region(region));
    const bool none = own.empty() && facts.number_regions.empty();
    if (none && !policy.defaults.country.empty()) visit(std::string_view(policy.defaults.country));
  }
  // The same with regions; there is no default one.
  template <class Visit>
  void for_each_region(Visit visit) const {
    if (profile() != nullptr && !profile()->region.empty()) visit(profile()->region);
    for (const std::string& region : facts.number_regions) visit(region);
  }

  // The address's own record where it is not the customer's.
  const SubjectState* other_record() const {
    return facts.address == facts.customer ? nullptr : facts.address;
  }
};

// REQUIRES: `facts` names a customer and the registers. All outlive the scene.
Scene scene_of(const Policy& policy, const Facts& facts, const ContactFields& fields);

// The end of `span` after `from` for a customer who may be in any of `zones`: the latest or the
// earliest of the zones' ends. Exact spans need no zone. REQUIRES: zones is not empty otherwise.
Instant latest_end(std::span<const TimeZone* const> zones, Instant from, const Span& span,
                   bool event_day_counts = false);
Instant earliest_end(std::span<const TimeZone* const> zones, Instant from, const Span& span);

inline Instant earlier_after(Instant after, Instant candidate, Instant best) {
  return candidate > after && candidate < best ? candidate : best;
}

}  // namespace tact
