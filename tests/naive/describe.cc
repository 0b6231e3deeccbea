#include <chrono>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "naive/random_world.h"

namespace tact::naive {
namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& between = ", ") {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

std::string or_any(const std::string& text) { return text.empty() ? "any" : text; }

std::string text_of(const Labels& labels) {
  std::string text;
  for (const auto& [key, value] : labels) text += ' ' + key + '=' + value;
  return text;
}

std::string text_of(Duration length) { return format_span({SpanUnit::exact, length, 0}); }

std::string text_of(const std::optional<Instant>& at) { return at ? format_instant(*at) : "never"; }

std::string text_of(LocalTime time) {
  std::string text = format_instant(Instant{time.time_since_epoch()});
  text.pop_back();
  return text + " local";
}

std::string name_of(Field field) {
  static const std::vector<std::string> names = {"channel", "purpose", "brand",   "campaign",
                                                 "label",   "country", "region",  "language",
                                                 "kind",    "stage",   "segment", "on_list"};
  return names[static_cast<std::size_t>(field)];
}

std::string name_of(Comparison comparison) {
  static const std::vector<std::string> names = {"<", "<=", "==", ">=", ">"};
  return names[static_cast<std::size_t>(comparison)];
}

std::string name_of(ConsentLevel level) {
  return level == ConsentLevel::implied   ? "implied"
         : level == ConsentLevel::express ? "express"
                                          : "written";
}

std::string text_of(const Matcher& matcher);

struct InWords {
  std::string operator()(const FieldCondition& condition) const {
    const std::string key = condition.label.empty() ? "" : '.' + condition.label;
    return name_of(condition.field) + key + " in [" + joined(condition.values) + ']';
  }
  std::string operator()(const PriorityCondition& condition) const {
    return "priority " + name_of(condition.comparison) + ' ' + std::to_string(condition.value);
  }
  std::string operator()(const AgeCondition& condition) const {
    return "age " + name_of(condition.comparison) + ' ' + std::to_string(condition.years);
  }
  std::string operator()(const ActivityCondition& condition) const {
    return "activity [" + joined(condition.events) + "] within " +
           (condition.within ? format_span(*condition.within) : "ever") + " channel " +
           or_any(condition.channel) + " brand " + or_any(condition.brand) +
           text_of(condition.labels);
  }
  std::string operator()(const AnyCondition& condition) const {
    std::vector<std::string> parts;
    for (const Matcher& matcher : condition.any) parts.push_back(text_of(matcher));
    return "any[" + joined(parts, " | ") + ']';
  }
  std::string operator()(const NotCondition& condition) const {
    return "not " + text_of(condition.negated.front());
  }
  std::string operator()(const ConsentCheck& check) const {
    std::string text = check.model == ConsentModel::opt_in ? "consent opt-in" : "consent opt-out";
    if (check.level) text += ", level " + name_of(*check.level);
    if (check.max_age) text += ", max_age " + format_span(*check.max_age);
    if (!check.purpose.empty()) text += ", purpose " + check.purpose;
    if (!check.channel.empty()) text += ", channel " + check.channel;
    if (check.registered) text += ", registered";
    if (check.evidence) text += ", evidence";
    return text;
  }
  std::string operator()(const ListCheck& check) const {
    return "absent_from [" + joined(check.lists) + "] fresh_within " +
           (check.fresh_within ? text_of(*check.fresh_within) : "-") + " grace " +
           text_of(check.grace) + (check.lifted_by_later_consent ? " lifted by consent" : "");
  }
  std::string same(const std::vector<SameField>& fields) const {
    std::vector<std::string> names;
    for (const SameField& field : fields) names.push_back(name_of(field.field));
    return " same [" + joined(names) + ']';
  }
  std::string counting(const Counting& counting) const {
    static const std::vector<std::string> per = {"customer", "address", "household"};
    static const std::vector<std::string> basis = {"contact", "attempt", "delivered",
                                                   "conversation"};
    return " count " + text_of(counting.count) + same(counting.same) + " per " +
           per[static_cast<std::size_t>(counting.per)] + " basis " +
           basis[static_cast<std::size_t>(counting.basis)];
  }
  std::string window(const Window& window) const {
    static const std::vector<std::string> kinds = {"",        "day",  "week",          "month",
                                                   "quarter", "year", " calendar days"};
    if (window.kind == WindowKind::rolling) return text_of(window.length);
    if (window.kind == WindowKind::consecutive_days) {
      return std::to_string(window.days) + " calendar days";
    }
    return "calendar " + kinds[static_cast<std::size_t>(window.kind)];
  }
  std::string operator()(const CapCheck& check) const {
    return "cap " + std::to_string(check.at_most) + " within " + window(check.within) +
           counting(check.counting);
  }
  std::string operator()(const GapCheck& check) const {
    return "gap " + text_of(check.at_least) + counting(check.counting);
  }
  std::string operator()(const HoursCheck& check) const {
    static const std::vector<std::string> days = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    std::string text = "hours";
    for (const OpenInterval& open : check.open) {
      text += ' ' + days[open.weekday.c_encoding()] + ' ' + std::to_string(open.start.count()) +
              '-' + std::to_string(open.end.count()) + "min";
    }
    return text + " closed_on [" + joined(check.closed_on) + "] clock " +
           (check.clock != nullptr ? check.clock->name() : "customer");
  }
  std::string operator()(const CooldownCheck& check) const {
    return "cooldown after [" + joined(check.events) + "] channel " + or_any(check.channel) +
           " brand " + or_any(check.brand) + text_of(check.labels) + same(check.same) + " for " +
           format_span(check.length) + (check.event_day_counts ? " first_day event" : "");
  }
  std::string operator()(const VolumeCheck& check) const {
    return "volume " + std::to_string(check.at_most) + " within " + window(check.within) +
           counting(check.counting);
  }
  std::string operator()(const DenyCheck&) const { return "deny"; }
};

std::string text_of(const Matcher& matcher) {
  std::vector<std::string> parts;
  for (const Condition& condition : matcher.all) parts.push_back(std::visit(InWords{}, condition));
  return '{' + joined(parts, "; ") + '}';
}

std::string text_of(const Rule& rule) {
  std::string text = rule.id + ": " + std::visit(InWords{}, rule.check);
  if (!rule.when.all.empty()) text += "\n      when " + text_of(rule.when);
  if (rule.unless) text += "\n      unless " + text_of(*rule.unless);
  if (rule.mode == RuleMode::shadow) text += "\n      mode shadow";
  if (rule.effective_from) text += "\n      from " + text_of(*rule.effective_from);
  if (rule.effective_until) text += "\n      until " + text_of(*rule.effective_until);
  if (rule.on_fail == OnFail::deny) text += "\n      on_fail deny";
  return text;
}

std::string text_of(const ContactFields& fields) {
  return fields.channel + ' ' + fields.purpose + " brand=" + fields.brand +
         " campaign=" + fields.campaign + " priority=" + std::to_string(fields.priority) +
         text_of(fields.labels);
}

void put(std::ostream& out, const std::vector<Contact>& contacts) {
  static const std::vector<std::string> statuses = {"reserved",  "sent",      "failed",
                                                    "cancelled", "delivered", "conversation"};
  for (const Contact& contact : contacts) {
    out << "    contact " << format_instant(contact.at) << ' ' << text_of(contact.fields) << ' '
        << statuses[static_cast<std::size_t>(contact.status)] << '\n';
  }
}

void put(std::ostream& out, const Profile& profile) {
  out << "    profile timezone=" << profile.timezone << " country=" << profile.country
      << " region=" << profile.region << " language=" << profile.language
      << " kind=" << (profile.kind ? std::to_string(static_cast<int>(*profile.kind)) : "unknown")
      << " stage=" << profile.stage << " segments=[" << joined(profile.segments) << "]\n";
}

void put(std::ostream& out, const std::string& who, const SubjectState& state) {
  out << "  " << who << '\n';
  if (state.profile) put(out, *state.profile);
  for (const Consent& consent : state.consents) {
    out << "    " << (consent.state == ConsentState::granted ? "granted" : "withdrawn")
        << " purpose " << or_any(consent.purpose) << " channel " << or_any(consent.channel)
        << " brand " << or_any(consent.brand) << " address "
        << (!consent.address                           ? "any"
            : *consent.address == address_of_request() ? "the request's"
                                                       : "another")
        << " at " << format_instant(consent.at) << " expires " << text_of(consent.expires_at) << ' '
        << name_of(consent.level) << " registered " << text_of(consent.registered_at)
        << (consent.has_evidence ? " evidence" : "") << '\n';
  }
  put(out, state.contacts);
  for (const Listing& listing : state.listings) {
    out << "    listed " << listing.list << ' ' << format_instant(listing.since) << " until "
        << text_of(listing.until) << '\n';
  }
  for (const Activity& activity : state.activities) {
    out << "    activity " << activity.event << ' ' << format_instant(activity.at)
        << " channel=" << activity.channel << " brand=" << activity.brand
        << text_of(activity.labels) << '\n';
  }
}

void put(std::ostream& out, const Policy& policy) {
  out << "  defaults: timezone "
      << (policy.defaults.timezone != nullptr ? policy.defaults.timezone->name() : "-")
      << " country " << policy.defaults.country << " kind "
      << (policy.defaults.kind ? std::to_string(static_cast<int>(*policy.defaults.kind)) : "-")
      << '\n';
  for (const auto& [name, calendar] : policy.calendars) {
    out << "  calendar " << name << " covers";
    for (const int year : calendar.covered_years) out << ' ' << year;
    out << " closed";
    for (const auto& [date, from] : calendar.closed) {
      out << ' ' << format_date(date) << '+' << from.count() << "min";
    }
    out << '\n';
  }
  for (const Rule& rule : policy.rules) out << "  rule " << text_of(rule) << '\n';
}

}  // namespace

std::string describe(const World& world) {
  static const std::vector<std::string> addresses = {"none", "is the customer", "of its own"};
  std::ostringstream out;
  out << "seed " << world.seed << '\n';
  put(out, world.policy);
  put(out, "customer", world.customer);
  if (world.birth_date) out << "    born " << format_date(*world.birth_date) << '\n';
  for (const std::string& region : world.number_regions) out << "  number of " << region << '\n';
  out << "  address " << addresses[static_cast<std::size_t>(world.address_named)] << '\n';
  if (world.address_named == World::Address::other) put(out, "address", world.address);
  if (world.in_household) out << "  in a household\n";
  for (const SubjectState& housemate : world.housemates) put(out, "housemate", housemate);
  out << "  everyone\n";
  put(out, world.everyone);
  for (const auto& [list, at] : world.registers.lists_loaded_at) {
    out << "  loaded " << list << ' ' << format_instant(at) << '\n';
  }
  for (const auto& [list, at] : world.registers.country_lists_loaded_at) {
    out << "  loaded " << list.first << " of " << list.second << ' ' << format_instant(at) << '\n';
  }
  for (const HoldScope& hold : world.registers.holds) {
    out << "  hold brand=" << hold.brand << " campaign=" << hold.campaign
        << " channel=" << hold.channel << " purpose=" << hold.purpose << '\n';
  }
  out << "  asked " << text_of(world.fields) << " at " << format_instant(world.at) << " expires "
      << text_of(world.expires_at) << '\n';
  return out.str();
}

}  // namespace tact::naive
