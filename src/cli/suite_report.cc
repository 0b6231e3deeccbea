#include "cli/suite_report.h"

#include <algorithm>

#include "cli/table.h"
#include "core/json/writer.h"
#include "core/records/answer_json.h"
#include "core/yaml/source.h"

namespace tact::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

std::string joined(const std::vector<Code>& codes) {
  std::vector<std::string> names;
  names.reserve(codes.size());
  for (const Code code : codes) names.emplace_back(code_name(code));
  return joined(names);
}

std::string time_or_none(const std::optional<Instant>& instant) {
  return instant ? format_instant(*instant) : "none";
}

std::string words(const Evidence& evidence) {
  if (const auto* number = std::get_if<std::int64_t>(&evidence)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&evidence)) return printable(*text);
  return {};
}

std::string labelled(std::string_view label, const std::string& value) {
  return value.empty() ? std::string() : std::string(label) + ' ' + value;
}

// The reasons that there are, and what the rules saw that were expected to fail and passed.
std::vector<Reason> reasons_to_show(const CaseResult& result) {
  std::vector<Reason> reasons = result.decision.reasons;
  if (!result.expect.rules) return reasons;
  for (const Explained& explained : result.rules) {
    const auto& expected = *result.expect.rules;
    const bool is_expected =
        std::find(expected.begin(), expected.end(), explained.reason.rule) != expected.end();
    if (is_expected && explained.reason.code == Code::none) reasons.push_back(explained.reason);
  }
  return reasons;
}

std::string side_by_side(const CaseResult& result, const Shell& shell) {
  const Expectation& expect = result.expect;
  const Decision& actual = result.decision;
  Table table(6);
  table.add({{""}, {"expected", Ink::dim}, {"actual", Ink::dim}});
  const auto row = [&](const std::string& what, std::string wanted, std::string got) {
    const auto& differs = result.differs;
    const bool is_wrong = std::find(differs.begin(), differs.end(), what) != differs.end();
    table.add({{what}, {std::move(wanted)}, {std::move(got), is_wrong ? Ink::bad : Ink::plain}});
  };
  row("outcome", std::string(outcome_name(expect.outcome)),
      std::string(outcome_name(actual.outcome)));
  row("rules", expect.rules ? joined(*expect.rules) : "any", joined(failing_rules(actual)));
  if (expect.codes) row("codes", joined(*expect.codes), joined(failing_codes(actual)));
  if (expect.has_retry_at || actual.retry_at) {
    row("retry_at", expect.has_retry_at ? time_or_none(expect.retry_at) : "any",
        time_or_none(actual.retry_at));
  }
  return table.render(shell);
}

std::string failure_text(const CaseResult& result, const Shell& shell) {
  if (!result.refused.empty()) return "      not asked: " + printable(result.refused) + '\n';
  Table reasons(6);
  for (const Reason& reason : reasons_to_show(result)) {
    const bool passes = reason.code == Code::none;
    reasons.add({{reason.rule.empty() ? "-" : reason.rule},
                 {passes ? "passes" : std::string(code_name(reason.code))},
                 {labelled("observed", words(reason.observed))},
                 {labelled("limit", words(reason.limit))},
                 {labelled("window", reason.window)},
                 {reason.retry_at ? "retry " + format_instant(*reason.retry_at) : ""}});
  }
  return side_by_side(result, shell) + reasons.render(shell);
}

std::string place_text(const Place& place) {
  return place.file + ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
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
  if (result.expect.rules) {
    json.key("rules");
    json.begin_array();
    for (const std::string& rule : *result.expect.rules) json.string(rule);
    json.end_array();
  }
  if (result.expect.codes) {
    json.key("codes");
    json.begin_array();
    for (const Code code : *result.expect.codes) json.string(code_name(code));
    json.end_array();
  }
  if (result.expect.retry_at) json.string("retry_at", format_instant(*result.expect.retry_at));
  if (result.expect.has_retry_at && !result.expect.retry_at) json.key("retry_at"), json.null();
  json.end_object();
  json.key("actual");
  json.begin_object();
  json.string("outcome", outcome_name(result.decision.outcome));
  if (result.decision.retry_at) json.string("retry_at", format_instant(*result.decision.retry_at));
  json.key("reasons");
  json.begin_array();
  for (const Reason& reason : result.decision.reasons) write_reason(reason, json);
  json.end_array();
  json.end_object();
  json.end_object();
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string counts_as_attributes(std::uint64_t tests, std::uint64_t failures) {
  return " tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) + '"';
}

struct Totals {
  std::uint64_t cases = 0;
  std::uint64_t failed = 0;
};

Totals totals_of(const std::vector<SuiteResult>& suites) {
  Totals totals;
  for (const SuiteResult& suite : suites) {
    totals.cases += suite.cases.size();
    totals.failed += suite.failed();
  }
  return totals;
}

}  // namespace

std::string report_text(const std::vector<SuiteResult>& suites, const Shell& shell) {
  std::string out;
  Table table;
  for (const SuiteResult& suite : suites) {
    for (const CaseResult& result : suite.cases) {
      if (result.passed()) continue;
      out += shell.paint(Ink::bad, "FAIL") + "  " + place_text(result.place) + "  " +
             printable(result.name) + '\n' + failure_text(result, shell) + '\n';
    }
    const std::uint64_t failed = suite.failed();
    table.add({failed == 0 ? Cell{"ok", Ink::good} : Cell{"FAIL", Ink::bad},
               {suite.path},
               {grouped(suite.cases.size() - failed) + " passed"},
               {failed == 0 ? "" : grouped(failed) + " failed", Ink::bad}});
  }
  const Totals totals = totals_of(suites);
  out += table.render(shell);
  out += grouped(totals.cases - totals.failed) + " passed, " + grouped(totals.failed) + " failed\n";
  return out;
}

std::string report_json(const std::vector<SuiteResult>& suites,
                        const std::vector<std::string>& not_compiled) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.key("suites");
  json.begin_array();
  for (const SuiteResult& suite : suites) {
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
  json.key("not_compiled");
  json.begin_array();
  for (const std::string& file : not_compiled) json.string(file);
  json.end_array();
  const Totals totals = totals_of(suites);
  json.integer("passed", static_cast<std::int64_t>(totals.cases - totals.failed));
  json.integer("failed", static_cast<std::int64_t>(totals.failed));
  json.end_object();
  return out + '\n';
}

std::string report_junit(const std::vector<SuiteResult>& suites,
                         const std::vector<std::string>& not_compiled) {
  const Totals all = totals_of(suites);
  const Shell plain;  // No colour inside a file.
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                    counts_as_attributes(all.cases, all.failed) + ">\n";
  for (const SuiteResult& suite : suites) {
    out += "  <testsuite name=\"" + xml_escaped(suite.name) + "\" file=\"" +
           xml_escaped(suite.path) + '"' +
           counts_as_attributes(suite.cases.size(), suite.failed()) + ">\n";
    for (const CaseResult& result : suite.cases) {
      out += "    <testcase name=\"" + xml_escaped(printable(result.name)) + "\" classname=\"" +
             xml_escaped(suite.name) + "\" file=\"" + xml_escaped(suite.path) + "\" line=\"" +
             std::to_string(result.place.line) + '"';
      if (result.passed()) {
        out += "/>\n";
        continue;
      }
      const std::string differs =
          result.refused.empty() ? joined(result.differs) + " not as expected" : "not asked";
      out += ">\n      <failure message=\"" + differs + "\">\n" +
             xml_escaped(failure_text(result, plain)) + "      </failure>\n    </testcase>\n";
    }
    out += "  </testsuite>\n";
  }
  for (const std::string& file : not_compiled) {
    const std::string name = xml_escaped(file);
    out += "  <testsuite name=\"" + name + "\" file=\"" + name +
           "\" tests=\"1\" failures=\"0\" errors=\"1\">\n    <testcase name=\"compiles\" "
           "classname=\"" +
           name +
           "\">\n      <error message=\"the tests or their policy do not compile; see "
           "`tact policy check`\"/>\n    </testcase>\n  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

}  // namespace tact::cli
