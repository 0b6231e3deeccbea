#include "core/decide/counts.h"

#include <algorithm>
#include <array>
#include <memory_resource>
#include <utility>
#include <vector>

#include "tact/check.h"

#include "core/decide/match.h"
#include "core/decide/windows.h"

namespace tact {
namespace {

bool is_counted(const Counting& counting, const Scene& scene, const Contact& contact) {
  return status_counts(counting.basis, contact.status) &&
         matches_contact(counting.count, contact.fields) &&
         agree(counting.same, scene.fields, contact.fields);
}

// The times of the contacts that count, ascending. Room for the common case is on the stack.
class CountedTimes {
 public:
  // Collects the contacts from `from` to `until`, both included.
  CountedTimes(const Counting& counting, const Scene& scene, Instant from, Instant until)
      : counting_(counting), scene_(scene), from_(from), until_(until) {
    if (counting.per == Per::household && !scene.facts.household.empty()) {
      for (const SubjectState* member : scene.facts.household) collect(*member);
      std::sort(times_.begin(), times_.end());
    } else if (counting.per == Per::address && scene.facts.address != nullptr) {
      collect(*scene.facts.address);
    } else {
      collect(*scene.facts.customer);
    }
  }

  std::span<const Instant> times() const { return times_; }

 private:
  void collect(const SubjectState& record) {
    const auto before = [](const Contact& contact, Instant time) { return contact.at < time; };
    auto contact = std::lower_bound(record.contacts.begin(), record.contacts.end(), from_, before);
    for (; contact != record.contacts.end() && contact->at <= until_; ++contact) {
      if (counts(*contact)) times_.push_back(contact->at);
    }
  }

  bool counts(const Contact& contact) const { return is_counted(counting_, scene_, contact); }

  const Counting& counting_;
  const Scene& scene_;
  Instant from_;
  Instant until_;
  std::array<std::byte, 64 * sizeof(Instant)> room_;
  std::pmr::monotonic_buffer_resource memory_{room_.data(), room_.size()};
  std::pmr::vector<Instant> times_{&memory_};
};

Window gap_window(const GapCheck& check) {
  Window window;
  window.length = check.at_least;
  return window;
}

const TimeZone* volume_zone(const Scene& scene) {
  return scene.policy.defaults.timezone != nullptr ? scene.policy.defaults.timezone : &utc_zone();
}

std::span<const Instant> volume_times(std::size_t rule, const Scene& scene) {
  TACT_CHECK(scene.facts.volume != nullptr);
  return scene.facts.volume->times(rule, scene.fields);
}

CountJudgement judge_counted(const Window& window, const Counting& counting, int at_most,
                             Code refusal, const Scene& scene, Instant at) {
  const auto zones = scene.clock.zones();
  if (window.kind != WindowKind::rolling && zones.empty()) return {Code::timezone_unknown, 0};
  const Duration reach = window_reach(window);
  const CountedTimes counted(counting, scene, at - reach, at + reach);
  const std::int64_t fullest = fullest_window(window, zones, counted.times(), at);
  return {fullest < at_most ? Code::none : refusal, fullest};
}

Instant next_counted_change(const Window& window, const Counting& counting, int at_most,
                            const Scene& scene, Instant at) {
  const auto zones = scene.clock.zones();
  if (window.kind != WindowKind::rolling && zones.empty()) return never;
  const CountedTimes counted(counting, scene, at - window_reach(window), never);
  return next_window_change(window, zones, counted.times(), at, at_most);
}

// "2026-11-24 09:30", to the minute.
std::string clock_text(const TimeZone& zone, Instant at) {
  std::string text = format_instant(Instant(zone.to_local(at).time_since_epoch()));
  text.resize(std::string_view("2026-11-24T09:30").size());
  text[text.find('T')] = ' ';
  return text;
}

void note_window(const FullestWindow& found, std::span<const TimeZone* const> zones,
                 Insight& insight) {
  insight.window = {found.from, found.until, found.zone != nullptr ? found.zone->name() : ""};
  // Of a customer who may be in several zones, an exact length has no one clock.
  const TimeZone* const clock =
      found.zone != nullptr ? found.zone : (zones.size() == 1 ? zones.front() : nullptr);
  if (clock != nullptr) {
    insight.window->from_local = clock_text(*clock, found.from);
    insight.window->until_local = clock_text(*clock, found.until);
  }
  insight.counted = std::count(found.holds.begin(), found.holds.end(), true);
}

std::vector<const SubjectState*> counted_records(const Counting& counting, const Facts& facts) {
  if (counting.per == Per::household && !facts.household.empty()) {
    return {facts.household.begin(), facts.household.end()};
  }
  const bool by_address = counting.per == Per::address && facts.address != nullptr;
  return {by_address ? facts.address : facts.customer};
}

// What CountedTimes collects, with more than the times.
std::vector<const Contact*> counted_contacts(const Counting& counting, const Scene& scene,
                                             Instant from, Instant until) {
  std::vector<const Contact*> contacts;
  for (const SubjectState* record : counted_records(counting, scene.facts)) {
    for (const Contact& contact : record->contacts) {
      const bool is_near = from <= contact.at && contact.at <= until;
      if (is_near && is_counted(counting, scene, contact)) contacts.push_back(&contact);
    }
  }
  std::sort(contacts.begin(), contacts.end(), [](const Contact* a, const Contact* b) {
    return std::pair(a->at, a->entry) < std::pair(b->at, b->entry);
  });
  return contacts;
}

void note_contact(const Contact& contact, Insight& insight) {
  if (insight.contacts.size() == seen_max) insight.contacts.erase(insight.contacts.begin());
  insight.contacts.push_back({contact.entry, contact.at, contact.status});
}

}  // namespace

void note_counted(const CapCheck& check, const Scene& scene, Instant at, Insight& insight) {
  const auto zones = scene.clock.zones();
  if (check.within.kind != WindowKind::rolling && zones.empty()) return;
  const Duration reach = window_reach(check.within);
  const auto contacts = counted_contacts(check.counting, scene, at - reach, at + reach);
  std::vector<Instant> times;
  for (const Contact* contact : contacts) times.push_back(contact->at);
  const FullestWindow found = find_fullest_window(check.within, zones, times, at);
  note_window(found, zones, insight);
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    if (found.holds[i]) note_contact(*contacts[i], insight);
  }
}

// A gap looks to both sides.
void note_counted(const GapCheck& check, const Scene& scene, Instant at, Insight& insight) {
  insight.window = {at - check.at_least, at + check.at_least, ""};
  insight.counted = 0;
  for (const Contact* contact :
       counted_contacts(check.counting, scene, at - check.at_least, at + check.at_least)) {
    if (std::chrono::abs(contact->at - at) >= check.at_least) continue;
    ++*insight.counted;
    note_contact(*contact, insight);
  }
}

void note_counted(const VolumeCheck& check, std::size_t rule, const Scene& scene, Instant at,
                  Insight& insight) {
  const TimeZone* zone = volume_zone(scene);
  const Duration reach = window_reach(check.within);
  const auto all = volume_times(rule, scene);
  const auto first = std::lower_bound(all.begin(), all.end(), at - reach);
  const auto last = std::upper_bound(first, all.end(), at + reach);
  // Everyone's contacts may be very many, and whoever decides may be waited for.
  constexpr std::ptrdiff_t contacts_looked_at_max = 5'000;
  if (last - first > contacts_looked_at_max) return;
  note_window(find_fullest_window(check.within, {&zone, 1}, {first, last}, at), {&zone, 1},
              insight);
}

bool status_counts(Basis basis, ContactStatus status) {
  switch (basis) {
    case Basis::contact:
      return status != ContactStatus::failed && status != ContactStatus::cancelled;
    case Basis::attempt: return status != ContactStatus::cancelled;
    case Basis::delivered:
      return status == ContactStatus::reserved || status == ContactStatus::delivered ||
             status == ContactStatus::conversation;
    case Basis::conversation: return status == ContactStatus::conversation;
  }
  TACT_CHECK(false);
  return true;
}

CountJudgement judge_cap(const CapCheck& check, const Scene& scene, Instant at) {
  return judge_counted(check.within, check.counting, check.at_most, Code::cap_reached, scene, at);
}

Instant next_cap_change(const CapCheck& check, const Scene& scene, Instant at) {
  return next_counted_change(check.within, check.counting, check.at_most, scene, at);
}

// A gap means at most one within it.
CountJudgement judge_gap(const GapCheck& check, const Scene& scene, Instant at) {
  return judge_counted(gap_window(check), check.counting, 1, Code::gap_too_short, scene, at);
}

Instant next_gap_change(const GapCheck& check, const Scene& scene, Instant at) {
  return next_counted_change(gap_window(check), check.counting, 1, scene, at);
}

std::optional<Duration> nearest_contact(const GapCheck& check, const Scene& scene, Instant at) {
  const CountedTimes counted(check.counting, scene, at - check.at_least, at + check.at_least);
  std::optional<Duration> nearest;
  for (const Instant time : counted.times()) {
    const Duration distance = std::chrono::abs(at - time);
    if (!nearest || distance < *nearest) nearest = distance;
  }
  return nearest;
}

CountJudgement judge_volume(const VolumeCheck& check, std::size_t rule, const Scene& scene,
                            Instant at) {
  const TimeZone* zone = volume_zone(scene);
  const std::int64_t fullest =
      fullest_window(check.within, {&zone, 1}, volume_times(rule, scene), at);
  return {fullest < check.at_most ? Code::none : Code::volume_exceeded, fullest};
}

Instant next_volume_change(const VolumeCheck& check, std::size_t rule, const Scene& scene,
                           Instant at) {
  const TimeZone* zone = volume_zone(scene);
  return next_window_change(check.within, {&zone, 1}, volume_times(rule, scene), at, check.at_most);
}

}  // namespace tact
