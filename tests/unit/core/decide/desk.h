// The desk at which the tables of the decision are worked through: one policy, one person, and
// questions at times that people can read ("2026-11-24 14:00 +03:00"). Every question is put to
// decide() and to the brute force of tests/naive/; both must give the answer that is expected.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "tact/policy.h"
#include "tact/state.h"

#include "naive/random_world.h"

namespace tact::desk {

// "2026-11-24 14:00 +03:00", seconds and milliseconds optional.
Instant time(std::string_view text);

// ---- conditions ----

Matcher all_of(std::vector<Condition> conditions);
FieldCondition is(Field field, std::vector<std::string> values);
FieldCondition label_is(std::string key, std::vector<std::string> values);
NotCondition is_not(Condition condition);
AnyCondition either(std::vector<Condition> conditions);
ActivityCondition active(std::string event, std::string_view within);

// ---- checks ----

CapCheck cap(int at_most, std::string_view within);
GapCheck gap(std::string_view at_least);
VolumeCheck volume(int at_most, std::string_view within);
HoursCheck open(std::vector<std::string> intervals);  // "mon-fri 09:00-13:00", "sun 22:00-26:00"
CooldownCheck cooldown(std::string event, std::string_view length);
ListCheck absent_from(std::vector<std::string> lists);
ConsentCheck opt_in();
ConsentCheck opt_out();
Span span(std::string_view text);

// ---- the desk ----

// One question: when, the answer in words, and why.
struct Row {
  std::string at;
  // "allow", "deny withdrawn", "defer cap-reached until 2026-11-24 14:00 +03:00"; of several
  // rules "deny r1:listed, r2:cap-reached". "allow, 2 left" where headroom is the point.
  std::string answer;
  std::string why = "";
};

class Desk {
 public:
  // A customer in the zone who is asked for a promotional text message of the brand acme.
  explicit Desk(std::string zone_name = "Europe/Istanbul");

  // Adds a rule: r1, r2, …
  Rule& rule(Check check);

  Contact& contact(std::string_view at, ContactStatus status = ContactStatus::reserved);
  // "grant marketing sms acme" or "withdraw any any any": purpose, channel, brand.
  Consent& consent(std::string_view at, std::string_view words);
  Activity& activity(std::string_view at, std::string event);
  Listing& listed(std::string_view since, std::string list, std::string_view until = "");
  void loaded(std::string list, std::string_view at);
  void loaded_of(std::string country, std::string list, std::string_view at);
  Calendar& calendar(std::string name, std::vector<int> years);
  const TimeZone* zone(std::string_view name) const;

  Profile& profile() { return *world.customer.profile; }
  ContactFields& asked() { return world.fields; }

  // What decide() and the brute force say, in words; CHECKs that it is the same.
  std::string ask(std::string_view at);
  void expect(const std::string& at, const std::string& answer, const std::string& why = "");
  void answers(std::initializer_list<Row> rows);

  naive::World world;
};

}  // namespace tact::desk
