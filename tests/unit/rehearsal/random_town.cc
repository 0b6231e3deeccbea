#include "unit/rehearsal/random_town.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "naive/random_policy.h"

namespace tact::test {

using naive::words;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

RandomTown::RandomTown(std::uint64_t seed, std::shared_ptr<const ZoneBook> zones)
    : dice_(seed), zones_(std::move(zones)), desk_(make_policy()) {}

void RandomTown::live(int steps) {
  for (int i = 0; i < steps; ++i) step();
}

std::vector<Entry> RandomTown::decisions() {
  std::vector<Entry> found;
  const auto lines = desk_.store().entries(Seq{}, desk_.size(), std::size_t{1} << 30);
  REQUIRE(lines.ok());
  for (const std::string& line : *lines) {
    auto entry = parse_entry(line);
    REQUIRE(entry.ok());
    if (std::holds_alternative<DecisionEntry>(entry->body)) found.push_back(*std::move(entry));
  }
  return found;
}

std::shared_ptr<const Policy> RandomTown::make_policy() {
  const Instant around = policies_.empty() ? at("2026-11-24T12:00:00Z") : desk_.now;
  auto policy = std::make_shared<Policy>(naive::random_policy(dice_, zones_, around));
  // One that refuses everything would make a dull history.
  std::erase_if(policy->rules, [&](const Rule& rule) {
    return std::holds_alternative<DenyCheck>(rule.check) && dice_.chance(80);
  });
  std::string number = std::to_string(policies_.size());
  policy->hash = std::string(12 - number.size(), '0') + number + std::string(52, 'f');
  policy->vocabulary = {
      words().channels, words().purposes, {"subject"}, words().events, words().brands};
  policies_[policy->version()] = policy;
  return policy;
}

void RandomTown::step() {
  desk_.now +=
      dice_.chance(60) ? Duration(minutes(dice_.below(60))) : Duration(hours(dice_.below(60)));
  switch (dice_.below(20)) {
    case 0: return dice_.chance(40) ? change_policy() : tell_hold();
    case 1:
    case 2: return tell_profile();
    case 3:
    case 4:
    case 5: return tell_consent();
    case 6:
    case 7: return tell_listing();
    case 8:
    case 9: return tell_activity();
    case 10:
    case 11: return tell_contact();
    case 12:
    case 13: return tell_outcome();
    default: return ask();
  }
}

void RandomTown::change_policy() {
  if (policies_.size() < 8) desk_.activate(make_policy());
}

Person RandomTown::person() {
  switch (dice_.below(4)) {
    case 0: return {customer(), address()};
    case 1: return {"", address()};
    default: return {customer(), ""};
  }
}

Labels RandomTown::labels() {
  if (dice_.chance(50)) return {};
  return {{"subject", dice_.chance(70) ? dice_.one_of(words().subjects) : "policy 4711"}};
}

ContactFields RandomTown::fields() {
  ContactFields fields;
  fields.channel = dice_.one_of(words().channels);
  fields.purpose = dice_.one_of(words().purposes);
  if (dice_.chance(50)) fields.brand = dice_.one_of(words().brands);
  if (dice_.chance(50)) fields.campaign = dice_.one_of(words().campaigns);
  fields.priority = dice_.between(49, 51);
  fields.labels = labels();
  return fields;
}

Instant RandomTown::lately() {
  return dice_.chance(40) ? desk_.now : desk_.now - dice_.one_of(naive::lengths());
}

void RandomTown::ask() {
  Request request;
  request.person = person();
  request.fields = fields();
  if (dice_.chance(30)) request.at = desk_.now + dice_.one_of(naive::lengths());
  if (dice_.chance(10)) request.at = desk_.now - minutes(dice_.below(5));
  if (dice_.chance(20)) {
    request.expires_at = request.at.value_or(desk_.now) + dice_.one_of(naive::lengths());
  }
  const Reply reply = desk_.ask(request);
  const auto* decided = std::get_if<Decided>(&reply);
  REQUIRE(decided != nullptr);
  if (decided->decision.outcome == Outcome::allow) allowed_.push_back(*decided->id);
}

void RandomTown::tell_profile() {
  CustomerRecord record;
  record.customer = customer();
  if (dice_.chance(50)) record.timezone = dice_.one_of(words().zones);
  if (dice_.chance(50)) record.country = dice_.one_of(words().countries);
  if (dice_.chance(30)) record.region = dice_.one_of(std::vector<std::string>{"US-FL", "PT-20"});
  if (dice_.chance(50)) record.language = dice_.one_of(words().languages);
  if (dice_.chance(50)) record.kind = CustomerKind::merchant;
  if (dice_.chance(50)) record.stage = dice_.one_of(words().stages);
  if (dice_.chance(50)) record.segments = dice_.some_of(words().segments);
  if (dice_.chance(60)) {
    const auto today = std::chrono::floor<days>(desk_.now).time_since_epoch();
    record.birth_date = LocalDate(today) - days(dice_.between(365 * 16, 365 * 21));
  }
  if (dice_.chance(60)) record.household = "h-" + std::to_string(dice_.below(2));
  if (dice_.chance(40)) record.addresses.push_back({"sms", address()});
  desk_.tell(record);
}

void RandomTown::tell_consent() {
  ConsentRecord record;
  record.person = person();
  if (dice_.chance(50)) record.purpose = dice_.one_of(words().trees);
  if (dice_.chance(30)) record.channel = dice_.one_of(words().channels);
  if (dice_.chance(30)) record.brand = dice_.one_of(words().brands);
  const Instant when = lately();
  if (dice_.chance(75)) {
    record.state = ConsentState::granted;
    record.level = static_cast<ConsentLevel>(dice_.between(1, 3));
    if (dice_.chance(20)) record.expires_at = when + dice_.one_of(naive::lengths());
    if (dice_.chance(50)) record.registered_at = when + hours(dice_.below(30));
    if (dice_.chance(50)) record.evidence = R"({"form":"web"})";
  }
  desk_.tell(record, when);
}

void RandomTown::tell_listing() {
  if (dice_.chance(40)) {
    desk_.tell(ListRecord{dice_.one_of(words().lists), lately()});
    return;
  }
  ListingRecord record;
  record.list = dice_.one_of(words().lists);
  (dice_.chance(60) ? record.person.customer = customer() : record.person.address = address());
  if (dice_.chance(30)) record.state = ListingState::removed;
  if (dice_.chance(30)) record.until = desk_.now + dice_.one_of(naive::lengths());
  desk_.tell(record, lately());
}

void RandomTown::tell_activity() {
  ActivityRecord record;
  record.customer = customer();
  record.event = dice_.one_of(words().events);
  if (dice_.chance(40)) record.channel = dice_.one_of(words().channels);
  if (dice_.chance(40)) record.brand = dice_.one_of(words().brands);
  record.labels = labels();
  desk_.tell(record, lately());
}

void RandomTown::tell_contact() {
  ContactRecord record;
  record.person = person();
  record.fields = fields();
  record.status = static_cast<ContactStatus>(dice_.between(1, 5));
  desk_.tell(record, lately());
}

void RandomTown::tell_outcome() {
  if (allowed_.empty()) return;
  desk_.report(dice_.one_of(allowed_), static_cast<ContactStatus>(dice_.between(1, 5)));
}

void RandomTown::tell_hold() {
  HoldScope scope;
  scope.brand = dice_.one_of(words().brands);
  if (dice_.chance(50)) scope.campaign = dice_.one_of(words().patterns);
  desk_.tell(HoldRecord{scope, dice_.chance(60)});
}

}  // namespace tact::test
