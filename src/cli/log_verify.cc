// tact log verify: whether an export, a daemon's ledger, a data directory or a receipt is as it was
// signed; otherwise what was done to it, and where.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>

#include "tact/entry.h"

#include "cli/directory_evidence.h"
#include "cli/evidence_sources.h"
#include "cli/progress.h"
#include "cli/remote.h"
#include "cli/verb.h"
#include "core/json/writer.h"
#include "core/note/note.h"
#include "ledger/appender.h"
#include "ledger/checkpoint_file.h"
#include "ledger/export_check.h"
#include "ledger/receipt.h"

namespace tact::cli {
namespace {

struct Options {
  std::string file;
  std::string checkpoint;
  std::vector<std::string> keys;
  std::string hashes;
  std::string since;
  std::string data;
  std::string server;
  bool is_live = false;  // --server was given
  std::uint64_t from_seq = 0;
  bool json = false;
};

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot read `" + path + "`; is it there?"};
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The keys that entries record: they say who claims to have signed, no more.
Result<std::vector<VerifierKey>> recorded_in(LineSource& entries) {
  std::vector<VerifierKey> keys;
  for (;;) {
    const auto line = entries.next();
    if (!line) return line.error();
    if (!*line) return keys;
    if ((**line).text.find(R"("type":"key")") == std::string_view::npos) continue;
    const auto entry = parse_entry((**line).text);
    const auto* const body = entry ? std::get_if<KeyEntry>(&entry->body) : nullptr;
    // What is wrong with one, the tree will tell.
    if (auto key = body ? parse_verifier_key(body->key) : Result<VerifierKey>(Error{})) {
      keys.push_back(*std::move(key));
    }
  }
}

class Verification {
 public:
  Verification(const Options& options, const Shell& shell) : options_(options), shell_(shell) {}

  int run() {
    for (const std::string& text : options_.keys) {
      auto key = parse_verifier_key(text);
      if (!key) return wrong_use("`" + text + "` is no key: it " + key.error().message);
      keys_.push_back(*std::move(key));
    }
    are_trusted_ = !keys_.empty();
    if (options_.is_live) return of_daemon();
    if (!options_.data.empty()) return of_directory();
    return of_file();
  }

 private:
  // ---- where the evidence is ----

  int of_file() {
    std::ifstream file(options_.file, std::ios::binary);
    std::string head(receipt_first_line.size() + 1, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (file && head == std::string(receipt_first_line) + '\n') return of_receipt();
    auto entries = FileLines::open(options_.file);
    if (!entries) return failed(entries.error());
    const std::string beside = options_.file + ".hashes";
    const std::string& path = options_.hashes.empty() ? beside : options_.hashes;
    std::unique_ptr<FileLines> hashes;
    if (!options_.hashes.empty() || std::ifstream(path)) {
      auto opened = FileLines::open(path);
      if (!opened) return failed(opened.error());
      hashes = *std::move(opened);
    }
    if (auto wrong = find_keys(**entries)) return *wrong;
    const std::string note =
        options_.checkpoint.empty() ? options_.file + ".checkpoint" : options_.checkpoint;
    if (auto wrong = read_checkpoint(read_file(note))) return *wrong;
    return check(**entries, hashes.get());
  }

  int of_daemon() {
    auto client = make_client(options_.server, shell_);
    if (!client) return exit_usage;
    if (!are_trusted_) {
      auto lines =
          body_of(client->get("/v1/log?type=key&order=asc", "application/x-ndjson"), shell_);
      if (!lines) return exit_trouble;
      TextLines entries(*lines);
      if (auto wrong = find_keys(entries)) return *wrong;
    }
    auto note = options_.checkpoint.empty()
                    ? body_of(client->get("/v1/log/checkpoint", "text/plain"), shell_)
                    : std::nullopt;
    if (options_.checkpoint.empty() && !note) return exit_trouble;
    if (auto wrong = read_checkpoint(note ? *note : read_file(options_.checkpoint))) return *wrong;
    const std::uint64_t size = wanted_.checkpoint.size;
    RemoteEntries entries(*client, 0, size);
    RemoteHashes hashes(*client, size);
    wanted_.dropped = DroppedCount::at_most;
    wanted_.newer_marks = [&] { return fetch_retention_marks(*client, size); };
    // A ledger that lost its end has no tiles for the lost ones.
    return check(entries, hashes.are_there() ? &hashes : nullptr);
  }

  int of_directory() {
    auto reader = LedgerReader::open(options_.data);
    if (!reader) return failed(reader.error());
    const LedgerReader& ledger = **reader;
    if (!options_.checkpoint.empty()) {
      DirectoryEntries all(ledger, ledger.size().value);
      if (auto wrong = find_keys(all)) return *wrong;
      if (auto wrong = read_checkpoint(read_file(options_.checkpoint))) return *wrong;
    } else if (auto wrong = read_anchor()) {
      return *wrong;
    }
    const std::uint64_t size = wanted_.checkpoint.size;
    DirectoryEntries entries(ledger, size);
    DirectoryHashes hashes(ledger, size);
    wanted_.dropped = DroppedCount::at_most;
    wanted_.newer_marks = [&] { return retention_marks(ledger, size); };
    wanted_.hashes_name = "what the directory keeps of hashes";
    if (auto wrong = find(entries, &hashes)) return *wrong;
    if (Status edge = check_edge(ledger); !edge) {
      return tell(Damage{
          EvidencePart::entries, DamageKind::altered, size, ledger.size().value,
          "the first " + std::to_string(size) + " entries are whole; " + edge.error().message});
    }
    newer_ = ledger.size().value - size;
    return tell_intact();
  }

  int of_receipt() {
    if (!are_trusted_) return wrong_use("a receipt needs the log's key: give --key");
    const auto text = read_file(options_.file);
    if (!text) return failed(text.error());
    const auto receipt = parse_receipt(*text);
    const auto received =
        receipt ? check_receipt(*receipt, keys_) : Result<Received>(receipt.error());
    if (!received) {
      return tell(Damage{EvidencePart::receipt, DamageKind::altered, std::nullopt, 0,
                         received.error().message});
    }
    if (options_.json) return tell_json(std::nullopt);
    shell_.print("the receipt holds: entry " + std::to_string(received->entry.seq.value) +
                 " of the " + std::to_string(received->checkpoint.size) + " of " +
                 received->checkpoint.origin + '\n' + receipt->entry + '\n');
    return exit_fine;
  }

  // ---- what is wanted ----

  std::optional<int> find_keys(LineSource& entries) {
    if (are_trusted_) return std::nullopt;
    auto keys = recorded_in(entries);
    if (!keys) return failed(keys.error());
    keys_ = *std::move(keys);
    if (!keys_.empty()) return std::nullopt;
    return wrong_use("the ledger records no key of its own: give --key");
  }

  std::optional<int> read_checkpoint(const Result<std::string>& note) {
    if (!note) return failed(note.error());
    auto checkpoint = read_signed_checkpoint(*note, keys_);
    if (!checkpoint) return tell(checkpoint.error());
    wanted_.checkpoint = *std::move(checkpoint);
    if (options_.since.empty()) return std::nullopt;
    const auto older_note = read_file(options_.since);
    if (!older_note) return failed(older_note.error());
    auto older = read_signed_checkpoint(*older_note, keys_);
    if (!older) return tell(older.error());
    if (older->origin != wanted_.checkpoint.origin) {
      return tell(Damage{EvidencePart::checkpoint, DamageKind::altered, std::nullopt, 0,
                         "the older checkpoint is of another log"});
    }
    wanted_.since = *std::move(older);
    return std::nullopt;
  }

  // What the daemon keeps outside of its database.
  std::optional<int> read_anchor() {
    const std::string path = options_.data + "/checkpoint";
    const auto text = CheckpointFile(path).read();
    if (!text) return failed(text.error());
    if (!*text) {
      return wrong_use("`" + path +
                       "` is not there: give --checkpoint, one that was kept elsewhere");
    }
    auto anchor = parse_anchor(**text);
    if (!anchor) {
      return tell(Damage{EvidencePart::checkpoint, DamageKind::altered, std::nullopt, 0,
                         "the checkpoint cannot be read: " + anchor.error().message});
    }
    wanted_.checkpoint = anchor->checkpoint;
    wanted_.edge = anchor->frontier;
    is_unsigned_ = true;
    return std::nullopt;
  }

  // ---- the answer ----

  int check(LineSource& entries, LineSource* hashes) {
    if (auto wrong = find(entries, hashes)) return *wrong;
    return tell_intact();
  }

  // Nothing: it is intact.
  std::optional<int> find(LineSource& entries, LineSource* hashes) {
    Progress progress(shell_, "verifying", "entries", !options_.json);
    const std::uint64_t whole = wanted_.checkpoint.size;
    wanted_.entries = &entries;
    wanted_.hashes = hashes;
    wanted_.first = options_.from_seq;
    wanted_.progress = [&](std::uint64_t done) { progress.update({done, whole, done}); };
    auto report = check_export(wanted_);
    progress.clear();
    if (!report) return failed(report.error());
    if (report->damage) return tell(*report->damage);
    dropped_ = std::move(report->dropped);
    return std::nullopt;
  }

  int tell_intact() {
    if (options_.json) return tell_json(std::nullopt);
    const Checkpoint& checkpoint = wanted_.checkpoint;
    const std::uint64_t count = checkpoint.size - options_.from_seq;
    std::string said = "intact: " + std::to_string(count) + " entries";
    if (count > 0) {
      said +=
          ", " + std::to_string(options_.from_seq) + " to " + std::to_string(checkpoint.size - 1);
    }
    said += ", as " + checkpoint.origin + (is_unsigned_ ? " kept their root" : " signed them");
    said += of_dropped();
    if (wanted_.since) {
      said += "\nnothing before entry " + std::to_string(wanted_.since->size) +
              " changed since the older checkpoint";
    }
    if (newer_ > 0) said += "\n" + std::to_string(newer_) + " newer entries go on from there";
    if (is_unsigned_) {
      said +=
          "\nno --checkpoint was given: this is the one that lies in the directory itself, "
          "unsigned; compare with one that was kept elsewhere";
    } else if (!are_trusted_) {
      said += "\nno --key was given: this is the key that the export itself names, compare it\n  " +
              format_verifier_key(keys_.back());
    }
    shell_.print(said + '\n');
    return exit_fine;
  }

  // "35 of them were dropped, …", and by which entries; "" where none was.
  std::string of_dropped() const {
    if (dropped_.count == 0) return {};
    std::string said = "\n" + std::to_string(dropped_.count) +
                       " of them were dropped, the last one " + std::to_string(dropped_.last) +
                       "; the log says so:";
    for (const RetentionMark& mark : dropped_.marks) {
      said += "\n  entry " + std::to_string(mark.seq) + ": " + std::to_string(mark.dropped) +
              " from before " + format_instant(mark.before);
      if (mark.seq >= wanted_.checkpoint.size) said += ", newer than the checkpoint";
    }
    // Of a part of the ledger it is not known.
    const std::uint64_t stated = dropped_.stated();
    if (options_.from_seq == 0 && stated > dropped_.count) {
      said += "\n" + std::to_string(stated - dropped_.count) +
              " more are to be dropped: the daemon goes on with it when it runs";
    }
    return said;
  }

  void write_dropped(JsonWriter& json) const {
    if (dropped_.count == 0) return;
    json.integer("dropped", static_cast<std::int64_t>(dropped_.count));
    json.integer("dropped_last", static_cast<std::int64_t>(dropped_.last));
    json.key("retention");
    json.begin_array();
    for (const RetentionMark& mark : dropped_.marks) {
      json.begin_object();
      json.integer("seq", static_cast<std::int64_t>(mark.seq));
      json.string("before", format_instant(mark.before));
      json.integer("first", static_cast<std::int64_t>(mark.first));
      json.integer("dropped", static_cast<std::int64_t>(mark.dropped));
      json.end_object();
    }
    json.end_array();
  }

  int tell(const Damage& damage) {
    if (options_.json) return tell_json(damage);
    shell_.print(shell_.paint(Ink::bad, name_of(damage.kind)) + ": " + damage.why + '\n');
    return exit_damaged;
  }

  int tell_json(const std::optional<Damage>& damage) {
    std::string out;
    JsonWriter json(out, KeyOrder::as_written);
    json.begin_object();
    json.boolean("intact", !damage);
    if (damage) {
      json.string("file", name_of(damage->part));
      json.string("kind", name_of(damage->kind));
      if (damage->first) {
        json.integer("seq", static_cast<std::int64_t>(*damage->first));
        json.integer("seq_last", static_cast<std::int64_t>(damage->last));
      }
      json.string("message", damage->why);
    } else {
      write_dropped(json);
    }
    json.end_object();
    shell_.print(out + '\n');
    return damage ? exit_damaged : exit_fine;
  }

  int failed(const Error& error) {
    shell_.complain(error.message);
    return exit_trouble;
  }
  int wrong_use(const std::string& what) {
    shell_.complain(what);
    return exit_usage;
  }

  const Options& options_;
  const Shell& shell_;
  std::vector<VerifierKey> keys_;
  bool are_trusted_ = false;  // the keys were given, not found in the evidence
  bool is_unsigned_ = false;  // the checkpoint is the directory's own
  LogCopy wanted_;
  Dropped dropped_;
  std::uint64_t newer_ = 0;  // entries that the checkpoint is too old for
};

}  // namespace

void add_log_verify(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "verify",
      {"Is an export, a ledger or a receipt as it was signed? If not: what was done, and where.",
       "  tact log verify ledger.ndjson --key 'acme.example/tact+0b1c2d3e+AbmJ...'\n"
       "  tact log verify 182736.tlog-proof --key 'acme.example/tact+0b1c2d3e+AbmJ...'\n"
       "  tact log verify --data /var/lib/tact --checkpoint march.checkpoint",
       "  0  all is as it was signed\n"
       "  1  something cannot be read\n"
       "  2  bad arguments\n"
       "  5  it is not as it was signed: the first difference is named"});
  CLI::Option* file = verb->add_option("FILE", options->file, "An export, or a receipt");
  CLI::Option* server = verb->add_option(
      "--server", options->server,
      "The ledger of this daemon, while it runs; " + shell.server + " by default (TACT_SERVER)");
  server->type_name("URL")->expected(0, 1)->excludes(file);
  CLI::Option* data = verb->add_option("--data", options->data,
                                       "The ledger in a stopped daemon's directory, which is read "
                                       "and not changed");
  data->type_name("DIR")->excludes(file)->excludes(server);
  verb->add_option("--checkpoint", options->checkpoint,
                   "The signed checkpoint to hold it to; FILE.checkpoint by default")
      ->type_name("NOTE");
  verb->add_option("--key", options->keys,
                   "The log's key, as its owner gave it to you; more than one after a change of "
                   "keys")
      ->type_name("KEY")
      ->allow_extra_args(false);
  verb->add_option("--hashes", options->hashes, "FILE.hashes by default, where there is one")
      ->type_name("FILE")
      ->needs(file);
  verb->add_option("--since", options->since,
                   "An older checkpoint: nothing that it covers may have changed")
      ->type_name("NOTE");
  verb->add_option("--from-seq", options->from_seq, "FILE begins with this entry")
      ->type_name("SEQ")
      ->needs(file);
  verb->add_flag("--json", options->json, "The answer for machines");
  verb->callback([=, &shell, &code] {
    options->is_live = server->count() > 0;
    if (options->server.empty()) options->server = shell.server;
    if (options->file.empty() && options->data.empty() && !options->is_live) {
      shell.complain("nothing to verify: give FILE, --server or --data");
      code = exit_usage;
      return;
    }
    code = Verification(*options, shell).run();
  });
}

}  // namespace tact::cli
