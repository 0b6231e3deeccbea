// What a policy's rules speak of: what of a person could matter to them at all.
#pragma once

#include <map>
#include <set>
#include <string>

#include "tact/policy.h"

namespace tact {

struct Mentions {
  // The labels, each with the values that rules name; none where rules only compare contacts.
  std::map<std::string, std::set<std::string>> labels;
  std::set<Field> fields;        // of contacts and profiles
  std::set<std::string> events;  // of activities
  std::set<std::string> segments;
  std::set<std::string> lists;
  bool consents = false;    // some rule asks for one
  bool households = false;  // some rule counts by household
  bool addresses = false;   // some rule counts by address
  Duration reach{};         // how far back any rule counts contacts
};

Mentions mentions_of(const Policy& policy);

}  // namespace tact
