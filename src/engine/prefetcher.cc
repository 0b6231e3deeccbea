#include "engine/prefetcher.h"

#include <algorithm>

#include "tact/identity.h"

#include "core/codec/values.h"
#include "engine/shelf.h"

namespace tact {

Prefetcher::Prefetcher(const Store& store, std::size_t remembered)
    : store_(store), recent_(remembered == 0 ? 1 : remembered) {}

void Prefetcher::want(const Command& command) {
  if (const auto* ask = std::get_if<Ask>(&command.what)) {
    if (!ask->request.request_id.empty()) want(Table::request, ask->request.request_id);
    want_person(ask->request.person);
    return;
  }
  const auto* tell = std::get_if<Tell>(&command.what);
  if (tell == nullptr) return;
  const auto& body = tell->record.body;
  if (const auto* consent = std::get_if<ConsentRecord>(&body)) want_obliged(consent->person);
  if (const auto* listing = std::get_if<ListingRecord>(&body)) want_person(listing->person);
  if (const auto* contact = std::get_if<ContactRecord>(&body)) {
    if (!contact->request_id.empty()) want(Table::request, contact->request_id);
    want_person(contact->person);
  }
  if (const auto* customer = std::get_if<CustomerRecord>(&body)) {
    want_person({customer->customer, ""});
  }
  if (const auto* activity = std::get_if<ActivityRecord>(&body)) {
    want_obliged({activity->customer, ""});
  }
  if (const auto* outcome = std::get_if<OutcomeRecord>(&body)) {
    if (!outcome->request_id.empty()) want(Table::request, outcome->request_id);
  }
}

void Prefetcher::want_person(const Person& person) {
  if (!person.customer.empty()) want(Table::customer, person.customer);
  if (!person.address.empty()) want(Table::address, person.address);
}

void Prefetcher::want_obliged(const Person& person) {
  want_person(person);
  obliged_.push_back(person.customer.empty() ? Key{Table::address, person.address}
                                             : Key{Table::customer, person.customer});
}

void Prefetcher::want(Table table, std::string id) {
  Key key{table, std::move(id)};
  // A request's id is seldom seen again: to remember it would push out a customer who is.
  if (table != Table::request) {
    const std::uint64_t hash = KeyHash{}(key) | 1;  // 0 is an empty place.
    std::uint64_t& place = recent_[hash % recent_.size()];
    if (place == hash) return;
    place = hash;
  }
  wanted_.push_back(std::move(key));
}

Result<Prefetched> Prefetcher::fetch() {
  Prefetched read;
  read.stored = store_.size();
  if (auto status = read_wanted(read); !status) return std::move(status).error();
  std::sort(obliged_.begin(), obliged_.end());
  want_subjects_of(read);
  obliged_.clear();
  if (auto status = read_wanted(read); !status) return std::move(status).error();
  return read;
}

Status Prefetcher::read_wanted(Prefetched& out) {
  if (wanted_.empty()) return Done{};
  auto values = store_.load(wanted_);
  if (!values) return std::move(values).error();
  std::move(wanted_.begin(), wanted_.end(), std::back_inserter(out.keys));
  std::move(values->begin(), values->end(), std::back_inserter(out.values));
  wanted_.clear();
  return Done{};
}

void Prefetcher::want_subjects_of(const Prefetched& read) {
  for (std::size_t i = 0; i < read.keys.size(); ++i) {
    if (!read.values[i]) continue;
    if (read.keys[i].table == Table::customer) {
      const auto identity = decode_value<CustomerIdentity>(*read.values[i]);
      if (identity) want_subject(read.keys[i], identity->subject);
    }
    if (read.keys[i].table == Table::address) {
      const auto identity = decode_value<AddressIdentity>(*read.values[i]);
      if (identity) want_subject(read.keys[i], identity->subject);
    }
  }
}

void Prefetcher::want_subject(const Key& name, const SubjectId& subject) {
  want(Table::subject, store_id(subject));
  const bool is_obliged = std::binary_search(obliged_.begin(), obliged_.end(), name);
  if (is_obliged) want(Table::obligation, store_id(subject));
}

}  // namespace tact
