#include "bench/floor.h"

#include <numeric>
#include <utility>

#include "tact/check.h"

namespace tact::bench {
namespace {

constexpr std::size_t large = 1'024;
constexpr std::size_t middle = 64;
constexpr std::size_t middle_groups = 200;
constexpr std::size_t single_groups = 300;
// What gathers while a group is synced, at 10,000 requests a second.
constexpr std::size_t bare = 4;
constexpr std::size_t bare_groups = 2'000;

}  // namespace

std::string bare_group_name(const std::string& quantile) {
  return "bare synced group of 4: " + quantile;
}

std::string floor_name() { return "floor A: entries in synced groups of 1,024"; }

FloorMeasure::FloorMeasure(std::vector<std::string> entries, std::string directory,
                           std::size_t entries_per_round)
    : entries_(std::move(entries)),
      directory_(std::move(directory)),
      entries_per_round_(entries_per_round) {
  TACT_CHECK(!entries_.empty());
}

Status FloorMeasure::prepare() {
  RocksOptions options;
  options.path = directory_;
  auto store = RocksStore::open(options);
  if (!store) return std::move(store).error();
  store_ = *std::move(store);
  auto appender = Appender::open(*store_, "bench/floor");
  if (!appender) return std::move(appender).error();
  appender_ = std::make_unique<Appender>(*std::move(appender));
  // The first groups make files and fill allocators.
  const auto warm = time_groups(large / middle, middle);
  if (!warm) return warm.error();
  return Done{};
}

Status FloorMeasure::run_round(Sheet& sheet) {
  const std::size_t groups = entries_per_round_ / large;
  const auto in_large = time_groups(groups, large);
  if (!in_large) return in_large.error();
  const auto in_middle = time_groups(middle_groups, middle);
  if (!in_middle) return in_middle.error();
  Histogram bare_times;
  const auto in_bare = time_groups(bare_groups, bare, &bare_times);
  if (!in_bare) return in_bare.error();
  const auto single = time_groups(single_groups, 1);
  if (!single) return single.error();

  const double rate_large = static_cast<double>(groups * large) / *in_large;
  const double rate_middle = static_cast<double>(middle_groups * middle) / *in_middle;
  const double one_us = *single * 1e6 / single_groups;
  sheet.set_floors(rate_large, rate_middle, one_us);
  sheet.add(floor_name(), "entries/s", Floor::groups_of_1024, rate_large);
  sheet.add("floor B: entries in synced groups of 64", "entries/s", Floor::groups_of_64,
            rate_middle);
  sheet.add("floor C: one synced entry", "µs", Floor::one_entry, one_us);
  sheet.add(bare_group_name("p50"), "µs", Floor::one_entry, bare_times.quantile_us(0.5));
  sheet.add(bare_group_name("p99"), "µs", Floor::one_entry, bare_times.quantile_us(0.99));
  return Done{};
}

double FloorMeasure::mean_entry_bytes() const {
  const std::size_t bytes =
      std::accumulate(entries_.begin(), entries_.end(), std::size_t{0},
                      [](std::size_t sum, const std::string& entry) { return sum + entry.size(); });
  return static_cast<double>(bytes) / static_cast<double>(entries_.size());
}

Result<double> FloorMeasure::time_groups(std::size_t groups, std::size_t entries_each,
                                         Histogram* times) {
  std::vector<Group> made(groups);
  for (Group& group : made) {
    for (std::size_t i = 0; i < entries_each; ++i) {
      group.entries.push_back(entries_[next_++ % entries_.size()]);
    }
  }
  const auto begun = Steady::now();
  for (Group& group : made) {
    const auto group_begun = Steady::now();
    group.first = appender_->size();
    appender_->seal(group);
    if (auto status = store_->commit(std::move(group)); !status) return std::move(status).error();
    if (times != nullptr) times->add(Steady::now() - group_begun);
  }
  return seconds_since(begun);
}

}  // namespace tact::bench
