// Whose an address was: what engine/people keeps up to date, told again from the ledger.
#include <algorithm>
#include <map>
#include <set>

#include "ledger/terms.h"
#include "rehearsal/entry_gatherer.h"
#include "rehearsal/hindsight.h"

namespace tact {
namespace {

// The entries before `end` about `subject`, put into `entries`.
Status read(const Store& store, const SubjectId& subject, Seq end, std::map<Seq, Entry>& entries) {
  return for_each_found(store, subject_term(subject), Seq{}, end, [&](Entry entry) {
    const bool matters = std::holds_alternative<CustomerEntry>(entry.body) ||
                         std::holds_alternative<ConsentEntry>(entry.body);
    if (matters) entries.emplace(entry.seq, std::move(entry));
  });
}

bool names(const CustomerEntry& profile, const SubjectId& address) {
  return std::any_of(profile.addresses.begin(), profile.addresses.end(),
                     [&](const auto& one) { return one.second == address; });
}

// The address while its customers come and go.
class Ownership {
 public:
  explicit Ownership(const SubjectId& address) : address_(address) {}

  void take(const Entry& entry) {
    if (!entry.subject) return;
    if (const auto* profile = std::get_if<CustomerEntry>(&entry.body)) {
      take(*profile, *entry.subject);
    }
    const auto* consent = std::get_if<ConsentEntry>(&entry.body);
    // A consent that names both makes it the customer's, unless it is another's.
    const bool links = consent != nullptr && consent->consent.address == address_;
    if (links && !owner_ && *entry.subject != address_) owner_ = entry.subject;
  }

  SubjectId owner() const { return owner_.value_or(address_); }

 private:
  void take(const CustomerEntry& profile, const SubjectId& customer) {
    const bool has_it = names(profile, address_);
    const bool had_it = named_by_.contains(customer);
    if (has_it) {
      named_by_.insert(customer);
      owner_ = customer;
    } else if (had_it) {
      named_by_.erase(customer);
      if (owner_ == customer) owner_.reset();
    }
  }

  const SubjectId address_;
  std::optional<SubjectId> owner_;
  std::set<SubjectId> named_by_;  // whose profile has it now
};

}  // namespace

Result<SubjectId> owner_before(const Store& store, const SubjectId& address, Seq end) {
  std::map<Seq, Entry> entries;
  if (auto status = read(store, address, end, entries); !status) return status.error();
  // A profile that no longer names the address is found under its customer only.
  std::set<SubjectId> customers;
  for (const auto& [seq, entry] : entries) {
    const bool names_it = std::holds_alternative<CustomerEntry>(entry.body);
    if (names_it && entry.subject) customers.insert(*entry.subject);
  }
  for (const SubjectId& customer : customers) {
    if (auto status = read(store, customer, end, entries); !status) return status.error();
  }
  Ownership ownership(address);
  for (const auto& [seq, entry] : entries) ownership.take(entry);
  return ownership.owner();
}

}  // namespace tact
