#include "http/log_filter.h"

#include <algorithm>
#include <array>

#include "core/records/address.h"
#include "http/people_names.h"
#include "http/problem.h"

namespace tact::http {
namespace {

constexpr std::array<std::string_view, 18> entry_types = {
    "decision", "outcome",    "consent", "listing",  "list",     "customer",
    "activity", "contact",    "hold",    "proposal", "approval", "policy",
    "start",    "obligation", "key",     "access",   "erasure",  "retention"};

std::string value_or_empty(const Call& call, std::string_view name) {
  const std::string* value = call.parameter(name);
  return value != nullptr ? *value : std::string{};
}

// A time and a telephone number have no spaces where a `+` that was not escaped has become one.
std::string with_plus(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '+');
  return text;
}

}  // namespace

Result<std::optional<Instant>, Response> read_time(const Call& call, const std::string& name) {
  const std::string* value = call.parameter(name);
  if (value == nullptr) return std::optional<Instant>{};
  const auto instant = parse_instant(with_plus(*value));
  if (!instant) {
    return bad_parameter(name, "must be a time with an offset, like 2026-11-24T14:00:00+03:00");
  }
  return instant;
}

namespace {

std::optional<Response> read_times(const Call& call, LogFilter& filter) {
  const auto from = read_time(call, "from");
  if (!from) return from.error();
  const auto to = read_time(call, "to");
  if (!to) return to.error();
  filter.from = *from;
  filter.to = *to;
  return std::nullopt;
}

}  // namespace

std::optional<Response> read_log_people(const Call& call, LogPeople& people) {
  people.customer = value_or_empty(call, "customer");
  const std::string* address = call.parameter("address");
  if (address == nullptr) return std::nullopt;
  std::string text = *address;
  if (!text.empty() && text.front() == ' ') text.front() = '+';
  auto normal = normalise_address(text);
  if (!normal) return bad_parameter("address", normal.error().message);
  people.address = *std::move(normal);
  return std::nullopt;
}

std::optional<Response> read_log_filter(const Call& call, LogFilter& filter) {
  filter.campaign = value_or_empty(call, "campaign");
  filter.brand = value_or_empty(call, "brand");
  filter.channel = value_or_empty(call, "channel");
  filter.purpose = value_or_empty(call, "purpose");
  filter.rule = value_or_empty(call, "rule");
  filter.type = value_or_empty(call, "type");
  // An index term is at most 256 bytes long, and no name of ours is longer than half of that.
  for (const std::string* text : {&filter.campaign, &filter.rule}) {
    if (text->size() > 128) return problem(400, "query parameters are at most 128 bytes long");
  }
  if (const std::string* outcome = call.parameter("outcome")) {
    filter.outcome = parse_outcome(*outcome);
    if (!filter.outcome) return bad_parameter("outcome", "must be `allow`, `defer` or `deny`");
  }
  if (!filter.type.empty() &&
      std::find(entry_types.begin(), entry_types.end(), filter.type) == entry_types.end()) {
    return bad_parameter("type", "must be an entry's type, such as `decision` or `consent`");
  }
  return read_times(call, filter);
}

Result<bool> look_up(const Store& store, const LogPeople& people, LogFilter& filter) {
  if (!people.customer.empty()) {
    const auto known = load_value<CustomerIdentity>(store, Table::customer, people.customer);
    if (!known) return known.error();
    if (!*known) return false;
    filter.subjects.push_back((*known)->subject);
  }
  if (!people.address.empty()) {
    const auto known = load_value<AddressIdentity>(store, Table::address, people.address);
    if (!known) return known.error();
    if (!*known) return false;
    filter.subjects.push_back((*known)->subject);
  }
  return true;
}

namespace {

// Empty where the customer is not known.
Result<std::vector<SubjectId>> subjects_of_customer(const Store& store, const std::string& id) {
  std::vector<SubjectId> subjects;
  const auto known = load_value<CustomerIdentity>(store, Table::customer, id);
  if (!known) return known.error();
  if (!*known) return subjects;
  subjects.push_back((*known)->subject);
  for (const ChannelAddress& said : (*known)->addresses) {
    const auto address = load_value<AddressIdentity>(store, Table::address, said.address);
    if (!address) return address.error();
    if (!*address) continue;
    const SubjectId& subject = (*address)->subject;
    // One address can be named for two channels.
    const bool is_new = std::find(subjects.begin(), subjects.end(), subject) == subjects.end();
    if (is_new) subjects.push_back(subject);
  }
  return subjects;
}

}  // namespace

Result<std::optional<std::vector<SubjectId>>> subjects_named(const Store& store,
                                                             const LogPeople& people) {
  std::optional<std::vector<SubjectId>> subjects;
  if (!people.customer.empty()) {
    auto of_customer = subjects_of_customer(store, people.customer);
    if (!of_customer) return of_customer.error();
    subjects = *std::move(of_customer);
  }
  if (people.address.empty()) return subjects;
  const auto known = load_value<AddressIdentity>(store, Table::address, people.address);
  if (!known) return known.error();
  const bool fits = *known && (!subjects || std::find(subjects->begin(), subjects->end(),
                                                      (*known)->subject) != subjects->end());
  subjects.emplace();
  if (fits) subjects->push_back((*known)->subject);
  return subjects;
}

}  // namespace tact::http
