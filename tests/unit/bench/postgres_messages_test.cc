#include "bench/postgres_messages.h"

#include <catch2/catch.hpp>

namespace tact::bench {
namespace {

using namespace std::string_literals;

TEST_CASE("messages carry their length, which counts itself and not the type", "[bench]") {
  CHECK(postgres_query("select 1") == "Q\0\0\0\x0dselect 1\0"s);
  CHECK(postgres_startup("u", "d") == "\0\0\0\x1b\0\3\0\0user\0u\0database\0d\0\0"s);
  CHECK(postgres_prepare("s", "x") == "P\0\0\0\x0as\0x\0\0\0S\0\0\0\4"s);
}

TEST_CASE("a statement is asked with its parameters as text", "[bench]") {
  CHECK(postgres_ask("s", {"ab", ""}) ==
        "B\0\0\0\x17\0s\0\0\0\0\2\0\0\0\2ab\0\0\0\0\0\0"
        "E\0\0\0\x09\0\0\0\0\0"
        "S\0\0\0\4"s);
}

TEST_CASE("answers are read piece by piece", "[bench]") {
  const std::string bytes = "2\0\0\0\4"s + "D\0\0\0\x0b\0\1\0\0\0\1t"s +
                            "E\0\0\0\x13SERROR\0Mno\0C0\0\0"s + "Z\0\0\0\5I"s;
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    PostgresReader reader;
    std::string types;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      reader.add(std::string_view(bytes).substr(at, size));
      PostgresMessage message;
      while (reader.next(message)) {
        types += message.type;
        if (message.type == 'D') CHECK(postgres_value(message) == "t");
        if (message.type == 'E') CHECK(postgres_error(message) == "no");
      }
    }
    CHECK(types == "2DEZ");
  }
}

TEST_CASE("a null is no value, and an error may lack its text", "[bench]") {
  CHECK(postgres_value({'D', "\0\1\xff\xff\xff\xff"s}).empty());
  CHECK(postgres_value({'D', "\0\0"s}).empty());
  CHECK(postgres_error({'E', "SERROR\0\0"s}) == "an error without a text");
}

}  // namespace
}  // namespace tact::bench
