#include "bench/http_reader.h"

#include <catch2/catch.hpp>

namespace tact::bench {
namespace {

// The bodies of all answers, which come in pieces of `size` bytes.
std::vector<std::string> read_in_pieces(std::string_view bytes, std::size_t size) {
  std::vector<std::string> bodies;
  HttpReader reader;
  while (!bytes.empty()) {
    std::string_view piece = bytes.substr(0, size);
    bytes.remove_prefix(piece.size());
    while (!piece.empty()) {
      piece.remove_prefix(reader.take(piece).value());
      if (!reader.is_complete()) continue;
      CHECK(reader.status() == 200);
      bodies.push_back(reader.body());
      reader.begin_next();
    }
  }
  return bodies;
}

TEST_CASE("answers with a length, with chunks and without a body are read piece by piece",
          "[bench]") {
  const std::string answers =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-LENGTH: 5\r\n\r\nhello"
      "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n"
      "3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\n"
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  const std::vector<std::string> expected = {"hello", "abc0123456789abcdef", "", "ok"};
  for (std::size_t size = 1; size <= answers.size(); ++size) {
    CHECK(read_in_pieces(answers, size) == expected);
  }
}

TEST_CASE("what is no answer is an error", "[bench]") {
  for (const char* bytes :
       {"SSH-2.0\r\n", "HTTP/1.1 \r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    HttpReader reader;
    CHECK_FALSE(reader.take(bytes).ok());
  }
}

}  // namespace
}  // namespace tact::bench
