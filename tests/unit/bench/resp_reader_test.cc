#include "bench/resp_reader.h"

#include <catch2/catch.hpp>

namespace tact::bench {
namespace {

TEST_CASE("a command says how long each word is", "[bench]") {
  CHECK(resp_command("SET", std::string("a b"), "") ==
        "*3\r\n$3\r\nSET\r\n$3\r\na b\r\n$0\r\n\r\n");
}

TEST_CASE("replies are read piece by piece", "[bench]") {
  const std::string bytes = ":1\r\n+OK\r\n-ERR no\r\n$4\r\na\r\nb\r\n$-1\r\n:-20\r\n";
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    RespReader reader;
    std::string all;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      reader.add(std::string_view(bytes).substr(at, size));
      RespReply reply;
      while (reader.next(reply).value()) {
        all += reply.kind == RespReply::Kind::integer ? 'i'
               : reply.kind == RespReply::Kind::error ? 'e'
                                                      : 't';
        all += reply.text + ';';
      }
    }
    CHECK(all == "i1;tOK;eERR no;ta\r\nb;t;i-20;");
  }
}

TEST_CASE("a reply of another kind is an error", "[bench]") {
  for (const char* bytes : {"*1\r\n", "$x\r\n"}) {
    RespReader reader;
    reader.add(bytes);
    RespReply reply;
    CHECK_FALSE(reader.next(reply).ok());
  }
}

}  // namespace
}  // namespace tact::bench
