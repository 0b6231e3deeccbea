// Records through the same engine logic as the daemon's, in memory: for replays of past data and
// for policy tests. Everything that is random comes from a fixed seed: the same lines give the same
// bytes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "tact/policy.h"

#include "core/json/reader.h"
#include "engine/decider.h"
#include "engine/randomness.h"
#include "store/mem_store.h"

namespace tact {

// SplitMix64: the same bytes on every machine.
class SeededRandomness final : public Randomness {
 public:
  explicit SeededRandomness(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  std::uint64_t state_;
};

// What became of the lines so far.
struct RehearsalCounts {
  std::array<std::uint64_t, 3> decisions{};  // by Outcome; first answers only
  std::uint64_t replayed = 0;                // requests that had been answered before
  std::uint64_t records = 0;                 // accepted, other than requests
  std::uint64_t refused = 0;                 // requests and records
};

// One thread.
class Rehearsal {
 public:
  // `trial`: the records' own times are the clock. `live`: what handle() is told is.
  explicit Rehearsal(std::shared_ptr<const Policy> policy, ClockMode clock = ClockMode::trial,
                     Instant now = {});

  // Decisions after this one are made under `policy`. REQUIRES: it looks no further back than the
  // policy before it.
  void activate(std::shared_ptr<const Policy> policy, Instant now);

  // As the engine would. `now` serves in a live rehearsal only.
  Reply handle(const Command& command, Instant now = {});

  // One line of NDJSON: a request's answer, or {"line":N,"error":{…}} for what is refused, is
  // appended to `out` with its line's end; an accepted record adds nothing. Unlike on a daemon, a
  // line must say its time: `at`, or a list's `loaded_at`.
  void handle_line(std::uint64_t number, std::string_view line, bool explain, std::string& out);
  // A line that is over the bound on lines.
  void refuse_long_line(std::uint64_t number, std::string& out);

  // From now on each entry of the rehearsal's ledger is given to `keep` (canonical bytes, without a
  // line's end) once it is committed; commit() brings the last ones.
  void keep_ledger(std::function<void(const std::string&)> keep) { keep_ = std::move(keep); }
  void commit();

  // What must still be done about whoever is named.
  std::vector<OpenObligation> open_obligations(const Person& person) {
    return decider_.open_obligations(person);
  }

  const RehearsalCounts& counts() const { return counts_; }

 private:
  void refuse(std::uint64_t number, const Problem& problem, std::string& out);

  MemStore store_;
  SeededRandomness randomness_;
  Decider decider_;
  JsonParser parser_;
  RehearsalCounts counts_;
  std::function<void(const std::string&)> keep_;  // null: nobody wants the ledger
  std::uint64_t committed_ = 0;                   // entries
  std::size_t open_commands_ = 0;
};

}  // namespace tact
