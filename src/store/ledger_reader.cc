#include "store/ledger_reader.h"

#include <utility>

#include <rocksdb/cache.h>
#include <rocksdb/env.h>

#include "store/database.h"
#include "store/directory.h"
#include "store/families.h"
#include "store/keys.h"
#include "store/rocks_settings.h"

namespace tact {
namespace {

constexpr std::size_t cache_bytes = std::size_t{32} << 20;

class DatabaseWalk final : public LedgerReader::Walk {
 public:
  DatabaseWalk(const Database& ledger, Seq from) : ledger_(ledger) {
    rocksdb::ReadOptions options;
    options.fill_cache = false;
    options.readahead_size = std::size_t{2} << 20;
    iterator_ = ledger.iterator(ledger_family, options);
    iterator_->Seek(seq_text(from));
  }

  Result<std::optional<Step>> next() override {
    if (is_begun_ && iterator_->Valid()) iterator_->Next();
    is_begun_ = true;
    if (!iterator_->status().ok()) return ledger_.error("cannot read", iterator_->status());
    if (!iterator_->Valid()) return std::optional<Step>();
    const auto seq = parse_seq(iterator_->key().ToStringView());
    if (!seq) return Error{"the ledger is damaged: an entry's key is not of eight bytes"};
    return std::optional(Step{*seq, iterator_->value().ToStringView()});
  }

 private:
  const Database& ledger_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
  bool is_begun_ = false;
};

// Whether the directory is of trials, as its mark says.
Result<bool> is_trial(rocksdb::Env& env, const std::string& path) {
  std::string mark;
  const rocksdb::Status status = rocksdb::ReadFileToString(&env, path + "/FORMAT", &mark);
  if (status.ok()) return mark.find("trial") != std::string::npos;
  return Error{"`" + path + "` is no data directory of tactd: it has no FORMAT (" +
               status.ToString() + ")"};
}

Result<Seq> read_size(const Database& ledger) {
  const auto value = ledger.get(meta_family, size_key);
  if (!value) return value.error();
  if (!value->has_value()) return Seq{0};
  const auto size = parse_seq(**value);
  if (!size) return Error{"the ledger is damaged: its size is not a number of eight bytes"};
  return *size;
}

}  // namespace

Result<std::unique_ptr<LedgerReader>> LedgerReader::open(const std::string& path) {
  rocksdb::Env& env = *rocksdb::Env::Default();
  const auto trial = is_trial(env, path);
  if (!trial) return trial.error();
  auto directory = Directory::open(env, path, *trial);
  if (!directory) return Error{directory.error().message + ", or ask it: --server"};
  auto ledger = Database::open_read_only(path + "/ledger", rocksdb::DBOptions(),
                                         ledger_families(rocksdb::NewLRUCache(cache_bytes)));
  if (!ledger) return ledger.error();
  const auto size = read_size(**ledger);
  if (!size) return size.error();
  auto frontier = (*ledger)->get(meta_family, frontier_key);
  if (!frontier) return frontier.error();
  return std::unique_ptr<LedgerReader>(new LedgerReader(
      *std::move(directory), *std::move(ledger), *size, (*std::move(frontier)).value_or("")));
}

LedgerReader::LedgerReader(std::unique_ptr<Directory> directory, std::unique_ptr<Database> ledger,
                           Seq size, std::string frontier)
    : directory_(std::move(directory)),
      ledger_(std::move(ledger)),
      size_(size),
      frontier_(std::move(frontier)) {}

LedgerReader::~LedgerReader() = default;

Result<std::optional<std::string>> LedgerReader::load(const Key& key) const {
  return ledger_->get(identities_family, record_key(key));
}

Result<std::optional<std::string>> LedgerReader::entry(Seq seq) const {
  return ledger_->get(ledger_family, seq_text(seq));
}

std::unique_ptr<LedgerReader::Walk> LedgerReader::walk(Seq from) const {
  return std::make_unique<DatabaseWalk>(*ledger_, from);
}

}  // namespace tact
