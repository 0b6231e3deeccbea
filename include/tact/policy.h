// A compiled policy: an immutable value, shared by all threads. Made by compile_policy()
// (core/policy/compile.h) from YAML; the meaning of every field is the contract's policy language.
#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tact/records.h"
#include "tact/time.h"
#include "tact/time_zone.h"

namespace tact {

// ---- matching: `when`, `unless`, `count` ----

enum class Field : std::uint8_t {
  // of the contact
  channel,
  purpose,  // covers its subtree
  brand,
  campaign,  // `*` stands for any run of characters
  label,     // likewise
  // of the customer
  country,
  region,
  language,
  kind,
  stage,
  segment,
  on_list,
};

// True where the field has one of the values.
struct FieldCondition {
  Field field{};
  std::string label;  // the KEY of label.KEY
  std::vector<std::string> values;
};

enum class Comparison : std::uint8_t { less, at_most, equal, at_least, more };

struct PriorityCondition {
  Comparison comparison{};
  int value = 0;
};

struct AgeCondition {
  Comparison comparison{};
  int years = 0;
};

// An activity, its event among `events`, less than `within` ago; never ends where within is absent.
// What is set in channel, brand and labels must be what the activity says.
struct ActivityCondition {
  std::vector<std::string> events;
  std::optional<Span> within;
  std::string channel;
  std::string brand;
  Labels labels;
};

enum class ConsentModel : std::uint8_t { opt_in, opt_out };

// As `purpose` of a consent that is needed: a record counts whatever its purpose. No vocabulary
// can have a purpose of this name.
inline constexpr std::string_view any_purpose = "any";

struct ConsentCheck {
  ConsentModel model = ConsentModel::opt_in;
  std::optional<ConsentLevel> level;  // absent: any
  std::optional<Span> max_age;        // exact or months
  std::string purpose;                // needed instead of the request's own, or any_purpose
  std::string channel;                // needed instead of the request's own
  bool registered = false;
  bool evidence = false;
};

struct Matcher;
struct AnyCondition {
  std::vector<Matcher> any;
};
struct NotCondition {
  std::vector<Matcher> negated;  // exactly one
};

using Condition = std::variant<FieldCondition, PriorityCondition, AgeCondition, ActivityCondition,
                               ConsentCheck, AnyCondition, NotCondition>;

// True where every condition is; empty: always.
struct Matcher {
  std::vector<Condition> all;
};

// ---- checks ----

struct ListCheck {  // absent_from
  std::vector<std::string> lists;
  std::optional<Duration> fresh_within;
  Duration grace{};
  bool lifted_by_later_consent = false;
};

enum class WindowKind : std::uint8_t {
  rolling,  // `length`
  calendar_day,
  calendar_week,
  calendar_month,
  calendar_quarter,
  calendar_year,
  consecutive_days,  // `days`
};

struct Window {
  WindowKind kind = WindowKind::rolling;
  Duration length{};
  int days = 0;
  std::string text;  // as the policy writes it, for answers
};

enum class Per : std::uint8_t { customer, address, household };
enum class Basis : std::uint8_t { contact, attempt, delivered, conversation };

// A field that counted contacts share with the request: channel, purpose, brand, campaign, label.
struct SameField {
  Field field{};
  std::string label;
};

// Which contacts count. `count` looks at a contact's own fields only; where the policy gives none
// it is the rule's `when` with everything said of the customer left out.
struct Counting {
  Matcher count;
  std::vector<SameField> same;
  Per per = Per::customer;
  Basis basis = Basis::contact;
};

struct CapCheck {
  int at_most = 0;
  Window within;
  Counting counting;
};

struct GapCheck {
  Duration at_least{};
  std::string text;
  Counting counting;
};

struct VolumeCheck {
  int at_most = 0;
  Window within;      // calendar windows are in defaults.timezone, UTC without one
  Counting counting;  // `per` has no meaning here
};

// Open from `start` until before `end`, on the local dates that fall on `weekday`; `end` beyond
// 24 h is on the next day.
struct OpenInterval {
  std::chrono::weekday weekday;
  std::chrono::minutes start{};
  std::chrono::minutes end{};
};

struct HoursCheck {
  std::vector<OpenInterval> open;
  std::vector<std::string> closed_on;  // names of calendars
  const TimeZone* clock = nullptr;     // null: the customer's
  std::string text;                    // the open hours as written, for answers
};

struct CooldownCheck {
  std::vector<std::string> events;
  std::string channel;            // an activity that does not say counts as matching
  std::string brand;              // likewise
  Labels labels;                  // likewise
  std::vector<SameField> same;    // likewise
  Span length;                    // `for`
  bool event_day_counts = false;  // `first_day: event`
};

struct DenyCheck {};

using Check = std::variant<ConsentCheck, ListCheck, CapCheck, GapCheck, HoursCheck, CooldownCheck,
                           VolumeCheck, DenyCheck>;

// ---- rules and the whole ----

enum class RuleMode : std::uint8_t { enforce, shadow };
enum class OnFail : std::uint8_t { defer, deny };

// Where something stands in a policy's files, counted from 1 as people do.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

struct Rule {
  std::string id;
  std::string text;
  std::string law;
  Matcher when;  // empty: every request
  std::optional<Matcher> unless;
  RuleMode mode = RuleMode::enforce;
  std::optional<LocalTime> effective_from;   // in the rule's clock, included
  std::optional<LocalTime> effective_until;  // in the rule's clock, excluded
  OnFail on_fail = OnFail::defer;
  Check check;
  Place place;
};

// ---- obligations: what must be done, and by when ----

// A consent record that says so; `registered`, where given, whether a registry has confirmed it.
struct ConsentTrigger {
  ConsentState state{};
  std::optional<bool> registered;
  bool operator==(const ConsentTrigger&) const = default;
};

struct ActivityTrigger {
  std::vector<std::string> events;
  bool operator==(const ActivityTrigger&) const = default;
};

using Trigger = std::variant<ConsentTrigger, ActivityTrigger>;

// Whether a half-day is one of the business days that are counted.
enum class HalfDays : std::uint8_t { counted, free };

// Business days are counted from the day after the event; the time ends with the last of them.
struct Deadline {
  Span span;                               // where business_days is 0
  int business_days = 0;                   // how many
  std::string calendar;                    // whose days are none; "" none
  std::bitset<7> weekdays{0b0111110};      // those that are business days, from Sunday
  HalfDays half_days = HalfDays::counted;  // the earlier deadline
  const TimeZone* clock = nullptr;         // the regulator's; null: the customer's
  std::string text;                        // as the policy writes it
};

struct Obligation {
  std::string id;  // no rule and no other obligation has it
  std::string text;
  std::string law;
  Matcher when;  // of the record that opens it, and of the customer; empty: every record
  std::optional<Matcher> unless;
  std::vector<Trigger> opened_by;  // any of these
  std::vector<Trigger> closed_by;  // likewise
  Deadline due;
  Place place;
};

// Days without contacts. A date in a year outside `covered_years` is unknown.
struct Calendar {
  std::vector<int> covered_years;  // sorted
  // Closed dates, each from a local time of day on (0 for the whole day).
  std::map<LocalDate, std::chrono::minutes> closed;
};

struct Defaults {
  const TimeZone* timezone = nullptr;
  std::string country;
  std::optional<CustomerKind> kind;
};

// What requests may say. An empty brand list means any.
struct Vocabulary {
  std::vector<std::string> channels;
  std::vector<std::string> purposes;
  std::vector<std::string> labels;
  std::vector<std::string> activities;
  std::vector<std::string> brands;
};

// What one of a policy's files says of itself: how far its rules can be relied on.
struct Provenance {
  std::string name;                    // the file's `policy`, or its path from the outermost file
  std::optional<LocalDate> knowledge;  // the date of what its rules rest on
  std::string legal_review;            // "pending", or who reviewed it and when; "" nothing said

  bool is_pending() const { return legal_review == "pending"; }
};

class RuleIndex;  // core/decide/rule_index.h

// A policy's own index of its rules, or none. A copy of a policy may be changed before it is used,
// so the index stays behind: what is copied has none until index_rules() makes one.
class OwnIndex {
 public:
  OwnIndex() = default;
  explicit OwnIndex(std::shared_ptr<const RuleIndex> made) : made_(std::move(made)) {}
  OwnIndex(const OwnIndex&) noexcept {}
  OwnIndex(OwnIndex&&) noexcept = default;
  OwnIndex& operator=(const OwnIndex& other) noexcept {
    if (this != &other) made_.reset();
    return *this;
  }
  OwnIndex& operator=(OwnIndex&&) noexcept = default;
  ~OwnIndex() = default;

  const RuleIndex* get() const { return made_.get(); }

 private:
  std::shared_ptr<const RuleIndex> made_;
};

struct Policy {
  std::string name;
  std::string title;
  std::string hash;  // 64 hexadecimal digits over all files, in the order of inclusion
  Defaults defaults;
  Vocabulary vocabulary;
  std::map<std::string, std::vector<const TimeZone*>, std::less<>> regions;
  // Whose telephone numbers begin so: "+1305", "US-FL". The longest prefix of a number counts.
  std::map<std::string, std::string, std::less<>> number_regions;
  std::map<std::string, Calendar, std::less<>> calendars;
  std::vector<Rule> rules;
  std::vector<Obligation> obligations;
  std::vector<Provenance> provenance;     // of the files that say anything of it, in their order
  std::shared_ptr<const ZoneBook> zones;  // keeps every TimeZone pointer above alive
  OwnIndex index;  // without one a decision looks at every rule, and says the same

  // "acme-retail@3f9c2ab41d07": what answers and entries say.
  std::string version() const { return name + '@' + hash.substr(0, 12); }

  // A set is as old as the oldest of its files, and reviewed only when all of them are.
  std::optional<LocalDate> oldest_knowledge() const;
  bool awaits_legal_review() const;
};

// "marketing" covers itself and "marketing/promotion"; "" covers everything.
bool purpose_covers(std::string_view tree, std::string_view purpose);

// Whether `text` fits `pattern`, in which `*` stands for any run of characters.
bool wildcard_matches(std::string_view pattern, std::string_view text);

// How far back contacts must be kept so that every rule of the policy can be judged.
Duration longest_contact_window(const Policy& policy);
bool has_volume_rules(const Policy& policy);

}  // namespace tact
