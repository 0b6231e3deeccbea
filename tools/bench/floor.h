// The least that being durable costs here: ledger entries of real size, hashed and committed in
// synced groups, and nothing else. No decision, no states, no index.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/histogram.h"
#include "bench/measure.h"
#include "ledger/appender.h"
#include "store/rocks_store.h"

namespace tact::bench {

// What the figures of a bare synced group are called: the time of one commit, at "p50" or "p99".
std::string bare_group_name(const std::string& quantile);
// What the rate in groups of 1,024 is called.
std::string floor_name();

class FloorMeasure final : public Measure {
 public:
  // `entries` are written again and again; `entries_per_round` in groups of 1,024.
  FloorMeasure(std::vector<std::string> entries, std::string directory,
               std::size_t entries_per_round);

  Status prepare() override;
  // Sets the sheet's floors for the round.
  Status run_round(Sheet& sheet) override;

  double mean_entry_bytes() const;

 private:
  // Seconds for so many groups of so many entries; each one's time goes to `times` where given.
  Result<double> time_groups(std::size_t groups, std::size_t entries_each,
                             Histogram* times = nullptr);

  const std::vector<std::string> entries_;
  const std::string directory_;
  const std::size_t entries_per_round_;
  std::size_t next_ = 0;
  std::unique_ptr<RocksStore> store_;
  std::unique_ptr<Appender> appender_;
};

}  // namespace tact::bench
