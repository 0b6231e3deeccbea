#include "core/state/retention.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace tact {
namespace {

constexpr std::chrono::days kept_at_least{400};
constexpr std::chrono::days clamping{4};
// Requests are judged up to this far before the present.
constexpr std::chrono::minutes past_allowed{5};

// What two activities that say the same share.
using Saying = std::tuple<std::string_view, std::string_view, std::string_view, const Labels&>;

Saying saying(const Activity& activity) {
  return {activity.event, activity.channel, activity.brand, activity.labels};
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
  // The latest that every request sees, of each saying.
  std::map<Saying, Instant> latest;
  for (const Activity& activity : state.activities) {
    if (activity.at <= seen_by_all) latest[saying(activity)] = activity.at;
  }
  const auto is_hidden = [&](const Activity& old) {
    const auto next = latest.find(saying(old));
    return next != latest.end() && next->second - old.at > clamping;
  };
  std::vector<bool> hidden;
  hidden.reserve(state.activities.size());
  for (const Activity& activity : state.activities) hidden.push_back(is_hidden(activity));
  if (std::find(hidden.begin(), hidden.end(), true) == hidden.end()) return;
  std::vector<Activity> kept;
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    if (!hidden[i]) kept.push_back(std::move(state.activities[i]));
  }
  state.activities = std::move(kept);
}

}  // namespace tact
