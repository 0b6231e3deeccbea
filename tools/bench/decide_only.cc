#include "bench/decide_only.h"

#include "core/codec/values.h"
#include "engine/shelf.h"

namespace tact::bench {
namespace {

// Absent records are default ones: nothing is known.
template <class Value>
Result<Value> load(const Store& store, Table table, const std::string& id) {
  const Key key{table, id};
  const auto values = store.load({&key, 1});
  if (!values) return values.error();
  if (!values->front()) return Value{};
  return decode_value<Value>(*values->front());
}

// What the policy's volume rules count: the contacts of all customers, planned within the workload.
Status fill(VolumeBook& book, const Store& store) {
  std::string from;
  for (;;) {
    const auto page = store.records(Table::volume_part, from, 10'000);
    if (!page) return page.error();
    if (page->empty()) break;
    for (const StoredRecord& record : *page) {
      const auto part = decode_value<VolumePart>(record.value);
      if (!part) return part.error();
      for (const Contact& contact : part->contacts) book.add_unsorted(contact);
    }
    from = page->back().id + '\0';
  }
  book.sort();
  return Done{};
}

}  // namespace

DecideOnly::DecideOnly(std::string name, Floor floor, std::shared_ptr<const Policy> policy,
                       InProcess& source, std::size_t questions)
    : name_(std::move(name)),
      floor_(floor),
      policy_(std::move(policy)),
      source_(source),
      questions_(questions) {}

Status DecideOnly::gather(Request request, const Everyone& everyone, Case& made) const {
  const Store& store = source_.store();
  made.request = std::move(request);
  const auto identity =
      load<CustomerIdentity>(store, Table::customer, made.request.person.customer);
  if (!identity) return identity.error();
  auto customer = load<SubjectState>(store, Table::subject, store_id(identity->subject));
  if (!customer) return customer.error();
  made.customer = *std::move(customer);
  made.facts.customer = &made.customer;
  made.facts.birth_date = identity->birth_date;
  made.facts.registers = &everyone.registers;
  made.facts.volume = &everyone.volume;
  if (!made.request.person.address.empty()) {
    const auto place = load<AddressIdentity>(store, Table::address, made.request.person.address);
    if (!place) return place.error();
    auto address = load<SubjectState>(store, Table::subject, store_id(place->subject));
    if (!address) return address.error();
    made.address = *std::move(address);
    made.facts.address = &made.address;
    made.facts.address_id = place->subject;
  }
  if (made.customer.profile && made.customer.profile->household) {
    const std::string home = store_id(*made.customer.profile->household);
    const auto household = load<HouseholdState>(store, Table::household, home);
    if (!household) return household.error();
    for (const SubjectId& member : household->members) {
      auto state = load<SubjectState>(store, Table::subject, store_id(member));
      if (!state) return state.error();
      made.household.push_back(*std::move(state));
    }
    for (const SubjectState& member : made.household) made.members.push_back(&member);
    made.facts.household = made.members;
  }
  made.question = {&made.request.fields, *made.request.at, made.request.expires_at};
  return Done{};
}

Status DecideOnly::run_round(Sheet& sheet) {
  auto registers = load<Registers>(source_.store(), Table::registers, "");
  if (!registers) return registers.error();
  Everyone everyone{*std::move(registers), VolumeBook(policy_)};
  if (auto status = fill(everyone.volume, source_.store()); !status) return status;
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < questions_; ++i) lines.push_back(source_.workload().next_request());
  std::list<Case> cases;
  for (Command& command : parse_commands(lines)) {
    Case& made = cases.emplace_back();
    Request& request = std::get<Ask>(command.what).request;
    if (auto status = gather(std::move(request), everyone, made); !status) return status;
  }

  std::size_t reasons = 0;
  const auto begun = Steady::now();
  for (const Case& one : cases) {
    reasons += decide(*policy_, one.facts, one.question).reasons.size();
  }
  const double took = seconds_since(begun);
  // Also keeps the loop from being taken away.
  if (reasons == 0) return Error{"decide(): no reason for anything; the policy does not bind"};
  const double each_us = took * 1e6 / static_cast<double>(questions_);
  if (floor_ == Floor::none) sheet.set_decision(each_us);
  sheet.add(name_, "µs", floor_, each_us);
  return Done{};
}

}  // namespace tact::bench
