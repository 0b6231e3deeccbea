// GET /v1/customers/{id}/export: everything that is held on a person, a page at a time, as JSON or
// as a text for the person. The first page begins with what is known of them; each holds entries of
// the log, every contact allowed or refused with its reasons among them. Or their consents alone,
// in the fields of a standard.
#include "http/customer_export.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "core/json/writer.h"
#include "http/accessed.h"
#include "http/customer_view.h"
#include "http/decisions.h"
#include "http/notes.h"
#include "http/page.h"
#include "http/people_names.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/terms.h"

namespace tact::http {
namespace {

// A page begins beyond `after` and ends before `before`, where the log ended when the first page
// was made: the export's own reading is recorded too, and would never come to an end. As a cursor:
// "17-182736".
struct ExportPlace {
  Seq after;
  Seq before;
};

std::string format_export_place(const ExportPlace& place) {
  return std::to_string(place.after.value) + '-' + std::to_string(place.before.value);
}

std::optional<ExportPlace> parse_export_place(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto after = parse_seq_text(text.substr(0, dash));
  const auto before = parse_seq_text(text.substr(dash + 1));
  if (!after || !before || *after >= *before) return std::nullopt;
  return ExportPlace{*after, *before};
}

struct Question {
  std::string customer;
  ExportForm form = ExportForm::json;
  const prose::Language* language = nullptr;  // of a text; null: the customer's own
  std::optional<ExportPlace> place;
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

struct FoundEntries {
  std::vector<Seq> seqs;
  bool has_more = false;
};

// The first `limit` entries from `from` on, before `before`, that are about any of them.
Result<FoundEntries> find_entries(const Store& store, const std::set<SubjectId>& subjects, Seq from,
                                  Seq before, std::size_t limit) {
  std::set<Seq> found;
  for (const SubjectId& subject : subjects) {
    const auto seqs = store.postings(subject_term(subject), from, Order::oldest_first, limit + 1);
    if (!seqs) return seqs.error();
    found.insert(seqs->begin(), seqs->end());
    while (found.size() > limit + 1) found.erase(std::prev(found.end()));
  }
  found.erase(found.lower_bound(before), found.end());
  FoundEntries page{{found.begin(), found.end()}, found.size() > limit};
  if (page.has_more) page.seqs.resize(limit);
  return page;
}

// An entry, and its exact bytes.
struct ReadEntry {
  std::string line;
  Entry entry;
};

Result<std::vector<ReadEntry>> read_entries(const Store& store, const std::vector<Seq>& seqs) {
  std::vector<ReadEntry> entries;
  entries.reserve(seqs.size());
  for (const Seq seq : seqs) {
    auto lines = store.entries(seq, 1);
    if (!lines) return lines.error();
    if (lines->empty()) return Error{"entry " + std::to_string(seq.value) + " is missing"};
    if (is_dropped(lines->front())) continue;
    auto entry = parse_entry(lines->front());
    if (!entry) return std::move(entry).error();
    entries.push_back({std::move(lines->front()), *std::move(entry)});
  }
  return entries;
}

// Whom the pseudonyms in the entries stand for, as far as it is this person's to know: addresses.
Status write_addresses(const Store& store, const std::vector<ReadEntry>& entries,
                       JsonWriter& json) {
  std::set<SubjectId> seen;
  PeopleNames names(store);
  for (const ReadEntry& one : entries) {
    for_each_subject(one.entry, [&](const SubjectId& subject) {
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

// `next`: "" of the last page.
Result<std::string> export_as_json(const Api& api, const Question& question,
                                   const KnownCustomer& known,
                                   const std::vector<ReadEntry>& entries, const std::string& next) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  if (question.place) {
    json.string("customer", question.customer);
  } else if (auto status = write_customer(api, question.customer, known, json); !status) {
    return status.error();
  }
  json.key("entries");
  json.begin_array();
  for (const ReadEntry& one : entries) json.raw(one.line);
  json.end_array();
  if (auto status = write_addresses(api.store, entries, json); !status) return status.error();
  json.key("next");
  next.empty() ? json.null() : json.string(next);
  json.end_object();
  return out;
}

Result<std::string> as_text(const Api& api, const Question& question, const KnownCustomer& known,
                            std::vector<ReadEntry> entries, bool is_last) {
  ExportPage page{question.customer, !question.place, is_last, {}, api.engine.now()};
  for (ReadEntry& one : entries) page.entries.push_back(std::move(one.entry));
  return export_as_text(api, known, page, question.language);
}

Response unreadable() { return problem(500, "the customer's record cannot be read"); }

// A page of the entries, with all that is known before the first.
Response export_page(const Api& api, const Question& question, const KnownCustomer& known,
                     Accessed& reading) {
  const auto subjects = subjects_of(api.store, question.customer, known);
  if (!subjects) return unreadable();
  const Seq from = question.place ? Seq{question.place->after.value + 1} : Seq{};
  const Seq before = question.place ? question.place->before : api.store.size();
  const auto found = find_entries(api.store, *subjects, from, before, question.limit);
  if (!found) return unreadable();
  auto entries = read_entries(api.store, found->seqs);
  if (!entries) return unreadable();
  reading.entry.returned = entries->size();
  const std::string next =
      found->has_more ? format_export_place({found->seqs.back(), before}) : std::string{};
  const bool is_text = question.form == ExportForm::text;
  auto body = is_text ? as_text(api, question, known, *std::move(entries), next.empty())
                      : export_as_json(api, question, known, *entries, next);
  if (!body) return unreadable();
  Response response = is_text ? text_response(*std::move(body)) : json_response(*std::move(body));
  if (is_text) {
    const auto& language = question.language == nullptr ? language_for(known) : *question.language;
    response.headers.emplace_back("Content-Language", std::string(language.code));
  }
  if (!next.empty()) add_next(question.next_link, next, response);
  return response;
}

Response export_customer(const Api& api, const Question& question, Accessed reading) {
  const auto known = load_customer(api.store, question.customer);
  if (!known) return unreadable();
  if (!*known) return problem(404, "there is no customer `" + question.customer + '`');
  Response response;
  if (question.form == ExportForm::ts27560) {
    auto records = export_as_records(api, question.customer, **known, api.engine.now());
    if (!records) return unreadable();
    response = json_response(*std::move(records));
    reading.entry.returned = 1;
  } else {
    response = export_page(api, question, **known, reading);
  }
  reading.subject = (*known)->identity.subject;
  if (response.status == 200) response.accessed = std::move(reading);
  return response;
}

// By `form`, otherwise by what the caller accepts.
std::optional<Response> read_form(const Call& call, ExportForm& form) {
  if (const std::string* said = call.parameter("form")) {
    if (*said == "json") {
      form = ExportForm::json;
    } else if (*said == "text") {
      form = ExportForm::text;
    } else if (*said == "ts27560") {
      form = ExportForm::ts27560;
    } else {
      return bad_parameter("form", "must be `json`, `text` or `ts27560`");
    }
    return std::nullopt;
  }
  std::string_view accept = call.accept.empty() ? "*/*" : std::string_view(call.accept);
  while (!accept.empty()) {
    const std::string_view one = accept.substr(0, accept.find(','));
    accept.remove_prefix(std::min(accept.size(), one.size() + 1));
    const auto names = [&](std::string_view type) { return one.find(type) != one.npos; };
    const bool is_text = names("text/plain") || names("text/markdown") || names("text/*");
    const bool is_json = names("application/json") || names("*/*") || names("application/*");
    if (!is_text && !is_json) continue;
    form = is_text ? ExportForm::text : ExportForm::json;
    return std::nullopt;
  }
  return problem(406, "an export is given as application/json or text/plain");
}

std::optional<Response> read_question(const Call& call, Question& question) {
  if (auto wrong = read_form(call, question.form)) return wrong;
  if (const std::string* code = call.parameter("language")) {
    if (question.form != ExportForm::text) return bad_parameter("language", "goes with form=text");
    question.language = prose::language_of(*code);
    if (question.language == nullptr) return bad_parameter("language", "must be `en` or `tr`");
  }
  for (const char* name : {"after", "limit"}) {
    if (question.form == ExportForm::ts27560 && call.parameter(name) != nullptr) {
      return bad_parameter(name, "goes with the forms that have pages: `json` and `text`");
    }
  }
  if (const std::string* after = call.parameter("after")) {
    question.place = parse_export_place(*after);
    if (!question.place) return bad_cursor();
  }
  return read_limit(call, question.limit);
}

}  // namespace

Action get_customer_export(Api& api, Desk&, Call call) {
  Question question;
  question.customer = call.names.front();
  if (auto wrong = read_question(call, question)) return *std::move(wrong);
  question.next_link = next_link(call.target);
  return ReadCall{[&api, question, reading = reading_of("export", call)] {
    return export_customer(api, question, reading);
  }};
}

}  // namespace tact::http
