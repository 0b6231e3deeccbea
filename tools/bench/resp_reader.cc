#include "bench/resp_reader.h"

#include <charconv>

namespace tact::bench {
namespace {

constexpr std::string_view line_end = "\r\n";

}  // namespace

void RespReader::add(std::string_view bytes) {
  bytes_.erase(0, read_);
  read_ = 0;
  bytes_ += bytes;
}

Result<bool> RespReader::next(RespReply& reply) {
  const std::string_view rest = std::string_view(bytes_).substr(read_);
  const std::size_t end = rest.find(line_end);
  if (end == std::string_view::npos) return false;
  const std::string_view line = rest.substr(1, end - 1);
  std::size_t size = end + line_end.size();
  switch (rest.front()) {
    case ':': reply = {RespReply::Kind::integer, std::string(line)}; break;
    case '+': reply = {RespReply::Kind::text, std::string(line)}; break;
    case '-': reply = {RespReply::Kind::error, std::string(line)}; break;
    case '$': {
      int bytes = 0;
      if (std::from_chars(line.data(), line.data() + line.size(), bytes).ec != std::errc{}) {
        return Error{"a text without a length: " + std::string(line)};
      }
      const auto length = static_cast<std::size_t>(bytes < 0 ? 0 : bytes);
      if (bytes >= 0 && rest.size() < size + length + line_end.size()) return false;
      reply = {RespReply::Kind::text, std::string(rest.substr(size, length))};
      if (bytes >= 0) size += length + line_end.size();
      break;
    }
    default: return Error{"an unknown reply: " + std::string(rest.substr(0, end))};
  }
  read_ += size;
  return true;
}

}  // namespace tact::bench
