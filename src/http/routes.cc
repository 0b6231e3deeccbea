// The table of routes.
#include "http/log_routes.h"
#include "http/problem.h"
#include "http/resources.h"
#include "http/router.h"

namespace tact::http {
namespace {

constexpr std::string_view json = "application/json";
constexpr std::string_view flag = R"({"type":"boolean","default":false})";
constexpr std::string_view time_schema = R"({"type":"string","format":"date-time"})";

const QueryParameter dry_run = {
    "dry_run", "Answer without reserving anything and without a trace in the log.", flag};
const QueryParameter explain = {
    "explain", "Add every rule that applied, with what it saw, and the shadow rules.", flag};
const QueryParameter explain_past = {"explain",
                                     "Add every rule that applied under the policy of that day, "
                                     "with what it saw, from the log alone.",
                                     flag};

const QueryParameter as_test = {
    "as_test",
    "Answer a file of policy tests with this decision as its case: people and addresses made up.",
    flag};
const QueryParameter witnessed = {
    "witnessed", "The newest checkpoint that a witness has signed as well; 404 where none has.",
    flag};

const QueryParameter export_form = {
    "form",
    "`text`: a document for the person, a piece a page. `ts27560`: the consents alone, in the "
    "fields of ISO/IEC TS 27560:2023, without pages.",
    R"({"type":"string","enum":["json","text","ts27560"],"default":"json"})"};

const QueryParameter case_name = {"name", "What the test case is called."};

const std::vector<QueryParameter> log_query = {
    {"customer", "Entries about this customer; nobody of that id: none."},
    {"address", "Entries about this address (E.164 or e-mail)."},
    {"campaign", "Decisions and contacts of this campaign."},
    {"brand", "Entries that name this brand."},
    {"channel", "Entries that name this channel."},
    {"purpose", "Entries that name this purpose or one below it."},
    {"outcome", "Decisions of this outcome.",
     R"({"type":"string","enum":["allow","defer","deny"]})"},
    {"rule", "Decisions that this rule refused; what was opened and closed of this obligation."},
    {"type", "Entries of this type.",
     R"({"type":"string","enum":["decision","outcome","consent","listing","list","customer",)"
     R"("activity","contact","hold","proposal","approval","policy","start","obligation",)"
     R"("key","access","erasure","retention"]})"},
    {"from", "Entries at or after this time.", time_schema},
    {"to", "Entries before this time.", time_schema},
    {"after", "Go on beyond this entry: the `next` of the page before."},
    {"limit", "Entries in a page, at most. A page may hold fewer and still have a `next`.",
     R"({"type":"integer","minimum":1,"maximum":1000,"default":100})"},
    {"order", "Oldest or newest first.",
     R"({"type":"string","enum":["asc","desc"],"default":"desc"})"},
};

const std::vector<QueryParameter> obligation_query = {
    {"state", "Of those that are open: all, or those whose time is over. Or what was closed.",
     R"({"type":"string","enum":["open","overdue","closed"],"default":"open"})"},
    {"rule", "Of this obligation of the policy."},
    {"customer",
     "Of this customer, the addresses of the profile included; nobody of that id: none."},
    {"address", "Of this address (E.164 or e-mail), where a record named it and no customer."},
    {"due_before", "Due before this time.", time_schema},
    {"after", "Go on beyond this one: the `next` of the page before, of the same `state`."},
    {"limit", "Obligations in a page, at most. A page may hold fewer and still have a `next`.",
     R"({"type":"integer","minimum":1,"maximum":1000,"default":100})"},
};

// The filters of the log that decisions have, and what to count them by.
std::vector<QueryParameter> stats_query() {
  std::vector<QueryParameter> query = {
      {"by", "Hours or days, of UTC.",
       R"({"type":"string","enum":["hour","day"],"default":"day"})"},
      {"group",
       "What to count by: `rule` the rules that refused, `shadow` those that would have, ...",
       R"({"type":"string","enum":["outcome","channel","purpose","brand","campaign","rule",)"
       R"("code","shadow"],"default":"outcome"})"}};
  for (const QueryParameter& parameter : log_query) {
    const auto& name = parameter.name;
    if (name == "type" || name == "limit" || name == "order") continue;
    query.push_back(parameter);
    if (name == "from") {
      query.back().description = "At or after this time; by default 30 days before `to` or the end";
    }
  }
  return query;
}

std::vector<Route> asking() {
  return {
      {Method::post,
       "/v1/decisions",
       "May this contact be made? An allow is a reservation.",
       BodyKind::json,
       "Request",
       {dry_run, explain},
       {{200, json, "Decision", "The decision, durable before it is answered."}},
       post_decision,
       {Role::sender},
       /*takes_rest=*/false,
       /*is_shed=*/true},
      {Method::post,
       "/v1/decisions/batch",
       "Many requests, one a line, answered in their order. A line of another record type is "
       "recorded.",
       BodyKind::ndjson_stream,
       "Request",
       {dry_run, explain},
       {{200, ndjson_type, "BatchLine", "One line for each line that is not blank."}},
       nullptr,
       {Role::sender, Role::writer, Role::officer}},
      {Method::get,
       "/v1/decisions/{id}",
       "A decision as recorded, with its present status.",
       BodyKind::none,
       "",
       {explain_past, as_test, case_name},
       {{200, json, "RecordedDecision", "The decision."},
        {200, "application/yaml", "", "A file of policy tests, where `as_test` was asked for."},
        {410, problem_type, "Problem", "Retention dropped it; its place and its hash are kept."}},
       get_decision,
       {Role::sender, Role::officer, Role::auditor}},
      {Method::get,
       "/v1/decisions/{id}/proof",
       "A receipt: proof, in a file that stands by itself, that the log holds this decision.",
       BodyKind::none,
       "",
       {witnessed},
       {{200, "text/plain", "", "A C2SP tlog-proof; `extra` is the log entry's exact bytes."},
        {410, problem_type, "Problem", "Retention dropped it; its place and its hash are kept."}},
       get_decision_proof,
       {Role::auditor}},
      {Method::post,
       "/v1/decisions/{id}/outcome",
       "What became of an allowed contact.",
       BodyKind::json,
       "Outcome",
       {},
       {{200, json, "Recorded", "Recorded."}},
       post_outcome,
       {Role::sender}},
  };
}

std::vector<Route> telling() {
  return {
      {Method::post,
       "/v1/records",
       "One record as JSON, or many as NDJSON, of every type but `request`.",
       BodyKind::json_or_ndjson,
       "Record",
       {},
       {{200, json, "Recorded", "The record is durable. Of NDJSON: one line each."}},
       post_records,
       {Role::sender, Role::writer, Role::officer}},
      {Method::get,
       "/v1/customers/{id}",
       "What is known of a customer, as decisions see it.",
       BodyKind::none,
       "",
       {},
       {{200, json, "Customer", "The customer."}},
       get_customer,
       {Role::writer, Role::auditor}},
      {Method::put,
       "/v1/customers/{id}",
       "Replaces a customer's whole profile.",
       BodyKind::json,
       "CustomerProfile",
       {},
       {{200, json, "Recorded", "Recorded."}},
       put_customer,
       {Role::writer}},
      {Method::get,
       "/v1/customers/{id}/export",
       "Everything that is held on a customer: what is known, consents with evidence, and every "
       "log entry, page by page; as JSON, as a text for the person by `form` or `Accept`, or the "
       "consents alone in the fields of ISO/IEC TS 27560.",
       BodyKind::none,
       "",
       {export_form,
        {"language", "Of the text; by default the customer's own where there is a text in it.",
         R"({"type":"string","enum":["en","tr"]})"},
        {"after", "Go on beyond this entry: the `next` of the page before."},
        {"limit", "Log entries in a page, at most.",
         R"({"type":"integer","minimum":1,"maximum":1000,"default":100})"}},
       {{200, json, "CustomerExports", "A page; the first begins with what is known."},
        {200, "text/plain", "", "A piece of one document; `X-Next-Cursor`, `Content-Language`."}},
       get_customer_export,
       {Role::officer, Role::auditor}},
      {Method::del,
       "/v1/customers/{id}",
       "Erases a customer: what names them is gone at once, and from all files by "
       "`files_clean_by`; what they refused stays refused.",
       BodyKind::none,
       "",
       {},
       {{202, json, "Erased", "Erased."}},
       delete_customer,
       {Role::officer}},
  };
}

std::vector<Route> looking() {
  return {
      {Method::get,
       "/v1/log",
       "Log entries by who, what, why and when; as JSON, NDJSON or CSV by `Accept`.",
       BodyKind::none,
       "",
       log_query,
       {{200, json, "LogPage", "A page of entries."},
        {200, ndjson_type, "LogEntry", "The entries' exact bytes, one a line; `X-Next-Cursor`."},
        {200, "text/csv", "", "A table; `X-Next-Cursor`."}},
       get_log,
       {Role::auditor}},
      {Method::get,
       "/v1/obligations",
       "What must be done, by due time; or what was, the last closed first. As JSON, NDJSON or "
       "CSV.",
       BodyKind::none,
       "",
       obligation_query,
       {{200, json, "ObligationPage", "A page of obligations."},
        {200, ndjson_type, "Obligation", "One a line; `X-Next-Cursor`."},
        {200, "text/csv", "", "A table; `X-Next-Cursor`."}},
       get_obligations,
       {Role::writer, Role::officer, Role::auditor}},
      {Method::get,
       "/v1/log/stats",
       "How many decisions: by hour or day, by rule, shadow rule, campaign and more.",
       BodyKind::none,
       "",
       stats_query(),
       {{200, json, "LogStats", "Counts; where `next` is given, ask again from there."}},
       get_log_stats,
       {Role::officer, Role::auditor}},
      {Method::post,
       "/v1/log/replay",
       "What would have been answered at a time in the past, from the log. Reserves nothing.",
       BodyKind::json,
       "ReplayWish",
       {},
       {{200, json, "ReplayedDecision", "The answer of that time, and every rule that applied."},
        {410, problem_type, "Problem", "Retention dropped what the policy looks back to."}},
       post_replay,
       {Role::officer, Role::auditor}},
      {Method::get,
       "/v1/policy",
       "The active policy and its rules.",
       BodyKind::none,
       "",
       {},
       {{200, json, "Policy", "The policy."}},
       get_policy,
       Access::any_role()},
  };
}

// What others can hold the log to.
std::vector<Route> attesting() {
  return {
      {Method::get,
       "/v1/log/checkpoint",
       "What the log commits to: origin, size and Merkle root.",
       BodyKind::none,
       "",
       {witnessed},
       {{200, "text/plain", "", "A C2SP tlog-checkpoint, signed."}},
       get_checkpoint,
       {Role::auditor}},
      {Method::get,
       "/v1/log/key",
       "The public key that signs the log's checkpoints, and those before it.",
       BodyKind::none,
       "",
       {},
       {{200, json, "LogKeys", "C2SP verifier keys, newest first."}},
       get_log_key,
       Access::any_role()},
      {Method::post,
       "/v1/log/cosignatures",
       "A checkpoint of this log with witnesses' signatures, which are verified and kept. No entry "
       "and no decision changes by it.",
       BodyKind::note,
       "",
       {},
       {{200, json, "Cosignatures", "Whose signatures are kept."}},
       post_cosignatures,
       {Role::auditor}},
  };
}

std::vector<Route> governing() {
  return {
      {Method::post,
       "/v1/policies",
       "Files a policy: examined whole, its tests run, then active at once, at `starts_at`, or "
       "once "
       "a second token approves it. With `version`, one that was active before comes back.",
       BodyKind::json_or_yaml,
       "PolicyFiling",
       {},
       {{200, json, "PolicyFiled", "Filed; `state` says whether it is active."}},
       post_policies,
       {Role::officer}},
      {Method::post,
       "/v1/policies/check",
       "Whether a policy compiles and its tests pass. Changes nothing.",
       BodyKind::json_or_yaml,
       "PolicyFiles",
       {},
       {{200, json, "PolicyChecked", "Every mistake and every failing test."}},
       post_policy_check,
       {Role::officer}},
      {Method::post,
       "/v1/policies/{id}/approval",
       "A second person's word on a policy that waits, or its end.",
       BodyKind::json,
       "PolicyApproval",
       {},
       {{200, json, "PolicyFiled", "Approved, or withdrawn."}},
       post_policy_approval,
       {Role::officer}},
      {Method::get,
       "/v1/policies",
       "Which policies wait, and which were active, newest first.",
       BodyKind::none,
       "",
       {{"after", "Go on beyond this one: the `next` of the page before."},
        {"limit", "Activations in a page, at most.",
         R"({"type":"integer","minimum":1,"maximum":1000,"default":100})"}},
       {{200, json, "PolicyHistory", "The versions."}},
       get_policies,
       {Role::officer, Role::auditor}},
      {Method::get,
       "/v1/policies/{version}/files",
       "The texts of a version, by its name or its hash; of one that waits, by its id too.",
       BodyKind::none,
       "",
       {},
       {{200, json, "PolicyFiles", "Its files and tests."}},
       get_policy_files,
       {Role::officer, Role::auditor}},
  };
}

std::vector<Route> previewing() {
  return {
      {Method::post,
       "/v1/policies/simulate",
       "How the recorded decisions would have gone under another policy; changes nothing.",
       BodyKind::json_or_yaml,
       "SimulationWish",
       {{"from", "With a YAML body: judge anew from here on.", time_schema},
        {"to", "With a YAML body: look at nothing from here on.", time_schema},
        {"examples", "With a YAML body: of each kind of flip.",
         R"({"type":"integer","minimum":0,"maximum":1000,"default":10})"}},
       {{200, json, "Simulation", "What flips; it comes when all is done."}},
       post_simulation,
       {Role::officer}},
      {Method::get,
       "/v1/policies/simulate",
       "How far the running simulation is.",
       BodyKind::none,
       "",
       {},
       {{200, json, "SimulationProgress", "Its progress, if one runs."}},
       get_simulation,
       {Role::officer}},
  };
}

std::vector<Route> operating() {
  return {
      {Method::get,
       "/healthz",
       "Whether the process lives.",
       BodyKind::none,
       "",
       {},
       {{200, json, "Status", "It does."}},
       get_health,
       Access::everyone()},
      {Method::get,
       "/readyz",
       "Whether decisions can be made: 503 before a policy is active, and "
       "while stopping.",
       BodyKind::none,
       "",
       {},
       {{200, json, "Status", "They can."}},
       get_ready,
       Access::everyone()},
      {Method::get,
       "/metrics",
       "Figures for Prometheus.",
       BodyKind::none,
       "",
       {},
       {{200, "text/plain", "", "Prometheus' text format."}},
       get_metrics,
       Access::any_role()},
      {Method::get,
       "/openapi.json",
       "This interface, described.",
       BodyKind::none,
       "",
       {},
       {{200, json, "", "An OpenAPI 3.1 document."}},
       get_openapi,
       Access::everyone()},
  };
}

std::vector<Route> all_routes() {
  std::vector<Route> all;
  for (auto part : {asking(), telling(), looking(), attesting(), log_proof_routes(), governing(),
                    previewing(), operating()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

std::span<const Route> routes() {
  static const std::vector<Route> all = all_routes();
  return all;
}

}  // namespace tact::http
