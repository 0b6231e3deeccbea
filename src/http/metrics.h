// Figures for Prometheus: the engine's, and what this front counts itself.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "engine/engine.h"
#include "engine/retainer.h"
#include "http/obligation_list.h"
#include "ledger/stats.h"

namespace tact::http {

// Threads: any.
class Metrics {
 public:
  Metrics();

  // One call was answered. `route` is its pattern with its method; "" where there is none.
  void answered(std::string_view route, int status, std::chrono::nanoseconds took);
  void decided(const Decided& decided);
  void batch_lines(std::size_t lines) { batch_lines_ += lines; }
  void connected() { ++connections_; }
  void disconnected() { --connections_; }

  // In Prometheus' text format. `obligations` by rule.
  std::string render(const EngineFigures& engine, const RetainerFigures& retention,
                     const std::map<std::string, OpenCount>& obligations) const;

 private:
  class Shown;
  void show_rules(Shown& shown) const;

  struct OfRoute {
    std::map<int, prometheus::Counter*> by_status;
    prometheus::Histogram* took = nullptr;
  };

  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  std::mutex mutex_;
  std::map<std::string, OfRoute, std::less<>> routes_;  // Guarded by mutex_.

  static constexpr std::size_t codes = static_cast<std::size_t>(Code::calendar_missing) + 1;
  std::array<std::atomic<std::uint64_t>, codes> reasons_{};  // by Code
  // Rules that are active no more stay: counters do not go away. Those beyond rules_max, which no
  // policy reaches, are not counted.
  static constexpr std::size_t rules_max = 10'000;
  struct OfShadowRule {
    std::array<std::uint64_t, 3> by_would{};  // by Would
  };
  mutable std::mutex rules_mutex_;
  std::map<std::string, std::uint64_t, std::less<>> refusals_;        // Guarded by rules_mutex_.
  std::map<std::string, OfShadowRule, std::less<>> shadow_refusals_;  // Guarded by rules_mutex_.
  std::atomic<std::uint64_t> batch_lines_{0};
  std::atomic<std::int64_t> connections_{0};
};

}  // namespace tact::http
