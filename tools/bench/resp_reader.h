// Redis's replies (RESP 2), as far as scripts and their loading give them. No I/O.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tact/result.h"

namespace tact::bench {

struct RespReply {
  enum class Kind : std::uint8_t { integer, text, error };
  Kind kind = Kind::text;
  std::string text;  // a number's digits; "" of a null
};

// A command: each word whatever bytes it holds.
template <class... Words>
std::string resp_command(const Words&... words) {
  std::string command = "*" + std::to_string(sizeof...(words)) + "\r\n";
  const auto add = [&](std::string_view word) {
    command += '$' + std::to_string(word.size()) + "\r\n";
    command += word;
    command += "\r\n";
  };
  (add(words), ...);
  return command;
}

class RespReader {
 public:
  void add(std::string_view bytes);
  // The next whole reply; false where there is none yet. An Error at any other kind of reply.
  Result<bool> next(RespReply& reply);

 private:
  std::string bytes_;
  std::size_t read_ = 0;  // of `bytes_`
};

}  // namespace tact::bench
