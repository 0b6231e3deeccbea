// Policy tests as JSON.
#include "cli/suite_report.h"
#include "core/json/writer.h"
#include "core/records/answer_json.h"

namespace tact::cli {
namespace {

void write_ids(std::string_view key, const std::vector<std::string>& ids, JsonWriter& json) {
  json.key(key);
  json.begin_array();
  for (const std::string& id : ids) json.string(id);
  json.end_array();
}

void write_expected(const std::vector<ExpectedObligation>& obligations, JsonWriter& json) {
  json.key("obligations");
  json.begin_array();
  for (const ExpectedObligation& one : obligations) {
    json.begin_object();
    json.string("id", one.id);
    if (one.due) json.string("due", format_instant(*one.due));
    json.end_object();
  }
  json.end_array();
}

void write_open(const std::vector<OpenObligation>& obligations, JsonWriter& json) {
  json.key("obligations");
  json.begin_array();
  for (const OpenObligation& one : obligations) {
    json.begin_object();
    json.string("id", one.rule);
    json.string("due", format_instant(one.due));
    json.string("opened_at", format_instant(one.opened_at));
    if (!one.channel.empty()) json.string("channel", one.channel);
    if (!one.brand.empty()) json.string("brand", one.brand);
    json.end_object();
  }
  json.end_array();
}

void write_case(const CaseResult& result, JsonWriter& json) {
  json.begin_object();
  json.string("name", result.name);
  json.integer("line", result.place.line);
  json.boolean("passed", result.passed());
  if (!result.refused.empty()) {
    json.string("refused", result.refused);
    json.end_object();
    return;
  }
  json.key("expected");
  json.begin_object();
  json.string("outcome", outcome_name(result.expect.outcome));
  if (result.expect.rules) write_ids("rules", *result.expect.rules, json);
  if (result.expect.shadow) write_ids("shadow", *result.expect.shadow, json);
  if (result.expect.codes) {
    json.key("codes");
    json.begin_array();
    for (const Code code : *result.expect.codes) json.string(code_name(code));
    json.end_array();
  }
  if (result.expect.retry_at) json.string("retry_at", format_instant(*result.expect.retry_at));
  if (result.expect.has_retry_at && !result.expect.retry_at) json.key("retry_at"), json.null();
  if (result.expect.obligations) write_expected(*result.expect.obligations, json);
  json.end_object();
  json.key("actual");
  json.begin_object();
  json.string("outcome", outcome_name(result.decision.outcome));
  if (result.decision.retry_at) json.string("retry_at", format_instant(*result.decision.retry_at));
  json.key("reasons");
  json.begin_array();
  for (const Reason& reason : result.decision.reasons) write_reason(reason, json);
  json.end_array();
  std::vector<std::string> passing;
  for (const Explained& explained : result.rules) {
    if (explained.reason.code == Code::none) passing.push_back(explained.reason.rule);
  }
  write_ids("passing_rules", passing, json);
  if (result.expect.obligations || !result.obligations.empty()) {
    write_open(result.obligations, json);
  }
  json.end_object();
  json.end_object();
}

void write_coverage(const Coverage& coverage, JsonWriter& json) {
  std::vector<std::string> never_failing;
  std::vector<std::string> never_passing;
  json.begin_object();
  json.integer("enforced", static_cast<std::int64_t>(coverage.enforced()));
  json.integer("covered", static_cast<std::int64_t>(coverage.covered()));
  json.key("rules");
  json.begin_array();
  for (const RuleCoverage& rule : coverage.rules()) {
    const bool is_enforced = rule.mode == RuleMode::enforce;
    if (is_enforced && !rule.is_seen_failing()) never_failing.push_back(rule.id);
    if (is_enforced && !rule.is_seen_passing()) never_passing.push_back(rule.id);
    json.begin_object();
    json.string("rule", rule.id);
    json.string("file", rule.place.file);
    json.integer("line", rule.place.line);
    json.string("mode", is_enforced ? "enforce" : "shadow");
    json.integer("passing", static_cast<std::int64_t>(rule.passing));
    json.integer("failing", static_cast<std::int64_t>(rule.failing));
    json.integer("not_applied", static_cast<std::int64_t>(rule.not_applied));
    json.boolean("covered", rule.is_covered());
    json.end_object();
  }
  json.end_array();
  write_ids("never_failing", never_failing, json);
  write_ids("never_passing", never_passing, json);
  json.end_object();
}

}  // namespace

std::string report_json(const SuiteReport& report, const ReportOptions& options) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.key("suites");
  json.begin_array();
  for (const SuiteResult& suite : report.suites) {
    json.begin_object();
    json.string("file", suite.path);
    json.string("tests", suite.name);
    json.key("cases");
    json.begin_array();
    for (const CaseResult& result : suite.cases) write_case(result, json);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  write_ids("not_compiled", report.not_compiled, json);
  const SuiteTotals totals = totals_of(report.suites);
  json.integer("passed", static_cast<std::int64_t>(totals.cases - totals.failed));
  json.integer("failed", static_cast<std::int64_t>(totals.failed));
  if (options.coverage || options.coverage_required) {
    json.key("coverage");
    write_coverage(report.coverage, json);
  }
  json.end_object();
  return out + '\n';
}

}  // namespace tact::cli
