// The versions of the policy: filed, approved, brought back.
#include <utility>

#include "core/json/object_reader.h"
#include "core/json/writer.h"
#include "core/names/names.h"
#include "core/prose/changes.h"
#include "engine/policy_archive.h"
#include "http/decisions.h"
#include "http/policy_body.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/policy_history.h"

namespace tact::http {
namespace {

constexpr std::size_t note_bytes_max = 4'096;
constexpr std::size_t author_bytes_max = 128;

// What a body asks for: a bundle, or a version that was active before.
struct Filing {
  PolicyBundle bundle;
  std::string version;
  Activate activate;  // all but the policy itself
};

LocalDate today_of(const Engine& engine) {
  return LocalDate(std::chrono::floor<std::chrono::days>(engine.now()).time_since_epoch());
}

std::string optional_text(ObjectReader& reader, std::string_view key, std::size_t bytes_max) {
  std::string text(reader.optional_string(key).value_or(""));
  if (text.size() > bytes_max) {
    reader.fail(key, "must be at most " + std::to_string(bytes_max) + " bytes long");
  }
  return text;
}

void read_starts_at(ObjectReader& reader, Activate& activate) {
  const auto text = reader.optional_string("starts_at");
  if (!text) return;
  activate.starts_at = parse_instant(*text);
  if (!activate.starts_at) {
    reader.fail("starts_at", "must be a time with an offset, like 2026-12-01T00:00:00+03:00");
  }
}

Result<Filing, Response> read_filing(Desk& desk, const Call& call) {
  Filing filing;
  filing.activate.origin = PolicyOrigin::upload;
  if (is_yaml(call.content_type)) {
    auto bundle = read_policy_bundle(desk, call);
    filing.bundle = *std::move(bundle);
    return filing;
  }
  const auto value = desk.json.parse(call.body);
  if (!value) return problem(bad_record({value.error()}));
  std::vector<FieldError> errors;
  ObjectReader reader(*value, "", errors);
  filing.version = optional_text(reader, "version", author_bytes_max);
  filing.activate.note = optional_text(reader, "note", note_bytes_max);
  filing.activate.author = optional_text(reader, "author", author_bytes_max);
  filing.activate.replaces = optional_text(reader, "replaces", author_bytes_max);
  read_starts_at(reader, filing.activate);
  if (filing.version.empty()) {
    filing.bundle = read_bundle(reader, errors);
  } else {
    filing.activate.origin = PolicyOrigin::rollback;
  }
  if (!reader.finish()) return problem(bad_record(std::move(errors)));
  return filing;
}

std::string_view state_of(const Filed& filed) {
  if (filed.is_active) return "active";
  return filed.needs_approval ? "awaiting-approval" : "scheduled";
}

void write_filed(const Filed& filed, std::string_view state, JsonWriter& json) {
  json.string("id", std::to_string(filed.id.value));
  json.string("policy", filed.policy);
  json.string("state", state);
  if (!filed.is_active && filed.starts_at) {
    json.string("starts_at", format_instant(*filed.starts_at));
  }
}

// What is different from the policy that was active; nothing where none was.
void write_changes_from(const std::shared_ptr<const Policy>& before, const Policy& policy,
                        JsonWriter& json) {
  if (before == nullptr) return;
  json.key("changes");
  write_changes(changes_between(*before, policy), json);
}

// `examined` is null where nothing was compiled anew.
Response filed_response(const Reply& reply, const std::shared_ptr<const Policy>& before,
                        const Policy& policy, const Examined* examined) {
  if (const auto* refused = std::get_if<Refused>(&reply)) return problem(refused->problem);
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  const Filed& filed = std::get<Filed>(reply);
  write_filed(filed, state_of(filed), json);
  json.string("hash", policy.hash);
  json.integer("rules", static_cast<std::int64_t>(policy.rules.size()));
  write_changes_from(before, policy, json);
  if (examined != nullptr) write_examined(*examined, json);
  json.end_object();
  return json_response(std::move(out));
}

Response file_bundle(Api& api, Filing filing, std::string by) {
  const Examined examined =
      examine(filing.bundle, api.engine.archive().zones(), today_of(api.engine));
  if (!examined.is_fine()) return not_fine(examined);
  const auto& policy = examined.compiled.policy;
  filing.activate.policy = policy;
  // What no include names was sent along for nothing, and is not kept.
  PolicyBundle kept = bundle_of(examined.compiled);
  kept.tests = std::move(filing.bundle.tests);
  filing.activate.sources = std::make_shared<const PolicyBundle>(std::move(kept));
  const std::shared_ptr<const Policy> before = api.engine.policy();
  const Reply reply = api.engine.file(std::move(filing.activate), std::move(by));
  return filed_response(reply, before, *policy, &examined);
}

Response bring_back(Api& api, Filing filing, std::string by) {
  const auto hash = hash_of_version(api.store, filing.version);
  if (!hash) return problem(500, "the ledger cannot be read");
  if (!*hash) return no_such_version(filing.version);
  auto policy = api.engine.archive().find(**hash);
  if (!policy) return problem(409, policy.error().message);
  filing.activate.policy = *policy;
  const std::shared_ptr<const Policy> before = api.engine.policy();
  const Reply reply = api.engine.file(std::move(filing.activate), std::move(by));
  return filed_response(reply, before, **policy, nullptr);
}

}  // namespace

Action post_policies(Api& api, Desk& desk, Call call) {
  auto filing = read_filing(desk, call);
  if (!filing) return std::move(filing).error();
  auto shared = std::make_shared<Filing>(*std::move(filing));
  return ReadCall{[&api, shared, by = std::move(call.by)] {
    return shared->version.empty() ? file_bundle(api, std::move(*shared), by)
                                   : bring_back(api, std::move(*shared), by);
  }};
}

Action post_policy_check(Api& api, Desk& desk, Call call) {
  auto bundle = read_policy_bundle(desk, call);
  if (!bundle) return std::move(bundle).error();
  auto shared = std::make_shared<PolicyBundle>(*std::move(bundle));
  return ReadCall{[&api, shared] {
    const Examined examined = examine(*shared, api.engine.archive().zones(), today_of(api.engine));
    const auto& policy = examined.compiled.policy;
    std::string out;
    JsonWriter json(out, KeyOrder::as_written);
    json.begin_object();
    json.boolean("fine", examined.is_fine());
    json.boolean("compiles", policy != nullptr);
    if (policy != nullptr) {
      json.string("policy", policy->version());
      json.string("hash", policy->hash);
      json.integer("rules", static_cast<std::int64_t>(policy->rules.size()));
      write_changes_from(api.engine.policy(), *policy, json);
    }
    write_examined(examined, json);
    json.end_object();
    return json_response(std::move(out));
  }};
}

Action post_policy_approval(Api&, Desk& desk, Call call) {
  const auto proposal = parse_seq_text(call.names.front());
  if (!proposal) return problem(404, "no policy waits under `" + call.names.front() + '`');
  const auto value = desk.json.parse(call.body);
  if (!value) return problem(bad_record({value.error()}));
  std::vector<FieldError> errors;
  ObjectReader reader(*value, "", errors);
  const auto state = parse_name<ApprovalState>(reader.required_string("state"));
  if (errors.empty() && !state) reader.fail("state", "must be `approved` or `withdrawn`");
  std::string note = optional_text(reader, "note", note_bytes_max);
  if (!reader.finish()) return problem(bad_record(std::move(errors)));
  EngineCall work;
  work.commands.push_back({Approve{*proposal, *state, std::move(note)}, std::move(call.by)});
  work.answer = [state = *state](std::span<Reply> replies) {
    const Reply& reply = replies.front();
    if (const auto* refused = std::get_if<Refused>(&reply)) return problem(refused->problem);
    const Filed& filed = std::get<Filed>(reply);
    std::string out;
    JsonWriter json(out, KeyOrder::as_written);
    json.begin_object();
    write_filed(filed, state == ApprovalState::withdrawn ? "withdrawn" : state_of(filed), json);
    json.end_object();
    return json_response(std::move(out));
  };
  return work;
}

}  // namespace tact::http
