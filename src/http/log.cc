#include <algorithm>
#include <utility>

#include "http/decisions.h"
#include "http/log_filter.h"
#include "http/people_names.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/csv.h"
#include "ledger/query.h"

namespace tact::http {
namespace {

enum class LogForm : std::uint8_t { json, ndjson, csv };

// What is asked for, names not yet looked up.
struct LogCall {
  LogQuestion question;
  LogPeople people;
  LogForm form = LogForm::json;
  std::string next_link;  // the target of the next page, but for the value of its `after`
};

std::optional<Response> read_paging(const Call& call, LogQuestion& question) {
  if (const std::string* after = call.parameter("after")) {
    question.after = parse_seq_text(*after);
    if (!question.after) {
      return bad_parameter("after", "must be a cursor that an earlier page gave as `next`");
    }
  }
  if (const std::string* limit = call.parameter("limit")) {
    const auto number = parse_seq_text(*limit);
    if (!number || number->value < 1 || number->value > 1'000) {
      return bad_parameter("limit", "must be a number from 1 to 1000");
    }
    question.entries_max = static_cast<std::size_t>(number->value);
  }
  const std::string* order = call.parameter("order");
  if (order != nullptr && *order != "asc" && *order != "desc") {
    return bad_parameter("order", "must be `asc` or `desc`");
  }
  question.order = order != nullptr && *order == "asc" ? Order::oldest_first : Order::newest_first;
  return std::nullopt;
}

// The first of ours that the client names; JSON where it takes anything.
std::optional<LogForm> choose_form(std::string_view accept) {
  if (accept.empty()) return LogForm::json;
  while (!accept.empty()) {
    const std::string_view one = accept.substr(0, accept.find(','));
    accept.remove_prefix(std::min(accept.size(), one.size() + 1));
    const auto names = [&](std::string_view type) { return one.find(type) != one.npos; };
    if (names("application/x-ndjson") || names("application/ndjson")) return LogForm::ndjson;
    if (names("text/csv")) return LogForm::csv;
    if (names("application/json") || names("*/*") || names("application/*")) return LogForm::json;
  }
  return std::nullopt;
}

std::string next_link(const std::string& target) {
  const std::size_t mark = target.find('?');
  std::string link = target.substr(0, mark) + '?';
  std::string_view rest =
      mark == std::string::npos ? std::string_view{} : std::string_view(target).substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.starts_with("after=")) continue;
    link += pair;
    link += '&';
  }
  return link + "after=";
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
    case LogForm::json: response.body = as_json(*page); break;
    case LogForm::ndjson:
      response.content_type = ndjson_type;
      response.body = as_ndjson(*page);
      break;
    case LogForm::csv: {
      auto table = as_csv(store, *page);
      if (!table) return problem(500, "the ledger cannot be read");
      response.content_type = "text/csv; charset=utf-8; header=present";
      response.body = *std::move(table);
      break;
    }
  }
  if (page->next) {
    const std::string cursor = std::to_string(page->next->value);
    response.headers.emplace_back("X-Next-Cursor", cursor);
    response.headers.emplace_back("Link", '<' + log.next_link + cursor + ">; rel=\"next\"");
  }
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
