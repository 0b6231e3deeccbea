#include "rehearsal/past.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "tact/apply.h"

#include "core/decide/windows.h"
#include "core/state/retention.h"
#include "engine/decider.h"
#include "engine/fold.h"
#include "ledger/query.h"
#include "ledger/terms.h"
#include "rehearsal/entry_gatherer.h"

namespace tact {
namespace {

using std::chrono::days;

// How far ahead of its decision a contact can be planned, and how much clocks may differ.
constexpr days planned_within = planning_ahead + days{1};
// Every zone agrees that the birthday was, and the next one is as far away as can be.
constexpr days since_birthday{2};

const DecisionEntry& body_of(const Entry& entry) { return std::get<DecisionEntry>(entry.body); }

const Counting* counting_of(const Check& check) {
  if (const auto* cap = std::get_if<CapCheck>(&check)) return &cap->counting;
  if (const auto* gap = std::get_if<GapCheck>(&check)) return &gap->counting;
  return nullptr;
}

bool counts_by_household(const Policy& policy) {
  return std::any_of(policy.rules.begin(), policy.rules.end(), [](const Rule& rule) {
    const Counting* counting = counting_of(rule.check);
    return counting != nullptr && counting->per == Per::household;
  });
}

// Whether the entry put a contact into states; then reports on it matter too.
bool makes_contact(const Entry& entry) {
  if (const auto* decision = std::get_if<DecisionEntry>(&entry.body)) {
    return decision->decision.outcome == Outcome::allow;
  }
  return std::holds_alternative<ContactEntry>(entry.body);
}

// The entries before one that concern some people, and the addresses that became theirs.
class Involved {
 public:
  Involved(const Store& store, Seq end) : store_(store), end_(end) {}

  // Adds a person with all that was said of them, and of addresses that they claimed.
  Status add(const SubjectId& subject) {
    std::vector<SubjectId> waiting{subject};
    while (!waiting.empty()) {
      const SubjectId next = waiting.back();
      waiting.pop_back();
      if (!subjects_.insert(next).second) continue;
      if (auto status = read(subject_term(next), &waiting); !status) return status;
    }
    return Done{};
  }

  // What others' reports said of contacts to these people's addresses. After the last add().
  Status add_reports() {
    std::vector<Seq> contacts;
    for (const auto& [seq, entry] : entries_) {
      if (makes_contact(entry) && !subjects_.contains(*entry.subject)) contacts.push_back(seq);
    }
    for (const Seq contact : contacts) {
      if (auto status = read(reported_term(contact), nullptr); !status) return status;
    }
    return Done{};
  }

  // What concerns everyone: lists and holds.
  Status add_registers() {
    if (auto status = read(type_term("list"), nullptr); !status) return status;
    return read(type_term("hold"), nullptr);
  }

  // The household that the person was in last; empty where in none.
  std::optional<SubjectId> household_of(const SubjectId& subject) const {
    std::optional<SubjectId> household;
    for (const auto& [seq, entry] : entries_) {
      const auto* customer = std::get_if<CustomerEntry>(&entry.body);
      if (customer != nullptr && entry.subject == subject) household = customer->profile.household;
    }
    return household;
  }

  // Adds whoever was ever in the household.
  Status add_household(const SubjectId& household) {
    std::set<SubjectId> members;
    auto found = for_each_found(store_, household_term(household), Seq{}, end_,
                                [&](const Entry& entry) { members.insert(*entry.subject); });
    if (!found) return found;
    for (const SubjectId& member : members) {
      if (auto status = add(member); !status) return status;
    }
    return Done{};
  }

  // Of the entries that would have been read.
  std::optional<Seq> last_dropped() const { return last_dropped_; }

  void fold(Keeping keeping, Fold& fold) const {
    for (const auto& [seq, entry] : entries_) apply(entry, keeping, fold);
  }

 private:
  // `claimed`: the addresses that became the person's are added to it.
  Status read(const std::string& term, std::vector<SubjectId>* claimed) {
    const auto take = [&](Entry entry) {
      if (claimed != nullptr) note_claims(entry, *claimed);
      const Seq seq = entry.seq;
      entries_.emplace(seq, std::move(entry));
    };
    return for_each_found(store_, term, Seq{}, end_, take, &last_dropped_);
  }

  static void note_claims(const Entry& entry, std::vector<SubjectId>& claimed) {
    if (const auto* customer = std::get_if<CustomerEntry>(&entry.body)) {
      claimed.insert(claimed.end(), customer->claimed.begin(), customer->claimed.end());
    }
    const auto* consent = std::get_if<ConsentEntry>(&entry.body);
    if (consent != nullptr && consent->claims_address) {
      claimed.push_back(*consent->consent.address);
    }
  }

  const Store& store_;
  const Seq end_;
  std::set<SubjectId> subjects_;
  std::map<Seq, Entry> entries_;
  std::optional<Seq> last_dropped_;
};

// ---- what volume rules count ----

std::optional<Contact> contact_of(const Entry& entry) {
  if (!makes_contact(entry)) return std::nullopt;
  if (const auto* decision = std::get_if<DecisionEntry>(&entry.body)) {
    return Contact{entry.seq, decision->planned_at, decision->fields, {}, ContactStatus::reserved};
  }
  const auto& contact = std::get<ContactEntry>(entry.body);
  return Contact{entry.seq, contact.contacted_at, contact.fields, {}, contact.status};
}

// The longest that a volume rule looks back: one that does not apply at the planned time may do so
// at a time that retry_at was looked for at.
Duration volume_reach(const Policy& policy) {
  Duration reach{};
  for (const Rule& rule : policy.rules) {
    const auto* volume = std::get_if<VolumeCheck>(&rule.check);
    if (volume != nullptr) reach = std::max(reach, window_reach(volume->within));
  }
  return reach;
}

// Everyone's contacts after `since`, as they stood before the entry `end`; raises `last_dropped`.
Result<std::vector<Contact>> contacts_since(const Store& store, Instant since, Seq end,
                                            std::optional<Seq>& last_dropped) {
  const auto from = first_entry_at(store, since - planned_within);
  if (!from) return from.error();
  std::map<Seq, Contact> contacts;
  const auto take = [&](const Entry& entry) {
    auto contact = contact_of(entry);
    if (contact && contact->at > since) contacts.emplace(entry.seq, *std::move(contact));
  };
  const auto report = [&](const Entry& entry) {
    const auto& outcome = std::get<OutcomeEntry>(entry.body);
    const auto contact = contacts.find(outcome.decision);
    if (contact != contacts.end()) raise_status(contact->second.status, outcome.status);
  };
  const std::string allowed = outcome_term(Outcome::allow);
  if (auto status = for_each_found(store, allowed, *from, end, take, &last_dropped); !status) {
    return status.error();
  }
  if (auto status = for_each_found(store, type_term("contact"), *from, end, take, &last_dropped);
      !status) {
    return status.error();
  }
  if (auto status = for_each_found(store, type_term("outcome"), *from, end, report, &last_dropped);
      !status) {
    return status.error();
  }
  std::vector<Contact> all;
  all.reserve(contacts.size());
  for (auto& [seq, contact] : contacts) all.push_back(std::move(contact));
  return all;
}

// Who becomes so old on that day was born on this one.
LocalDate born_for(std::chrono::sys_days birthday, int age) {
  const auto date = std::chrono::year_month_day(birthday) - std::chrono::years(age);
  const auto born = date.ok() ? date : date.year() / std::chrono::March / 1;  // no 29 February
  return LocalDate(std::chrono::sys_days(born).time_since_epoch());
}

SubjectState state_of(Fold& fold, const SubjectId& subject) {
  return std::move(fold.subjects[subject]);
}

}  // namespace

namespace {

// Adds everyone whose past matters; the household is the one that the person is in, where the
// policy counts by it.
Status gather(const PastQuestion& question, const Policy& policy, Involved& people,
              std::optional<SubjectId>& household) {
  for (const auto& subject : {question.subject, question.address}) {
    if (!subject) continue;
    if (auto status = people.add(*subject); !status) return status;
  }
  if (question.subject && counts_by_household(policy)) {
    household = people.household_of(*question.subject);
  }
  if (household) {
    if (auto status = people.add_household(*household); !status) return status;
  }
  if (auto status = people.add_reports(); !status) return status;
  return people.add_registers();
}

// Whether the entry, or one before it, could have mattered: the policy looks back as far as that.
Result<bool> is_in_reach(const Store& store, Seq dropped, const PastQuestion& question,
                         const Policy& policy) {
  // It is not known any more when it was: not after the next one.
  const auto next = first_kept(store, dropped, question.end);
  if (!next) return next.error();
  if (!*next) return true;
  const Duration reach = std::max(contacts_kept_for(policy), volume_reach(policy));
  return (*next)->at >= question.planned_at - reach - planned_within;
}

}  // namespace

Result<Past> past_before(const Store& store, const PastQuestion& question,
                         const std::shared_ptr<const Policy>& policy) {
  Involved people(store, question.end);
  std::optional<SubjectId> household;
  if (auto status = gather(question, *policy, people, household); !status) return status.error();
  Fold fold;
  people.fold({contacts_kept_for(*policy), false}, fold);

  Past past;
  past.registers = fold.everyone;
  past.in_household = household.has_value();
  if (household) {
    for (const SubjectId& member : fold.households[*household].members) {
      if (member != question.subject) past.housemates.push_back(fold.subjects[member]);
    }
  }
  past.address_id = question.address;
  past.address_is_customer = question.address.has_value() && question.address == question.subject;
  if (question.names_address && !past.address_is_customer) {
    past.address = question.address ? state_of(fold, *question.address) : SubjectState{};
  }
  if (question.subject) past.customer = state_of(fold, *question.subject);
  std::optional<Seq> last_dropped = people.last_dropped();
  if (has_volume_rules(*policy)) {
    past.volume = std::make_unique<VolumeBook>(policy);
    const Instant since = question.planned_at - volume_reach(*policy);
    auto contacts = contacts_since(store, since, question.end, last_dropped);
    if (!contacts) return std::move(contacts).error();
    past.volume_contacts = *std::move(contacts);
    for (const Contact& contact : past.volume_contacts) past.volume->change(contact, std::nullopt);
  }
  if (last_dropped) {
    const auto misses = is_in_reach(store, *last_dropped, question, *policy);
    if (!misses) return misses.error();
    past.misses_dropped = *misses;
  }
  return past;
}

Result<Past> past_of(const Store& store, const Entry& decision,
                     const std::shared_ptr<const Policy>& policy) {
  const DecisionEntry& body = body_of(decision);
  if (!decision.subject) return Error{"the decision's entry names nobody"};
  auto past = past_before(
      store,
      {decision.subject, body.address.has_value(), body.address, decision.seq, body.planned_at},
      policy);
  if (!past) return past;
  past->birth_date = birth_dates_for(body).front();
  past->number_regions = body.decision.number_regions;
  return past;
}

std::vector<std::optional<LocalDate>> birth_dates_for(const DecisionEntry& decision) {
  if (!decision.decision.age) return {std::nullopt};
  const int age = *decision.decision.age;
  const auto today = std::chrono::floor<days>(decision.planned_at);
  std::vector<std::optional<LocalDate>> dates = {born_for(today - since_birthday, age)};
  const auto consider = [&](const std::optional<Instant>& at) {
    if (!at) return;
    const auto date = std::chrono::floor<days>(*at);
    // The date there, wherever that is.
    for (const int off : {0, 1, -1}) dates.emplace_back(born_for(date + days(off), age + 1));
  };
  consider(decision.decision.retry_at);
  for (const Reason& reason : decision.decision.reasons) consider(reason.retry_at);
  for (const Reason& reason : decision.decision.shadow) consider(reason.retry_at);
  return dates;
}

PastFacts::PastFacts(const Past& past) {
  facts_.customer = &past.customer;
  if (past.address_is_customer) facts_.address = &past.customer;
  if (past.address) facts_.address = &*past.address;
  facts_.address_id = past.address_id;
  facts_.birth_date = past.birth_date;
  facts_.number_regions = past.number_regions;
  if (past.in_household) {
    household_.push_back(&past.customer);
    for (const SubjectState& housemate : past.housemates) household_.push_back(&housemate);
  }
  facts_.household = household_;
  facts_.registers = &past.registers;
  facts_.volume = past.volume.get();
}

}  // namespace tact
