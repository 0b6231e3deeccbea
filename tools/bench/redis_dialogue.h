// Redis over its own protocol.
#pragma once

#include <string_view>

#include "bench/questions.h"
#include "bench/resp_reader.h"

namespace tact::bench {

// Commands, each answered by one reply: 1 or 0 of a script is an answer, anything else but an error
// is counted as recorded.
class RedisCommands final : public Questions {
 public:
  using Questions::Questions;
  // Of the last reply.
  const std::string& text() const { return reply_.text; }

 private:
  Result<std::size_t> take(std::string_view bytes) override;
  RespReader reader_;
  RespReply reply_;
};

}  // namespace tact::bench
