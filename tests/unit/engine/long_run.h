// A long random life of a decider and its store: every type of record, people who share addresses
// and households, policies that look further back and come by every way, restarts, power cuts. All
// from one seed.
#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/decider.h"
#include "ledger/appender.h"
#include "store/store.h"
#include "support/seeded_randomness.h"

namespace tact::test {

// What a store lives on.
class Home {
 public:
  Home() = default;
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;
  virtual ~Home() = default;

  virtual Store& store() = 0;
  // Closes the store and opens it again.
  virtual void reopen() = 0;
  // The same, but what was not durable is gone.
  virtual void crash(std::uint64_t seed) = 0;
  // The power fails after so many writes more.
  virtual void fail_after(std::uint64_t writes) = 0;
  // It goes on for ever; false where it has failed already.
  virtual bool steady_power() = 0;
};

std::unique_ptr<Home> memory_home();
// `seed` chooses how soon states are written and settled.
std::unique_ptr<Home> disk_home(std::uint64_t seed);

class LongRun {
 public:
  LongRun(std::unique_ptr<Home> home, std::uint64_t seed);

  void live(int steps);
  Store& store() { return home_->store(); }
  // Drops what no decision needs any more, as far as whole rows go; stops half-way now and then.
  // Returns how many entries went.
  std::uint64_t retain();
  // How often each type of entry was written, after all that happened.
  std::map<std::string, int> types();

  // By hash.
  const std::map<std::string, std::shared_ptr<const Policy>>& policies() const { return policies_; }

 private:
  void step();
  void tell_something();
  void tell_person();
  void file_policy();
  void approve();
  void close_obligation();

  void start();
  void finish_retained();
  void restart();
  void crash();
  // False where the power failed; then all was started anew.
  bool commit();
  bool steady_commit();
  void handle(Command command);
  void tell(decltype(Record::body) body, Instant when);

  std::uint64_t pick(std::uint64_t choices) { return dice_() % choices; }
  Instant before(std::uint64_t hours_max) { return now_ - std::chrono::hours(pick(hours_max)); }
  std::string customer() { return "c" + std::to_string(pick(6)); }
  std::string address() { return "a" + std::to_string(pick(4)) + "@example.org"; }
  Person person();
  ContactFields fields();
  std::shared_ptr<const Policy> make_policy();

  std::mt19937_64 dice_;
  SeededRandomness randomness_;
  std::unique_ptr<Home> home_;
  Instant now_;
  std::map<std::string, std::shared_ptr<const Policy>> policies_;
  std::unique_ptr<Appender> appender_;
  std::unique_ptr<Decider> decider_;
};

}  // namespace tact::test
