#include "bench/postgres_dialogue.h"

namespace tact::bench {

Result<std::size_t> PostgresMessages::take(std::string_view bytes) {
  reader_.add(bytes);
  std::size_t ended = 0;
  while (reader_.next(message_)) {
    if (message_.type == 'D') value_ = postgres_value(message_);
    if (message_.type == 'E') error_ = postgres_error(message_);
    if (message_.type != 'Z') continue;
    end_one();
    ++ended;
  }
  return ended;
}

void PostgresMessages::end_one() {
  if (!error_.empty()) {
    load().fail(error_);
  } else if (value_ == "t" || value_ == "f") {
    ++load().outcomes[value_ == "t" ? 0 : 2];
  } else {
    ++load().recorded;
  }
  value_.clear();
  error_.clear();
}

}  // namespace tact::bench
