// tact import: a file of records to a daemon.
#include <memory>

#include "cli/batch.h"
#include "cli/input_file.h"
#include "cli/json_view.h"
#include "cli/lines.h"
#include "cli/progress.h"
#include "cli/record_json.h"
#include "cli/remote.h"
#include "cli/verb.h"
#include "core/json/writer.h"

namespace tact::cli {
namespace {

struct Options {
  std::string file;
  std::string type;
  std::string server;
  bool json = false;
};

class Import {
 public:
  Import(const Options& options, const Shell& shell, Client& client, std::uint64_t bytes)
      : options_(options),
        shell_(shell),
        bytes_(bytes),
        progress_(shell, "importing", "records"),
        batch_(client, "/v1/records",
               [this](std::uint64_t line, JsonValue answer) { take_answer(line, answer); }) {}

  Status read_lines(std::FILE* file) {
    LineReader lines(file);
    while (const auto line = lines.next()) {
      part_ = lines.bytes_read();
      if (line->is_too_long) {
        refuse(line->number, "the line is over 64 KiB");
      } else if (!line->is_blank()) {
        if (auto status = batch_.add(line->number, line->text); !status) return status;
      }
    }
    if (lines.failed()) return Error{"`" + options_.file + "` cannot be read"};
    return batch_.send();
  }

  Status read_table(std::FILE* file) {
    CsvReader csv(file);
    CsvRow row;
    const auto has_header = csv.next(row);
    if (!has_header) return has_header.error();
    if (!*has_header)
      return Error{"`" + options_.file + "` is empty; its first line names columns"};
    const auto header = CsvHeader::read(row, columns_of(options_.type));
    if (!header) return header.error();
    for (;;) {
      const auto has_row = csv.next(row);
      if (!has_row) return has_row.error();
      if (!*has_row) return batch_.send();
      part_ = csv.bytes_read();
      if (row.fields.size() != header->names().size()) {
        refuse(row.line, "has " + counted(row.fields.size(), "field", "fields") +
                             " where the header has " + std::to_string(header->names().size()));
        continue;
      }
      const auto record = record_json(options_.type, fields_of(*header, row));
      if (!record) {
        refuse(row.line, record.error().message);
      } else if (auto status = batch_.add(row.line, *record); !status) {
        return status;
      }
    }
  }

  int finish(const Status& status) {
    progress_.clear();
    if (!status) shell_.complain(status.error().message);
    if (options_.json) {
      std::string out;
      JsonWriter json(out, KeyOrder::as_written);
      json.begin_object();
      json.integer("accepted", static_cast<std::int64_t>(accepted_));
      json.integer("refused", static_cast<std::int64_t>(refused_));
      json.boolean("complete", status.ok());
      json.end_object();
      shell_.print(out + '\n');
    } else {
      shell_.print(counted(accepted_, "record", "records") + " accepted, " + grouped(refused_) +
                   " refused" + (status ? "" : "; the rest was not sent") + '\n');
    }
    return status && refused_ == 0 ? exit_fine : exit_trouble;
  }

 private:
  void take_answer(std::uint64_t line, JsonValue answer) {
    if (const auto error = member(answer, "error")) {
      return refuse(line, problem_words(*error, "; "));
    }
    ++accepted_;
    progress_.update({part_, bytes_, accepted_ + refused_});
  }

  void refuse(std::uint64_t line, const std::string& why) {
    ++refused_;
    progress_.clear();
    const std::string text = options_.file + ':' + std::to_string(line) + ": " + why + '\n';
    std::fwrite(text.data(), 1, text.size(), shell_.err);
  }

  const Options& options_;
  const Shell& shell_;
  const std::uint64_t bytes_;
  std::uint64_t part_ = 0;
  std::uint64_t accepted_ = 0;
  std::uint64_t refused_ = 0;
  Progress progress_;
  Batch batch_;
};

int run(const Options& options, const Shell& shell) {
  const bool is_table = options.file.ends_with(".csv");
  if (is_table && options.type.empty()) {
    shell.complain("a table does not say what its rows are; give --type contact, for example");
    return exit_usage;
  }
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const InputFile file = open_input(options.file, shell);
  if (file == nullptr) return exit_usage;
  Import import(options, shell, *client, regular_size(file.get()).value_or(0));
  return import.finish(options.type.empty() ? import.read_lines(file.get())
                                            : import.read_table(file.get()));
}

}  // namespace

void add_import(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "import",
               {"Send a file of records: consents, contacts made elsewhere, customers, lists.",
                "  tact import history.ndjson\n"
                "  tact import consents.csv --type consent",
                "  0  every record was accepted\n"
                "  1  a record was refused, or the daemon cannot be reached\n"
                "  2  bad arguments"});
  verb->add_option("FILE", options->file,
                   "NDJSON, one record a line; or CSV whose header names the fields; - is standard "
                   "input")
      ->required();
  verb->add_option("--type", options->type, "FILE is CSV and its rows are of this type")
      ->check(
          CLI::IsMember({"contact", "consent", "customer", "listing", "activity", "obligation"}));
  verb->add_flag("--json", options->json, "Write the counts as one JSON object");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
