// DELETE /v1/customers/{id}: nothing that names the person is kept.
#include <utility>

#include "tact/identity.h"

#include "core/json/writer.h"
#include "http/people_names.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/named_with.h"

namespace tact::http {
namespace {

Response erased_response(const Api& api, const std::string& id, const Erased& erased) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("customer", id);
  json.string("seq", std::to_string(erased.seq.value));
  json.string("erased_at", format_instant(erased.at));
  json.string("files_clean_by", format_instant(api.engine.files_clean_by(erased.at)));
  json.integer("addresses", static_cast<std::int64_t>(erased.addresses));
  json.integer("refusals_kept", static_cast<std::int64_t>(erased.refusals));
  json.end_object();
  Response response = json_response(std::move(out));
  response.status = 202;
  return response;
}

Response erase_customer(const Api& api, const std::string& id, const std::string& by) {
  const auto unreadable = [] { return problem(500, "the customer's record cannot be read"); };
  const Seq before = api.store.size();
  const auto identity = load_value<CustomerIdentity>(api.store, Table::customer, id);
  if (!identity) return unreadable();
  Erase erase;
  erase.customer = id;
  // A customer who is not in the store yet may be with the decider already, which knows.
  if (*identity) {
    auto named = named_with(api.store, (*identity)->subject, Seq{});
    if (!named) return unreadable();
    erase.gathered_of = (*identity)->subject;
    erase.addresses = *std::move(named);
    erase.gathered_before = before;
  }
  std::vector<Command> commands;
  commands.push_back({std::move(erase), by});
  const std::vector<Reply> replies = api.engine.handle(std::move(commands));
  if (const auto* refused = std::get_if<Refused>(&replies.front())) {
    return problem(refused->problem);
  }
  return erased_response(api, id, std::get<Erased>(replies.front()));
}

}  // namespace

Action delete_customer(Api& api, Desk&, Call call) {
  return ReadCall{[&api, id = call.names.front(), by = std::move(call.by)] {
    return erase_customer(api, id, by);
  }};
}

}  // namespace tact::http
