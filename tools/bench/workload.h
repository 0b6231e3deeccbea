// A retailer's month, made up from a seed: customers, what they agreed to, and the requests of its
// campaigns and services. All of it is lines of the contract's JSON, so that the same bytes go
// through the parser in process and over HTTP.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tact/time.h"

#include "bench/dice.h"
#include "bench/home.h"
#include "engine/command.h"

namespace tact::bench {

struct WorkloadOptions {
  std::uint64_t seed = 1;
  std::size_t customers = 100'000;
  // Who is asked for: 0 is uniform; else Zipf's law with this exponent.
  double skew = 0;
  // The first planned time of sending; later ones follow over four weeks. A day begins at 09:00 in
  // Istanbul.
  Instant begin{};
  Market market = "example";
  bool has_addresses = true;  // Else nobody is known by more than an id.
};

// The four weeks that requests are planned over; then the next ones begin again.
inline constexpr int workload_days = 28;

// Who is asked for, and when it would be sent.
struct Pick {
  std::uint64_t number = 0;  // of the request
  std::size_t customer = 0;
  Instant at{};
};

std::string customer_id(std::size_t customer);

class Workload {
 public:
  explicit Workload(const WorkloadOptions& options);

  // What is known before the first request: a registry, and each customer's profile and consents.
  std::vector<std::string> register_lines() const;
  void append_customer(std::size_t customer, std::vector<std::string>& lines) const;

  // The next request, each with a request_id of its own.
  std::string next_request();
  // A request of this customer's at this time, with the number in its id.
  std::string request_of(const Pick& pick);
  // From here on only these customers are asked for, at the pace of all. REQUIRES: a uniform
  // workload that knows them.
  void ask_among(std::size_t first, std::size_t count);
  // Two requests that between them name all that is known of the customer.
  void append_visit(std::size_t customer, std::vector<std::string>& lines) const;
  // The next request for one who cannot tell channels and purposes apart: the same customers at the
  // same times. Not to be mixed with next_request() where its ledger matters.
  Pick next_pick();

  Instant begin() const { return options_.begin; }
  std::size_t customers() const { return options_.customers; }

 private:
  bool is_example() const { return options_.market == "example"; }
  Home home(std::size_t customer) const {
    return home_of(options_.market, options_.seed, customer);
  }
  std::string phone(std::size_t customer) const;
  std::string brand(std::string_view suffix = "") const;
  void append_purchase(std::size_t customer, std::vector<std::string>& lines) const;
  std::size_t pick_customer();
  Instant next_time();

  WorkloadOptions options_;
  Dice dice_;
  std::vector<double> shares_;  // cumulative, by rank; empty when uniform
  std::size_t first_asked_ = 0;
  std::size_t asked_ = 0;
  std::uint64_t requests_ = 0;
};

// The commands that lines stand for. REQUIRES: the lines are a workload's.
std::vector<Command> parse_commands(const std::vector<std::string>& lines);

}  // namespace tact::bench
