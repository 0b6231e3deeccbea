#include <algorithm>
#include <iterator>
#include <utility>

#include "core/json/writer.h"
#include "core/names/names.h"
#include "http/accessed.h"
#include "http/decisions.h"
#include "http/log_filter.h"
#include "http/obligation_list.h"
#include "http/page.h"
#include "http/people_names.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/csv.h"

namespace tact::http {
namespace {

enum class Wanted : std::uint8_t { open, overdue, closed };

// What is asked for, names not yet looked up.
struct ObligationCall {
  Wanted wanted = Wanted::open;
  LogPeople people;
  ObligationFilter filter;
  std::optional<DuePlace> after_due;  // of those that are open
  std::optional<Seq> after_closing;   // of those that are closed
  PageSize size;
  ListForm form = ListForm::json;
  std::string next_link;
  Accessed reading;
};

std::optional<Response> read_state(const Call& call, Wanted& wanted) {
  const std::string* state = call.parameter("state");
  if (state == nullptr || *state == "open") return std::nullopt;
  if (*state != "overdue" && *state != "closed") {
    return bad_parameter("state", "must be `open`, `overdue` or `closed`");
  }
  wanted = *state == "closed" ? Wanted::closed : Wanted::overdue;
  return std::nullopt;
}

std::optional<Response> read_after(const Call& call, ObligationCall& out) {
  const std::string* after = call.parameter("after");
  if (after == nullptr) return std::nullopt;
  if (out.wanted == Wanted::closed) {
    out.after_closing = parse_seq_text(*after);
  } else {
    out.after_due = parse_place(*after);
  }
  if (!out.after_closing && !out.after_due) return bad_cursor();
  return std::nullopt;
}

std::optional<Response> read_call(const Call& call, ObligationCall& out) {
  if (auto wrong = read_state(call, out.wanted)) return wrong;
  if (auto wrong = read_log_people(call, out.people)) return wrong;
  if (const std::string* rule = call.parameter("rule")) out.filter.rule = *rule;
  if (out.filter.rule.size() > 128) {
    return problem(400, "query parameters are at most 128 bytes long");
  }
  const auto due_before = read_time(call, "due_before");
  if (!due_before) return due_before.error();
  out.filter.due_before = *due_before;
  if (auto wrong = read_limit(call, out.size.items_max)) return wrong;
  if (auto wrong = read_after(call, out)) return wrong;
  const auto form = choose_form(call.accept);
  if (!form) {
    return problem(406,
                   "obligations are given as application/json, application/x-ndjson or text/csv");
  }
  out.form = *form;
  out.next_link = next_link(call.target);
  return std::nullopt;
}

// What one of the list says.
struct Item {
  Entry opening;
  std::optional<Entry> closing;
};

struct Page {
  std::vector<Item> items;
  std::optional<std::string> next;
};

const ObligationEntry& obligation_of(const Entry& entry) {
  return std::get<ObligationEntry>(entry.body);
}

Result<Page> read_page(const Store& store, const ObligationCall& call) {
  Page page;
  if (call.wanted == Wanted::closed) {
    auto list = list_closed(store, call.filter, call.after_closing, call.size);
    if (!list) return list.error();
    if (list->next) page.next = std::to_string(list->next->value);
    for (ClosedObligation& one : list->closed) {
      page.items.push_back({std::move(one.opening), std::move(one.closing)});
    }
    return page;
  }
  auto list = list_open(store, call.filter, call.after_due, call.size);
  if (!list) return list.error();
  if (list->next) page.next = format_place(*list->next);
  for (Entry& opening : list->openings) page.items.push_back({std::move(opening), std::nullopt});
  return page;
}

// Writes the items of a page: whom they are about, and what the active policy says of them.
class View {
 public:
  View(const Store& store, const Policy* policy, Instant now)
      : names_(store), policy_(policy), now_(now) {}

  Status load(const Page& page) {
    for (const Item& item : page.items) names_.want(*item.opening.subject);
    return names_.load();
  }

  void write_json(const Item& item, std::string& out) const {
    const ObligationEntry& body = obligation_of(item.opening);
    JsonWriter json(out, KeyOrder::as_written);
    const auto write_text = [&](std::string_view key, const std::string& text) {
      if (!text.empty()) json.string(key, text);
    };
    json.begin_object();
    json.string("obligation", std::to_string(item.opening.seq.value));
    json.string("rule", body.rule);
    json.string("state", state_of(item));
    if (const Obligation* known = find(body.rule)) {
      json.string("text", known->text);
      write_text("law", known->law);
    }
    const SubjectName name = names_.of(*item.opening.subject);
    write_text("customer", name.customer);
    write_text("address", name.address);
    json.string("opened_at", format_instant(body.opened_at));
    json.string("due", format_instant(body.due));
    json.boolean("overdue", is_overdue(item));
    json.boolean("calendar_missing", body.calendar_missing);
    write_text("channel", body.channel);
    write_text("brand", body.brand);
    write_text("because", seq_text(body.because));
    if (item.closing) {
      json.string("closed_at", format_instant(item.closing->at));
      write_text("closed_because", seq_text(obligation_of(*item.closing).because));
      write_text("closed_by", item.closing->by);
      write_text("note", obligation_of(*item.closing).note);
    }
    json.end_object();
  }

  static void write_csv_header(std::string& out) {
    out +=
        "obligation,rule,state,due,overdue,customer,address,channel,brand,opened_at,"
        "calendar_missing,because,closed_at,closed_because,closed_by,note,text,law\r\n";
  }

  void write_csv(const Item& item, std::string& out) const {
    const ObligationEntry& body = obligation_of(item.opening);
    const Obligation* known = find(body.rule);
    const SubjectName name = names_.of(*item.opening.subject);
    const auto* closing = item.closing ? &obligation_of(*item.closing) : nullptr;
    out += std::to_string(item.opening.seq.value);
    const auto add = [&out](std::string_view text) {
      out += ',';
      append_csv_field(text, out);
    };
    add(body.rule);
    add(state_of(item));
    add(format_instant(body.due));
    add(is_overdue(item) ? "true" : "false");
    add(name.customer);
    add(name.address);
    add(body.channel);
    add(body.brand);
    add(format_instant(body.opened_at));
    add(body.calendar_missing ? "true" : "false");
    add(seq_text(body.because));
    add(closing != nullptr ? format_instant(item.closing->at) : "");
    add(closing != nullptr ? seq_text(closing->because) : "");
    add(closing != nullptr ? item.closing->by : "");
    add(closing != nullptr ? closing->note : "");
    add(known != nullptr ? known->text : "");
    add(known != nullptr ? known->law : "");
    out += "\r\n";
  }

 private:
  static std::string_view state_of(const Item& item) {
    return name_of(item.closing ? ObligationStatus::closed : ObligationStatus::open);
  }
  static std::string seq_text(const std::optional<Seq>& seq) {
    return seq ? std::to_string(seq->value) : std::string();
  }

  bool is_overdue(const Item& item) const {
    return (item.closing ? item.closing->at : now_) >= obligation_of(item.opening).due;
  }

  const Obligation* find(const std::string& rule) const {
    if (policy_ == nullptr) return nullptr;
    const auto found = std::find_if(policy_->obligations.begin(), policy_->obligations.end(),
                                    [&](const Obligation& one) { return one.id == rule; });
    return found == policy_->obligations.end() ? nullptr : &*found;
  }

  PeopleNames names_;
  const Policy* policy_;
  Instant now_;
};

std::string as_json(const Page& page, const View& view, Instant now) {
  std::string out = R"({"obligations":[)";
  for (const Item& item : page.items) {
    if (out.back() != '[') out += ',';
    view.write_json(item, out);
  }
  out += R"(],"next":)";
  out += page.next ? '"' + *page.next + '"' : "null";
  return out + R"(,"now":")" + format_instant(now) + "\"}\n";
}

Response respond(const Page& page, const View& view, const ObligationCall& call, Instant now) {
  Response response;
  switch (call.form) {
    case ListForm::json: response.body = as_json(page, view, now); break;
    case ListForm::ndjson:
      response.content_type = ndjson_type;
      for (const Item& item : page.items) {
        view.write_json(item, response.body);
        response.body += '\n';
      }
      break;
    case ListForm::csv:
      response.content_type = csv_type;
      View::write_csv_header(response.body);
      for (const Item& item : page.items) view.write_csv(item, response.body);
      break;
  }
  if (page.next) add_next(call.next_link, *page.next, response);
  return response;
}

Response read_obligations(const Api& api, ObligationCall call) {
  const Instant now = api.engine.now();
  if (call.wanted == Wanted::overdue) {
    // Due now is too late: times are whole milliseconds.
    const Instant end = now + Instant::duration(1);
    call.filter.due_before = std::min(call.filter.due_before.value_or(end), end);
  }
  auto subjects = subjects_named(api.store, call.people);
  if (!subjects) return problem(500, "the ledger cannot be read");
  call.filter.subjects = *std::move(subjects);
  const auto page = read_page(api.store, call);
  if (!page) return problem(500, "the ledger cannot be read");
  const auto policy = api.engine.policy();
  View view(api.store, policy.get(), now);
  if (!view.load(*page)) return problem(500, "the ledger cannot be read");
  Response response = respond(*page, view, call, now);
  if (call.filter.subjects && !call.filter.subjects->empty()) {
    call.reading.subject = call.filter.subjects->front();
  }
  call.reading.entry.returned = page->items.size();
  response.accessed = std::move(call.reading);
  return response;
}

}  // namespace

Action get_obligations(Api& api, Desk&, Call call) {
  ObligationCall wanted;
  if (auto wrong = read_call(call, wanted)) return *std::move(wrong);
  wanted.reading = reading_of("obligations", call);
  return ReadCall{[&api, wanted = std::move(wanted)] { return read_obligations(api, wanted); }};
}

}  // namespace tact::http
