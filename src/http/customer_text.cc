// GET /v1/customers/{id}/export?form=text: what is held on a person, as that person can read it.
#include <algorithm>
#include <map>
#include <utility>

#include "core/prose/person.h"
#include "http/customer_export.h"
#include "http/customer_view.h"
#include "http/people_names.h"
#include "ledger/query.h"
#include "ledger/terms.h"

namespace tact::http {
namespace {

const TimeZone& utc() {
  static const TimeZone zone("UTC", {{Instant{}, std::chrono::seconds(0)}});
  return zone;
}

// Where the person is: by their profile, the only zone of their country, or the policy.
const TimeZone& zone_of(const KnownCustomer& known, const Policy* policy) {
  if (policy == nullptr || policy->zones == nullptr) return utc();
  if (known.state.profile) {
    const Profile& profile = *known.state.profile;
    if (const TimeZone* zone = policy->zones->find(profile.timezone)) return *zone;
    const auto zones = policy->zones->of_country(profile.country);
    if (zones.size() == 1) return *zones.front();
  }
  return policy->defaults.timezone != nullptr ? *policy->defaults.timezone : utc();
}

std::string obligation_text(const Policy* policy, const std::string& rule) {
  if (policy == nullptr) return {};
  const auto found = std::find_if(policy->obligations.begin(), policy->obligations.end(),
                                  [&](const Obligation& one) { return one.id == rule; });
  return found == policy->obligations.end() ? std::string{} : found->text;
}

// What the entries of a page leave out, looked up before any is told.
class Surroundings {
 public:
  explicit Surroundings(const Store& store) : store_(store), names_(store) {}

  Status load(const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
      for_each_subject(entry, [this](const SubjectId& subject) { names_.want(subject); });
      if (const auto* outcome = std::get_if<OutcomeEntry>(&entry.body)) {
        if (auto status = note_decision(outcome->decision); !status) return status;
      }
      const auto* decision = std::get_if<DecisionEntry>(&entry.body);
      if (decision == nullptr || decision->decision.outcome != Outcome::allow) continue;
      const auto status = reported_status(store_, entry.seq);
      if (!status) return status.error();
      became_[entry.seq] = *status;
    }
    return names_.load();
  }

  std::string address_of(const SubjectId& id) const { return names_.of(id).address; }
  std::optional<Instant> asked_at(Seq decision) const { return found(asked_at_, decision); }
  std::optional<ContactStatus> became(Seq decision) const { return found(became_, decision); }

 private:
  template <class Value>
  static std::optional<Value> found(const std::map<Seq, Value>& values, Seq seq) {
    const auto value = values.find(seq);
    return value == values.end() ? std::nullopt : std::optional(value->second);
  }

  // One that is not held any more leaves the time out.
  Status note_decision(Seq seq) {
    if (asked_at_.contains(seq)) return Done{};
    const auto lines = store_.entries(seq, 1);
    if (!lines) return lines.error();
    if (lines->empty() || is_dropped(lines->front())) return Done{};
    const auto entry = parse_entry(lines->front());
    if (entry && entry->seq == seq) asked_at_[seq] = entry->at;
    return Done{};
  }

  const Store& store_;
  PeopleNames names_;
  std::map<Seq, Instant> asked_at_;
  std::map<Seq, ContactStatus> became_;
};

void add_listings(const KnownCustomer& known, prose::HeldRecord& held) {
  for (const Listing& listing : known.state.listings) held.listings.push_back({listing, ""});
  for (const KnownCustomer::Address& address : known.addresses) {
    for (const Listing& listing : address.state.listings) {
      const auto is_same = [&](const prose::HeldListing& one) {
        return one.address == address.said.address && one.listing == listing;
      };
      // A profile can name one address for two channels.
      if (std::none_of(held.listings.begin(), held.listings.end(), is_same)) {
        held.listings.push_back({listing, address.said.address});
      }
    }
  }
}

Result<std::string> tell_head(const Api& api, const KnownCustomer& known, const ExportPage& page,
                              const prose::PersonView& view) {
  const auto names = name_addresses(api.store, known);
  if (!names) return names.error();
  const auto history = load_consent_history(api.store, known, *names);
  if (!history) return history.error();
  const auto obligations = load_obligations(api.store, known);
  if (!obligations) return obligations.error();
  prose::HeldRecord held;
  held.customer = page.customer;
  held.identity = known.identity;
  held.profile = known.state.profile;
  held.made_at = page.made_at;
  for (const ConsentRevision& revision : *history) {
    held.consents.push_back({&revision.entry, revision.evidence, revision.address});
  }
  add_listings(known, held);
  for (const Entry& opening : *obligations) {
    const auto& body = std::get<ObligationEntry>(opening.body);
    held.obligations.push_back({body.rule, body.due, page.made_at >= body.due});
  }
  return prose::told_head(held, view);
}

}  // namespace

const prose::Language& language_for(const KnownCustomer& known) {
  if (!known.state.profile) return prose::english();
  const std::string& said = known.state.profile->language;
  const prose::Language* const own = prose::language_of(said.substr(0, said.find('-')));
  return own == nullptr ? prose::english() : *own;
}

Result<std::string> export_as_text(const Api& api, const KnownCustomer& known,
                                   const ExportPage& page, const prose::Language* language) {
  Surroundings around(api.store);
  if (auto status = around.load(page.entries); !status) return status.error();
  const auto policy = api.engine.policy();
  const prose::PersonView view{
      language == nullptr ? language_for(known) : *language,
      zone_of(known, policy.get()),
      [&around](const SubjectId& id) { return around.address_of(id); },
      [&around](Seq decision) { return around.asked_at(decision); },
      [&around](Seq decision) { return around.became(decision); },
      [&policy](const std::string& rule) { return obligation_text(policy.get(), rule); }};
  std::string out;
  if (page.is_first) {
    auto head = tell_head(api, known, page, view);
    if (!head) return head.error();
    out = *std::move(head);
  }
  for (const Entry& entry : page.entries) out += prose::told_entry(entry, view);
  const bool is_empty = page.is_first && page.entries.empty();
  if (page.is_last) out += prose::told_end(is_empty, view.language);
  return out;
}

}  // namespace tact::http
