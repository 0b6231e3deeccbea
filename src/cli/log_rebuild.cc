// tact log rebuild: whether the states that decisions stand on are what the ledger says.
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/progress.h"
#include "cli/table.h"
#include "cli/verb.h"
#include "core/json/writer.h"
#include "core/yaml/source.h"
#include "engine/rebuild.h"
#include "store/rocks_store.h"

namespace tact::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string data;
  std::string keep;
  bool json = false;
};

constexpr std::size_t named_max = 20;

// Where the fresh store is: kept where that was asked for, else gone with this.
class FreshPlace {
 public:
  static Result<std::unique_ptr<FreshPlace>> make(const std::string& keep) {
    std::error_code error;
    if (!keep.empty()) {
      if (fs::exists(keep, error) && !fs::is_empty(keep, error)) {
        return Error{"`" + keep + "` is not empty; name a directory that is, or that is not there"};
      }
      return std::unique_ptr<FreshPlace>(new FreshPlace(keep, ""));
    }
    std::string folder = (fs::temp_directory_path(error) / "tact-rebuild-XXXXXX").string();
    if (error || ::mkdtemp(folder.data()) == nullptr) {
      return Error{"cannot make a directory in `" + fs::path(folder).parent_path().string() +
                   "`: " + (error ? error.message() : std::strerror(errno)) +
                   "; say in TMPDIR where there is room, or use --keep"};
    }
    return std::unique_ptr<FreshPlace>(new FreshPlace(folder + "/store", folder));
  }
  FreshPlace(const FreshPlace&) = delete;
  FreshPlace& operator=(const FreshPlace&) = delete;
  ~FreshPlace() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  const std::string& path() const { return path_; }

 private:
  FreshPlace(std::string path, std::string folder)
      : path_(std::move(path)), folder_(std::move(folder)) {}

  const std::string path_;
  const std::string folder_;  // "" where it is kept
};

// A difference and whose it is.
struct Named {
  Difference difference;
  Owner owner;
};

struct Outcome {
  Seq entries;
  bool has_states = true;  // else there was nothing to compare with
  StateComparison comparison;
  std::vector<Named> named;
};

// Shows a bar while `work` is told how far it is.
template <class Work>
Status with_progress(const Shell& shell, std::string what, Seq size, Work work) {
  Progress progress(shell, std::move(what), "entries");
  return work([&](Seq done) { progress.show({done.value, size.value, done.value}); });
}

Result<Outcome> compare(const RocksStore& live, const Store& fresh, Outcome outcome) {
  auto comparison = compare_states(live, fresh, named_max);
  if (!comparison) return std::move(comparison).error();
  outcome.comparison = *std::move(comparison);
  for (const Difference& one : outcome.comparison.first) {
    auto owner = owner_of(live, one.key);
    if (!owner) return std::move(owner).error();
    outcome.named.push_back({one, *std::move(owner)});
  }
  return outcome;
}

Result<Outcome> work(const Options& options, const Shell& shell) {
  RocksOptions live_options;
  live_options.path = options.data;
  auto live = RocksStore::open_read_only(live_options);
  if (!live) return std::move(live).error();
  Outcome outcome;
  outcome.entries = (*live)->size();
  outcome.has_states = (*live)->settled_before().value > 0 || outcome.entries.value == 0;
  if (!outcome.has_states && options.keep.empty()) {
    return Error{"`" + options.data +
                 "` holds no states to compare: the next start folds them from the ledger; with "
                 "--keep they are folded into a directory of their own"};
  }
  Status done = with_progress(shell, "checking", outcome.entries, [&](const RebuildWatch& watch) {
    return check_entries(**live, watch);
  });
  if (!done) {
    return Error{done.error().message + ": it was altered; `tact log verify --data " +
                 options.data + "` names the entry"};
  }
  // What a crash left unsettled a start would fold first.
  if (outcome.has_states) done = fold_unsettled(**live);
  if (!done) return done.error();
  auto place = FreshPlace::make(options.keep);
  if (!place) return std::move(place).error();
  RocksOptions fresh_options;
  fresh_options.path = (*place)->path();
  fresh_options.trial = (*live)->is_trial();
  auto fresh = RocksStore::open(fresh_options);
  if (!fresh) return std::move(fresh).error();
  const auto kind = options.keep.empty() ? RebuildKind::states_only : RebuildKind::whole;
  done = with_progress(shell, "folding", outcome.entries, [&](const RebuildWatch& watch) {
    return rebuild(**live, **fresh, kind, watch);
  });
  if (!done) return done.error();
  if (!outcome.has_states) return outcome;
  return compare(**live, **fresh, std::move(outcome));
}

std::string_view words_for(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::different: return "other than the ledger says";
    case DifferenceKind::missing: return "missing";
    case DifferenceKind::unfounded: return "no entry says so";
  }
  return "";
}

std::string_view json_name_of(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::different: return "different";
    case DifferenceKind::missing: return "missing";
    case DifferenceKind::unfounded: return "unfounded";
  }
  return "";
}

std::string words_for(const Owner& owner) {
  if (owner.kind.empty()) return "everyone's";
  return std::string(owner.kind) + " `" + printable(owner.name) + '`';
}

void print_text(const Options& options, const Outcome& outcome, const Shell& shell) {
  const StateComparison& comparison = outcome.comparison;
  const std::string records = counted(comparison.records, "record", "records");
  if (!outcome.has_states) {
    shell.print("nothing to compare: `" + options.data + "` holds no states\n");
  } else if (comparison.is_equal()) {
    shell.print(shell.paint(Ink::good, "equal") + ": " + records + " in " +
                counted(comparison.tables, "table", "tables") + "\n");
  } else {
    shell.print(shell.paint(Ink::bad, "different") + ": " + grouped(comparison.different) + " of " +
                records + "\n");
    Table table(2);
    for (const Named& one : outcome.named) {
      table.add({{std::string(name_of(one.difference.key.table))},
                 {words_for(one.owner)},
                 {std::string(words_for(one.difference.kind)), Ink::dim}});
    }
    shell.print(table.render(shell));
    if (comparison.different > outcome.named.size()) {
      shell.print("  and " + grouped(comparison.different - outcome.named.size()) + " more\n");
    }
    shell.print("to mend it, remove `" + options.data +
                "/state`: the next start folds it anew from the ledger\n");
  }
  shell.print("folded from " + counted(outcome.entries.value, "entry", "entries") + "\n");
  if (!options.keep.empty()) {
    shell.print("kept in `" + options.keep + "`, which tactd can open\n");
  }
}

void print_json(const Options& options, const Outcome& outcome, const Shell& shell) {
  const StateComparison& comparison = outcome.comparison;
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  if (outcome.has_states) json.boolean("equal", comparison.is_equal());
  json.integer("entries", number(outcome.entries.value));
  if (outcome.has_states) {
    json.integer("records", number(comparison.records));
    json.integer("tables", number(comparison.tables));
    json.integer("different", number(comparison.different));
    json.key("differences");
    json.begin_array();
    for (const Named& one : outcome.named) {
      json.begin_object();
      json.string("table", name_of(one.difference.key.table));
      if (!one.owner.kind.empty()) json.string(one.owner.kind, printable(one.owner.name));
      json.string("is", json_name_of(one.difference.kind));
      json.end_object();
    }
    json.end_array();
  }
  if (!options.keep.empty()) json.string("kept", options.keep);
  json.end_object();
  shell.print(out + '\n');
}

int run(Options options, const Shell& shell) {
  while (options.data.size() > 1 && options.data.back() == '/') options.data.pop_back();
  const auto outcome = work(options, shell);
  if (!outcome) {
    shell.complain(outcome.error().message);
    return exit_trouble;
  }
  if (options.json) {
    print_json(options, *outcome, shell);
  } else {
    print_text(options, *outcome, shell);
  }
  return outcome->comparison.is_equal() ? exit_fine : exit_differs;
}

}  // namespace

void add_log_rebuild(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "rebuild",
      {"Fold the ledger of a stopped daemon into a fresh store and compare every state with the "
       "daemon's, byte for byte.",
       "  tact log rebuild --data /var/lib/tact\n"
       "  tact log rebuild --data /var/lib/tact --keep /var/lib/tact-rebuilt",
       "  0  equal\n"
       "  1  the directory cannot be read, is in use, or holds an altered ledger\n"
       "  2  bad arguments\n"
       "  4  states differ from what the ledger says"});
  verb->add_option("--data", options->data, "The daemon's data directory; nothing in it is changed")
      ->type_name("DIR")
      ->required();
  verb->add_option("--keep", options->keep,
                   "Keep the rebuilt store here, whole, so that tactd can open it; else it is made "
                   "in TMPDIR and removed")
      ->type_name("DIR");
  verb->add_flag("--json", options->json, "Write one JSON object");
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
