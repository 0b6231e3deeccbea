// Small policies made by hand, for tests that are not about reading them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tact/policy.h"

namespace tact::test {

inline std::shared_ptr<const ZoneBook> istanbul_zones() {
  std::vector<TimeZone> zones;
  zones.emplace_back("Europe/Istanbul",
                     std::vector<TimeZone::Transition>{{Instant{}, std::chrono::hours(3)}});
  zones.emplace_back("UTC", std::vector<TimeZone::Transition>{{Instant{}, std::chrono::hours(0)}});
  return std::make_shared<const ZoneBook>(
      std::move(zones),
      std::map<std::string, std::vector<std::string>>{{"TR", {"Europe/Istanbul"}}});
}

// A policy without rules: everything passes. Rules are put in by the test.
inline Policy open_policy(std::string name = "open") {
  Policy policy;
  policy.name = std::move(name);
  policy.hash =
      std::string(64 - policy.name.size() % 8, 'a') + std::string(policy.name.size() % 8, 'b');
  policy.zones = istanbul_zones();
  policy.defaults.timezone = policy.zones->find("Europe/Istanbul");
  policy.vocabulary.channels = {"sms", "email", "call"};
  policy.vocabulary.purposes = {"marketing/promotion", "service/order"};
  policy.vocabulary.labels = {"subject"};
  policy.vocabulary.activities = {"purchase", "complaint"};
  return policy;
}

inline Rule cap_rule(std::string id, int at_most, Duration within) {
  CapCheck cap;
  cap.at_most = at_most;
  cap.within.length = within;
  cap.within.text = format_span({SpanUnit::exact, within, 0});
  Rule rule;
  rule.id = std::move(id);
  rule.text = "No more than " + std::to_string(at_most) + ".";
  rule.check = cap;
  return rule;
}

inline std::shared_ptr<const Policy> capped_policy(int at_most,
                                                   Duration within = std::chrono::days(7)) {
  Policy policy = open_policy("capped");
  policy.rules.push_back(cap_rule("cap", at_most, within));
  const std::string content = std::to_string(at_most) + 'c' + std::to_string(within.count());
  policy.hash.replace(0, content.size(), content);
  return std::make_shared<const Policy>(std::move(policy));
}

}  // namespace tact::test
