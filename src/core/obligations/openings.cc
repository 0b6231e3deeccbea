#include <algorithm>

#include "tact/obligations.h"

#include "core/decide/match.h"
#include "core/decide/scene.h"

namespace tact {
namespace {

struct Fires {
  const Happening& happening;

  bool operator()(const ConsentTrigger& trigger) const {
    const auto* consent = std::get_if<ConsentEvent>(&happening.what);
    return consent != nullptr && consent->state == trigger.state &&
           (!trigger.registered || *trigger.registered == consent->registered);
  }
  bool operator()(const ActivityTrigger& trigger) const {
    const auto* activity = std::get_if<ActivityEvent>(&happening.what);
    return activity != nullptr && std::find(trigger.events.begin(), trigger.events.end(),
                                            activity->event) != trigger.events.end();
  }
};

bool fires(const std::vector<Trigger>& triggers, const Happening& happening) {
  return std::any_of(triggers.begin(), triggers.end(),
                     [&](const Trigger& trigger) { return std::visit(Fires{happening}, trigger); });
}

// What does not say counts as matching, on either side.
bool may_be_same(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() || a == b;
}

// What is unknown of the customer, or left open by the record, makes it apply.
bool concerns(const Obligation& obligation, const Scene& scene, Instant at) {
  if (matches(obligation.when, scene, at) == Truth::no) return false;
  return !obligation.unless || matches(*obligation.unless, scene, at) != Truth::yes;
}

}  // namespace

std::vector<Opening> opened_by(const Policy& policy, const Facts& facts,
                               const Happening& happening) {
  std::vector<Opening> openings;
  Scene scene = scene_of(policy, facts, happening.fields);
  scene.fields_of = FieldsOf::record;
  for (const Obligation& obligation : policy.obligations) {
    if (!fires(obligation.opened_by, happening)) continue;
    if (!concerns(obligation, scene, happening.at)) continue;
    const auto zones = scene.clock.zones();
    openings.push_back(
        {&obligation, due_at(obligation.due, policy, happening.at, {zones.begin(), zones.end()})});
  }
  return openings;
}

bool is_closed_by(const Obligation& obligation, const OpenObligation& open,
                  const Happening& happening) {
  return happening.at >= open.opened_at && fires(obligation.closed_by, happening) &&
         may_be_same(open.channel, happening.fields.channel) &&
         may_be_same(open.brand, happening.fields.brand);
}

}  // namespace tact
