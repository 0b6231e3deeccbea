#include "core/state/retention.h"

#include <algorithm>

namespace tact {
namespace {

constexpr std::chrono::days kept_at_least{400};
constexpr std::chrono::days clamping{4};
// Requests are judged up to this far before the present.
constexpr std::chrono::minutes past_allowed{5};

bool says_the_same(const Activity& a, const Activity& b) {
  return a.event == b.event && a.channel == b.channel && a.brand == b.brand && a.labels == b.labels;
}

}  // namespace

Duration contacts_kept_for(const Policy& policy) {
  return std::max<Duration>(kept_at_least, longest_contact_window(policy) + past_allowed);
}

void drop_old_contacts(SubjectState& state, Instant oldest) {
  const auto keep = std::find_if(state.contacts.begin(), state.contacts.end(),
                                 [&](const Contact& contact) { return contact.at >= oldest; });
  state.contacts.erase(state.contacts.begin(), keep);
}

void drop_old_activities(SubjectState& state, Instant now) {
  const Instant seen_by_all = now - past_allowed;
  const auto is_hidden = [&](const Activity& old) {
    return std::any_of(state.activities.begin(), state.activities.end(), [&](const Activity& next) {
      return next.at <= seen_by_all && next.at - old.at > clamping && says_the_same(old, next);
    });
  };
  // remove_if moves elements while the predicate looks at all of them: mark first, drop after.
  std::vector<Activity> kept;
  for (const Activity& activity : state.activities) {
    if (!is_hidden(activity)) kept.push_back(activity);
  }
  if (kept.size() < state.activities.size()) state.activities = std::move(kept);
}

}  // namespace tact
