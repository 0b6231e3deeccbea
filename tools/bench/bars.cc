#include "bench/bars.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>

#include "tact/check.h"

namespace tact::bench {
namespace {

constexpr std::string_view in_process = "in process, durable, full example policy, 10^6 customers";
constexpr std::string_view single = "HTTP single, 64 and 256 connections, durable";
constexpr std::string_view open_loop = "open loop at 10,000 requests/s";
constexpr std::string_view cold = "10^7 customers, uniform, cold";
constexpr std::string_view size = "size";

const Figure* find(const std::vector<Figure>& figures, std::string_view name) {
  const auto found = std::find_if(figures.begin(), figures.end(),
                                  [&](const Figure& figure) { return figure.name == name; });
  return found == figures.end() ? nullptr : &*found;
}

}  // namespace

const std::vector<Bar>& all_bars() {
  using enum Sense;
  static const std::vector<Bar> bars = {
      {in_process, "≥ 0.5 × the ledger-only floor", "in process / floor", at_least, 0.5, "×"},
      {in_process, "≥ 5 × everything in one synced batch per group", "in process / one batch",
       at_least, 5, "×"},
      {"HTTP batch, durable", "≥ 1.5 × Redis Lua with pipelining of 32, AOF everysec",
       "HTTP batch / Redis pipelined", at_least, 1.5, "×"},
      {single, "64: ≥ 1.0 × Redis Lua unpipelined with AOF everysec", "HTTP 64 / Redis", at_least,
       1, "×"},
      {single, "256: ≥ 1.0 × Redis Lua unpipelined with AOF everysec", "HTTP 256 / Redis", at_least,
       1, "×"},
      {single, "64: ≥ 6 × PostgreSQL", "HTTP 64 / PostgreSQL", at_least, 6, "×"},
      {single, "256: ≥ 6 × PostgreSQL", "HTTP 256 / PostgreSQL", at_least, 6, "×"},
      {open_loop, "p50 ≤ 3 × a bare synced group write's", "open loop p50 / bare group", at_most, 3,
       "×"},
      {open_loop, "p99 ≤ 3 × a bare synced group write's", "open loop p99 / bare group", at_most, 3,
       "×"},
      {cold, "≥ 0.25 × the warm rate", "cold / warm", at_least, 0.25, "×"},
      {cold, "resident memory within the configured budget", "resident / budget", at_most, 1, "×"},
      {"1,000 rules of which 10 apply", "≤ 1.5 × the cost of 10 rules", "1,000 rules / 10 rules",
       at_most, 1.5, "×"},
      {"1,000 contacts in a window", "≤ 3 × the cost of 10", "1,000 contacts / 10 contacts",
       at_most, 3, "×"},
      {"start after SIGKILL, 10^7 entries", "the tail replayed at ≥ 500,000 entries/s",
       "tail replayed", at_least, 500'000, "entries/s"},
      {size, "≤ 150 bytes on disk per decision after compaction", "bytes per decision", at_most,
       150, "bytes"},
      {size, "≤ 300 bytes per customer with 10 contacts", "bytes per customer", at_most, 300,
       "bytes"},
  };
  return bars;
}

bool BarRow::is_met() const {
  TACT_CHECK(is_measured());
  return bar.sense == Sense::at_least ? figure->median >= bar.limit : figure->median <= bar.limit;
}

std::vector<BarRow> hold_against(const std::vector<Bar>& bars, const Results& results) {
  std::vector<BarRow> rows;
  for (const Bar& bar : bars) {
    const auto found = results.find(std::string(bar.result));
    const bool is_measured = found != results.end() && !found->second.empty();
    rows.push_back({bar, is_measured ? std::optional(summarise(found->second)) : std::nullopt});
  }
  return rows;
}

std::vector<double> ratios_of(const std::vector<Figure>& figures, std::string_view figure,
                              std::string_view to) {
  const Figure* const one = find(figures, figure);
  const Figure* const other = find(figures, to);
  std::vector<double> ratios;
  if (one == nullptr || other == nullptr) return ratios;
  TACT_CHECK(one->rounds.size() == other->rounds.size());
  for (std::size_t round = 0; round < one->rounds.size(); ++round) {
    ratios.push_back(one->rounds[round] / other->rounds[round]);
  }
  return ratios;
}

Result<Results> read_results(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  boost::system::error_code failure;
  const boost::json::value read = boost::json::parse(text.str(), failure);
  const boost::json::object* const whole = failure ? nullptr : read.if_object();
  const boost::json::value* const found =
      whole == nullptr ? nullptr : whole->if_contains("results");
  const boost::json::object* const named = found == nullptr ? nullptr : found->if_object();
  if (named == nullptr) return Error{path + " holds no `results` of a benchmark"};
  Results results;
  for (const auto& [name, rounds] : *named) {
    const boost::json::array* const values = rounds.if_array();
    if (values == nullptr) return Error{path + ": `" + std::string(name) + "` is no list"};
    for (const boost::json::value& value : *values) {
      const double number = value.to_number<double>(failure);
      if (failure) return Error{path + ": `" + std::string(name) + "` has no numbers"};
      results[std::string(name)].push_back(number);
    }
  }
  return results;
}

}  // namespace tact::bench
