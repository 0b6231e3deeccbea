#include "core/records/parse.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/records/evidence.h"
#include "core/records/fields.h"
#include "core/records/plain_request.h"
#include "core/suggest/suggest.h"

namespace tact {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_country(std::string_view text) {
  return text.size() == 2 && is_upper(text[0]) && is_upper(text[1]);
}

// ISO 3166-2: a country and one to three letters or digits.
bool is_region(std::string_view text) {
  if (text.size() < 4 || text.size() > 6 || !is_country(text.substr(0, 2)) || text[2] != '-') {
    return false;
  }
  return std::all_of(text.begin() + 3, text.end(),
                     [](char c) { return is_upper(c) || is_digit(c); });
}

// BCP 47: letters first, then letters and digits, in parts joined by dashes ("tr", "es-419").
bool is_language(std::string_view text) {
  if (text.size() < 2 || text.size() > 35 || !is_letter(text[0]) || !is_letter(text[1]) ||
      text.back() == '-' || text.find("--") != std::string_view::npos) {
    return false;
  }
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

// What a sender may report; `reserved` is ours alone.
constexpr std::size_t reported_statuses = 1;

Request read_request(FieldReader& fields, std::optional<Instant> at) {
  Request request;
  request.request_id = fields.text("request_id", Need::optional);
  request.person = fields.person(PersonNeed::either_or_both);
  request.fields = fields.contact_fields();
  request.at = at;
  request.expires_at = fields.time("expires_at");
  return request;
}

std::vector<ChannelAddress> read_addresses(FieldReader& fields) {
  std::vector<ChannelAddress> addresses;
  const auto list = fields.object().optional_array("addresses");
  if (!list) return addresses;
  std::size_t index = 0;
  for (const JsonValue value : *list) {
    FieldReader inner = fields.inside(value, "addresses", index++);
    std::string channel = inner.text("channel", Need::required);
    std::string address = inner.address("address", Need::required);
    if (inner.finish()) addresses.push_back({std::move(channel), std::move(address)});
  }
  if (list->size() > addresses_max) fields.fail("addresses", "must be at most 64");
  return addresses;
}

std::string read_country(FieldReader& fields) {
  return fields.text_like("country", is_country, "two capital letters, like TR");
}

CustomerRecord read_customer(FieldReader& fields, Need named) {
  CustomerRecord record;
  record.customer = fields.text("customer", named);
  record.timezone = fields.text("timezone", Need::optional);
  record.country = read_country(fields);
  record.region = fields.text_like("region", is_region, "an ISO 3166-2 code, like US-FL");
  record.language = fields.text_like("language", is_language, "a language tag, like tr or es-419");
  record.kind = fields.name<CustomerKind>("kind", Need::optional);
  record.stage = fields.text("stage", Need::optional);
  record.segments = fields.text_set("segments");
  record.birth_date = fields.birth_date("birth_date");
  record.household = fields.text("household", Need::optional);
  record.addresses = read_addresses(fields);
  return record;
}

ConsentRecord read_consent(FieldReader& fields) {
  ConsentRecord record;
  record.person = fields.person(PersonNeed::either_or_both);
  record.purpose = fields.text("purpose", Need::optional);
  record.channel = fields.text("channel", Need::optional);
  record.brand = fields.text("brand", Need::optional);
  const auto state = fields.name<ConsentState>("state", Need::required);
  record.state = state.value_or(ConsentState::withdrawn);
  record.expires_at = fields.time("expires_at");
  record.level = fields.name<ConsentLevel>("level", Need::optional).value_or(ConsentLevel::implied);
  record.registered_at = fields.time("registered_at");
  record.source = fields.text("source", Need::optional);
  record.evidence = fields.canonical_object("evidence");
  if (!record.evidence.empty()) {
    FieldReader evidence = fields.inside(*fields.object().optional_object("evidence"), "evidence");
    check_evidence(evidence);  // Not finished: other keys are the sender's own.
  }
  return record;
}

ListingRecord read_listing(FieldReader& fields) {
  ListingRecord record;
  record.list = fields.text("list", Need::required);
  record.person = fields.person(PersonNeed::exactly_one);
  record.state = fields.name<ListingState>("state", Need::required).value_or(ListingState::added);
  record.since = fields.time("since");
  record.until = fields.time("until");
  return record;
}

ListRecord read_list(FieldReader& fields) {
  ListRecord record;
  record.list = fields.text("list", Need::required);
  record.country = read_country(fields);
  record.loaded_at = fields.time("loaded_at");
  return record;
}

ActivityRecord read_activity(FieldReader& fields) {
  ActivityRecord record;
  record.customer = fields.text("customer", Need::required);
  record.event = fields.text("event", Need::required);
  record.channel = fields.text("channel", Need::optional);
  record.brand = fields.text("brand", Need::optional);
  record.labels = fields.labels("labels");
  return record;
}

ContactStatus read_status(FieldReader& fields, Need need) {
  return fields.name<ContactStatus>("status", need, reported_statuses)
      .value_or(ContactStatus::sent);
}

OutcomeRecord read_outcome(FieldReader& fields) {
  OutcomeRecord record;
  const std::size_t errors_before = fields.error_count();
  record.decision = fields.entry_id("decision", "a decision was answered with");
  record.request_id = fields.text("request_id", Need::optional);
  const bool readable = fields.error_count() == errors_before;
  if (readable && !record.decision && record.request_id.empty()) {
    fields.fail("decision", "is required; name the decision's id or its `request_id`");
  } else if (record.decision && !record.request_id.empty()) {
    fields.fail("request_id", "must be left out where `decision` is given");
  }
  record.status = read_status(fields, Need::required);
  return record;
}

ContactRecord read_contact(FieldReader& fields) {
  ContactRecord record;
  record.request_id = fields.text("request_id", Need::optional);
  record.person = fields.person(PersonNeed::either_or_both);
  record.fields = fields.contact_fields();
  record.status = read_status(fields, Need::optional);
  fields.time("expires_at");  // A request's field, taken; what was sent expires no more.
  return record;
}

HoldRecord read_hold(FieldReader& fields) {
  HoldRecord record;
  if (const auto scope = fields.object().required_object("scope")) {
    FieldReader inner = fields.inside(*scope, "scope");
    record.scope.brand = inner.text("brand", Need::optional);
    record.scope.campaign = inner.text("campaign", Need::optional);
    record.scope.channel = inner.text("channel", Need::optional);
    record.scope.purpose = inner.text("purpose", Need::optional);
    inner.finish();
  }
  constexpr std::array<std::string_view, 2> states = {"on", "off"};
  record.on = fields.choice("state", Need::required, states) != states[1];
  return record;
}

// What is open is closed; nothing else can be said of it.
ObligationRecord read_obligation(FieldReader& fields) {
  ObligationRecord record;
  const std::size_t errors_before = fields.error_count();
  const std::optional<Seq> id = fields.entry_id("obligation", "GET /v1/obligations gives");
  if (id) record.obligation = *id;
  if (!id && fields.error_count() == errors_before) {
    fields.fail("obligation", "is required; GET /v1/obligations gives the ids");
  }
  constexpr std::array<std::string_view, 1> states = {"closed"};
  fields.choice("state", Need::required, states);
  record.note = fields.text("note", Need::optional);
  return record;
}

constexpr std::array<std::string_view, 10> type_names = {
    "request",  "customer", "consent", "listing", "list",
    "activity", "outcome",  "contact", "hold",    "obligation"};

// REQUIRES: `type` is one of type_names.
void read_body(std::string_view type, FieldReader& fields, Record& record) {
  if (type == "request") record.body = read_request(fields, record.at);
  if (type == "customer") record.body = read_customer(fields, Need::required);
  if (type == "consent") record.body = read_consent(fields);
  if (type == "listing") record.body = read_listing(fields);
  if (type == "list") record.body = read_list(fields);
  if (type == "activity") record.body = read_activity(fields);
  if (type == "outcome") record.body = read_outcome(fields);
  if (type == "contact") record.body = read_contact(fields);
  if (type == "hold") record.body = read_hold(fields);
  if (type == "obligation") record.body = read_obligation(fields);
}

// A record whose type the address of the call has said already; the body may repeat it.
void expect_type(FieldReader& fields, std::string_view type) {
  fields.choice("type", Need::optional, {&type, 1});
}

// Whether the type is known, and the rest could be read.
bool read_any(FieldReader& fields, Record& record) {
  const auto type = fields.type(type_names);
  if (!type) return false;
  read_body(*type, fields, record);
  return true;
}

}  // namespace

Result<Record, std::vector<FieldError>> parse_record(JsonValue value, RecordShape shape) {
  std::vector<FieldError> errors;
  FieldReader fields(value, "", errors);
  if (!value.is(JsonKind::object)) return errors;  // The reader has said so.
  Record record;
  record.at = fields.time("at");
  switch (shape) {
    case RecordShape::any:
      // Of a record of no known type, which fields are unknown cannot be said.
      if (!read_any(fields, record)) return errors;
      break;
    case RecordShape::request:
      expect_type(fields, "request");
      record.body = read_request(fields, record.at);
      break;
    case RecordShape::outcome:
      expect_type(fields, "outcome");
      record.body = OutcomeRecord{{}, {}, read_status(fields, Need::required)};
      break;
    case RecordShape::customer:
      expect_type(fields, "customer");
      record.body = read_customer(fields, Need::optional);
      break;
  }
  if (!fields.finish()) return errors;
  return record;
}

Result<Record, std::vector<FieldError>> parse_record(JsonParser& parser, std::string_view text,
                                                     RecordShape shape) {
  const auto value = parser.parse(text);
  if (!value) return std::vector{value.error()};
  return parse_record(*value, shape);
}

Result<Request, std::vector<FieldError>> parse_request(JsonParser& parser, std::string_view text) {
  const auto value = parser.parse(text);
  if (!value) return std::vector{value.error()};
  if (auto request = read_plain_request(*value)) return *std::move(request);
  auto record = parse_record(*value, RecordShape::request);
  if (!record) return std::move(record).error();
  return std::get<Request>(std::move(record->body));
}

}  // namespace tact
