// PostgreSQL over its own protocol.
#pragma once

#include <string_view>

#include "bench/postgres_messages.h"
#include "bench/questions.h"

namespace tact::bench {

// Messages, each answered up to where the server is ready for the next. A row that says t or f is
// an answer; a message without a row is counted as recorded.
class PostgresMessages final : public Questions {
 public:
  using Questions::Questions;

 private:
  Result<std::size_t> take(std::string_view bytes) override;
  void end_one();

  PostgresReader reader_;
  PostgresMessage message_;
  std::string value_;
  std::string error_;
};

}  // namespace tact::bench
