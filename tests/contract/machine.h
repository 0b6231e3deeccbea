// A machine whose power can be cut, with a store on it; and what must be there when it comes back.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "contract/stores.h"
#include "support/crash_fs.h"
#include "support/temp_dir.h"

namespace tact {

// A store on a disk that can fail. Entry i puts state "s" to i, identity "i" to i, posts "all".
class Machine {
 public:
  Machine() { boot(); }
  ~Machine() { store_.reset(); }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  RocksOptions& options() { return options_; }
  CrashFs& disk() { return *disk_; }
  Store& store() { return *store_; }

  void boot() {
    store_.reset();
    options_.env = env_.get();
    store_ = open_rocks(options_);
  }

  void cut_power(std::uint64_t seed = 0) {
    disk_->cut();
    store_.reset();
    disk_->restore(seed);
  }

  Status try_commit(std::uint64_t count) {
    const std::uint64_t first = store_->size().value;
    Group group = group_for(*store_, {});
    for (std::uint64_t i = first; i < first + count; ++i) {
      group.entries.push_back(entry(i));
      group.postings.push_back({"all", Seq{i}});
    }
    group.frontier = frontier_at(Seq{first + count});
    group.identities = {{identity(), std::to_string(first + count)}};
    group.states = {{state(), std::to_string(first + count)}};
    return store_->commit(std::move(group));
  }

  void commit_entries(std::uint64_t count) {
    const Status status = try_commit(count);
    if (!status) FAIL(status.error().message);
  }

  // What the engine does at a start.
  void recover() {
    Group group = group_for(*store_, {});
    group.states = {{state(), std::to_string(store_->size().value)}};
    for (Seq seq = store_->settled_before(); seq < store_->size(); ++seq.value) {
      group.postings.push_back({"all", seq});
    }
    commit(*store_, std::move(group));
  }

  static std::string entry(std::uint64_t seq) { return "entry " + std::to_string(seq); }
  static Key identity() { return {Table::customer, "i"}; }
  static Key state() { return {Table::subject, "s"}; }
  std::optional<std::string> value(const Key& key) const { return load(*store_, {key}).front(); }
  std::vector<std::uint64_t> posted() const {
    return tact::postings(*store_, "all", first_seq, Order::oldest_first, 100'000);
  }

  // All that the durable groups made is there: entries without a hole, identities as of the last.
  void check_ledger(std::uint64_t size) const {
    REQUIRE(store_->size() == Seq{size});
    CHECK(store_->frontier() == (size == 0 ? "" : frontier_at(Seq{size})));
    const auto all = tact::entries(*store_, 0, size + 10);
    REQUIRE(all.size() == size);
    for (std::uint64_t i = 0; i < size; ++i) REQUIRE(all[i] == entry(i));
    if (size > 0) CHECK(value(identity()) == std::to_string(size));
  }

  // States and postings are at least as new as the store says.
  void check_settled_part() const {
    const std::uint64_t settled = store_->settled_before().value;
    CHECK(settled <= store_->size().value);
    const auto state_value = value(state());
    if (settled > 0) {
      REQUIRE(state_value.has_value());
      CHECK(std::stoull(*state_value) >= settled);
    }
    const auto seqs = posted();
    REQUIRE(seqs.size() >= settled);
    for (std::uint64_t i = 0; i < settled; ++i) REQUIRE(seqs[i] == i);
  }

  void check_recovered() const {
    const std::uint64_t size = store_->size().value;
    if (size > 0) CHECK(value(state()) == std::to_string(size));
    CHECK(posted().size() == size);
  }

 private:
  TempDir directory_;
  RocksOptions options_ = small_options(directory_.path() + "/store");
  std::shared_ptr<CrashFs> disk_ = std::make_shared<CrashFs>();
  std::unique_ptr<rocksdb::Env> env_ = make_crash_env(disk_);
  std::unique_ptr<Store> store_;
};

}  // namespace tact
