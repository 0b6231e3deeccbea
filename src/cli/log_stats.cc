// tact log stats: how many decisions, by hour or day, and by what they are about or what refused
// them.
#include <array>
#include <map>
#include <memory>
#include <optional>

#include "cli/answer_view.h"
#include "cli/json_view.h"
#include "cli/log_filters.h"
#include "cli/remote.h"
#include "cli/table.h"
#include "cli/verb.h"
#include "core/json/writer.h"
#include "core/yaml/source.h"

namespace tact::cli {
namespace {

struct Options {
  std::string by = "day";
  std::string group = "outcome";
  LogFilters filters;
  bool json = false;
  bool total = false;
  std::string server;
};

// Columns of a row, besides its start and value, in the order in which they are shown.
constexpr std::array<std::string_view, 6> columns = {"decisions", "allow",       "defer",
                                                     "deny",      "would_defer", "would_deny"};

struct Row {
  std::array<std::uint64_t, columns.size()> counts{};
  std::array<bool, columns.size()> said{};
};
using RowKey = std::pair<std::string, std::optional<std::string>>;  // "" for totals; the value

// A daemon counts a bounded part of the log at a time: the parts are added up here.
struct Counted {
  std::string from;
  std::map<RowKey, Row> rows;
  std::map<RowKey, Row> totals;
};

void add_rows(JsonValue answer, std::string_view list, std::map<RowKey, Row>& rows) {
  for (const JsonValue item : items_at(answer, list)) {
    const auto value = member(item, "value");
    std::optional<std::string> name;
    if (value && value->is(JsonKind::string)) name = value->string();
    Row& row = rows[{words_at(item, "start"), std::move(name)}];
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto count = member(item, columns[i]);
      if (!count || !count->is(JsonKind::integer)) continue;
      row.counts[i] += static_cast<std::uint64_t>(count->integer());
      row.said[i] = true;
    }
  }
}

std::string target_of(const Options& options, const std::string& from, const std::string& after) {
  LogFilters filters = options.filters;
  filters.from = from;
  auto pairs = filters.pairs();
  pairs.insert(pairs.end(), {{"by", options.by}, {"group", options.group}, {"after", after}});
  return "/v1/log/stats" + url_query(pairs);
}

std::optional<Counted> count(const Options& options, Client& client, const Shell& shell) {
  Counted counted;
  counted.from = options.filters.from;
  JsonParser parser;
  std::string after;
  do {
    auto body =
        body_of(client.get(target_of(options, counted.from, after), "application/json"), shell);
    if (!body) return std::nullopt;
    const auto answer = parser.parse(*body);
    if (!answer.ok()) {
      shell.complain("the daemon's counts cannot be read; is it of the same version?");
      return std::nullopt;
    }
    // What it took for the beginning stays the beginning while the log grows.
    counted.from = words_at(*answer, "from");
    add_rows(*answer, "rows", counted.rows);
    add_rows(*answer, "totals", counted.totals);
    after = words_at(*answer, "next");
  } while (!after.empty());
  return counted;
}

std::string right(std::string text, std::size_t width) {
  const std::size_t has = width_of(text);
  return has < width ? std::string(width - has, ' ') + text : text;
}

std::string value_text(const std::optional<std::string>& value) {
  if (!value) return "(all others)";
  return value->empty() ? "(none)" : printable(*value);
}

// "2026-11-24" or "2026-11-24 13:00", of UTC.
std::string start_text(const std::string& start, bool by_hour) {
  if (start.size() < 16) return start;
  return by_hour ? start.substr(0, 10) + ' ' + start.substr(11, 5) : start.substr(0, 10);
}

void print_table(const Options& options, const Counted& counted, const Shell& shell) {
  constexpr std::size_t width = 11;
  const auto& rows = options.total ? counted.totals : counted.rows;
  if (rows.empty()) {
    shell.complain("no decision fits");
    return;
  }
  Table table;
  std::vector<Cell> title = {{options.total ? "" : options.by + " (UTC)", Ink::dim},
                             {options.group, Ink::dim}};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (rows.begin()->second.said[i]) {
      std::string name(columns[i]);
      if (const auto gap = name.find('_'); gap != name.npos) name[gap] = ' ';
      title.push_back({right(name, width), Ink::dim});
    }
  }
  table.add(std::move(title));
  for (const auto& [key, row] : rows) {
    std::vector<Cell> cells = {{start_text(key.first, options.by == "hour")},
                               {value_text(key.second)}};
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (row.said[i]) cells.push_back({right(grouped(row.counts[i]), width), ink_of(columns[i])});
    }
    table.add(std::move(cells));
  }
  shell.print(table.render(shell));
}

void write_rows(std::string_view name, const std::map<RowKey, Row>& rows, JsonWriter& json) {
  json.key(name);
  json.begin_array();
  for (const auto& [key, row] : rows) {
    json.begin_object();
    if (!key.first.empty()) json.string("start", key.first);
    json.key("value");
    if (key.second) {
      json.string(*key.second);
    } else {
      json.null();
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (row.said[i]) json.integer(columns[i], static_cast<std::int64_t>(row.counts[i]));
    }
    json.end_object();
  }
  json.end_array();
}

void print_json(const Options& options, const Counted& counted, const Shell& shell) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("by", options.by);
  json.string("group", options.group);
  json.string("from", counted.from);
  if (!options.filters.to.empty()) json.string("to", options.filters.to);
  write_rows("rows", counted.rows, json);
  write_rows("totals", counted.totals, json);
  json.end_object();
  shell.print(out + '\n');
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const auto counted = count(options, *client, shell);
  if (!counted) return exit_trouble;
  if (options.json) {
    print_json(options, *counted, shell);
  } else {
    print_table(options, *counted, shell);
  }
  return exit_fine;
}

}  // namespace

void add_log_stats(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "stats",
      {"Count decisions by hour or day, of the last 30 days unless told: by outcome, rule, shadow "
       "rule, campaign and more.",
       "  tact log stats --group rule --from 2026-11-01T00:00:00Z\n"
       "  tact log stats --group shadow --total",
       remote_exit_codes});
  verb->add_option("--by", options->by, "hour or day, of UTC; day by default")
      ->check(CLI::IsMember({"hour", "day"}));
  verb->add_option("--group", options->group,
                   "outcome (the default), channel, purpose, brand, campaign; rule or code: what "
                   "refused; shadow: what would have")
      ->check(CLI::IsMember(
          {"outcome", "channel", "purpose", "brand", "campaign", "rule", "code", "shadow"}));
  add_log_filters(*verb, options->filters);
  verb->add_flag("--total", options->total, "Over the whole time, not by hour or day");
  verb->add_flag("--json", options->json, "Write one JSON object");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
