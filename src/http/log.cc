#include <utility>

#include "http/accessed.h"
#include "http/decisions.h"
#include "http/log_filter.h"
#include "http/page.h"
#include "http/people_names.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/csv.h"
#include "ledger/query.h"

namespace tact::http {
namespace {

// What is asked for, names not yet looked up.
struct LogCall {
  LogQuestion question;
  LogPeople people;
  ListForm form = ListForm::json;
  Accessed reading;
  std::string next_link;  // the target of the next page, but for the value of its `after`
};

std::optional<Response> read_paging(const Call& call, LogQuestion& question) {
  if (const std::string* after = call.parameter("after")) {
    question.after = parse_seq_text(*after);
    if (!question.after) return bad_cursor();
  }
  if (auto wrong = read_limit(call, question.entries_max)) return wrong;
  const std::string* order = call.parameter("order");
  if (order != nullptr && *order != "asc" && *order != "desc") {
    return bad_parameter("order", "must be `asc` or `desc`");
  }
  question.order = order != nullptr && *order == "asc" ? Order::oldest_first : Order::newest_first;
  return std::nullopt;
}

std::string as_json(const LogPage& page) {
  std::string out = R"({"entries":[)";
  for (const std::string& entry : page.entries) {
    if (out.back() != '[') out += ',';
    out += entry;
  }
  out += R"(],"next":)";
  out += page.next ? '"' + std::to_string(page.next->value) + '"' : "null";
  out += "}\n";
  return out;
}

std::string as_ndjson(const LogPage& page) {
  std::string out;
  for (const std::string& entry : page.entries) {
    out += entry;
    out += '\n';
  }
  return out;
}

Result<std::string> as_csv(const Store& store, const LogPage& page) {
  std::vector<Entry> entries;
  PeopleNames names(store);
  for (const std::string& line : page.entries) {
    auto entry = parse_entry(line);
    if (!entry) return entry.error();
    if (entry->subject) names.want(*entry->subject);
    entries.push_back(*std::move(entry));
  }
  if (auto status = names.load(); !status) return status.error();
  std::string out;
  append_csv_header(out);
  for (const Entry& entry : entries) {
    const SubjectName name = entry.subject ? names.of(*entry.subject) : SubjectName{};
    append_csv_row(entry, name.customer.empty() ? name.address : name.customer, out);
  }
  return out;
}

Response read_log(const Store& store, LogCall log) {
  const auto known = look_up(store, log.people, log.question.filter);
  if (!known) return problem(500, "the ledger cannot be read");
  const auto page = *known ? query_log(store, log.question) : Result<LogPage>(LogPage{});
  if (!page) return problem(500, "the ledger cannot be read");
  Response response;
  switch (log.form) {
    case ListForm::json: response.body = as_json(*page); break;
    case ListForm::ndjson:
      response.content_type = ndjson_type;
      response.body = as_ndjson(*page);
      break;
    case ListForm::csv: {
      auto table = as_csv(store, *page);
      if (!table) return problem(500, "the ledger cannot be read");
      response.content_type = csv_type;
      response.body = *std::move(table);
      break;
    }
  }
  if (page->next) add_next(log.next_link, std::to_string(page->next->value), response);
  if (!log.question.filter.subjects.empty()) {
    log.reading.subject = log.question.filter.subjects.front();
  }
  log.reading.entry.returned = page->entries.size();
  response.accessed = std::move(log.reading);
  return response;
}

}  // namespace

Action get_log(Api& api, Desk&, Call call) {
  LogCall log;
  if (auto wrong = read_log_people(call, log.people)) return *std::move(wrong);
  if (auto wrong = read_log_filter(call, log.question.filter)) return *std::move(wrong);
  if (auto wrong = read_paging(call, log.question)) return *std::move(wrong);
  const auto form = choose_form(call.accept);
  if (!form) {
    return problem(406, "the log is given as application/json, application/x-ndjson or text/csv");
  }
  log.form = *form;
  log.next_link = next_link(call.target);
  log.reading = reading_of("log", call);
  return ReadCall{[&api, log = std::move(log)] { return read_log(api.store, log); }};
}

Action get_checkpoint(Api& api, Desk&, Call) {
  const Checkpoint checkpoint = api.engine.checkpoint();
  // The first one follows the start within moments.
  if (checkpoint.origin.empty()) return problem(503, "there is no checkpoint yet");
  Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = format_checkpoint(checkpoint);
  return response;
}

}  // namespace tact::http
