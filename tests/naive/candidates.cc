#include <algorithm>
#include <chrono>
#include <set>
#include <variant>
#include <vector>

#include "naive/scene.h"

namespace tact::naive {
namespace {

using std::chrono::days;
using std::chrono::hours;

// All lengths of time that the policy speaks of, wherever it does.
struct Lengths {
  std::vector<Span> spans;
  std::vector<Duration> exact;

  void add(const Matcher& matcher) {
    for (const Condition& condition : matcher.all) std::visit(*this, condition);
  }
  void add(const std::optional<Span>& span) {
    if (span) spans.push_back(*span);
  }

  void operator()(const FieldCondition&) {}
  void operator()(const PriorityCondition&) {}
  void operator()(const AgeCondition&) {}
  void operator()(const ActivityCondition& condition) { add(condition.within); }
  void operator()(const ConsentCheck& check) { add(check.max_age); }
  void operator()(const AnyCondition& condition) {
    for (const Matcher& matcher : condition.any) add(matcher);
  }
  void operator()(const NotCondition& condition) { add(condition.negated.front()); }
  void operator()(const ListCheck& check) {
    exact.push_back(check.grace);
    if (check.fresh_within) exact.push_back(*check.fresh_within);
  }
  void operator()(const CapCheck& check) { exact.push_back(check.within.length); }
  void operator()(const GapCheck& check) { exact.push_back(check.at_least); }
  void operator()(const HoursCheck&) {}
  void operator()(const CooldownCheck& check) { spans.push_back(check.length); }
  void operator()(const VolumeCheck& check) { exact.push_back(check.within.length); }
  void operator()(const DenyCheck&) {}
};

class Collector {
 public:
  explicit Collector(const Scene& scene) : scene_(scene), end_(scene.t + horizon) {
    for (const Rule& rule : scene.policy.rules) {
      lengths_.add(rule.when);
      if (rule.unless) lengths_.add(*rule.unless);
      std::visit([this](const auto& check) { lengths_(check); }, rule.check);
    }
    for (const TimeZone* zone : scene.zones) zones_.insert(zone);
    zones_.insert(&utc());
    if (scene.policy.defaults.timezone != nullptr) zones_.insert(scene.policy.defaults.timezone);
    for (const Rule& rule : scene.policy.rules) {
      const auto* check = std::get_if<HoursCheck>(&rule.check);
      if (check != nullptr && check->clock != nullptr) zones_.insert(check->clock);
    }
  }

  std::vector<Instant> all() {
    for (const TimeZone* zone : zones_) add_clock(*zone);
    for (const SubjectState* subject : subjects(scene_.facts)) add_subject(*subject);
    for (const SubjectState* subject : scene_.facts.household) add_contacts(*subject);
    for (const auto& [list, loaded] : scene_.facts.registers->lists_loaded_at) add_event(loaded);
    for (const auto& [list, loaded] : scene_.facts.registers->country_lists_loaded_at) {
      add_event(loaded);
    }
    for (std::size_t i = 0; i < scene_.policy.rules.size(); ++i) {
      const Rule& rule = scene_.policy.rules[i];
      add_bound(rule.effective_from);
      add_bound(rule.effective_until);
      if (!std::holds_alternative<VolumeCheck>(rule.check)) continue;
      for (const Instant time : scene_.facts.volume->times(i, scene_.fields)) add_event(time);
    }
    std::ranges::sort(found_);
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return found_;
  }

 private:
  void add(Instant instant) {
    for (const Duration nudge : {Duration{0}, Duration{1}}) {
      const Instant moved = instant + nudge;
      if (scene_.t < moved && moved <= end_) found_.push_back(moved);
    }
  }

  // Local midnights, changes of the clocks, and where hours begin and end.
  void add_clock(const TimeZone& zone) {
    for (Instant change = zone.next_transition(scene_.t); change <= end_;
         change = zone.next_transition(change)) {
      add(change);
    }
    const LocalDate last = zone.date_at(end_) + days{1};
    for (LocalDate date = zone.date_at(scene_.t) - days{3}; date <= last; date += days{1}) {
      add(zone.to_instant(date));
      for (const Rule& rule : scene_.policy.rules) {
        if (const auto* check = std::get_if<HoursCheck>(&rule.check)) add_hours(zone, date, *check);
      }
    }
    for (const auto& [name, calendar] : scene_.policy.calendars) {
      for (const auto& [date, from] : calendar.closed) add(zone.to_instant(date + from));
    }
  }

  void add_hours(const TimeZone& zone, LocalDate date, const HoursCheck& check) {
    for (const OpenInterval& open : check.open) {
      if (std::chrono::weekday{date} != open.weekday) continue;
      add(zone.to_instant(date + open.start));
      add(zone.to_instant(date + open.end));
    }
  }

  // Something that happened, or will: it, and every length that is spoken of before and after it.
  void add_event(Instant at) {
    add(at);
    for (const Duration length : lengths_.exact) {
      add(at + length);
      add(at - length);
    }
    for (const Span& span : lengths_.spans) {
      for (const TimeZone* zone : zones_) {
        add(later_by(*zone, at, span, false));
        add(later_by(*zone, at, span, true));
      }
    }
  }

  void add_event(const std::optional<Instant>& at) {
    if (at) add_event(*at);
  }

  void add_bound(const std::optional<LocalTime>& bound) {
    if (!bound) return;
    for (const TimeZone* zone : zones_) add(zone->to_instant(*bound));
    for (const hours offset : {hours{-12}, hours{14}}) {
      add(Instant{bound->time_since_epoch() - offset});
    }
  }

  void add_contacts(const SubjectState& subject) {
    for (const Contact& contact : subject.contacts) add_event(contact.at);
  }

  void add_subject(const SubjectState& subject) {
    add_contacts(subject);
    for (const Consent& consent : subject.consents) {
      add_event(consent.at);
      add_event(consent.expires_at);
      add_event(consent.registered_at);
    }
    for (const Listing& listing : subject.listings) {
      add_event(listing.since);
      add_event(listing.until);
    }
    for (const Activity& activity : subject.activities) add_event(activity.at);
  }

  const Scene& scene_;
  Instant end_;
  Lengths lengths_;
  std::set<const TimeZone*> zones_;
  std::vector<Instant> found_;
};

}  // namespace

std::vector<Instant> candidates(const Scene& scene) { return Collector(scene).all(); }

}  // namespace tact::naive
