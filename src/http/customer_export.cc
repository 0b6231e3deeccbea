// GET /v1/customers/{id}/export: everything that is held on a person, a page at a time. The first
// page begins with what is known of them; each holds entries of the log, every contact allowed or
// refused with its reasons among them.
#include <iterator>
#include <set>
#include <utility>

#include "core/json/writer.h"
#include "http/accessed.h"
#include "http/customer_view.h"
#include "http/decisions.h"
#include "http/page.h"
#include "http/people_names.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/terms.h"

namespace tact::http {
namespace {

struct Question {
  std::string customer;
  std::optional<Seq> after;
  std::size_t limit = 100;
  std::string next_link;
};

// The customer, the addresses of the profile, and those that a consent made the customer's.
Result<std::set<SubjectId>> subjects_of(const Store& store, const std::string& id,
                                        const KnownCustomer& known) {
  std::set<SubjectId> subjects = {known.identity.subject};
  for (const KnownCustomer::Address& address : known.addresses) subjects.insert(address.subject);
  const auto names = name_addresses(store, known);
  if (!names) return names.error();
  for (const Consent& consent : known.state.consents) {
    if (!consent.address || subjects.contains(*consent.address)) continue;
    const std::string address = names->of(*consent.address).address;
    if (address.empty()) continue;
    const auto identity = load_value<AddressIdentity>(store, Table::address, address);
    if (!identity) return identity.error();
    if (*identity && (*identity)->customer == id) subjects.insert(*consent.address);
  }
  return subjects;
}

// The first `limit` entries from `from` on that are about any of them, and whether there are more.
Result<std::pair<std::vector<Seq>, bool>> find_entries(const Store& store,
                                                       const std::set<SubjectId>& subjects,
                                                       Seq from, std::size_t limit) {
  std::set<Seq> found;
  for (const SubjectId& subject : subjects) {
    const auto seqs = store.postings(subject_term(subject), from, Order::oldest_first, limit + 1);
    if (!seqs) return seqs.error();
    found.insert(seqs->begin(), seqs->end());
    while (found.size() > limit + 1) found.erase(std::prev(found.end()));
  }
  std::vector<Seq> page(found.begin(), found.end());
  const bool has_more = page.size() > limit;
  if (has_more) page.resize(limit);
  return std::pair(std::move(page), has_more);
}

// Whom the pseudonyms in the entries stand for, as far as it is this person's to know: addresses.
Status write_addresses(const Store& store, const std::vector<Entry>& entries, JsonWriter& json) {
  std::set<SubjectId> seen;
  PeopleNames names(store);
  for (const Entry& entry : entries) {
    for_each_subject(entry, [&](const SubjectId& subject) {
      seen.insert(subject);
      names.want(subject);
    });
  }
  if (auto status = names.load(); !status) return status;
  json.key("address_of");
  json.begin_object();
  for (const SubjectId& subject : seen) {
    const std::string address = names.of(subject).address;
    if (!address.empty()) json.string(format_subject(subject), address);
  }
  json.end_object();
  return Done{};
}

Status write_entries(const Store& store, const std::vector<Seq>& seqs, JsonWriter& json) {
  std::vector<Entry> entries;
  json.key("entries");
  json.begin_array();
  for (const Seq seq : seqs) {
    const auto lines = store.entries(seq, 1);
    if (!lines) return lines.error();
    if (lines->empty()) return Error{"entry " + std::to_string(seq.value) + " is missing"};
    auto entry = parse_entry(lines->front());
    if (!entry) return std::move(entry).error();
    json.raw(lines->front());
    entries.push_back(*std::move(entry));
  }
  json.end_array();
  return write_addresses(store, entries, json);
}

Response export_customer(const Api& api, const Question& question, Accessed reading) {
  const auto unreadable = [] { return problem(500, "the customer's record cannot be read"); };
  const auto known = load_customer(api.store, question.customer);
  if (!known) return unreadable();
  if (!*known) return problem(404, "there is no customer `" + question.customer + '`');
  const auto subjects = subjects_of(api.store, question.customer, **known);
  if (!subjects) return unreadable();
  const Seq from = question.after ? Seq{question.after->value + 1} : Seq{};
  const auto found = find_entries(api.store, *subjects, from, question.limit);
  if (!found) return unreadable();
  const auto& [seqs, has_more] = *found;
  Response response = json_response({});
  JsonWriter json(response.body, KeyOrder::as_written);
  json.begin_object();
  if (question.after) {
    json.string("customer", question.customer);
  } else if (!write_customer(api, question.customer, **known, json)) {
    return unreadable();
  }
  if (!write_entries(api.store, seqs, json)) return unreadable();
  json.key("next");
  const std::string next = has_more ? std::to_string(seqs.back().value) : std::string{};
  has_more ? json.string(next) : json.null();
  json.end_object();
  if (has_more) add_next(question.next_link, next, response);
  reading.subject = (*known)->identity.subject;
  reading.entry.returned = seqs.size();
  response.accessed = std::move(reading);
  return response;
}

}  // namespace

Action get_customer_export(Api& api, Desk&, Call call) {
  Question question;
  question.customer = call.names.front();
  if (const std::string* after = call.parameter("after")) {
    question.after = parse_seq_text(*after);
    if (!question.after) return bad_cursor();
  }
  if (auto wrong = read_limit(call, question.limit)) return *std::move(wrong);
  question.next_link = next_link(call.target);
  return ReadCall{[&api, question, reading = reading_of("export", call)] {
    return export_customer(api, question, reading);
  }};
}

}  // namespace tact::http
