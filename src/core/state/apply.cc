#include "tact/apply.h"

#include <algorithm>

#include "tact/check.h"

#include "core/state/retention.h"

namespace tact {
namespace {

bool by_time(const Contact& a, const Contact& b) {
  return std::pair(a.at, a.entry) < std::pair(b.at, b.entry);
}

void insert_contact(std::vector<Contact>& contacts, Contact contact) {
  const auto place = std::upper_bound(contacts.begin(), contacts.end(), contact, by_time);
  contacts.insert(place, std::move(contact));
}

Contact* find_contact(std::vector<Contact>& contacts, Seq entry) {
  const auto found = std::find_if(contacts.begin(), contacts.end(),
                                  [&](const Contact& contact) { return contact.entry == entry; });
  return found == contacts.end() ? nullptr : &*found;
}

class Application {
 public:
  Application(const Entry& entry, Keeping& keeping, States& states)
      : entry_(entry), keeping_(keeping), states_(states) {}

  void operator()(const DecisionEntry& decision) {
    if (!decision.request_id.empty()) {
      states_.request(decision.request_id) = {entry_.seq};
    }
    if (decision.decision.outcome != Outcome::allow) return;
    add({entry_.seq, decision.planned_at, decision.fields, decision.address,
         ContactStatus::reserved});
  }

  void operator()(const ContactEntry& contact) {
    if (!contact.request_id.empty()) {
      states_.request(contact.request_id) = {entry_.seq};
    }
    add({entry_.seq, contact.contacted_at, contact.fields, contact.address, contact.status});
  }

  void operator()(const OutcomeEntry& outcome) {
    SubjectState* person = unless_held(states_.subject(subject()));
    if (person == nullptr) return;
    Contact* found = find_contact(person->contacts, outcome.decision);
    if (found == nullptr) return;  // Out of every window's reach: logged, nothing to change.
    const ContactStatus before = found->status;
    if (!raise_status(found->status, outcome.status)) return;
    const Contact contact = *found;
    if (contact.address && contact.address != entry_.subject) {
      if (SubjectState* address = unless_held(states_.subject(*contact.address))) {
        Contact* copy = find_contact(address->contacts, outcome.decision);
        if (copy != nullptr) copy->status = contact.status;
      }
    }
    if (keeping_.volume) change_in_volume(contact, before);
  }

  void operator()(const ConsentEntry& consent) {
    if (consent.claims_address) claim(*consent.consent.address);
    if (SubjectState* person = unless_held(states_.subject(subject()))) {
      person->consents.push_back(consent.consent);
      person->consents.back().entry = entry_.seq;
    }
  }

  // A later word replaces an earlier one; one that arrives late is only in the log.
  void operator()(const ListingEntry& listing) {
    SubjectState* person = unless_held(states_.subject(subject()));
    if (person == nullptr) return;
    const auto by_list = [](const Listing& a, const std::string& list) { return a.list < list; };
    auto found =
        std::lower_bound(person->listings.begin(), person->listings.end(), listing.list, by_list);
    const bool known = found != person->listings.end() && found->list == listing.list;
    if (known && found->recorded_at > listing.recorded_at) return;
    if (listing.state == ListingState::removed) {
      if (known) end_listing(*found, listing);
      return;
    }
    if (!known) found = person->listings.insert(found, Listing{});
    *found = {listing.list, listing.since, listing.until, listing.recorded_at};
  }

  void operator()(const ListEntry& list) {
    Registers* registers = unless_held(states_.registers());
    if (registers == nullptr) return;
    Instant& loaded_at = list.country.empty()
                             ? registers->lists_loaded_at[list.list]
                             : registers->country_lists_loaded_at[{list.list, list.country}];
    loaded_at = std::max(loaded_at, list.loaded_at);
  }

  void operator()(const CustomerEntry& customer) {
    const SubjectId id = subject();
    for (const SubjectId& address : customer.claimed) claim(address);
    std::optional<SubjectId> before;
    if (SubjectState* person = unless_held(states_.subject(id))) {
      if (person->profile) before = person->profile->household;
      person->profile = customer.profile;
    }
    if (before && before != customer.profile.household) leave(*before, id);
    if (customer.profile.household) join(*customer.profile.household, id);
  }

  void operator()(const ActivityEntry& activity) {
    SubjectState* person = unless_held(states_.subject(subject()));
    if (person == nullptr) return;
    const auto earlier = [](const Activity& a, const Activity& b) { return a.at < b.at; };
    person->activities.insert(std::upper_bound(person->activities.begin(), person->activities.end(),
                                               activity.activity, earlier),
                              activity.activity);
    drop_old_activities(*person, entry_.at);
  }

  void operator()(const HoldEntry& hold) {
    Registers* registers = unless_held(states_.registers());
    if (registers == nullptr) return;
    auto& holds = registers->holds;
    const auto found = std::lower_bound(holds.begin(), holds.end(), hold.scope);
    const bool is_on = found != holds.end() && *found == hold.scope;
    if (hold.on && !is_on) holds.insert(found, hold.scope);
    if (!hold.on && is_on) holds.erase(found);
  }

  void operator()(const ProposalEntry& proposal) {
    keeping_ = {proposal.keep_contacts, proposal.keeps_volume};
    PolicyDocket* docket = unless_held(states_.policy_docket());
    if (docket == nullptr) return;
    if (proposal.origin == PolicyOrigin::files) docket->files_hash = proposal.hash;
    docket->proposals.push_back({entry_.seq, proposal.policy, proposal.hash, entry_.by,
                                 proposal.author, proposal.note, proposal.origin, entry_.at,
                                 proposal.starts_at, proposal.needs_approval, proposal.replaces,
                                 ""});
  }

  void operator()(const ApprovalEntry& approval) {
    PolicyDocket* docket = unless_held(states_.policy_docket());
    if (docket == nullptr) return;
    if (approval.state == ApprovalState::withdrawn) return end_proposal(*docket, approval.proposal);
    for (PolicyProposal& proposal : docket->proposals) {
      if (proposal.id == approval.proposal) proposal.approved_by = entry_.by;
    }
  }

  void operator()(const PolicyEntry& policy) {
    keeping_ = {policy.keep_contacts, policy.keeps_volume};
    PolicyDocket* docket = unless_held(states_.policy_docket());
    if (docket == nullptr) return;
    // A proposal of what the files said has said so already.
    if (policy.origin == PolicyOrigin::files && !policy.proposal) docket->files_hash = policy.hash;
    if (policy.proposal) end_proposal(*docket, *policy.proposal);
  }

  void operator()(const StartEntry&) {}
  void operator()(const KeyEntry&) {}
  void operator()(const AccessEntry&) {}
  void operator()(const RetentionEntry&) {}  // States had forgotten what it drops.

  void operator()(const ObligationEntry& obligation) {
    const bool opens = obligation.state == ObligationStatus::open;
    if (ObligationState* held = unless_held(states_.obligations(subject()))) {
      if (opens) {
        held->open.push_back({entry_.seq, obligation.rule, obligation.opened_at, obligation.due,
                              obligation.channel, obligation.brand});
      } else {
        std::erase_if(held->open,
                      [&](const OpenObligation& one) { return one.id == obligation.opening; });
      }
    }
    count(obligation, opens);
  }

  void operator()(const ErasureEntry& erasure) {
    std::optional<SubjectId> household;
    if (SubjectState* person = unless_held(states_.subject(subject()))) {
      if (person->profile) household = person->profile->household;
      empty(*person);
    }
    for (const SubjectId& address : erasure.addresses) {
      if (SubjectState* held = unless_held(states_.subject(address))) empty(*held);
    }
    if (household) leave(*household, subject());
  }

 private:
  SubjectId subject() const {
    TACT_CHECK(entry_.subject.has_value());
    return *entry_.subject;
  }

  // Null where the record already holds this entry; else marks it as holding it.
  template <class State>
  State* unless_held(State& state) const {
    if (state.valid_before > entry_.seq) return nullptr;
    state.valid_before = Seq{entry_.seq.value + 1};
    return &state;
  }

  static void empty(SubjectState& state) {
    const Seq valid_before = state.valid_before;
    state = SubjectState{};
    state.valid_before = valid_before;
  }

  // Its texts are copied for all records but one, which takes them.
  void add(Contact contact) {
    if (contact.address && contact.address != entry_.subject) {
      add_to(states_.subject(*contact.address), Contact(contact));
    }
    if (keeping_.volume) add_to_volume(contact);
    add_to(states_.subject(subject()), std::move(contact));
  }

  void add_to_volume(Contact contact) {
    VolumePart* part = unless_held(states_.volume_part(volume_part_of(contact)));
    if (part == nullptr) return;
    contact.address.reset();
    states_.volume_changed(contact, std::nullopt);
    insert_contact(part->contacts, std::move(contact));
  }

  void add_to(SubjectState& state, Contact&& contact) {
    if (SubjectState* record = unless_held(state)) {
      drop_old_contacts(*record, entry_.at - keeping_.contacts);
      insert_contact(record->contacts, std::move(contact));
    }
  }

  void change_in_volume(const Contact& contact, ContactStatus before) {
    VolumePart* part = unless_held(states_.volume_part(volume_part_of(contact)));
    if (part == nullptr) return;
    Contact* copy = find_contact(part->contacts, contact.entry);
    if (copy == nullptr) return;
    copy->status = contact.status;
    states_.volume_changed(*copy, before);
  }

  // What was sent to the address while it was a customer of its own was sent to its customer.
  void claim(const SubjectId& address) {
    const std::vector<Contact> sent = states_.subject(address).contacts;
    SubjectState& person = states_.subject(subject());
    if (person.valid_before > entry_.seq) return;
    for (const Contact& contact : sent) {
      if (contact.entry < entry_.seq && find_contact(person.contacts, contact.entry) == nullptr) {
        insert_contact(person.contacts, contact);
      }
    }
  }

  void count(const ObligationEntry& obligation, bool opens) {
    const std::int64_t hour = hour_of(obligation.due);
    ObligationHour& due = states_.obligation_hour(hour);
    bool may_differ = true;  // whether anything is due in that hour
    if (ObligationHour* counted = unless_held(due)) {
      const bool was_empty = counted->open.empty();
      count_in_hour(*counted, obligation.rule, opens);
      may_differ = was_empty != counted->open.empty();
    }
    if (may_differ) note_hour(hour, !due.open.empty());
  }

  // Where an hour is told of again that the record knows of, as after a crash, it stays as it is.
  void note_hour(std::int64_t hour, bool has_any) {
    ObligationHours& hours = states_.obligation_hours();
    auto& known = hours.hours;
    const auto place = std::lower_bound(known.begin(), known.end(), hour);
    const bool is_known = place != known.end() && *place == hour;
    if (is_known == has_any || unless_held(hours) == nullptr) return;
    if (is_known) {
      known.erase(place);
    } else {
      known.insert(place, hour);
    }
  }

  static void count_in_hour(ObligationHour& hour, const std::string& rule, bool opens) {
    const auto by_rule = [](const auto& one, const std::string& name) { return one.first < name; };
    auto place = std::lower_bound(hour.open.begin(), hour.open.end(), rule, by_rule);
    const bool is_known = place != hour.open.end() && place->first == rule;
    if (opens) {
      if (!is_known) place = hour.open.insert(place, {rule, 0});
      ++place->second;
      return;
    }
    TACT_CHECK(is_known);
    if (--place->second == 0) hour.open.erase(place);
  }

  static void end_proposal(PolicyDocket& docket, Seq id) {
    std::erase_if(docket.proposals, [&](const PolicyProposal& one) { return one.id == id; });
  }

  static void end_listing(Listing& entry, const ListingEntry& removal) {
    const Instant end = removal.recorded_at;
    entry.until = entry.until ? std::min(*entry.until, end) : end;
    entry.recorded_at = removal.recorded_at;
  }

  void leave(const SubjectId& household, const SubjectId& person) {
    if (HouseholdState* state = unless_held(states_.household(household))) {
      std::erase(state->members, person);
    }
  }

  void join(const SubjectId& household, const SubjectId& person) {
    HouseholdState* state = unless_held(states_.household(household));
    if (state == nullptr) return;
    auto& members = state->members;
    const auto place = std::lower_bound(members.begin(), members.end(), person);
    if (place == members.end() || *place != person) members.insert(place, person);
  }

  const Entry& entry_;
  Keeping& keeping_;
  States& states_;
};

// The order in which reports can raise a status; failed and cancelled are equals.
int rank(ContactStatus status) {
  switch (status) {
    case ContactStatus::reserved: return 0;
    case ContactStatus::sent: return 1;
    case ContactStatus::failed:
    case ContactStatus::cancelled: return 2;
    case ContactStatus::delivered: return 3;
    case ContactStatus::conversation: return 4;
  }
  TACT_CHECK(false);
  return 0;
}

}  // namespace

std::int64_t hour_of(Instant at) {
  return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
}

VolumePartId volume_part_of(const Contact& contact) {
  constexpr std::uint64_t entries_per_run = 64;
  return {hour_of(contact.at), contact.entry.value / entries_per_run};
}

bool raise_status(ContactStatus& status, ContactStatus report) {
  if (rank(report) <= rank(status)) return false;
  status = report;
  return true;
}

void apply(const Entry& entry, Keeping& keeping, States& states) {
  std::visit(Application(entry, keeping, states), entry.body);
}

}  // namespace tact
