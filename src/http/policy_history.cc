// The versions of the policy: those that were active, those that wait, and their texts.
#include "ledger/policy_history.h"

#include "core/codec/values.h"
#include "core/json/writer.h"
#include "core/names/names.h"
#include "engine/policy_archive.h"
#include "http/decisions.h"
#include "http/policy_body.h"
#include "http/problem.h"
#include "http/resources.h"

namespace tact::http {
namespace {

Response unreadable() { return problem(500, "the ledger cannot be read"); }

void write_optional(std::string_view key, const std::string& text, JsonWriter& json) {
  if (!text.empty()) json.string(key, text);
}

void write_activation(const Entry& entry, JsonWriter& json) {
  const auto& policy = std::get<PolicyEntry>(entry.body);
  json.begin_object();
  json.string("id", std::to_string(entry.seq.value));
  json.string("policy", policy.policy);
  json.string("hash", policy.hash);
  json.string("at", format_instant(entry.at));
  json.string("author", policy.author);
  write_optional("by", entry.by, json);
  write_optional("note", policy.note, json);
  json.string("origin", name_of(policy.origin));
  write_optional("approved_by", policy.approved_by, json);
  if (policy.proposal) json.string("proposal", std::to_string(policy.proposal->value));
  json.integer("rules", policy.rules);
  json.integer("rules_changed", policy.rules_changed);
  json.end_object();
}

void write_proposal(const PolicyProposal& proposal, const PolicyArchive& archive,
                    JsonWriter& json) {
  const bool waits = proposal.needs_approval && proposal.approved_by.empty();
  json.begin_object();
  json.string("id", std::to_string(proposal.id.value));
  json.string("policy", proposal.policy);
  json.string("hash", proposal.hash);
  json.string("state", waits ? "awaiting-approval" : "scheduled");
  json.string("filed_at", format_instant(proposal.filed_at));
  if (proposal.starts_at) json.string("starts_at", format_instant(*proposal.starts_at));
  json.string("author", proposal.author);
  write_optional("by", proposal.by, json);
  write_optional("note", proposal.note, json);
  json.string("origin", name_of(proposal.origin));
  write_optional("approved_by", proposal.approved_by, json);
  // Only a newer program refuses what an older one took; then its time passes and nothing happens.
  json.boolean("compiles", archive.find(proposal.hash).ok());
  json.end_object();
}

Result<PolicyDocket> read_docket(const Store& store) {
  const Key key{Table::policy_docket, ""};
  const auto stored = store.load({&key, 1});
  if (!stored) return stored.error();
  if (!stored->front()) return PolicyDocket{};
  return decode_value<PolicyDocket>(*stored->front());
}

Response show_history(Api& api, std::optional<Seq> before, std::size_t count) {
  const auto history = policy_history(api.store, before, count);
  if (!history) return unreadable();
  const auto docket = read_docket(api.store);
  if (!docket) return unreadable();
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  const auto active = api.engine.policy();
  json.key("active");
  if (active != nullptr) json.string(active->version());
  if (active == nullptr) json.null();
  json.key("waiting");
  json.begin_array();
  for (const PolicyProposal& proposal : docket->proposals) {
    write_proposal(proposal, api.engine.archive(), json);
  }
  json.end_array();
  json.key("history");
  json.begin_array();
  for (const Entry& entry : history->activations) write_activation(entry, json);
  json.end_array();
  json.key("next");
  if (history->next) json.string(std::to_string(history->next->value));
  if (!history->next) json.null();
  json.end_object();
  return json_response(std::move(out));
}

Response show_files(Api& api, const std::string& version) {
  auto hash = hash_of_version(api.store, version);
  if (!hash) return unreadable();
  // What waits may be looked at as well: it is what an approver approves.
  const auto docket = read_docket(api.store);
  if (!docket) return unreadable();
  for (const PolicyProposal& waiting : docket->proposals) {
    const bool is_meant = waiting.policy == version || waiting.hash == version ||
                          std::to_string(waiting.id.value) == version;
    if (is_meant) *hash = waiting.hash;
  }
  if (!*hash) return no_such_version(version);
  const auto sources = api.engine.archive().sources(**hash);
  if (!sources) return unreadable();
  if (!*sources) return no_such_version(version);
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("hash", **hash);
  write_bundle(**sources, json);
  json.end_object();
  return json_response(std::move(out));
}

}  // namespace

Action get_policies(Api& api, Desk&, Call call) {
  std::optional<Seq> before;
  if (const std::string* after = call.parameter("after")) {
    before = parse_seq_text(*after);
    if (!before) {
      return bad_parameter("after", "must be a cursor that an earlier page gave as `next`");
    }
  }
  std::size_t count = 100;
  if (const std::string* limit = call.parameter("limit")) {
    const auto number = parse_seq_text(*limit);
    if (!number || number->value < 1 || number->value > 1'000) {
      return bad_parameter("limit", "must be a number from 1 to 1000");
    }
    count = static_cast<std::size_t>(number->value);
  }
  return ReadCall{[&api, before, count] { return show_history(api, before, count); }};
}

Action get_policy_files(Api& api, Desk&, Call call) {
  return ReadCall{[&api, version = call.names.front()] { return show_files(api, version); }};
}

}  // namespace tact::http
