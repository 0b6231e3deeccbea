#include "bench/cold_measure.h"

#include <algorithm>
#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include "bench/machine.h"
#include "engine/memory_shares.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* cold = "cold";
constexpr const char* from_disk = "cold, from disk";
constexpr const char* warm = "warm";

// The next read of them is from the disk. What is not written yet stays.
void forget_files(const std::string& directory) {
  for (const auto& file : fs::recursive_directory_iterator(directory)) {
    if (!file.is_regular_file()) continue;
    const int opened = ::open(file.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) continue;  // Gone meanwhile.
    ::fdatasync(opened);
    ::posix_fadvise(opened, 0, 0, POSIX_FADV_DONTNEED);
    ::close(opened);
  }
}

}  // namespace

std::string cold_rate_name() { return in_process_rate_name(cold); }
std::string warm_rate_name() { return in_process_rate_name(warm); }
std::string resident_name() { return "cold: resident memory, the most, of the budget"; }

ColdMeasure::ColdMeasure(std::shared_ptr<const Policy> policy, ColdOptions options)
    : policy_(std::move(policy)), options_(std::move(options)) {}

Status ColdMeasure::prepare() {
  RocksOptions in;
  in.path = options_.directory;
  const MemoryShares memory = shares_of(options_.memory);
  in.cache_bytes = memory.reads;
  in.write_behind_bytes_max = memory.write_behind;
  auto store = RocksStore::open(in);
  if (!store) return std::move(store).error();
  store_ = *std::move(store);
  InProcessOptions engine{cold, "", options_.workload, options_.decisions_per_round, store_.get()};
  engine.engine.decider.record_bytes_max = memory.records;
  engine_ = std::make_unique<InProcess>(policy_, std::move(engine));
  if (auto status = engine_->prepare(); !status) return status;
  return store_->settle();
}

Status ColdMeasure::measure(const std::string& name, Sheet& sheet) {
  Sheet round;
  round.set_floors(1, 1, 1);
  if (auto status = engine_->run_round(name, round); !status) return status;
  for (const Figure& figure : round.figures()) {
    sheet.add(figure.name, figure.unit, Floor::none, figure.rounds.back());
  }
  return store_->settle();
}

Status ColdMeasure::run_round(Sheet& sheet) {
  const std::size_t customers = options_.workload.customers;
  engine_->workload().ask_among(0, customers);
  forget_most_resident();
  if (auto status = measure(cold, sheet); !status) return status;
  forget_files(options_.directory);
  if (auto status = measure(from_disk, sheet); !status) return status;

  const std::size_t some = std::min(options_.warm_customers, customers);
  if (next_warm_ + some > customers) next_warm_ = 0;
  if (auto status = engine_->visit(next_warm_, some); !status) return status;
  engine_->workload().ask_among(next_warm_, some);
  next_warm_ += some;
  if (auto status = measure(warm, sheet); !status) return status;
  const double resident = most_resident_mib();
  sheet.add("cold: resident memory, the most", "MiB", Floor::none, resident);
  const double budget = static_cast<double>(options_.memory) / (1 << 20);
  sheet.add(resident_name(), "×", Floor::none, resident / budget);
  return Done{};
}

}  // namespace tact::bench
