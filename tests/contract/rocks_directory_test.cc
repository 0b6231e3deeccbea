// Which directories open, and what people read where one does not.
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <sys/wait.h>
#include <unistd.h>

#include "contract/stores.h"

namespace tact {
namespace {

namespace fs = std::filesystem;

const Key customer{Table::customer, "c-1"};
const Key subject{Table::subject, "s-1"};

std::string refusal(const RocksOptions& options) {
  Result<std::unique_ptr<RocksStore>> store = RocksStore::open(options);
  if (store.ok()) FAIL("it opened");
  return store.error().message;
}

std::string content_of(const fs::path& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

// Every file below `path`, with what it holds.
std::map<std::string, std::string> all_of(const std::string& path) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    files[entry.path().string()] = entry.is_regular_file() ? content_of(entry.path()) : "";
  }
  return files;
}

void write_file(const fs::path& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

TEST_CASE("a directory for trials opens for trials only, a live one never", "[store]") {
  const TempDir directory;
  const bool made_for_trial = GENERATE(false, true);
  RocksOptions options = small_options(directory.path());
  options.trial = made_for_trial;
  append(*open_rocks(options), {"e0"});
  const auto before = all_of(directory.path());

  options.trial = !made_for_trial;
  const std::string message = refusal(options);
  CHECK_THAT(message, Catch::Contains(directory.path()) && Catch::Contains("--trial"));
  CHECK_THAT(message, Catch::Contains(made_for_trial ? "was made with --trial" : "live ledger"));
  CHECK(all_of(directory.path()) == before);

  options.trial = made_for_trial;
  CHECK(open_rocks(options)->size() == Seq{1});
}

TEST_CASE("a format that this version does not know is refused untouched", "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path());
  append(*open_rocks(options), {"e0"});
  const std::string mark = GENERATE("tact store 4\n", "tact store 3", "", "tact store 3 live\n");
  write_file(directory.path() + "/FORMAT", mark);
  const auto before = all_of(directory.path());
  CHECK_THAT(refusal(options), Catch::Contains("has a format unknown to this version"));
  CHECK(all_of(directory.path()) == before);
}

TEST_CASE("a directory of something else is refused untouched", "[store]") {
  const TempDir directory;
  write_file(directory.path() + "/thesis.txt", "years of work");
  const auto before = all_of(directory.path());
  CHECK_THAT(refusal(small_options(directory.path())), Catch::Contains("holds other files"));
  CHECK(all_of(directory.path()) == before);
}

TEST_CASE("what an attempt that was cut short left does not count", "[store]") {
  const TempDir directory;
  write_file(directory.path() + "/LOCK", "");
  write_file(directory.path() + "/FORMAT.new", "tact st");
  fs::create_directory(directory.path() + "/lost+found");
  CHECK(open_rocks(small_options(directory.path()))->size() == Seq{0});
}

TEST_CASE("a directory is made, but not its parent", "[store]") {
  const TempDir directory;
  CHECK(open_rocks(small_options(directory.path() + "/store"))->size() == Seq{0});
  CHECK(content_of(directory.path() + "/store/FORMAT") == "tact store 3\n");
  CHECK_THAT(refusal(small_options(directory.path() + "/no/store")), Catch::Contains("/no/store"));
}

using Open = Result<std::unique_ptr<RocksStore>>(const RocksOptions& options);

// Another process that opens the directory when told to, and says what it was told.
class OtherProcess {
 public:
  explicit OtherProcess(const RocksOptions& options, Open& open = RocksStore::open) {
    REQUIRE(::pipe(go_) == 0);
    REQUIRE(::pipe(said_) == 0);
    child_ = ::fork();
    if (child_ == 0) ::_exit(run(options, open));
  }
  ~OtherProcess() {
    for (const int end : {go_[0], go_[1], said_[0], said_[1]}) ::close(end);
    ::waitpid(child_, nullptr, 0);
  }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  std::string refusal() {
    REQUIRE(::write(go_[1], "!", 1) == 1);
    std::string message(4096, '\0');
    const auto got = ::read(said_[0], message.data(), message.size());
    message.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return message;
  }

 private:
  int run(const RocksOptions& options, Open& open) {
    ::alarm(60);  // RocksDB's threads stayed in the parent: a store that opened might hang.
    char byte = 0;
    if (::read(go_[0], &byte, 1) != 1) return 1;
    const auto opened = open(options);
    const std::string message = opened.ok() ? "it opened" : opened.error().message;
    return ::write(said_[1], message.data(), message.size()) < 0 ? 1 : 0;
  }

  int go_[2]{};
  int said_[2]{};
  pid_t child_ = -1;
};

TEST_CASE("a directory that is in use is not opened again", "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path());
  // Made before the store is opened: RocksDB's own list of its locks would tell a later child.
  OtherProcess other(options);
  const auto store = open_rocks(options);
  append(*store, {"e0"});
  CHECK_THAT(refusal(options), Catch::Contains("another process may be using it"));
  CHECK_THAT(other.refusal(), Catch::Contains("another process may be using it"));
  append(*store, {"e1"});
  CHECK(store->size() == Seq{2});
}

std::unique_ptr<RocksStore> read_rocks(const RocksOptions& options) {
  auto store = RocksStore::open_read_only(options);
  if (!store) FAIL(store.error().message);
  return std::move(*store);
}

TEST_CASE("what is opened for reading is read as it was left, and stays as it was", "[store]") {
  const TempDir directory;
  RocksOptions options = small_options(directory.path());
  options.trial = GENERATE(false, true);
  {
    const auto store = open_rocks(options);
    Group group = group_for(*store, {"e0", "e1"});
    group.identities = {{customer, "identity"}};
    group.states = {{subject, "state"}};
    group.postings = {{"term", Seq{1}}};
    commit(*store, group);
  }
  const auto before = all_of(directory.path());
  {
    const auto store = read_rocks(options);
    CHECK(store->size() == Seq{2});
    CHECK(store->settled_before() == Seq{2});
    CHECK(store->is_trial() == options.trial);
    CHECK(store->frontier() == frontier_at(Seq{2}));
    CHECK(entries(*store, 0, 10) == std::vector<std::string>{"e0", "e1"});
    CHECK(load(*store, {customer, subject}) == Values{"identity", "state"});
    CHECK(postings(*store, "term", first_seq, Order::oldest_first, 10) ==
          std::vector<std::uint64_t>{1});
    CHECK_FALSE(store->settle().ok());
    CHECK_FALSE(store->commit(group_for(*store, {"e2"})).ok());
  }
  CHECK(all_of(directory.path()) == before);
}

// As after a crash: copied while the store is open, so that states are not in it.
TEST_CASE("a reader can fold what is not settled, in memory", "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path() + "/live");
  const auto live = open_rocks(options);
  Group group = group_for(*live, {"e0", "e1"});
  group.identities = {{customer, "identity"}};
  group.states = {{subject, "state"}};
  commit(*live, group);
  RocksOptions copy = small_options(directory.path() + "/copy");
  fs::copy(options.path, copy.path, fs::copy_options::recursive);
  fs::remove(copy.path + "/LOCK");
  if (GENERATE(false, true)) fs::remove_all(copy.path + "/state");
  const auto before = all_of(copy.path);
  {
    const auto store = read_rocks(copy);
    CHECK(entries(*store, 0, 10) == std::vector<std::string>{"e0", "e1"});
    CHECK(store->settled_before() == Seq{0});
    CHECK(load(*store, {customer, subject}) == Values{"identity", {}});
    Group folded = group_for(*store, {});
    folded.states = {{subject, "folded"}};
    folded.postings = {{"term", Seq{0}}};
    commit(*store, folded);
    CHECK(load(*store, {subject}) == Values{"folded"});
    CHECK(postings(*store, "term", first_seq, Order::oldest_first, 10) ==
          std::vector<std::uint64_t>{0});
  }
  CHECK(all_of(copy.path) == before);
}

TEST_CASE("readers share a directory, and not with who writes", "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path());
  OtherProcess reader(options, RocksStore::open_read_only);
  {
    const auto store = open_rocks(options);
    append(*store, {"e0"});
    CHECK_THAT(reader.refusal(), Catch::Contains("another process may be using it"));
  }
  OtherProcess writer(options);
  OtherProcess second(options, RocksStore::open_read_only);
  const auto store = read_rocks(options);
  CHECK_THAT(writer.refusal(), Catch::Contains("another process may be using it"));
  CHECK(second.refusal() == "it opened");
}

TEST_CASE("nothing is made for a reader", "[store]") {
  const TempDir directory;
  const std::string path = directory.path() + "/none";
  if (GENERATE(false, true)) fs::create_directory(path);
  const auto before = all_of(directory.path());
  const auto store = RocksStore::open_read_only(small_options(path));
  REQUIRE_FALSE(store.ok());
  CHECK_THAT(store.error().message, Catch::Contains("holds no ledger"));
  CHECK(all_of(directory.path()) == before);
}

TEST_CASE("what was dropped is in no file, and the store remembers that", "[store]") {
  TempDir directory;
  const RocksOptions options = small_options(directory.path());
  const std::string secret = "nobody may read this any more";
  const auto holds_it = [&] {
    for (const auto& file : std::filesystem::recursive_directory_iterator(directory.path())) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      if (bytes.find(secret) != std::string::npos) return true;
    }
    return false;
  };
  {
    const auto store = open_rocks(options);
    append(*store, {"e0", secret, "e2"});
    CHECK(holds_it());
    const std::vector<Seq> dropped{Seq{1}};
    REQUIRE(store->drop_entries(dropped).ok());
  }
  const auto store = open_rocks(options);  // A stop in between.
  CHECK(store->dropped_before() == Seq{0});
  append(*store, {"e3"});
  std::atomic<bool> cancelled = false;
  const Status cleared = store->clear_dropped(Seq{2}, cancelled);
  if (!cleared) FAIL(cleared.error().message);
  CHECK_FALSE(holds_it());
  CHECK(entries(*store, 0, 9) == std::vector<std::string>{"e0", "", "e2", "e3"});
  CHECK(store->dropped_before() == Seq{2});
}

TEST_CASE("without its state directory a store opens, and has all to fold", "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path());
  append(*open_rocks(options), {"e0", "e1"});
  fs::remove_all(directory.path() + "/state");
  const auto store = open_rocks(options);
  CHECK(store->size() == Seq{2});
  CHECK(store->settled_before() == Seq{0});
}

TEST_CASE("a state directory of an old format is left alone by readers, and made again by a writer",
          "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path());
  const bool trial = GENERATE(false, true);
  const std::string old_format = GENERATE("1", "2");
  RocksOptions kind = options;
  kind.trial = trial;
  {
    const auto store = open_rocks(kind);
    Group group = group_for(*store, {"e0", "e1"});
    group.identities = {{customer, "identity"}};
    group.states = {{subject, "of an old format"}};
    group.postings = {{"t", Seq{0}}, {"t", Seq{1}}};
    commit(*store, std::move(group));
  }
  write_file(directory.path() + "/FORMAT",
             "tact store " + old_format + (trial ? " trial\n" : "\n"));
  const auto before = all_of(directory.path());
  {
    const auto reader = read_rocks(options);
    CHECK(reader->settled_before() == Seq{0});
    CHECK(reader->size() == Seq{2});
    CHECK(load(*reader, {customer, subject}) == Values{"identity", {}});
  }
  CHECK(all_of(directory.path()) == before);

  RocksOptions other = kind;
  other.trial = !trial;
  CHECK_THAT(refusal(other), Catch::Contains(trial ? "--trial" : "a live ledger"));
  CHECK(all_of(directory.path()) == before);

  const auto store = open_rocks(kind);
  CHECK(store->settled_before() == Seq{0});
  CHECK(entries(*store, 0, 10) == std::vector<std::string>{"e0", "e1"});
  CHECK(load(*store, {customer, subject}) == Values{"identity", {}});
  CHECK(postings(*store, "t", first_seq, Order::oldest_first, 10).empty());
  CHECK(content_of(directory.path() + "/FORMAT") ==
        (trial ? "tact store 3 trial\n" : "tact store 3\n"));
}

TEST_CASE("a run that was never taken in is removed", "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path());
  append(*open_rocks(options), {"e0"});
  write_file(directory.path() + "/state/run-0.sst", "half of a fi");
  const auto store = open_rocks(options);
  CHECK_FALSE(fs::exists(directory.path() + "/state/run-0.sst"));
  append(*store, {"e1"});
  settle(*store);
  CHECK(store->settled_before() == Seq{2});
}

TEST_CASE("states of a longer ledger are refused", "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path());
  append(*open_rocks(options), {"e0", "e1"});
  fs::remove_all(directory.path() + "/ledger");
  CHECK_THAT(refusal(options), Catch::Contains("is of a longer ledger than") &&
                                   Catch::Contains("(2 entries, not 0)"));
}

TEST_CASE("a damaged database file is named, not read over", "[store]") {
  const TempDir directory;
  const RocksOptions options = small_options(directory.path());
  append(*open_rocks(options), std::vector<std::string>(100, "an entry"));
  // Opened once more, the log has become a table.
  append(*open_rocks(options), {"the last"});
  append(*open_rocks(options), {"the very last"});
  std::size_t damaged = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory.path() + "/ledger")) {
    if (entry.path().extension() != ".sst") continue;
    std::string content = content_of(entry.path());
    for (std::size_t i = 0; i < 40 && i < content.size(); ++i) content[i] ^= '\x55';
    write_file(entry.path(), content);
    ++damaged;
  }
  REQUIRE(damaged > 0);
  Result<std::unique_ptr<RocksStore>> store = RocksStore::open(options);
  const std::string message = store.ok() ? (*store)->entries(Seq{0}, 200).ok()
                                               ? "it was read over"
                                               : (*store)->entries(Seq{0}, 200).error().message
                                         : store.error().message;
  CHECK_THAT(message, Catch::Contains("Corruption") && Catch::Contains(directory.path()));
}

}  // namespace
}  // namespace tact
