#include "cli/suite_report.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "cli/table.h"
#include "core/yaml/source.h"
#include "rehearsal/suite_obligations.h"

namespace tact::cli {
namespace {

constexpr std::size_t detail_indent = 6;

std::string joined_codes(const std::vector<Code>& codes) {
  std::vector<std::string> names;
  names.reserve(codes.size());
  for (const Code code : codes) names.emplace_back(code_name(code));
  return joined(names);
}

std::string words(const Evidence& evidence) {
  if (const auto* number = std::get_if<std::int64_t>(&evidence)) {
    return std::to_string(*number);
  }
  if (const auto* text = std::get_if<std::string>(&evidence)) return printable(*text);
  return {};
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// "sms, marketing/promotion, brand acme, for ayse, at 2026-11-24T14:00:00+03:00"
std::string asked(const CaseResult& result) {
  const Request& ask = result.ask;
  std::string text = ask.fields.channel + ", " + ask.fields.purpose;
  const auto add = [&](std::string_view what, const std::string& value) {
    if (!value.empty()) text += ", " + std::string(what) + ' ' + value;
  };
  add("brand", ask.fields.brand);
  add("campaign", ask.fields.campaign);
  for (const auto& [key, value] : ask.fields.labels) add("label." + key, value);
  add("for", ask.person.customer);
  add("to", ask.person.address);
  if (ask.at) add("at", local_instant(*ask.at, result.zone));
  if (ask.expires_at) add("expiring", local_instant(*ask.expires_at, result.zone));
  return printable(text);
}

// One line for each part of an expectation.
Table parts_side_by_side(const CaseResult& result) {
  const Expectation& expect = result.expect;
  const Decision& actual = result.decision;
  Table table(detail_indent);
  table.add({{"", Ink::dim}, {"expected", Ink::dim}, {"actual", Ink::dim}});
  const auto row = [&](const std::string& what, std::string wanted, std::string got) {
    const bool is_wrong = contains(result.differs, what);
    table.add({{what}, {std::move(wanted)}, {std::move(got), is_wrong ? Ink::bad : Ink::plain}});
  };
  const auto time = [&](const std::optional<Instant>& instant) {
    return instant ? local_instant(*instant, result.zone) : std::string("none");
  };
  row("outcome", std::string(outcome_name(expect.outcome)),
      std::string(outcome_name(actual.outcome)));
  row("rules", expect.rules ? joined(*expect.rules) : "any", joined(failing_rules(actual)));
  if (expect.shadow) row("shadow", joined(*expect.shadow), joined(failing_shadow_rules(actual)));
  if (expect.codes) row("codes", joined_codes(*expect.codes), joined_codes(failing_codes(actual)));
  if (expect.has_retry_at || actual.retry_at) {
    row("retry_at", expect.has_retry_at ? time(expect.retry_at) : "any", time(actual.retry_at));
  }
  if (expect.obligations) {
    std::vector<std::string> wanted;
    for (const ExpectedObligation& one : *expect.obligations) wanted.push_back(printable(one.id));
    std::vector<std::string> open;
    for (const OpenObligation& one : result.obligations) open.push_back(one.rule);
    row("obligations", joined(wanted), joined(open));
  }
  return table;
}

// One rule in one case.
struct RuleRow {
  Reason reason;
  std::string actual;
  bool is_shadow = false;
};

// Those that fail, those that were expected to, and with `verbose` those that pass.
std::vector<RuleRow> rule_rows(const CaseResult& result, bool verbose) {
  std::vector<RuleRow> rows;
  for (const Reason& reason : result.decision.reasons) {
    rows.push_back({reason, std::string(code_name(reason.code)), false});
  }
  for (const Reason& reason : result.decision.shadow) {
    rows.push_back({reason, std::string(code_name(reason.code)), true});
  }
  const std::vector<std::string> none;
  std::vector<std::string> expected = result.expect.rules.value_or(none);
  const std::vector<std::string> shadow = result.expect.shadow.value_or(none);
  expected.insert(expected.end(), shadow.begin(), shadow.end());
  for (const Explained& explained : result.rules) {
    if (explained.reason.code != Code::none) continue;
    if (!verbose && !contains(expected, explained.reason.rule)) continue;
    rows.push_back({explained.reason, "passes", explained.mode == RuleMode::shadow});
  }
  for (const std::string& rule : expected) {
    const bool is_there = std::any_of(rows.begin(), rows.end(),
                                      [&](const RuleRow& row) { return row.reason.rule == rule; });
    if (is_there) continue;
    Reason reason;
    reason.rule = rule;
    rows.push_back({reason, "does not apply", contains(shadow, rule)});
  }
  return rows;
}

std::string expected_of(const RuleRow& row, const Expectation& expect) {
  if (row.is_shadow) {
    if (!expect.shadow) return "shadow";
    return contains(*expect.shadow, row.reason.rule) ? "fails (shadow)" : "passes (shadow)";
  }
  if (row.reason.rule.empty() || !expect.rules) return "any";
  return contains(*expect.rules, row.reason.rule) ? "fails" : "passes";
}

Table rules_side_by_side(const CaseResult& result, bool verbose) {
  std::vector<std::array<std::string, 7>> cells;
  const std::vector<RuleRow> rows = rule_rows(result, verbose);
  for (const RuleRow& row : rows) {
    const Reason& reason = row.reason;
    cells.push_back({reason.rule.empty() ? "-" : reason.rule, expected_of(row, result.expect),
                     row.actual, words(reason.observed), words(reason.limit), reason.window,
                     reason.retry_at ? local_instant(*reason.retry_at, result.zone) : ""});
  }
  Table table(detail_indent);
  if (cells.empty()) return table;
  constexpr std::array<std::string_view, 7> heads = {"rule",  "expected", "actual", "observed",
                                                     "limit", "window",   "retry"};
  std::vector<Cell> head;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    // A column without anything in it is left out.
    const bool is_used =
        std::any_of(cells.begin(), cells.end(), [&](const auto& row) { return !row[i].empty(); });
    head.push_back({is_used ? std::string(heads[i]) : "", Ink::dim});
  }
  table.add(std::move(head));
  for (const auto& row : cells) {
    const bool is_failing = row[2] != "passes" && row[2] != "does not apply";
    const bool is_wrong = (row[1].starts_with("fails") && !is_failing) ||
                          (row[1].starts_with("passes") && is_failing);
    std::vector<Cell> line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line.push_back({row[i], i == 2 && is_wrong ? Ink::bad : Ink::plain});
    }
    table.add(std::move(line));
  }
  return table;
}

// One line for each obligation that is open, or was expected to be, with its time.
Table obligations_side_by_side(const CaseResult& result) {
  Table table(detail_indent);
  if (!result.expect.obligations) return table;
  const auto rows = side_by_side(*result.expect.obligations, result.obligations);
  if (rows.empty()) return table;
  table.add({{"obligation", Ink::dim}, {"expected", Ink::dim}, {"actual", Ink::dim}});
  for (const ObligationRow& row : rows) {
    std::string expected = "not open";
    if (row.expected) {
      expected =
          row.expected->due ? "due " + local_instant(*row.expected->due, result.zone) : "open";
    }
    std::string actual = "not open";
    if (row.open) {
      actual = "due " + local_instant(row.open->due, result.zone);
      if (!row.open->channel.empty()) actual += ", " + row.open->channel;
      if (!row.open->brand.empty()) actual += ", brand " + row.open->brand;
    }
    table.add({{printable(row.id)},
               {std::move(expected)},
               {printable(actual), row.is_as_expected() ? Ink::plain : Ink::bad}});
  }
  return table;
}

std::string place_text(const Place& place) {
  return place.file + ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
}

std::string coverage_line(const SuiteReport& report, const ReportOptions& options) {
  const Coverage& coverage = report.coverage;
  if (coverage.enforced() == 0) return "";
  const bool is_whole = coverage.covered() == coverage.enforced();
  return std::string("coverage") + (report.is_filtered ? " of the chosen cases: " : ": ") +
         grouped(coverage.covered()) + " of " +
         counted(coverage.enforced(), "enforced rule is", "enforced rules are") +
         " seen passing and failing" +
         (is_whole || options.coverage || options.coverage_required
              ? "\n"
              : "; `--coverage` shows the others\n");
}

}  // namespace

SuiteTotals totals_of(const std::vector<SuiteResult>& suites) {
  SuiteTotals totals;
  for (const SuiteResult& suite : suites) {
    totals.cases += suite.cases.size();
    totals.failed += suite.failed();
  }
  return totals;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "none" : text;
}

std::string local_instant(Instant instant, const TimeZone* zone) {
  const std::chrono::seconds offset =
      zone == nullptr ? std::chrono::seconds{} : zone->offset_at(instant);
  std::string text = format_instant(instant + offset);
  text.pop_back();  // Z
  if (text.ends_with(".000")) text.resize(text.size() - 4);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(offset).count();
  if (minutes == 0) return text + 'Z';
  const std::string hh = std::to_string(100 + std::abs(minutes) / 60);
  const std::string mm = std::to_string(100 + std::abs(minutes) % 60);
  return text + (minutes < 0 ? '-' : '+') + hh.substr(1) + ':' + mm.substr(1);
}

std::string failure_text(const CaseResult& result, const ReportOptions& options,
                         const Shell& shell) {
  const std::string indent(detail_indent, ' ');
  if (!result.refused.empty()) return indent + "not asked: " + printable(result.refused) + '\n';
  return indent + "asked: " + asked(result) + '\n' + parts_side_by_side(result).render(shell) +
         rules_side_by_side(result, options.verbose).render(shell) +
         obligations_side_by_side(result).render(shell);
}

std::string report_text(const SuiteReport& report, const ReportOptions& options,
                        const Shell& shell) {
  std::string out;
  Table table;
  for (const SuiteResult& suite : report.suites) {
    for (const CaseResult& result : suite.cases) {
      const std::string line = place_text(result.place) + "  " + printable(result.name) + '\n';
      if (!result.passed()) {
        out += shell.paint(Ink::bad, "FAIL") + "  " + line + failure_text(result, options, shell) +
               '\n';
      } else if (options.verbose) {
        out += shell.paint(Ink::good, "ok") + "    " + line;
      }
    }
    if (options.verbose) out += '\n';
    const std::uint64_t failed = suite.failed();
    table.add({failed == 0 ? Cell{"ok", Ink::good} : Cell{"FAIL", Ink::bad},
               {suite.path},
               {grouped(suite.cases.size() - failed) + " passed"},
               {failed == 0 ? "" : grouped(failed) + " failed", Ink::bad}});
  }
  if (options.coverage) out += coverage_text(report.coverage, shell);
  const SuiteTotals totals = totals_of(report.suites);
  out += table.render(shell);
  out += grouped(totals.cases - totals.failed) + " passed, " + grouped(totals.failed) + " failed\n";
  out += coverage_line(report, options);
  if (options.coverage || options.coverage_required) out += uncovered_text(report.coverage);
  return out;
}

}  // namespace tact::cli
