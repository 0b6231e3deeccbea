// tact screen: an audience file, row by row: who may be contacted now?
#include <array>
#include <deque>
#include <map>
#include <memory>

#include "cli/answer_view.h"
#include "cli/batch.h"
#include "cli/input_file.h"
#include "cli/json_view.h"
#include "cli/lines.h"
#include "cli/progress.h"
#include "cli/remote.h"
#include "cli/request_options.h"
#include "cli/table.h"
#include "cli/verb.h"
#include "core/json/writer.h"

namespace tact::cli {
namespace {

struct Options {
  std::string file;
  RequestOptions shared;
  std::string output;
  std::string server;
  bool reserve = false;
  bool json = false;
};

// What came of all rows.
struct Summary {
  std::map<std::string, std::uint64_t, std::less<>> outcomes;
  std::map<std::string, std::uint64_t, std::less<>> rules;  // a row counts once for each
  std::uint64_t rows = 0;

  std::uint64_t of(std::string_view outcome) const {
    const auto found = outcomes.find(outcome);
    return found == outcomes.end() ? 0 : found->second;
  }
};

constexpr std::array<std::string_view, 4> outcome_words = {"allow", "defer", "deny", "refused"};

class Screening {
 public:
  Screening(const Shell& shell, Client& client, bool reserve, std::FILE* output,
            std::uint64_t bytes)
      : output_(output),
        bytes_(bytes),
        progress_(shell, "screening", "rows"),
        batch_(client, std::string("/v1/decisions/batch") + (reserve ? "" : "?dry_run=true"),
               [this](std::uint64_t, JsonValue answer) { take_answer(answer); }) {}

  // `shared` holds for each row that does not say otherwise.
  Status run(std::FILE* file, const RecordFields& shared) {
    CsvReader csv(file);
    CsvRow row;
    const auto has_header = csv.next(row);
    if (!has_header) return has_header.error();
    if (!*has_header) return Error{"the file is empty; its first line names the columns"};
    const auto header = CsvHeader::read(row, columns_of("request"));
    if (!header) return header.error();
    if (!header->has("customer") && !header->has("address")) {
      return Error{
          "the header names neither `customer` nor `address`; one of them must be a column"};
    }
    row.fields.insert(row.fields.end(), {"outcome", "retry_at", "rules", "error"});
    write_row(row.fields);
    for (;;) {
      const auto has_row = csv.next(row);
      if (!has_row) return has_row.error();
      if (!*has_row) return batch_.send();
      part_ = csv.bytes_read();
      if (row.fields.size() != header->names().size()) {
        return Error{"line " + std::to_string(row.line) + ": the row has " +
                     counted(row.fields.size(), "field", "fields") + ", the header " +
                     std::to_string(header->names().size())};
      }
      const auto request = record_json("request", filled_in(fields_of(*header, row), shared));
      if (!request) {
        return Error{"line " + std::to_string(row.line) + ": " + request.error().message};
      }
      waiting_.push_back(row.fields);
      if (auto status = batch_.add(row.line, *request); !status) return status;
    }
  }

  void clear_progress() { progress_.clear(); }
  const Summary& summary() const { return summary_; }

 private:
  static RecordFields filled_in(RecordFields fields, const RecordFields& shared) {
    for (const auto& [name, value] : shared) {
      bool is_said = value.empty();
      for (auto& [own_name, own_value] : fields) {
        if (own_name != name || is_said) continue;
        if (own_value.empty()) own_value = value;
        is_said = true;
      }
      if (!is_said) fields.emplace_back(name, value);
    }
    return fields;
  }

  void take_answer(JsonValue answer) {
    std::string outcome = words_at(answer, "outcome");
    std::string error;
    if (const auto problem = member(answer, "error")) {
      outcome = "refused";
      error = problem_words(*problem, "; ");
    }
    std::string rules;
    for (const JsonValue reason : items_at(answer, "reasons")) {
      std::string rule = words_at(reason, "rule");
      if (rule.empty()) rule = words_at(reason, "code");
      rules += (rules.empty() ? "" : " ") + rule;
      ++summary_.rules[rule];
    }
    ++summary_.rows;
    ++summary_.outcomes[outcome];
    std::vector<std::string> row = std::move(waiting_.front());
    waiting_.pop_front();
    row.insert(row.end(), {outcome, words_at(answer, "retry_at"), rules, error});
    write_row(row);
    progress_.update({part_, bytes_, summary_.rows});
  }

  void write_row(const std::vector<std::string>& fields) {
    if (output_ == nullptr) return;
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) line += ',';
      write_csv_field(fields[i], line);
    }
    line += "\r\n";  // RFC 4180
    std::fwrite(line.data(), 1, line.size(), output_);
  }

  std::FILE* const output_;  // null: the rows are not written
  const std::uint64_t bytes_;
  std::uint64_t part_ = 0;
  std::deque<std::vector<std::string>> waiting_;  // rows that are asked for and not answered
  Summary summary_;
  Progress progress_;
  Batch batch_;
};

std::string share_of(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "";
  const std::uint64_t tenths = (part * 1000 + whole / 2) / whole;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

std::string summary_text(const Summary& summary, const Shell& shell) {
  Table table;
  const auto add = [&](std::string_view name, std::uint64_t count, Ink ink) {
    table.add({{std::string(name), ink}, {grouped(count)}, {share_of(count, summary.rows)}});
  };
  for (const std::string_view outcome : outcome_words) {
    const std::uint64_t count = summary.of(outcome);
    if (count > 0 || outcome != "refused") add(outcome, count, ink_of(outcome));
  }
  for (const auto& [rule, count] : summary.rules) add("  " + rule, count, Ink::dim);
  return counted(summary.rows, "row", "rows") + '\n' + table.render(shell);
}

std::string summary_json(const Summary& summary) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.integer("rows", static_cast<std::int64_t>(summary.rows));
  for (const std::string_view outcome : outcome_words) {
    json.integer(outcome, static_cast<std::int64_t>(summary.of(outcome)));
  }
  json.key("rules");
  json.begin_object();
  for (const auto& [rule, count] : summary.rules) {
    json.integer(rule, static_cast<std::int64_t>(count));
  }
  json.end_object();
  json.end_object();
  return out + '\n';
}

int run(const Options& options, const Shell& shell) {
  const auto shared = options.shared.fields();
  if (!shared) {
    shell.complain(shared.error().message);
    return exit_usage;
  }
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const InputFile input = open_input(options.file, shell);
  if (input == nullptr) return exit_usage;
  InputFile output(nullptr, std::fclose);
  if (!options.output.empty()) {
    output = open_output(options.output, shell);
    if (output == nullptr) return exit_usage;
  }
  Screening screening(shell, *client, options.reserve, output.get(),
                      regular_size(input.get()).value_or(0));
  const Status status = screening.run(input.get(), *shared);
  screening.clear_progress();
  const Summary& summary = screening.summary();
  // Rows on standard output must stay a table: then the summary goes beside it.
  const std::string text = options.json ? summary_json(summary) : summary_text(summary, shell);
  std::fwrite(text.data(), 1, text.size(), options.output == "-" ? shell.err : shell.out);
  if (!status) {
    shell.complain(status.error().message +
                   (options.reserve ? "; the rows counted above hold reservations" : ""));
    return exit_trouble;
  }
  if (output != nullptr && std::fflush(output.get()) != 0) {
    shell.complain("`" + options.output + "` cannot be written");
    return exit_trouble;
  }
  return summary.of("refused") > 0 ? exit_trouble : exit_fine;
}

}  // namespace

void add_screen(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "screen",
      {"Ask for everyone in an audience file; a dry run unless --reserve is given.",
       "  tact screen audience.csv --channel sms --purpose marketing/promotion --output who.csv",
       "  0  every row was answered\n"
       "  1  a row was refused, or the daemon cannot be reached\n"
       "  2  bad arguments"});
  verb->add_option("FILE", options->file,
                   "CSV whose header names request fields: customer, address, channel, ...; - is "
                   "standard input")
      ->required();
  add_request_options(*verb, options->shared);
  verb->add_flag("--reserve", options->reserve, "Reserve each allowed contact");
  verb->add_option("--output", options->output,
                   "Write the rows with outcome, retry_at, rules and error; - is standard output")
      ->type_name("FILE");
  verb->add_flag("--json", options->json, "Write the summary as one JSON object");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
