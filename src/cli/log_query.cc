// tact log query: entries of a daemon's log, as a table, NDJSON or CSV.
#include <memory>

#include "cli/answer_view.h"
#include "cli/csv.h"
#include "cli/json_view.h"
#include "cli/log_filters.h"
#include "cli/remote.h"
#include "cli/table.h"
#include "cli/verb.h"
#include "core/yaml/source.h"

namespace tact::cli {
namespace {

struct Options {
  LogFilters filters;
  std::string type;
  std::string order = "desc";
  std::uint64_t limit = 100;
  bool all = false;
  bool json = false;
  bool csv = false;
  std::string server;
};

// What a daemon gives at most at once.
constexpr std::uint64_t page_entries_max = 1'000;

// The rows of a page in CSV; the header comes first.
Result<std::vector<CsvRow>> rows_of(std::string& page) {
  std::vector<CsvRow> rows;
  if (page.empty()) return rows;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      ::fmemopen(page.data(), page.size(), "rb"), std::fclose);
  if (file == nullptr) return Error{"a page of the log does not fit into memory"};
  CsvReader reader(file.get());
  CsvRow row;
  for (;;) {
    const auto more = reader.next(row);
    if (!more) return more.error();
    if (!*more) return rows;
    rows.push_back(row);
  }
}

std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  return lines;
}

// Writes pages in the form that was asked for. A table is written page by page, so that a long log
// needs no more memory than a short one.
class Pages {
 public:
  Pages(const Options& options, const Shell& shell) : options_(options), shell_(shell) {}

  std::string_view accept() const { return options_.json ? "application/x-ndjson" : "text/csv"; }

  // How many entries the page had.
  Result<std::size_t> take(std::string page) {
    if (options_.json) {
      shell_.print(page);
      return count_lines(page);
    }
    const auto rows = rows_of(page);
    if (!rows) return rows.error();
    if (rows->empty()) return std::size_t{0};
    if (options_.csv) {
      write_csv(*rows);
    } else if (rows->size() > 1) {
      write_table(*rows);
    }
    is_first_ = false;
    return rows->size() - 1;
  }

 private:
  void write_csv(const std::vector<CsvRow>& rows) const {
    std::string out;
    for (std::size_t i = is_first_ ? 0 : 1; i < rows.size(); ++i) {
      for (std::size_t k = 0; k < rows[i].fields.size(); ++k) {
        if (k > 0) out += ',';
        write_csv_field(rows[i].fields[k], out);
      }
      out += "\r\n";
    }
    shell_.print(out);
  }

  void write_table(const std::vector<CsvRow>& rows) const {
    const std::vector<std::string>& header = rows.front().fields;
    Table table;
    for (const CsvRow& row : rows) {
      std::vector<Cell> cells;
      for (std::size_t i = 0; i < row.fields.size() && i < header.size(); ++i) {
        const bool is_title = &row == rows.data();
        if (header[i] == "policy") continue;  // `tact explain` says it
        if (header[i] == "by" && options_.type != "access") continue;
        const std::string text = printable(row.fields[i]);
        const bool is_time = header[i] == "at" && !is_title;
        const Ink ink = is_title ? Ink::dim : header[i] == "outcome" ? ink_of(text) : Ink::plain;
        cells.push_back({is_time ? local_time(text) : text, ink});
      }
      table.add(std::move(cells));
    }
    shell_.print(table.render(shell_));
  }

  const Options& options_;
  const Shell& shell_;
  bool is_first_ = true;
};

std::string target_of(const Options& options, const std::string& after, std::uint64_t limit) {
  auto pairs = options.filters.pairs();
  pairs.insert(pairs.end(), {{"type", options.type},
                             {"order", options.order},
                             {"limit", std::to_string(limit)},
                             {"after", after}});
  return "/v1/log" + url_query(pairs);
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  Pages pages(options, shell);
  std::string after;
  std::uint64_t left = options.limit;
  std::uint64_t found = 0;
  do {
    const std::uint64_t limit = options.all ? page_entries_max : std::min(left, page_entries_max);
    auto answer = client->get(target_of(options, after, limit), pages.accept());
    if (answer.ok()) after = answer->next_cursor;
    auto page = body_of(std::move(answer), shell);
    if (!page) return exit_trouble;
    const auto taken = pages.take(*std::move(page));
    if (!taken) {
      shell.complain("the log's answer cannot be read: " + taken.error().message);
      return exit_trouble;
    }
    found += *taken;
    if (!options.all) left -= std::min<std::uint64_t>(left, *taken);
  } while (!after.empty() && left > 0);
  if (shell.err_is_terminal && found == 0) shell.complain("no entry fits");
  if (shell.err_is_terminal && !after.empty()) {
    shell.complain("there is more; give --limit or --all");
  }
  return exit_fine;
}

}  // namespace

void add_log_query(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "query",
      {"Find entries: by customer, campaign, rule, outcome, time and more.",
       "  tact log query --customer c-1\n"
       "  tact log query --rule promo-week --from 2026-11-01T00:00:00Z --all --csv > november.csv",
       remote_exit_codes});
  add_log_filters(*verb, options->filters);
  verb->add_option("--type", options->type, "decision, consent, outcome, policy, access, ...");
  verb->add_option("--limit", options->limit, "At most this many entries; 100 by default")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
  verb->add_option("--order", options->order, "desc: newest first, the default; asc: oldest first")
      ->check(CLI::IsMember({"asc", "desc"}));
  verb->add_flag("--all", options->all, "Everything that fits, page by page")->excludes("--limit");
  CLI::Option* json =
      verb->add_flag("--json", options->json, "Whole entries as NDJSON, the bytes that are hashed");
  verb->add_flag("--csv", options->csv, "CSV for spreadsheets")->excludes(json);
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
