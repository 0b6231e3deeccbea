// tact log export: the ledger as files that can be verified anywhere, or an extract of it.
#include <cstdio>
#include <memory>

#include "cli/evidence_sources.h"
#include "cli/input_file.h"
#include "cli/log_filters.h"
#include "cli/progress.h"
#include "cli/remote.h"
#include "cli/verb.h"
#include "core/hash/encoding.h"
#include "core/merkle/checkpoint.h"
#include "core/merkle/frontier.h"
#include "core/merkle/tree_hash.h"
#include "core/note/note.h"
#include "ledger/dropped_lines.h"

namespace tact::cli {
namespace {

struct Options {
  std::string file;
  LogFilters filters;
  std::string type;
  std::uint64_t from_seq = 0;
  bool csv = false;
  std::string server;

  bool is_extract() const {
    bool is_filtered = !type.empty();
    for (const auto& [name, value] : filters.pairs()) is_filtered = is_filtered || !value.empty();
    return is_filtered || csv;
  }
};

constexpr std::uint64_t page_entries_max = 1'000;

// A file that gets its name once it is whole; standard output for "-". Says what goes wrong.
class Output {
 public:
  Output(const std::string& path, const Shell& shell)
      : path_(path),
        shell_(shell),
        file_(open_output(path == "-" ? path : path + ".part", shell)) {}
  ~Output() {
    file_.reset();
    if (path_ != "-" && !is_kept_) std::remove((path_ + ".part").c_str());
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  bool is_open() const { return file_ != nullptr; }
  bool write(std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size() || failed();
  }
  bool keep() {
    std::FILE* const file = file_.release();
    const bool is_written = path_ == "-" ? std::fflush(file) == 0 : std::fclose(file) == 0;
    if (!is_written) return failed();
    if (path_ != "-" && std::rename((path_ + ".part").c_str(), path_.c_str()) != 0) return failed();
    is_kept_ = true;
    return true;
  }

 private:
  bool failed() const {
    shell_.complain("cannot write `" + path_ + "`; is the disk full?");
    return false;
  }

  const std::string path_;
  const Shell& shell_;
  InputFile file_;
  bool is_kept_ = false;
};

void say(const Shell& shell, const std::string& text) {
  std::fputs((text + '\n').c_str(), shell.err);
}

// ---- the whole ledger --------------------------------------------------------------------------

struct Signed {
  std::string note;
  Checkpoint checkpoint;
};

std::optional<Signed> fetch_checkpoint(Client& client, const Shell& shell) {
  auto body = body_of(client.get("/v1/log/checkpoint", "text/plain"), shell);
  if (!body) return std::nullopt;
  const auto note = parse_note(*body);
  auto checkpoint = note ? parse_checkpoint(note->text) : Result<Checkpoint>(note.error());
  if (checkpoint) return Signed{*std::move(body), *std::move(checkpoint)};
  shell.complain("the server's checkpoint cannot be read: " + checkpoint.error().message);
  return std::nullopt;
}

// Writes entries and hashes, and checks on the way that they are what the checkpoint signs.
class Exporter {
 public:
  Exporter(const Options& options, const Checkpoint& wanted, Client& client, const Shell& shell)
      : options_(options),
        wanted_(wanted),
        client_(client),
        shell_(shell),
        kept_(client, wanted.size) {}

  // `hashes` may be null.
  bool write(Output& entries, Output* hashes) {
    return write_skipped(hashes) && write_entries(entries, hashes) && is_as_signed() &&
           is_dropped_as_said();
  }

  const Dropped& dropped() const { return dropped_.found(); }

 private:
  // The hashes of what comes before --from-seq: without them nothing of the rest could be verified.
  bool write_skipped(Output* hashes) {
    RemoteHashes source(client_, options_.from_seq);
    for (;;) {
      const auto line = source.next();
      if (!line) return failed(line.error());
      if (!*line) return true;
      const auto bytes = from_hex((**line).text);
      Hash256 leaf{};
      std::copy(bytes->begin(), bytes->end(), leaf.begin());
      if (!add(leaf, hashes)) return false;
    }
  }

  bool write_entries(Output& entries, Output* hashes) {
    RemoteEntries source(client_, options_.from_seq, wanted_.size);
    Progress progress(shell_, "exporting", "entries");
    std::string buffer;
    for (;;) {
      const auto line = source.next();
      if (!line) return failed(line.error());
      if (!*line) break;
      buffer = (**line).text;
      dropped_.look_at(tree_.size(), buffer);
      const auto leaf = buffer.empty() ? kept_.at(tree_.size()) : leaf_hash(hasher_, buffer);
      if (!leaf) return failed(leaf.error());
      if (!add(*leaf, hashes)) return false;
      buffer += '\n';
      if (!entries.write(buffer)) return false;
      const std::uint64_t done = tree_.size() - options_.from_seq;
      progress.update({done, wanted_.size - options_.from_seq, done});
    }
    return true;
  }

  bool add(const Hash256& leaf, Output* hashes) {
    tree_.append(hasher_, leaf);
    return hashes == nullptr || hashes->write(to_hex(bytes_of(leaf)) + '\n');
  }

  bool is_as_signed() {
    if (tree_.size() == wanted_.size && tree_.root(hasher_) == wanted_.root) return true;
    shell_.complain(
        "the daemon's entries are not those that its checkpoint signs: its ledger was altered, or "
        "something on the way; run `tact log verify --server` to see where");
    return false;
  }

  // Between the checkpoint and the last entry that was read the daemon may have begun to drop some,
  // and it may not be done with it: nobody could verify the files.
  bool is_dropped_as_said() {
    const Dropped& dropped = dropped_.found();
    const auto count = options_.from_seq > 0 ? DroppedCount::at_most : DroppedCount::as_stated;
    if (!dropped.has_uncovered() && !of_wrong_count(dropped, count)) return true;
    shell_.complain(
        "the daemon is dropping old entries just now: export again when it is done; if it goes on "
        "like this, run `tact log verify --server`");
    return false;
  }

  bool failed(const Error& error) const {
    shell_.complain(error.message);
    return false;
  }

  const Options& options_;
  const Checkpoint& wanted_;
  Client& client_;
  const Shell& shell_;
  RemoteHashes kept_;  // of dropped entries
  Sha256 hasher_;
  Frontier tree_;
  DroppedLines dropped_;
};

int export_whole(const Options& options, Client& client, const Shell& shell) {
  const auto signed_by = fetch_checkpoint(client, shell);
  if (!signed_by) return exit_trouble;
  const Checkpoint& checkpoint = signed_by->checkpoint;
  if (options.from_seq > checkpoint.size) {
    shell.complain("the ledger has " + std::to_string(checkpoint.size) +
                   " entries; give a smaller --from-seq");
    return exit_usage;
  }
  const bool is_file = options.file != "-";
  Output entries(options.file, shell);
  if (!entries.is_open()) return exit_trouble;
  Exporter exporter(options, checkpoint, client, shell);
  if (!is_file) {
    if (!exporter.write(entries, nullptr) || !entries.keep()) return exit_trouble;
    say(shell, "exported " + counted(checkpoint.size - options.from_seq, "entry", "entries") +
                   "; to standard output come no checkpoint and no hashes: give a file to verify");
    return exit_fine;
  }
  Output hashes(options.file + ".hashes", shell);
  Output note(options.file + ".checkpoint", shell);
  if (!hashes.is_open() || !note.is_open()) return exit_trouble;
  if (!exporter.write(entries, &hashes) || !note.write(signed_by->note) || !hashes.keep() ||
      !entries.keep() || !note.keep()) {
    return exit_trouble;
  }
  const std::string from =
      options.from_seq > 0 ? " --from-seq " + std::to_string(options.from_seq) : "";
  if (const std::uint64_t dropped = exporter.dropped().count; dropped > 0) {
    say(shell, counted(dropped, "entry was", "entries were") +
                   " dropped once old enough: an empty line each, and a hash in FILE.hashes");
  }
  say(shell, "exported " + counted(checkpoint.size - options.from_seq, "entry", "entries") +
                 " of " + checkpoint.origin + "\n  " + options.file + "\n  " + options.file +
                 ".checkpoint\n  " + options.file +
                 ".hashes\nverify it anywhere: tact log verify " + options.file + from +
                 " --key KEY");
  return exit_fine;
}

// ---- an extract --------------------------------------------------------------------------------

std::string target_of(const Options& options, const std::string& after) {
  auto pairs = options.filters.pairs();
  if (after.empty() && options.from_seq > 0) {
    pairs.emplace_back("after", std::to_string(options.from_seq - 1));
  }
  pairs.insert(pairs.end(), {{"type", options.type},
                             {"order", "asc"},
                             {"limit", std::to_string(page_entries_max)},
                             {"after", after}});
  return "/v1/log" + url_query(pairs);
}

std::uint64_t lines_in(std::string_view text) {
  std::uint64_t lines = 0;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  return lines;
}

int export_extract(const Options& options, Client& client, const Shell& shell) {
  Output out(options.file, shell);
  if (!out.is_open()) return exit_trouble;
  Progress progress(shell, "exporting", "entries");
  std::string after;
  std::uint64_t found = 0;
  bool is_first = true;
  do {
    auto answer =
        client.get(target_of(options, after), options.csv ? "text/csv" : "application/x-ndjson");
    if (answer.ok()) after = answer->next_cursor;
    const auto page = body_of(std::move(answer), shell);
    if (!page) return exit_trouble;
    std::string_view text = *page;
    if (options.csv && !is_first) text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
    if (!out.write(text)) return exit_trouble;
    found += lines_in(text);
    if (options.csv && is_first && found > 0) --found;  // the header
    is_first = false;
    progress.show({0, 0, found});
  } while (!after.empty());
  progress.clear();
  if (!out.keep()) return exit_trouble;
  say(shell,
      "exported " + counted(found, "entry", "entries") +
          "; an extract cannot be verified by itself: export all for that, or take a receipt "
          "of a decision (`tact explain ID --proof FILE`)");
  return exit_fine;
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  return options.is_extract() ? export_extract(options, *client, shell)
                              : export_whole(options, *client, shell);
}

}  // namespace

void add_log_export(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "export",
      {"Write the log to a file, with the checkpoint and the hashes that let anyone verify it.",
       "  tact log export ledger.ndjson\n"
       "  tact log export refused.csv --csv --outcome deny --from 2026-11-01T00:00:00Z",
       remote_exit_codes});
  verb->add_option("FILE", options->file,
                   "Gets the entries, one a line; FILE.checkpoint and FILE.hashes are written "
                   "beside it. - is standard output, with neither")
      ->required();
  verb->add_option("--from-seq", options->from_seq,
                   "Begin with this entry; the hashes are those of all entries all the same")
      ->type_name("SEQ");
  add_log_filters(*verb, options->filters);
  verb->add_option("--type", options->type, "decision, consent, outcome, obligation, policy, ...");
  verb->add_flag("--csv", options->csv, "An extract as CSV, for spreadsheets");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
