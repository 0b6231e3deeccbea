#include "naive/random_policy.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "tact/check.h"

namespace tact::naive {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

class PolicyMaker {
 public:
  PolicyMaker(Dice& dice, const std::shared_ptr<const ZoneBook>& zones, Instant around)
      : dice_(dice), zones_(zones), around_(around) {}

  Policy policy() {
    Policy policy;
    policy.name = "random";
    policy.hash = std::string(64, '0');
    policy.zones = zones_;
    if (dice_.chance(40)) policy.defaults.timezone = zone();
    if (dice_.chance(30)) policy.defaults.country = dice_.one_of(words().countries);
    if (dice_.chance(30)) policy.defaults.kind = kind();
    policy.regions["US-FL"] = {find("America/New_York"), find("America/Chicago")};
    if (dice_.chance(50)) std::ranges::reverse(policy.regions["US-FL"]);
    policy.regions["PT-20"] = {find("Atlantic/Azores")};
    if (dice_.chance(50)) policy.number_regions = {{"+1305", "US-FL"}, {"+35129", "PT-20"}};
    policy.calendars["public"] = calendar();
    policy.calendars["bank"] = calendar();
    const int rules = dice_.chance(10) ? dice_.between(5, 8) : dice_.between(1, 4);
    for (int i = 0; i < rules; ++i) policy.rules.push_back(rule(i));
    return policy;
  }

 private:
  const TimeZone* find(std::string_view name) const {
    const TimeZone* found = zones_->find(name);
    TACT_CHECK(found != nullptr);
    return found;
  }

  const TimeZone* zone() { return find(dice_.one_of(words().zones)); }

  CustomerKind kind() {
    return dice_.chance(50) ? CustomerKind::individual : CustomerKind::merchant;
  }

  LocalDate date_near(int spread) {
    return LocalDate{std::chrono::floor<days>(around_).time_since_epoch()} +
           days{dice_.between(-spread, spread)};
  }

  Calendar calendar() {
    Calendar calendar;
    const int year =
        static_cast<int>(std::chrono::year_month_day{std::chrono::floor<days>(around_)}.year());
    for (int covered = year - 1; covered <= year + 2; ++covered) {
      if (dice_.chance(80)) calendar.covered_years.push_back(covered);
    }
    for (int i = dice_.below(5); i > 0; --i) {
      calendar.closed[date_near(3)] = dice_.chance(70) ? minutes{0} : minutes{dice_.below(48) * 30};
    }
    return calendar;
  }

  Rule rule(int number) {
    Rule rule;
    rule.id = "r" + std::to_string(number);
    if (dice_.chance(70)) rule.when = matcher(2, false);
    if (dice_.chance(30)) rule.unless = matcher(2, false);
    if (dice_.chance(15)) rule.mode = RuleMode::shadow;
    if (dice_.chance(12)) rule.effective_from = bound();
    if (dice_.chance(12)) rule.effective_until = bound();
    rule.check = check(rule);
    const bool can_deny = !std::holds_alternative<ConsentCheck>(rule.check) &&
                          !std::holds_alternative<DenyCheck>(rule.check);
    if (can_deny && dice_.chance(8)) rule.on_fail = OnFail::deny;
    return rule;
  }

  LocalTime bound() { return date_near(8) + minutes{dice_.chance(60) ? 0 : dice_.below(96) * 15}; }

  Check check(const Rule& rule) {
    switch (dice_.below(20)) {
      case 0:
      case 1:
      case 2: return consent();
      case 3:
      case 4: return list();
      case 5:
      case 6:
      case 7:
      case 8:
      case 9: return CapCheck{at_most(), window(), counting(rule)};
      case 10:
      case 11: return GapCheck{dice_.one_of(lengths()), "", counting(rule)};
      case 12:
      case 13:
      case 14: return open_hours();
      case 15:
      case 16: return cooldown();
      case 17:
      case 18: return volume(rule);
      default: break;
    }
    if (dice_.chance(40)) return DenyCheck{};
    return open_hours();
  }

  int at_most() { return dice_.chance(4) ? 0 : dice_.between(1, 4); }

  // ---- matching ----

  Matcher matcher(int depth, bool contact_only) {
    Matcher matcher;
    for (int i = dice_.chance(70) ? 1 : 2; i > 0; --i) {
      matcher.all.push_back(condition(depth, contact_only));
    }
    return matcher;
  }

  Condition condition(int depth, bool contact_only) {
    if (depth > 0 && dice_.chance(15)) {
      if (dice_.chance(60)) return NotCondition{{matcher(depth - 1, contact_only)}};
      AnyCondition any;
      for (int i = dice_.between(1, 3); i > 0; --i) {
        any.any.push_back(matcher(depth - 1, contact_only));
      }
      return any;
    }
    if (contact_only || dice_.chance(50)) return contact_condition();
    switch (dice_.below(7)) {
      case 0: return AgeCondition{comparison(), dice_.between(17, 19)};
      case 1:
      case 2: return activity();
      case 3: return consent();
      default: return customer_condition();
    }
  }

  Condition contact_condition() {
    const Words& word = words();
    switch (dice_.below(9)) {
      case 0:
      case 1: return FieldCondition{Field::channel, "", dice_.some_of(word.channels)};
      case 2:
      case 3:
      case 4: return FieldCondition{Field::purpose, "", dice_.some_of(word.trees)};
      case 5: return FieldCondition{Field::brand, "", dice_.some_of(word.brands)};
      case 6: return FieldCondition{Field::campaign, "", dice_.some_of(word.patterns)};
      case 7:
        return FieldCondition{
            Field::label, "subject",
            dice_.some_of(dice_.chance(50) ? word.subjects : word.subject_patterns)};
      default: return PriorityCondition{comparison(), dice_.between(49, 51)};
    }
  }

  Condition customer_condition() {
    const Words& word = words();
    switch (dice_.below(7)) {
      case 0: return FieldCondition{Field::country, "", dice_.some_of(word.countries)};
      case 1: return FieldCondition{Field::region, "", dice_.some_of(word.regions)};
      case 2: return FieldCondition{Field::language, "", dice_.some_of(word.languages)};
      case 3:
        return FieldCondition{Field::kind, "", {dice_.chance(50) ? "individual" : "merchant"}};
      case 4: return FieldCondition{Field::stage, "", dice_.some_of(word.stages)};
      case 5: return FieldCondition{Field::segment, "", dice_.some_of(word.segments)};
      default: return FieldCondition{Field::on_list, "", dice_.some_of(word.lists)};
    }
  }

  Comparison comparison() { return static_cast<Comparison>(dice_.below(5)); }

  ActivityCondition activity() {
    ActivityCondition condition;
    condition.events = dice_.some_of(words().events);
    if (dice_.chance(80)) condition.within = span(true);
    if (dice_.chance(20)) condition.channel = dice_.one_of(words().channels);
    if (dice_.chance(20)) condition.brand = dice_.one_of(words().brands);
    if (dice_.chance(20)) condition.labels = {{"subject", dice_.one_of(words().subjects)}};
    return condition;
  }

  Span span(bool no_days) {
    const int kind = dice_.below(no_days ? 4 : 6);
    if (kind < 2) return {SpanUnit::exact, dice_.one_of(lengths()), 0};
    if (kind < 4) return {SpanUnit::months, {}, dice_.between(1, 3)};
    return {SpanUnit::calendar_days, {}, dice_.between(1, 9)};
  }

  // ---- checks ----

  ConsentCheck consent() {
    ConsentCheck check;
    if (dice_.chance(25)) check.model = ConsentModel::opt_out;
    if (dice_.chance(30)) check.level = static_cast<ConsentLevel>(dice_.between(1, 3));
    if (dice_.chance(30)) check.max_age = span(true);
    if (dice_.chance(10)) check.purpose = dice_.one_of(words().trees);
    if (dice_.chance(15)) check.purpose = "any";
    if (dice_.chance(10)) check.channel = dice_.one_of(words().channels);
    check.registered = dice_.chance(15);
    check.evidence = dice_.chance(10);
    return check;
  }

  ListCheck list() {
    ListCheck check;
    check.lists = dice_.some_of(words().lists);
    if (dice_.chance(40)) check.fresh_within = dice_.one_of(lengths());
    if (dice_.chance(40)) check.grace = dice_.one_of(lengths());
    check.lifted_by_later_consent = dice_.chance(40);
    return check;
  }

  Window window() {
    if (dice_.chance(45)) return {WindowKind::rolling, dice_.one_of(lengths()), 0, ""};
    const auto kind = static_cast<WindowKind>(dice_.between(1, 6));
    return {kind, {}, kind == WindowKind::consecutive_days ? dice_.between(1, 5) : 0, ""};
  }

  std::vector<SameField> same() {
    std::vector<SameField> same;
    for (const Field field : {Field::channel, Field::purpose, Field::brand, Field::campaign}) {
      if (dice_.chance(12)) same.push_back({field, ""});
    }
    if (dice_.chance(12)) same.push_back({Field::label, "subject"});
    return same;
  }

  // By default what the rule's `when` says of the contact, as the compiler would have it.
  Counting counting(const Rule& rule) {
    Counting counting;
    if (dice_.chance(50)) {
      for (const Condition& condition : rule.when.all) {
        const auto* field = std::get_if<FieldCondition>(&condition);
        const bool of_contact = field != nullptr && field->field <= Field::label;
        if (of_contact) counting.count.all.push_back(condition);
      }
    } else if (dice_.chance(60)) {
      counting.count = matcher(1, true);
    }
    counting.same = same();
    counting.per = static_cast<Per>(dice_.below(3));
    counting.basis = dice_.chance(50) ? Basis::contact : static_cast<Basis>(dice_.below(4));
    return counting;
  }

  VolumeCheck volume(const Rule& rule) { return {dice_.between(1, 6), window(), counting(rule)}; }

  HoursCheck open_hours() {
    static const std::vector<std::pair<int, int>> quarters = {
        {36, 52}, {56, 80}, {36, 84}, {84, 104}, {0, 96}, {9, 11}, {94, 98}, {0, 4}, {1, 7}};
    HoursCheck check;
    const unsigned first = static_cast<unsigned>(dice_.below(7));
    const unsigned length = static_cast<unsigned>(dice_.between(1, 7));
    for (int i = dice_.between(1, 2); i > 0; --i) {
      const auto& [start, end] = dice_.one_of(quarters);
      for (unsigned day = 0; day < length; ++day) {
        check.open.push_back(
            {std::chrono::weekday{(first + day) % 7}, minutes{start * 15}, minutes{end * 15}});
      }
    }
    if (dice_.chance(40)) check.closed_on.push_back("public");
    if (dice_.chance(15)) check.closed_on.push_back("bank");
    if (dice_.chance(30)) check.clock = zone();
    return check;
  }

  CooldownCheck cooldown() {
    CooldownCheck check;
    check.events = dice_.some_of(words().events);
    if (dice_.chance(20)) check.channel = dice_.one_of(words().channels);
    if (dice_.chance(20)) check.brand = dice_.one_of(words().brands);
    if (dice_.chance(20)) check.labels = {{"subject", dice_.one_of(words().subjects)}};
    check.same = same();
    check.length = span(false);
    check.event_day_counts = check.length.unit == SpanUnit::calendar_days && dice_.chance(50);
    return check;
  }

  Dice& dice_;
  const std::shared_ptr<const ZoneBook>& zones_;
  Instant around_;
};

}  // namespace

Policy random_policy(Dice& dice, const std::shared_ptr<const ZoneBook>& zones, Instant around) {
  return PolicyMaker(dice, zones, around).policy();
}

}  // namespace tact::naive
