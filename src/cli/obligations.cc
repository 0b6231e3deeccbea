// tact obligations: what must be done for whom, and by when.
#include <algorithm>
#include <memory>

#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/table.h"
#include "cli/time_left.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  bool overdue = false;
  bool closed = false;
  std::string rule, customer, address, due_before;
  std::uint64_t limit = 100;
  bool all = false;
  bool json = false;
  bool csv = false;
  std::string server;
};

// What a daemon gives at most at once.
constexpr std::uint64_t page_items_max = 1'000;

struct Column {
  std::string_view title;
  Cell (*cell)(JsonValue one, Instant now);
};

Cell id_of(JsonValue one, Instant) { return {words_at(one, "obligation"), Ink::dim}; }
Cell due_of(JsonValue one, Instant) { return {local_time(words_at(one, "due"))}; }
Cell rule_of(JsonValue one, Instant) { return {words_at(one, "rule")}; }
Cell channel_of(JsonValue one, Instant) { return {words_at(one, "channel")}; }
Cell brand_of(JsonValue one, Instant) { return {words_at(one, "brand")}; }
Cell text_of(JsonValue one, Instant) { return {words_at(one, "text")}; }
Cell closed_by_of(JsonValue one, Instant) { return {words_at(one, "closed_by")}; }
Cell note_of(JsonValue one, Instant) { return {words_at(one, "note")}; }

Cell person_of(JsonValue one, Instant) {
  const std::string customer = words_at(one, "customer");
  return {customer.empty() ? words_at(one, "address") : customer};
}

Cell left_of(JsonValue one, Instant now) {
  const auto due = parse_instant(words_at(one, "due"));
  if (!due) return {};
  const bool is_soon = *due - now < std::chrono::days(2);
  return {time_left(*due, now), now >= *due ? Ink::bad : is_soon ? Ink::wait : Ink::plain};
}

Cell calendar_of(JsonValue one, Instant) {
  const bool is_missing = words_at(one, "calendar_missing") == "true";
  return {is_missing ? "the calendar does not reach so far" : "", Ink::wait};
}

Cell closed_of(JsonValue one, Instant) {
  const bool is_late = words_at(one, "overdue") == "true";
  return {local_time(words_at(one, "closed_at")), is_late ? Ink::bad : Ink::plain};
}

Cell lateness_of(JsonValue one, Instant) {
  const auto due = parse_instant(words_at(one, "due"));
  const auto closed_at = parse_instant(words_at(one, "closed_at"));
  if (!due || !closed_at || *closed_at < *due) return {"in time", Ink::good};
  return {time_left(*due, *closed_at), Ink::bad};
}

std::vector<Column> columns(bool closed) {
  if (closed) {
    return {{"id", id_of},       {"closed", closed_of},   {"in time", lateness_of},
            {"rule", rule_of},   {"customer", person_of}, {"channel", channel_of},
            {"brand", brand_of}, {"due", due_of},         {"by", closed_by_of},
            {"note", note_of}};
  }
  return {{"id", id_of},       {"due", due_of},         {"time", left_of},
          {"rule", rule_of},   {"customer", person_of}, {"channel", channel_of},
          {"brand", brand_of}, {"but", calendar_of},    {"what must be done", text_of}};
}

std::string render(const std::vector<JsonValue>& items, Instant now, bool closed,
                   const Shell& shell) {
  Table table;
  std::vector<std::vector<Cell>> rows(items.size());
  std::vector<Cell> titles;
  for (const Column& column : columns(closed)) {
    bool says_something = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
      rows[i].push_back(column.cell(items[i], now));
      says_something |= !rows[i].back().text.empty();
    }
    // The title of a column that says nothing would keep it in the table.
    titles.push_back({says_something ? std::string(column.title) : "", Ink::dim});
  }
  table.add(std::move(titles));
  for (auto& row : rows) table.add(std::move(row));
  return table.render(shell);
}

// Writes pages in the form that was asked for, and counts.
class Pages {
 public:
  Pages(const Options& options, const Shell& shell) : options_(options), shell_(shell) {}

  bool is_for_people() const { return !options_.json && !options_.csv; }
  std::string_view accept() const {
    return options_.json ? "application/x-ndjson" : options_.csv ? "text/csv" : "application/json";
  }

  // How many obligations the page had.
  Result<std::uint64_t> take(const std::string& page) {
    const std::uint64_t taken_before = taken_;
    if (is_for_people()) {
      if (auto status = show(page); !status) return status.error();
    } else {
      const auto lines = static_cast<std::uint64_t>(std::count(page.begin(), page.end(), '\n'));
      const bool has_header = options_.csv && lines > 0;
      const bool drop_header = has_header && !is_first_;
      shell_.print(drop_header ? std::string_view(page).substr(page.find('\n') + 1) : page);
      taken_ += lines - (has_header ? 1 : 0);
    }
    is_first_ = false;
    return taken_ - taken_before;
  }

  void finish(bool has_more) const {
    if (!is_for_people()) {
      if (has_more && shell_.err_is_terminal) {
        shell_.complain("there is more; give --limit or --all");
      }
      return;
    }
    std::string out;
    if (taken_ == 0) {
      out = options_.closed    ? "nothing was closed"
            : options_.overdue ? "nothing is overdue"
                               : "nothing must be done";
      shell_.print(out + (has_more ? ", so far; give --all to look on\n" : "\n"));
      return;
    }
    out += '\n' + grouped(taken_) + (options_.closed ? " closed, " : " open, ") +
           grouped(overdue_) + (options_.closed ? " too late" : " overdue");
    if (has_more) out += "; there is more, see --limit and --all";
    out += '\n';
    if (!options_.closed) {
      out += "when one is done: tact obligations close " + first_id_ + " --note \"...\"\n";
    }
    shell_.print(out);
  }

 private:
  Status show(const std::string& page) {
    JsonParser parser;
    const auto answer = parser.parse(page);
    const auto now = answer ? parse_instant(words_at(*answer, "now")) : std::nullopt;
    if (!now) return Error{"it is no list; is tactd what listens there?"};
    const auto items = items_at(*answer, "obligations");
    if (items.empty()) return Done{};
    shell_.print(render(items, *now, options_.closed, shell_));
    if (first_id_.empty()) first_id_ = words_at(items.front(), "obligation");
    taken_ += items.size();
    for (const JsonValue one : items) overdue_ += words_at(one, "overdue") == "true" ? 1 : 0;
    return Done{};
  }

  const Options& options_;
  const Shell& shell_;
  bool is_first_ = true;
  std::uint64_t taken_ = 0;
  std::uint64_t overdue_ = 0;
  std::string first_id_;
};

std::string target_of(const Options& options, const std::string& after, std::uint64_t limit) {
  const char* const state = options.closed ? "closed" : options.overdue ? "overdue" : "open";
  return "/v1/obligations" + url_query({{"state", state},
                                        {"rule", options.rule},
                                        {"customer", options.customer},
                                        {"address", options.address},
                                        {"due_before", options.due_before},
                                        {"limit", std::to_string(limit)},
                                        {"after", after}});
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  Pages pages(options, shell);
  std::string after;
  std::uint64_t left = options.limit;
  do {
    const std::uint64_t limit = options.all ? page_items_max : std::min(left, page_items_max);
    auto answer = client->get(target_of(options, after, limit), pages.accept());
    if (answer.ok()) after = answer->next_cursor;
    const auto page = body_of(std::move(answer), shell);
    if (!page) return exit_trouble;
    const auto taken = pages.take(*page);
    if (!taken) {
      shell.complain("the server's answer cannot be read: " + taken.error().message);
      return exit_trouble;
    }
    if (!options.all) left -= std::min(left, *taken);
  } while (!after.empty() && left > 0);
  pages.finish(!after.empty());
  return exit_fine;
}

}  // namespace

void add_obligations(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(parent, "obligations",
                            {"What must be done for whom, and by when; the most urgent first.",
                             "  tact obligations --overdue\n"
                             "  tact obligations close 1042 --note \"reported, receipt 77\"",
                             remote_exit_codes});
  verb->add_flag("--overdue", options->overdue, "Only those whose time is over");
  verb->add_flag("--closed", options->closed, "Those that are done, the last first")
      ->excludes("--overdue");
  verb->add_option("--rule", options->rule, "Of this obligation of the policy");
  verb->add_option("--customer", options->customer, "Of this customer");
  verb->add_option("--address", options->address, "Of this address, where no customer is known");
  verb->add_option("--due-before", options->due_before, "Due before this time")->type_name("TIME");
  verb->add_option("--limit", options->limit, "At most this many; 100 by default")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
  verb->add_flag("--all", options->all, "Everything that fits, page by page")->excludes("--limit");
  CLI::Option* json = verb->add_flag("--json", options->json, "NDJSON, one obligation a line");
  verb->add_flag("--csv", options->csv, "CSV for spreadsheets")->excludes(json);
  add_server_option(*verb, options->server, shell);
  verb->require_subcommand(0, 1);
  add_obligations_close(*verb, shell, code);
  verb->callback([options, verb, &shell, &code] {
    if (verb->get_subcommands().empty()) code = run(*options, shell);
  });
}

}  // namespace tact::cli
