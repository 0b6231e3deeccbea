// A dialogue of messages that are answered one by one, in their order, each timed.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "bench/dialogue.h"
#include "bench/load.h"

namespace tact::bench {

// When the messages of an open loop are to be sent, whatever becomes of those before: so that the
// answers' being late is seen, and not waited for (no coordinated omission).
struct Schedule {
  Steady::time_point first;
  std::chrono::nanoseconds step{};

  Steady::time_point time_of(std::size_t message) const {
    return first + step * static_cast<std::int64_t>(message);
  }
};

struct Asking {
  // Messages sent together; the next ones when all of these are answered.
  std::size_t together = 1;
  // Without one, a message is due when those before it are answered. With one, a message that
  // finds the one before it unanswered waits for it, and its time counts from when it was due.
  std::optional<Schedule> schedule;
};

class Questions : public Dialogue {
 public:
  // `load` outlives it; dialogues of one run may share it.
  Questions(std::vector<std::string> messages, const Asking& asking, Load& load);

  void write(Steady::time_point now, std::string& out) override;
  Status read(Steady::time_point now, std::string_view bytes) override;
  bool is_done() const override { return next_ == messages_.size() && begun_.empty(); }
  std::optional<Steady::time_point> next_due() const override;

 protected:
  // Counts what the bytes answer, and returns how many messages they end.
  virtual Result<std::size_t> take(std::string_view bytes) = 0;
  Load& load() { return load_; }

 private:
  std::vector<std::string> messages_;
  const Asking asking_;
  Load& load_;
  std::size_t next_ = 0;
  std::deque<Steady::time_point> begun_;  // of those under way
};

}  // namespace tact::bench
