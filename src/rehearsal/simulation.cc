#include "rehearsal/simulation.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/decide/age.h"
#include "core/decide/numbers.h"
#include "engine/vocabulary.h"

namespace tact {
namespace {

constexpr std::size_t lost_examples_max = 10;

bool asks_age_anywhere(const Policy& policy) {
  return std::any_of(policy.rules.begin(), policy.rules.end(), [](const Rule& rule) {
    return asks_age(rule.when) || (rule.unless && asks_age(*rule.unless));
  });
}

// Somebody who was `age` years old at `at` in every time zone, and whose next birthday is as far
// ahead as that leaves.
LocalDate born_for(int age, Instant at) {
  using std::chrono::day;
  using std::chrono::days;
  using std::chrono::year_month_day;
  using std::chrono::years;
  const LocalDate date(std::chrono::floor<days>(at).time_since_epoch() - days(2));
  const year_month_day born = year_month_day(date) - years(age);
  return LocalDate(born.ok() ? born : born.year() / born.month() / day(28));
}

// Whether who was born then may be `age` years old at `at`, wherever that is.
bool can_be(LocalDate birth, int age, Instant at) {
  using std::chrono::days;
  using std::chrono::year_month_day;
  const LocalDate today(std::chrono::floor<days>(at).time_since_epoch());
  const year_month_day born(birth);
  for (int off = -1; off <= 1; ++off) {
    const year_month_day date(today + days(off));
    const bool had_birthday =
        std::pair(date.month(), date.day()) >= std::pair(born.month(), born.day());
    if (int(date.year()) - int(born.year()) - (had_birthday ? 0 : 1) == age) return true;
  }
  return false;
}

// "channel `fax`" of each field that the vocabulary lacks.
std::vector<std::string> unknown_words(const Policy& policy, const ContactFields& fields) {
  std::vector<std::string> words;
  for (const FieldError& error : check_vocabulary(policy, fields)) {
    const std::string name = error.pointer.substr(1);
    if (name == "channel") words.push_back("channel `" + fields.channel + '`');
    if (name == "purpose") words.push_back("purpose `" + fields.purpose + '`');
    if (name == "brand") words.push_back("brand `" + fields.brand + '`');
    if (name.starts_with("labels/")) words.push_back("label `" + name.substr(7) + '`');
  }
  return words;
}

std::optional<FlipKind> flip_between(Outcome before, std::optional<Outcome> after) {
  if (!after) return FlipKind::newly_refused;
  if (before == *after) return std::nullopt;
  switch (*after) {
    case Outcome::allow: return FlipKind::newly_allowed;
    case Outcome::defer:
      return before == Outcome::allow ? FlipKind::newly_deferred : FlipKind::deny_to_defer;
    case Outcome::deny:
      return before == Outcome::allow ? FlipKind::newly_blocked : FlipKind::defer_to_deny;
  }
  return std::nullopt;
}

// Each once; of a difference between defer and deny only those that waiting does not cure, if any.
std::set<std::string> rules_of(const std::vector<Reason>& reasons, bool only_final) {
  std::set<std::string> rules;
  for (const Reason& reason : reasons) {
    if (only_final && reason.retry_at) continue;
    rules.insert(reason.rule.empty() ? std::string(code_name(reason.code)) : reason.rule);
  }
  return rules.empty() && only_final ? rules_of(reasons, false) : rules;
}

std::set<std::string> rules_that_make(FlipKind kind, const Decision& before,
                                      const Decision* after) {
  switch (kind) {
    case FlipKind::newly_blocked:
    case FlipKind::newly_deferred: return rules_of(after->reasons, false);
    case FlipKind::newly_allowed: return rules_of(before.reasons, false);
    case FlipKind::defer_to_deny: return rules_of(after->reasons, true);
    case FlipKind::deny_to_defer: return rules_of(before.reasons, true);
    case FlipKind::newly_refused: return {};
  }
  return {};
}

// Whether it names those without whom it cannot be applied. Logs from elsewhere may not.
bool is_whole(const Entry& entry) {
  const auto& body = entry.body;
  const bool is_of_someone =
      std::holds_alternative<DecisionEntry>(body) || std::holds_alternative<OutcomeEntry>(body) ||
      std::holds_alternative<ConsentEntry>(body) || std::holds_alternative<ListingEntry>(body) ||
      std::holds_alternative<CustomerEntry>(body) || std::holds_alternative<ActivityEntry>(body) ||
      std::holds_alternative<ContactEntry>(body);
  if (is_of_someone && !entry.subject) return false;
  const auto* consent = std::get_if<ConsentEntry>(&body);
  return consent == nullptr || !consent->claims_address || consent->consent.address.has_value();
}

std::size_t index_of(Outcome outcome) { return static_cast<std::size_t>(outcome); }

}  // namespace

Simulation::Simulation(std::shared_ptr<const Policy> policy, SimulationOptions options)
    : policy_(std::move(policy)),
      options_(std::move(options)),
      days_of_(policy_->defaults.timezone),
      asks_age_(asks_age_anywhere(*policy_)),
      state_(policy_) {
  report_.policy = policy_->version();
  report_.from = options_.from;
  report_.to = options_.to;
  report_.days_of = days_of_ == nullptr ? "UTC" : days_of_->name();
}

Result<bool> Simulation::take(Entry entry) {
  if (last_ && entry.seq <= *last_) {
    return Error{"entry " + std::to_string(entry.seq.value) + " comes after entry " +
                 std::to_string(last_->value) +
                 "; give the log oldest first, as `tact log query --order asc --json` writes it"};
  }
  if (!is_whole(entry)) {
    return Error{"entry " + std::to_string(entry.seq.value) + " does not say whom it is about"};
  }
  if (options_.to && entry.at >= *options_.to) return false;
  if (!last_) first_ = entry.seq;
  if (last_) missing_ += entry.seq.value - last_->value - 1;
  last_ = entry.seq;
  ++report_.entries;
  const bool is_past = options_.from && entry.at < *options_.from;
  if (std::holds_alternative<DecisionEntry>(entry.body) && !is_past) {
    judge(entry);
    return true;
  }
  if (std::holds_alternative<OutcomeEntry>(entry.body)) note_lost(entry);
  note_addresses(entry);
  state_.apply(entry);
  return true;
}

void Simulation::judge(Entry& entry) {
  auto& recorded = std::get<DecisionEntry>(entry.body);
  std::vector<std::string> unknown = unknown_words(*policy_, recorded.fields);
  if (!unknown.empty()) {
    compare(entry, nullptr, std::move(unknown));
    return;
  }
  Facts facts = state_.facts_for(*entry.subject, recorded.address);
  facts.birth_date = birth_date_of(*entry.subject, recorded, facts);
  const std::vector<std::string> regions = number_regions_of(*entry.subject, recorded);
  facts.number_regions = regions;
  const Question question{&recorded.fields, recorded.planned_at, recorded.expires_at};
  Decision now = decide(*policy_, facts, question);
  compare(entry, &now, {});
  recorded.decision = std::move(now);
  state_.apply(entry);
}

std::optional<LocalDate> Simulation::birth_date_of(const SubjectId& subject,
                                                   const DecisionEntry& recorded,
                                                   const Facts& facts) {
  if (!asks_age_) return std::nullopt;
  const std::optional<int> age = recorded.decision.age;
  std::optional<LocalDate> known;
  // It comes with a profile: before the first one it was unknown.
  if (options_.birth_date && facts.customer->profile) known = options_.birth_date(subject);
  if (known && (!age || can_be(*known, *age, recorded.planned_at))) return known;
  if (!age) {
    ++ages_unknown_;
    return std::nullopt;
  }
  ++ages_from_record_;
  return born_for(*age, recorded.planned_at);
}

// What the profile says of where the customer can be reached, which states do not keep.
void Simulation::note_addresses(const Entry& entry) {
  const auto* customer = std::get_if<CustomerEntry>(&entry.body);
  if (customer == nullptr || policy_->number_regions.empty()) return;
  addresses_[*entry.subject] = customer->addresses;
}

std::vector<std::string> Simulation::number_regions_of(const SubjectId& subject,
                                                       const DecisionEntry& recorded) {
  const std::string& channel = recorded.fields.channel;
  if (policy_->number_regions.empty() || !has_numbers(channel)) return {};
  std::vector<SubjectId> asked;
  if (recorded.address) {
    asked.push_back(*recorded.address);
  } else if (const auto known = addresses_.find(subject); known != addresses_.end()) {
    for (const auto& [its_channel, address] : known->second) {
      if (its_channel == channel) asked.push_back(address);
    }
  }
  std::vector<std::string> numbers;
  for (const SubjectId& address : asked) {
    if (auto number = options_.address ? options_.address(address) : std::nullopt) {
      numbers.push_back(*std::move(number));
    }
  }
  if (numbers.size() == asked.size()) return regions_of_numbers(*policy_, numbers);
  const std::vector<std::string>& regions = recorded.decision.number_regions;
  ++(regions.empty() ? numbers_unknown_ : numbers_from_record_);
  return regions;
}

void Simulation::compare(const Entry& entry, const Decision* now,
                         std::vector<std::string> unknown_words) {
  if (options_.judged) options_.judged(entry, now);
  const auto& recorded = std::get<DecisionEntry>(entry.body);
  const Outcome before = recorded.decision.outcome;
  ++report_.decisions;
  if (!report_.first_at) report_.first_at = entry.at;
  report_.last_at = entry.at;
  ++report_.before[index_of(before)];
  if (now != nullptr) ++report_.after[index_of(now->outcome)];
  if (now == nullptr) ++report_.refused_after;
  const bool is_contact = now != nullptr && now->outcome == Outcome::allow;
  Contacts& contacts = customers_[*entry.subject];
  if (before == Outcome::allow) ++contacts.before;
  if (is_contact) ++contacts.after;
  if (before == Outcome::allow && !is_contact) {
    lost_.emplace(entry.seq.value, ContactStatus::reserved);
  }
  const auto after = now == nullptr ? std::optional<Outcome>() : std::optional(now->outcome);
  if (const auto kind = flip_between(before, after)) {
    count_flip(*kind, entry, now, std::move(unknown_words));
  }
}

void Simulation::count_flip(FlipKind kind, const Entry& entry, const Decision* now,
                            std::vector<std::string> unknown_words) {
  const auto& recorded = std::get<DecisionEntry>(entry.body);
  Flips& flips = report_.flips[static_cast<std::size_t>(kind)];
  ++flips.count;
  for (const std::string& rule : rules_that_make(kind, recorded.decision, now)) {
    flips.by_rule.add(rule);
  }
  for (const std::string& word : unknown_words) flips.by_rule.add("unknown " + word);
  flips.by_campaign.add(recorded.fields.campaign);
  flips.by_channel.add(recorded.fields.channel);
  flips.by_purpose.add(recorded.fields.purpose);
  const LocalDate day =
      days_of_ != nullptr
          ? days_of_->date_at(entry.at)
          : LocalDate(std::chrono::floor<std::chrono::days>(entry.at).time_since_epoch());
  flips.by_day.add(format_date(day));
  if (flips.examples.size() >= options_.examples_max) return;
  FlipExample& example = flips.examples.emplace_back();
  example.decision = entry.seq;
  example.at = entry.at;
  example.planned_at = recorded.planned_at;
  example.subject = *entry.subject;
  example.fields = recorded.fields;
  example.before = recorded.decision.outcome;
  example.reasons_before = recorded.decision.reasons;
  example.unknown_words = std::move(unknown_words);
  if (now == nullptr) return;
  example.after = now->outcome;
  example.retry_at = now->retry_at;
  example.reasons_after = now->reasons;
}

void Simulation::note_lost(const Entry& entry) {
  const auto& outcome = std::get<OutcomeEntry>(entry.body);
  const auto lost = lost_.find(outcome.decision.value);
  if (lost == lost_.end()) return;
  auto& examples = report_.lost_reports.examples;
  if (lost->second == ContactStatus::reserved && examples.size() < lost_examples_max) {
    examples.push_back(outcome.decision);
  }
  raise_status(lost->second, outcome.status);
}

SimulationReport Simulation::finish() {
  for (const auto& [subject, contacts] : customers_) {
    report_.contacts_before.add(contacts.before);
    report_.contacts_after.add(contacts.after);
    if (contacts.after < contacts.before) ++report_.customers_with_fewer;
    if (contacts.after > contacts.before) ++report_.customers_with_more;
  }
  report_.customers = customers_.size();
  for (const auto& [decision, status] : lost_) {
    ++report_.lost_reports.by_status[static_cast<std::size_t>(status)];
  }
  report_.people_held = state_.people();
  say_what_cannot_be_known();
  return std::move(report_);
}

void Simulation::say_what_cannot_be_known() {
  const auto flips = [&](FlipKind kind) {
    return report_.flips[static_cast<std::size_t>(kind)].count;
  };
  const auto say = [&](std::string sentence) {
    report_.cannot_know.push_back(std::move(sentence));
  };
  say("senders would have done otherwise: a refused request might have been sent later, on another "
      "channel, or not at all");
  say("a deferred request is not asked again at its retry_at; where a sender did ask again, that "
      "is a request of its own here");
  say("answers after a flip see the simulated past: a contact that is refused here does not count "
      "towards later caps, one that is allowed does");
  if (flips(FlipKind::newly_allowed) > 0) {
    say("what would have become of newly allowed contacts is unknown: they count as reserved, "
        "never as failed or delivered");
  }
  say("requests that were refused as bad requests at their time are not in the ledger");
  say("records other than requests are taken as they were, also where the new vocabulary would "
      "refuse them");
  if (asks_age_ && ages_unknown_ > 0) {
    say("ages: the ledger has no birth dates; " + std::to_string(ages_unknown_) +
        " requests were judged without an age");
  }
  if (asks_age_ && ages_from_record_ > 0) {
    say("ages: of " + std::to_string(ages_from_record_) +
        " requests only the age of their day is on record; when the next birthday was is not");
  }
  if (numbers_unknown_ > 0) {
    say("numbers: the ledger has no telephone numbers; " + std::to_string(numbers_unknown_) +
        " requests were judged without the region of theirs");
  }
  if (numbers_from_record_ > 0) {
    say("numbers: of " + std::to_string(numbers_from_record_) +
        " requests the number's region is taken as the policy of their day had it");
  }
  if (first_.value > 0) {
    say("what was before entry " + std::to_string(first_.value) +
        " is not in this log: contacts, consents and profiles from then are missing");
  }
  if (missing_ > 0) {
    say(std::to_string(missing_) +
        " entries are missing from this log: what they said is not taken into account");
  }
}

}  // namespace tact
