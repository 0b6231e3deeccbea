#include "bench/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

#include <boost/json.hpp>

namespace tact::bench {
namespace {

namespace json = boost::json;

constexpr std::size_t name_columns = 70;
constexpr std::size_t bar_what_columns = 58;
constexpr std::size_t bar_asked_columns = 62;

// Three digits that matter: "483,120", "9.41", "0.0123".
std::string figure_text(double value) {
  char text[64];
  if (std::abs(value) >= 1'000) {
    std::snprintf(text, sizeof text, "%.0f", value);
    std::string digits = text;
    const std::ptrdiff_t first = digits.front() == '-' ? 1 : 0;
    for (std::ptrdiff_t at = std::ssize(digits) - 3; at > first; at -= 3) {
      digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
  }
  const int decimals = std::abs(value) >= 100 ? 0 : std::abs(value) >= 10 ? 1 : 2;
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

// Terminals count characters, not bytes; all of ours are one column wide.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string padding(std::string_view text, std::size_t width) {
  const std::size_t wide = columns(text);
  return std::string(width > wide ? width - wide : 0, ' ');
}

std::string left(std::string_view text, std::size_t width) {
  return std::string(text) + padding(text, width);
}

std::string right(std::string_view text, std::size_t width) {
  return padding(text, width) + std::string(text);
}

std::string row(const Figure& figure) {
  const Summary value = summarise(figure.rounds);
  const std::string range = figure_text(value.least) + " – " + figure_text(value.most);
  std::string line = left(figure.name, name_columns) + right(figure_text(value.median), 10) + ' ' +
                     left(figure.unit, 12) + right(range, 22);
  if (!figure.ratios.empty()) {
    char ratio[32];
    std::snprintf(ratio, sizeof ratio, "%.2f × ", summarise(figure.ratios).median);
    line += right(ratio, 12) + std::string(floor_mark(figure.floor));
  }
  return line + '\n';
}

json::object summary_json(const Summary& summary) {
  return {{"median", summary.median}, {"min", summary.least}, {"max", summary.most}};
}

json::object figure_json(const Figure& figure) {
  json::object made = summary_json(summarise(figure.rounds));
  made["name"] = figure.name;
  made["unit"] = figure.unit;
  made["rounds"] = json::value_from(figure.rounds);
  if (!figure.ratios.empty()) {
    json::object ratio = summary_json(summarise(figure.ratios));
    ratio["floor"] = std::string(floor_mark(figure.floor));
    ratio["rounds"] = json::value_from(figure.ratios);
    made["ratio"] = std::move(ratio);
  }
  return made;
}

json::object pairs_json(const std::vector<std::pair<std::string, std::string>>& pairs) {
  json::object made;
  for (const auto& [name, value] : pairs) made[name] = value;
  return made;
}

std::string verdict(const BarRow& row) {
  if (!row.is_measured()) return "not measured";
  return row.is_met() ? "met" : "short";
}

std::string bar_row(const BarRow& row, bool is_first) {
  std::string line =
      left(is_first ? row.bar.what : "", bar_what_columns) + left(row.bar.asked, bar_asked_columns);
  if (row.is_measured()) {
    line += right(figure_text(row.figure->median), 10) + ' ' + left(row.bar.unit, 10) +
            right(figure_text(row.figure->least) + " – " + figure_text(row.figure->most), 20);
  } else {
    line += std::string(41, ' ');
  }
  return line + "  " + verdict(row) + '\n';
}

std::string bars_table(const std::vector<BarRow>& bars) {
  if (bars.empty()) return "";
  std::string text = '\n' + left("what", bar_what_columns) + left("bar", bar_asked_columns) +
                     right("median", 10) + ' ' + left("", 10) + right("min – max", 20) + '\n';
  std::string_view last;
  for (const BarRow& row : bars) {
    text += bar_row(row, row.bar.what != last);
    last = row.bar.what;
  }
  return text;
}

json::object bar_json(const BarRow& row) {
  json::object made = {{"what", row.bar.what},   {"bar", row.bar.asked}, {"result", row.bar.result},
                       {"limit", row.bar.limit}, {"unit", row.bar.unit}, {"met", nullptr}};
  if (!row.is_measured()) return made;
  made["figure"] = summary_json(*row.figure);
  made["met"] = row.is_met();
  return made;
}

json::object results_json(const Results& results) {
  json::object made;
  for (const auto& [name, rounds] : results) made[name] = json::value_from(rounds);
  return made;
}

}  // namespace

std::string format_table(const Report& report) {
  std::string text;
  for (const auto* facts : {&report.machine, &report.options}) {
    for (const auto& [name, value] : *facts) text += left(name, 14) + value + '\n';
  }
  text += '\n' + left("", name_columns) + right("median", 10) + ' ' + left("", 12) +
          right("min – max", 22) + right("of floor", 13) + '\n';
  for (const Figure& figure : report.figures) text += row(figure);
  text += bars_table(report.bars) + '\n';
  for (const std::string& note : report.notes) text += "- " + note + '\n';
  return text;
}

Status write_json(const Report& report, const std::string& path) {
  json::array figures;
  for (const Figure& figure : report.figures) figures.push_back(figure_json(figure));
  json::array bars;
  for (const BarRow& row : report.bars) bars.push_back(bar_json(row));
  const json::object whole = {{"machine", pairs_json(report.machine)},
                              {"options", pairs_json(report.options)},
                              {"figures", std::move(figures)},
                              {"results", results_json(report.results)},
                              {"bars", std::move(bars)},
                              {"notes", json::value_from(report.notes)}};
  std::ofstream file(path, std::ios::trunc);
  file << json::serialize(whole) << '\n';
  file.close();
  if (!file) return Error{path + " cannot be written"};
  return Done{};
}

}  // namespace tact::bench
