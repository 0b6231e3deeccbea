#include "http/policy_body.h"

#include <utility>

#include "core/json/object_reader.h"
#include "core/names/names.h"
#include "http/problem.h"

namespace tact::http {
namespace {

constexpr int unprocessable = 422;
// Of each kind; the rest is counted. `diagnostics` and `tests` have them all.
constexpr std::size_t errors_listed_max = 50;

void write_texts(std::string_view key, const std::vector<std::string>& texts, JsonWriter& json) {
  json.key(key);
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

void write_failure(const SuiteResult& suite, const CaseResult& result, JsonWriter& json) {
  json.begin_object();
  json.string("file", suite.path);
  json.string("tests", suite.name);
  json.string("name", result.name);
  json.integer("line", result.place.line);
  if (!result.refused.empty()) {
    json.string("refused", result.refused);
  } else {
    write_texts("differs", result.differs, json);
    json.string("expected", outcome_name(result.expect.outcome));
    json.string("actual", outcome_name(result.decision.outcome));
    write_texts("failing_rules", failing_rules(result.decision), json);
  }
  json.end_object();
}

std::string first_words(const Diagnostic& diagnostic) {
  return diagnostic.place.file + ':' + std::to_string(diagnostic.place.line) + ':' +
         std::to_string(diagnostic.place.column) + ": " + diagnostic.message;
}

void add_errors(const std::vector<Diagnostic>& diagnostics, const std::string& pointer,
                std::vector<FieldError>& errors) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::error || errors.size() >= errors_listed_max) continue;
    errors.push_back({pointer, first_words(diagnostic)});
  }
}

Problem problem_of(const Examined& examined) {
  Problem problem = make_problem(unprocessable, "");
  add_errors(examined.compiled.diagnostics, "/files", problem.errors);
  add_errors(examined.test_diagnostics, "/tests", problem.errors);
  for (const SuiteResult& suite : examined.suites) {
    for (const CaseResult& result : suite.cases) {
      if (result.passed() || problem.errors.size() >= errors_listed_max) continue;
      problem.errors.push_back({"/tests", suite.path + ": `" + result.name + "` fails"});
    }
  }
  if (examined.compiled.policy == nullptr) {
    problem.detail = "the policy does not compile; nothing was changed";
  } else if (has_errors(examined.test_diagnostics)) {
    problem.detail = "the policy's tests do not compile; nothing was changed";
  } else {
    problem.detail = "the policy's tests fail, " + std::to_string(examined.failed()) + " of " +
                     std::to_string(examined.failed() + examined.passed()) +
                     "; nothing was changed";
  }
  return problem;
}

}  // namespace

bool is_yaml(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  return type.find("yaml") != std::string_view::npos;
}

Result<PolicyBundle, Response> read_policy_bundle(Desk& desk, const Call& call) {
  if (is_yaml(call.content_type)) return PolicyBundle{{{"policy.yaml", call.body}}, {}};
  const auto value = desk.json.parse(call.body);
  if (!value) return problem(bad_record({value.error()}));
  std::vector<FieldError> errors;
  ObjectReader reader(*value, "", errors);
  PolicyBundle bundle = read_bundle(reader, errors);
  if (!reader.finish()) return problem(bad_record(std::move(errors)));
  return bundle;
}

Response no_such_version(const std::string& version) {
  return problem(404, "no policy `" + version +
                          "` was ever active here; `tact policy history` lists those that were");
}

void write_examined(const Examined& examined, JsonWriter& json) {
  json.key("diagnostics");
  json.begin_array();
  for (const auto* list : {&examined.compiled.diagnostics, &examined.test_diagnostics}) {
    for (const Diagnostic& diagnostic : *list) write_diagnostic(diagnostic, json);
  }
  json.end_array();
  json.key("tests");
  json.begin_object();
  json.integer("passed", static_cast<std::int64_t>(examined.passed()));
  json.integer("failed", static_cast<std::int64_t>(examined.failed()));
  json.key("failures");
  json.begin_array();
  for (const SuiteResult& suite : examined.suites) {
    for (const CaseResult& result : suite.cases) {
      if (!result.passed()) write_failure(suite, result, json);
    }
  }
  json.end_array();
  json.end_object();
}

Response not_fine(const Examined& examined) {
  Response response = problem(problem_of(examined));
  // Two more members before the end of the problem's object.
  std::string more;
  JsonWriter json(more, KeyOrder::as_written);
  json.begin_object();
  write_examined(examined, json);
  json.end_object();
  const std::size_t end = response.body.rfind('}');
  response.body.replace(end, 1, ',' + more.substr(1));
  return response;
}

}  // namespace tact::http
