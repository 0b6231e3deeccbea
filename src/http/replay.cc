// What would have been answered at a time in the past: from the log, under the policy active then
// or one that is named. Nothing is recorded but that it was asked.
#include <chrono>
#include <utility>

#include "tact/identity.h"

#include "core/decide/numbers.h"
#include "core/json/object_reader.h"
#include "core/records/answer_json.h"
#include "core/records/parse.h"
#include "engine/decider.h"
#include "engine/policy_archive.h"
#include "engine/vocabulary.h"
#include "http/accessed.h"
#include "http/people_names.h"
#include "http/policy_body.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/policy_history.h"
#include "ledger/query.h"
#include "rehearsal/hindsight.h"

namespace tact::http {
namespace {

// As a live request may say it.
constexpr std::chrono::minutes past_allowed{5};

struct Wish {
  Instant as_of{};
  std::string policy;  // "" the one that was active then
  Request request;
};

// Whom the request is about, as far as identities say; they are not in the log.
struct Who {
  PastQuestion past;
  std::optional<LocalDate> birth_date;
  std::vector<ChannelAddress> addresses;
};

std::optional<Instant> read_time(ObjectReader& reader, std::string_view key) {
  const auto instant = parse_instant(reader.required_string(key));
  if (!instant) reader.fail(key, "must be a time with an offset, like 2026-11-24T14:00:00+03:00");
  return instant;
}

void check_times(const Wish& wish, Instant now, std::vector<FieldError>& errors) {
  const Instant at = wish.request.at.value_or(wish.as_of);
  if (wish.as_of > now) {
    errors.push_back({"/as_of", "is in the future; a dry run says what would be answered now"});
  }
  if (at < wish.as_of - past_allowed) {
    errors.push_back({"/request/at", "is more than 5 minutes before `as_of`"});
  }
  if (at > wish.as_of + planning_ahead) {
    errors.push_back({"/request/at", "is more than 366 days after `as_of`"});
  }
  if (wish.request.expires_at && *wish.request.expires_at <= at) {
    errors.push_back({"/request/expires_at", "must be after the planned time of sending"});
  }
}

Result<Wish, std::vector<FieldError>> read_wish(JsonParser& parser, const std::string& body,
                                                Instant now) {
  const auto document = parser.parse(body);
  if (!document) return std::vector<FieldError>{document.error()};
  std::vector<FieldError> errors;
  ObjectReader reader(*document, "", errors);
  Wish wish;
  wish.as_of = read_time(reader, "as_of").value_or(now);
  wish.policy = reader.optional_string("policy").value_or("");
  const auto said = reader.required_object("request");
  reader.finish();
  if (said) {
    auto record = parse_record(*said, RecordShape::request);
    if (record) {
      wish.request = std::get<tact::Request>(std::move(record->body));
    } else {
      for (FieldError& error : std::move(record).error()) {
        errors.push_back({"/request" + error.pointer, std::move(error.message)});
      }
    }
  }
  if (errors.empty()) check_times(wish, now, errors);
  if (!errors.empty()) return errors;
  return wish;
}

Result<std::optional<CustomerIdentity>> customer_of(const Store& store, const SubjectId& subject) {
  PeopleNames names(store);
  names.want(subject);
  if (auto status = names.load(); !status) return status.error();
  const std::string customer = names.of(subject).customer;
  if (customer.empty()) return std::optional<CustomerIdentity>{};
  return load_value<CustomerIdentity>(store, Table::customer, customer);
}

Result<Who> identify(const Store& store, const Person& person, Seq end) {
  Who who;
  who.past.end = end;
  who.past.names_address = !person.address.empty();
  if (who.past.names_address) {
    const auto known = load_value<AddressIdentity>(store, Table::address, person.address);
    if (!known) return known.error();
    if (*known) who.past.address = (*known)->subject;
  }
  auto customer = Result<std::optional<CustomerIdentity>>(std::optional<CustomerIdentity>{});
  if (!person.customer.empty()) {
    customer = load_value<CustomerIdentity>(store, Table::customer, person.customer);
  } else if (who.past.address) {
    const auto owner = owner_before(store, *who.past.address, end);
    if (!owner) return owner.error();
    who.past.subject = *owner;
    customer = customer_of(store, *owner);
  }
  if (!customer) return std::move(customer).error();
  if (*customer) {
    who.past.subject = (*customer)->subject;
    who.birth_date = (*customer)->birth_date;
    who.addresses = (*customer)->addresses;
  }
  return who;
}

std::vector<std::string> regions(const Policy& policy, const Request& request, const Who& who) {
  if (policy.number_regions.empty() || !has_numbers(request.fields.channel)) return {};
  if (!request.person.address.empty()) {
    return regions_of_numbers(policy, {request.person.address});
  }
  std::vector<std::string> numbers;
  for (const ChannelAddress& one : who.addresses) {
    if (one.channel == request.fields.channel) numbers.push_back(one.address);
  }
  return regions_of_numbers(policy, numbers);
}

Response unreadable() { return problem(500, "the ledger cannot be read"); }

// The policy that is wished for, and the activation where it was the one of that time.
struct UsedPolicy {
  std::shared_ptr<const Policy> policy;
  std::optional<Entry> activation;
};

Result<UsedPolicy, Response> find_policy(const Api& api, const Wish& wish, Seq end) {
  UsedPolicy found;
  std::optional<std::string> hash;
  if (wish.policy.empty()) {
    auto activation = policy_active_at(api.store, end);
    if (!activation) return unreadable();
    if (!*activation) return problem(409, "the log names no policy that was active then");
    found.activation = **std::move(activation);
    hash = std::get<PolicyEntry>(found.activation->body).hash;
  } else {
    auto named = hash_of_version(api.store, wish.policy);
    if (!named) return unreadable();
    if (!*named) return no_such_version(wish.policy);
    hash = **std::move(named);
  }
  auto policy = api.engine.archive().find(*hash);
  if (!policy) return problem(409, policy.error().message);
  found.policy = *std::move(policy);
  return found;
}

std::string as_json(const Wish& wish, const UsedPolicy& found, const PastAnswer& answer) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("as_of", format_instant(wish.as_of));
  if (found.activation) {
    json.key("policy_activated");
    json.begin_object();
    json.string("id", std::to_string(found.activation->seq.value));
    json.string("at", format_instant(found.activation->at));
    json.end_object();
  }
  // The log holds neither; what was known then may have been something else.
  json.key("as_known_today");
  json.begin_array();
  if (answer.decision.age) json.string("birth_date");
  if (!answer.decision.number_regions.empty() && wish.request.person.address.empty()) {
    json.string("addresses");
  }
  json.end_array();
  json.end_object();
  Answer shown;
  shown.decision = &answer.decision;
  const std::string version = found.policy->version();
  shown.policy = version;
  shown.request_id = wish.request.request_id;
  shown.with_shadow = true;
  shown.rules = &answer.rules;
  std::string decision;
  write_answer(shown, decision);
  out.back() = ',';  // One object of both.
  return out.append(decision, 1) + '\n';
}

Response replay(const Api& api, const Wish& wish, Accessed reading) {
  const auto end = first_entry_at(api.store, wish.as_of);
  if (!end) return unreadable();
  const auto found = find_policy(api, wish, *end);
  if (!found) return found.error();
  auto errors = check_vocabulary(*found->policy, wish.request.fields);
  for (FieldError& error : errors) error.pointer.insert(0, "/request");
  if (!errors.empty()) return problem(bad_record(std::move(errors)));
  auto who = identify(api.store, wish.request.person, *end);
  if (!who) return unreadable();
  who->past.planned_at = wish.request.at.value_or(wish.as_of);
  const auto answer = answer_past(api.store,
                                  {who->past, wish.request.fields, wish.request.expires_at,
                                   who->birth_date, regions(*found->policy, wish.request, *who)},
                                  found->policy);
  if (!answer) return unreadable();
  if (answer->misses_dropped) {
    return problem(410,
                   "entries that the policy looks back to from then were dropped by retention");
  }
  Response response = json_response(as_json(wish, *found, *answer));
  reading.subject = who->past.subject;
  reading.entry.returned = 1;
  response.accessed = std::move(reading);
  return response;
}

}  // namespace

Action post_replay(Api& api, Desk& desk, Call call) {
  auto wish = read_wish(desk.json, call.body, api.engine.now());
  if (!wish) return problem(bad_record(std::move(wish).error()));
  Accessed reading = reading_of("replay", call);
  const Person& person = wish->request.person;
  if (!person.address.empty()) reading.entry.filters.push_back("address");
  reading.entry.filters.push_back("as_of");
  if (!person.customer.empty()) reading.entry.filters.push_back("customer");
  if (!wish->policy.empty()) reading.entry.filters.push_back("policy");
  return ReadCall{[&api, wish = *std::move(wish), reading = std::move(reading)] {
    return replay(api, wish, reading);
  }};
}

}  // namespace tact::http
