// Tact over HTTP, as clients speak to it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bench/dialogue.h"
#include "bench/http_reader.h"
#include "bench/load.h"
#include "bench/questions.h"

namespace tact::bench {

// One POST /v1/decisions, whole.
std::string single_message(std::string_view body);

// GETs and POSTs on a kept connection, one after the other.
class HttpSingles final : public Questions {
 public:
  using Questions::Questions;

 private:
  Result<std::size_t> take(std::string_view bytes) override;
  HttpReader reader_;
};

// One POST /v1/decisions/batch: answers are read while lines are still being sent.
class HttpBatch final : public Dialogue {
 public:
  // `body` is NDJSON. `load` outlives it; dialogues of one run may share it.
  HttpBatch(std::string body, Load& load);

  void write(Steady::time_point now, std::string& out) override;
  Status read(Steady::time_point now, std::string_view bytes) override;
  bool is_done() const override { return sent_ == message_.size() && reader_.is_complete(); }

 private:
  // Counts the whole lines that arrived, and takes them away.
  void count_lines();

  const std::string message_;
  std::size_t sent_ = 0;
  HttpReader reader_;
  Load& load_;
};

// The body of a GET's answer. An Error where it is not answered by 200.
Result<std::string> http_get(std::uint16_t port, std::string_view path);

}  // namespace tact::bench
