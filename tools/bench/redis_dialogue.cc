#include "bench/redis_dialogue.h"

namespace tact::bench {

Result<std::size_t> RedisCommands::take(std::string_view bytes) {
  reader_.add(bytes);
  std::size_t ended = 0;
  while (true) {
    const auto is_whole = reader_.next(reply_);
    if (!is_whole) return is_whole.error();
    if (!*is_whole) return ended;
    ++ended;
    if (reply_.kind == RespReply::Kind::error) {
      load().fail(reply_.text);
    } else if (reply_.kind == RespReply::Kind::integer) {
      ++load().outcomes[reply_.text == "1" ? 0 : 2];
    } else {
      ++load().recorded;
    }
  }
}

}  // namespace tact::bench
