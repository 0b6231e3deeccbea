#include "http/decisions.h"

#include <charconv>
#include <utility>

#include "core/names/names.h"
#include "core/records/answer_json.h"
#include "core/records/parse.h"
#include "http/accessed.h"
#include "http/metrics.h"
#include "http/past.h"
#include "http/people_names.h"
#include "http/policy_header.h"
#include "http/problem.h"
#include "http/recorded.h"
#include "http/resources.h"
#include "ledger/query.h"

namespace tact::http {
namespace {

constexpr std::size_t case_name_bytes_max = 200;

Response decision_not_found(const std::string& id) {
  return problem(404, "there is no decision `" + id + '`');
}

void write_fields(const ContactFields& fields, JsonWriter& json) {
  json.string("channel", fields.channel);
  json.string("purpose", fields.purpose);
  if (!fields.brand.empty()) json.string("brand", fields.brand);
  if (!fields.campaign.empty()) json.string("campaign", fields.campaign);
  json.integer("priority", fields.priority);
  if (fields.labels.empty()) return;
  json.key("labels");
  json.begin_object();
  for (const auto& [key, value] : fields.labels) json.string(key, value);
  json.end_object();
}

void write_reasons(std::string_view key, const std::vector<Reason>& reasons, JsonWriter& json) {
  json.key(key);
  json.begin_array();
  for (const Reason& reason : reasons) write_reason(reason, json);
  json.end_array();
}

void write_verdict(const DecisionEntry& entry, JsonWriter& json) {
  const Decision& decision = entry.decision;
  json.string("outcome", outcome_name(decision.outcome));
  if (decision.retry_at) json.string("retry_at", format_instant(*decision.retry_at));
  write_reasons("reasons", decision.reasons, json);
  if (!decision.shadow.empty()) write_reasons("shadow", decision.shadow, json);
  if (decision.headroom) {
    json.key("headroom");
    json.begin_object();
    json.string("rule", decision.headroom->rule);
    json.integer("remaining", decision.headroom->remaining);
    json.end_object();
  }
  if (decision.age) json.integer("age", *decision.age);
  json.string("policy", entry.policy);
}

// Whom the pseudonyms stand for, as far as that is still known.
void write_people(const Entry& entry, const DecisionEntry& decision, const PeopleNames& names,
                  JsonWriter& json) {
  std::string customer;
  std::string address;
  if (entry.subject) {
    const SubjectName name = names.of(*entry.subject);
    customer = name.customer;
    address = name.address;
  }
  if (decision.address) address = names.of(*decision.address).address;
  if (!customer.empty()) json.string("customer", customer);
  if (!address.empty()) json.string("address", address);
}

Result<std::string> show(const Api& api, const Entry& entry, bool explain) {
  const Store& store = api.store;
  const auto& decision = std::get<DecisionEntry>(entry.body);
  PeopleNames names(store);
  if (entry.subject) names.want(*entry.subject);
  if (decision.address) names.want(*decision.address);
  if (auto status = names.load(); !status) return status.error();
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("decision", std::to_string(entry.seq.value));
  json.string("at", format_instant(entry.at));
  write_people(entry, decision, names, json);
  write_fields(decision.fields, json);
  json.string("planned_at", format_instant(decision.planned_at));
  if (decision.expires_at) json.string("expires_at", format_instant(*decision.expires_at));
  if (!decision.request_id.empty()) json.string("request_id", decision.request_id);
  write_verdict(decision, json);
  if (decision.decision.outcome == Outcome::allow) {
    const auto status = reported_status(store, entry.seq);
    if (!status) return status.error();
    json.string("status", name_of(*status));
  }
  if (!entry.by.empty()) json.string("by", entry.by);
  if (explain) {
    if (auto status = write_past(api, entry, json); !status) return status.error();
  }
  json.end_object();
  return out;
}

// How a recorded decision is shown.
struct ShowOptions {
  bool explain = false;
  bool as_test = false;
  std::string name;  // of the test case; "" one of its own
  Accessed reading;
};

Response read_decision(const Api& api, Seq seq, const std::string& id, ShowOptions options) {
  const Store& store = api.store;
  if (seq >= store.size()) return decision_not_found(id);
  const auto lines = store.entries(seq, 1);
  if (!lines) return problem(500, "the ledger cannot be read");
  if (lines->empty()) return decision_not_found(id);
  if (is_dropped(lines->front())) return dropped_by_retention(seq);
  const auto entry = parse_entry(lines->front());
  if (!entry) return problem(500, "the ledger cannot be read");
  if (!std::holds_alternative<DecisionEntry>(entry->body)) return decision_not_found(id);
  if (options.as_test) {
    return past_as_test(api, *entry, options.name.empty() ? "decision " + id : options.name);
  }
  auto shown = show(api, *entry, options.explain);
  if (!shown) return problem(500, "the ledger cannot be read");
  Response response = json_response(*std::move(shown));
  options.reading.subject = entry->subject;
  options.reading.entry.returned = 1;
  response.accessed = std::move(options.reading);
  return response;
}

}  // namespace

Result<bool, Response> read_flag(const Call& call, const std::string& name) {
  const std::string* value = call.parameter(name);
  if (value == nullptr || *value == "false") return false;
  if (*value == "true") return true;
  return bad_parameter(name, "must be true or false");
}

Result<AskOptions, Response> read_ask_options(const Call& call) {
  const auto dry_run = read_flag(call, "dry_run");
  if (!dry_run) return dry_run.error();
  const auto explain = read_flag(call, "explain");
  if (!explain) return explain.error();
  return AskOptions{*dry_run, *explain};
}

void write_decided(const Decided& decided, const AskOptions& options, std::string& out) {
  Answer answer;
  answer.id = decided.id;
  answer.decision = &decided.decision;
  answer.policy = decided.policy;
  answer.request_id = decided.request_id;
  answer.replayed = decided.replayed;
  answer.with_shadow = options.explain;
  answer.rules = options.explain ? &decided.rules : nullptr;
  write_answer(answer, out);
}

std::optional<Seq> parse_seq_text(std::string_view text) {
  Seq seq;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, seq.value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  // One spelling for each id.
  if (text.size() > 1 && text[0] == '0') return std::nullopt;
  return seq;
}

Action post_decision(Api& api, Desk& desk, Call call) {
  const auto options = read_ask_options(call);
  if (!options) return options.error();
  auto request = parse_request(desk.json, call.body);
  if (!request) return problem(bad_record(std::move(request).error()));
  EngineCall work;
  work.commands.push_back(
      {Ask{*std::move(request), options->dry_run, options->explain}, std::move(call.by)});
  work.answer = [&api, options = *options](std::span<Reply> replies) {
    const Reply& reply = replies.front();
    if (const auto* refused = std::get_if<Refused>(&reply)) return problem(refused->problem);
    const Decided& decided = std::get<Decided>(reply);
    api.metrics.decided(decided);
    Response response;
    write_decided(decided, options, response.body);
    response.body += '\n';
    response.headers.emplace_back(policy_header_name,
                                  policy_header(decided.policy, api.engine.policy().get()));
    return response;
  };
  return work;
}

Action get_decision(Api& api, Desk&, Call call) {
  const std::string id = call.names.front();
  const auto seq = parse_seq_text(id);
  if (!seq) return decision_not_found(id);
  const auto explain = read_flag(call, "explain");
  if (!explain) return explain.error();
  const auto as_test = read_flag(call, "as_test");
  if (!as_test) return as_test.error();
  ShowOptions options{*explain, *as_test, "", reading_of("decision", call)};
  if (const std::string* name = call.parameter("name")) {
    if (name->size() > case_name_bytes_max) {
      return bad_parameter("name", "must be at most 200 bytes long");
    }
    options.name = *name;
  }
  return ReadCall{[&api, id, seq = *seq, options] { return read_decision(api, seq, id, options); }};
}

Action post_outcome(Api&, Desk& desk, Call call) {
  const auto seq = parse_seq_text(call.names.front());
  if (!seq) return decision_not_found(call.names.front());
  auto record = parse_record(desk.json, call.body, RecordShape::outcome);
  if (!record) return problem(bad_record(std::move(record).error()));
  std::get<OutcomeRecord>(record->body).decision = *seq;
  return tell_one(*std::move(record), std::move(call.by));
}

}  // namespace tact::http
