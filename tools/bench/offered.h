// Requests that are offered when they are due, whatever becomes of those before, to a server that
// may refuse them: what it takes in and what it refuses, each timed from when it was due.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/dialogue.h"
#include "bench/histogram.h"
#include "bench/http_reader.h"
#include "bench/questions.h"

namespace tact::bench {

struct Offered {
  Histogram admitted;  // answered by 200
  Histogram refused;   // answered by 503
  std::uint64_t failed = 0;
  std::string first_failure;

  void count(int status, std::string_view body, std::chrono::nanoseconds took);
  // An Error where anything was answered by neither, or nothing was admitted.
  Status check() const;
};

class OfferedRequests final : public Dialogue {
 public:
  // `offered` outlives it; dialogues of one run may share it.
  OfferedRequests(std::vector<std::string> messages, const Schedule& schedule, Offered& offered)
      : messages_(std::move(messages)), schedule_(schedule), offered_(offered) {}

  void write(Steady::time_point now, std::string& out) override;
  Status read(Steady::time_point now, std::string_view bytes) override;
  bool is_done() const override { return next_ == messages_.size() && !is_awaited_; }
  std::optional<Steady::time_point> next_due() const override;

 private:
  std::vector<std::string> messages_;
  const Schedule schedule_;
  Offered& offered_;
  HttpReader reader_;
  std::size_t next_ = 0;
  bool is_awaited_ = false;  // the one before next_
};

}  // namespace tact::bench
