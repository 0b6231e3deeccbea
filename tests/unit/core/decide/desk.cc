#include "unit/core/decide/desk.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <sstream>
#include <utility>

#include <catch2/catch.hpp>

#include "tact/decide.h"

#include "naive/naive.h"
#include "zones/system_zones.h"

namespace tact::desk {
namespace {

using std::chrono::minutes;

std::shared_ptr<const ZoneBook> system_zones() {
  static const std::shared_ptr<const ZoneBook> zones = [] {
    Result<ZoneBook> book = load_system_zones();
    REQUIRE(book.ok());
    return std::make_shared<const ZoneBook>(std::move(*book));
  }();
  return zones;
}

std::vector<std::string> split(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string or_empty(const std::string& word) { return word == "any" ? "" : word; }

std::string in_words(const naive::NaiveAnswer& answer, bool one_rule, bool with_headroom) {
  std::string text(outcome_name(answer.outcome));
  const char* between = " ";
  for (const naive::Failure& failure : answer.failing) {
    text += between;
    between = ", ";
    if (!one_rule && !failure.rule.empty()) text += failure.rule + ':';
    text += code_name(failure.code);
  }
  for (const naive::Failure& failure : answer.shadow) {
    text += "; shadow " + std::string(code_name(failure.code));
  }
  if (answer.retry_at) text += " until " + format_instant(*answer.retry_at);
  if (with_headroom) {
    text += answer.headroom ? ", " + std::to_string(answer.headroom->remaining) + " left" : "";
    if (answer.headroom && !one_rule) text += " under " + answer.headroom->rule;
  }
  return text;
}

// The expected answer with its time in the one form that answers have.
std::string canonical(const std::string& answer) {
  const std::size_t until = answer.find(" until ");
  if (until == std::string::npos) return answer;
  return answer.substr(0, until + 7) + format_instant(time(answer.substr(until + 7)));
}

Window window(std::string_view text) {
  static const std::vector<std::string> kinds = {"calendar day", "calendar week", "calendar month",
                                                 "calendar quarter", "calendar year"};
  const auto kind = std::ranges::find(kinds, text);
  if (kind != kinds.end()) {
    return {static_cast<WindowKind>(kind - kinds.begin() + 1), {}, 0, std::string(text)};
  }
  const Span length = span(text);
  if (length.unit == SpanUnit::calendar_days) {
    return {WindowKind::consecutive_days, {}, length.count, std::string(text)};
  }
  REQUIRE(length.unit == SpanUnit::exact);
  return {WindowKind::rolling, length.length, 0, std::string(text)};
}

minutes clock_reading(const std::string& text) {
  return minutes{std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3, 2))};
}

unsigned weekday_number(const std::string& name) {
  static const std::vector<std::string> names = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  const auto found = std::ranges::find(names, name);
  REQUIRE(found != names.end());
  return static_cast<unsigned>(found - names.begin());
}

}  // namespace

Instant time(std::string_view text) {
  const std::vector<std::string> parts = split(text);
  REQUIRE(parts.size() == 3);
  const std::string seconds = parts[1].size() == 5 ? ":00" : "";
  const auto instant = parse_instant(parts[0] + 'T' + parts[1] + seconds + parts[2]);
  INFO(text);
  REQUIRE(instant.has_value());
  return *instant;
}

Matcher all_of(std::vector<Condition> conditions) { return {std::move(conditions)}; }

FieldCondition is(Field field, std::vector<std::string> values) {
  return {field, "", std::move(values)};
}

FieldCondition label_is(std::string key, std::vector<std::string> values) {
  return {Field::label, std::move(key), std::move(values)};
}

NotCondition is_not(Condition condition) { return {{all_of({std::move(condition)})}}; }

AnyCondition either(std::vector<Condition> conditions) {
  AnyCondition any;
  for (Condition& condition : conditions) any.any.push_back(all_of({std::move(condition)}));
  return any;
}

ActivityCondition active(std::string event, std::string_view within) {
  ActivityCondition condition;
  condition.events = {std::move(event)};
  condition.within = span(within);
  return condition;
}

CapCheck cap(int at_most, std::string_view within) { return {at_most, window(within), {}}; }

GapCheck gap(std::string_view at_least) {
  return {span(at_least).length, std::string(at_least), {}};
}

VolumeCheck volume(int at_most, std::string_view within) { return {at_most, window(within), {}}; }

HoursCheck open(std::vector<std::string> intervals) {
  HoursCheck check;
  for (const std::string& interval : intervals) {
    const std::vector<std::string> parts = split(interval);
    REQUIRE(parts.size() == 2);
    const unsigned first = weekday_number(parts[0].substr(0, 3));
    const unsigned last = parts[0].size() > 3 ? weekday_number(parts[0].substr(4, 3)) : first;
    for (unsigned day = first;; day = (day + 1) % 7) {
      check.open.push_back({std::chrono::weekday{day}, clock_reading(parts[1].substr(0, 5)),
                            clock_reading(parts[1].substr(6, 5))});
      if (day == last) break;
    }
    check.text += (check.text.empty() ? "" : ", ") + interval;
  }
  return check;
}

CooldownCheck cooldown(std::string event, std::string_view length) {
  CooldownCheck check;
  check.events = {std::move(event)};
  check.length = span(length);
  return check;
}

ListCheck absent_from(std::vector<std::string> lists) {
  ListCheck check;
  check.lists = std::move(lists);
  return check;
}

ConsentCheck opt_in() { return {}; }

ConsentCheck opt_out() {
  ConsentCheck check;
  check.model = ConsentModel::opt_out;
  return check;
}

Span span(std::string_view text) {
  const auto span = parse_span(text);
  INFO(text);
  REQUIRE(span.has_value());
  return *span;
}

Desk::Desk(std::string zone_name) {
  world.policy.name = "desk";
  world.policy.hash = std::string(64, '0');
  world.policy.zones = system_zones();
  world.customer.profile = Profile{};
  profile().timezone = std::move(zone_name);
  world.fields.channel = "sms";
  world.fields.purpose = "marketing/promotion";
  world.fields.brand = "acme";
}

Rule& Desk::rule(Check check) {
  Rule rule;
  rule.id = "r" + std::to_string(world.policy.rules.size() + 1);
  rule.check = std::move(check);
  world.policy.rules.push_back(std::move(rule));
  return world.policy.rules.back();
}

Contact& Desk::contact(std::string_view at, ContactStatus status) {
  Contact contact;
  contact.at = time(at);
  contact.fields = world.fields;
  contact.status = status;
  contact.entry = Seq{world.customer.contacts.size()};
  auto& contacts = world.customer.contacts;
  const auto place = std::ranges::upper_bound(contacts, contact.at, {}, &Contact::at);
  return *contacts.insert(place, std::move(contact));
}

Consent& Desk::consent(std::string_view at, std::string_view words) {
  const std::vector<std::string> parts = split(words);
  REQUIRE(parts.size() == 4);
  REQUIRE((parts[0] == "grant" || parts[0] == "withdraw"));
  Consent consent;
  consent.state = parts[0] == "grant" ? ConsentState::granted : ConsentState::withdrawn;
  consent.purpose = or_empty(parts[1]);
  consent.channel = or_empty(parts[2]);
  consent.brand = or_empty(parts[3]);
  consent.at = time(at);
  consent.entry = Seq{world.customer.consents.size()};
  world.customer.consents.push_back(std::move(consent));
  return world.customer.consents.back();
}

Activity& Desk::activity(std::string_view at, std::string event) {
  Activity activity;
  activity.event = std::move(event);
  activity.at = time(at);
  auto& activities = world.customer.activities;
  const auto place = std::ranges::upper_bound(activities, activity.at, {}, &Activity::at);
  return *activities.insert(place, std::move(activity));
}

Listing& Desk::listed(std::string_view since, std::string list, std::string_view until) {
  Listing listing;
  listing.list = std::move(list);
  listing.since = time(since);
  listing.recorded_at = listing.since;
  if (!until.empty()) listing.until = time(until);
  world.customer.listings.push_back(std::move(listing));
  return world.customer.listings.back();
}

void Desk::loaded(std::string list, std::string_view at) {
  world.registers.lists_loaded_at[std::move(list)] = time(at);
}

void Desk::loaded_of(std::string country, std::string list, std::string_view at) {
  world.registers.country_lists_loaded_at[{std::move(list), std::move(country)}] = time(at);
}

Calendar& Desk::calendar(std::string name, std::vector<int> years) {
  Calendar& calendar = world.policy.calendars[std::move(name)];
  calendar.covered_years = std::move(years);
  return calendar;
}

const TimeZone* Desk::zone(std::string_view name) const {
  const TimeZone* zone = world.policy.zones->find(name);
  INFO(name);
  REQUIRE(zone != nullptr);
  return zone;
}

std::string Desk::ask(std::string_view at) {
  world.at = time(at);
  const naive::Asked asked(world);
  const Policy& policy = world.policy;
  const auto slow = naive::decide(policy, asked.facts(), asked.question());
  const auto fast = naive::in_brief(tact::decide(policy, asked.facts(), asked.question()));
  const bool one_rule = policy.rules.size() == 1;
  std::string text = in_words(fast, one_rule, true);
  CHECK(text == in_words(slow, one_rule, true));
  return text;
}

void Desk::expect(const std::string& at, const std::string& answer, const std::string& why) {
  INFO("at " << at << ": " << why);
  std::string text = ask(at);
  // Most rows do not care about headroom.
  if (answer == "allow") text = text.substr(0, text.find(','));
  CHECK(text == canonical(answer));
}

void Desk::answers(std::initializer_list<Row> rows) {
  for (const Row& row : rows) expect(row.at, row.answer, row.why);
}

}  // namespace tact::desk
