#include "core/decide/age.h"

#include <algorithm>
#include <utility>

namespace tact {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

int age_on(LocalDate birth, LocalDate today) {
  const year_month_day born(birth);
  const year_month_day now(today);
  const int years = int(now.year()) - int(born.year());
  const bool had_birthday =
      std::pair(now.month(), now.day()) >= std::pair(born.month(), born.day());
  return had_birthday ? years : years - 1;
}

// Who was born on 29 February has the birthday on 1 March in other years.
LocalDate birthday_in(LocalDate birth, year in) {
  const year_month_day born(birth);
  const year_month_day date(in, born.month(), born.day());
  return date.ok() ? LocalDate(date) : LocalDate(year_month_day(in, month(3), day(1)));
}

template <class Visit>
void for_each_age_zone(const Scene& scene, Visit visit) {
  for (const TimeZone* zone : scene.clock.zones()) visit(*zone);
  if (!scene.clock.known()) visit(utc_zone());
}

}  // namespace

Instant next_birthday(const Scene& scene, Instant at) {
  if (!scene.facts.birth_date) return never;
  Instant next = never;
  for_each_age_zone(scene, [&](const TimeZone& zone) {
    const year now = year_month_day(zone.date_at(at)).year();
    for (int ahead = 0; ahead <= 1; ++ahead) {
      const LocalDate birthday =
          birthday_in(*scene.facts.birth_date, now + std::chrono::years(ahead));
      next = earlier_after(at, zone.start_of(birthday), next);
    }
    // Clocks put back over midnight can give a birthday back for an hour.
    next = earlier_after(at, zone.next_transition(at), next);
  });
  return next;
}

bool asks_age(const Matcher& matcher) {
  return std::any_of(matcher.all.begin(), matcher.all.end(), [](const Condition& condition) {
    if (std::holds_alternative<AgeCondition>(condition)) return true;
    if (const auto* any = std::get_if<AnyCondition>(&condition)) {
      return std::any_of(any->any.begin(), any->any.end(),
                         [](const Matcher& one) { return asks_age(one); });
    }
    const auto* negation = std::get_if<NotCondition>(&condition);
    return negation != nullptr && asks_age(negation->negated.front());
  });
}

bool asks_age(const Policy& policy) {
  return std::any_of(policy.rules.begin(), policy.rules.end(), [](const Rule& rule) {
    return asks_age(rule.when) || (rule.unless && asks_age(*rule.unless));
  });
}

std::optional<int> age_at(const Scene& scene, Instant at) {
  if (!scene.facts.birth_date) return std::nullopt;
  std::optional<int> age;
  bool agreed = true;
  for_each_age_zone(scene, [&](const TimeZone& zone) {
    const int here = age_on(*scene.facts.birth_date, zone.date_at(at));
    agreed = agreed && (!age || *age == here);
    age = here;
  });
  return agreed ? age : std::nullopt;
}

}  // namespace tact
