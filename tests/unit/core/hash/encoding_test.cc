#include "core/hash/encoding.h"

#include <string>

#include <catch2/catch.hpp>

using namespace tact;
using namespace std::string_literals;

TEST_CASE("base64 is that of RFC 4648's examples, both ways", "[hash]") {
  struct Row {
    std::string bytes;
    std::string text;
  };
  const auto row = GENERATE(values<Row>({
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
      {"\xfb\xff\xbf", "+/+/"},
      {"\0\0\0"s, "AAAA"},
  }));
  CHECK(to_base64(row.bytes) == row.text);
  CHECK(from_base64(row.text) == row.bytes);
}

TEST_CASE("base64 that nobody would write so is refused", "[hash]") {
  const std::string text =
      GENERATE("Zg"s, "Zg="s, "Zg==="s, "Zh=="s, "Zm9="s, "Z==="s, "===="s, "=Zg="s, "Zg==Zg=="s,
               " Zg="s, "Zm9v\n   "s, "Zm9v\n"s, "-_-_"s, "Zm\0v"s, "Zm\xe9v"s);
  INFO(text);
  CHECK_FALSE(from_base64(text));
}

TEST_CASE("hexadecimal is lower-case and has two digits a byte", "[hash]") {
  CHECK(to_hex("\0\x0f\xa0\xff"s) == "000fa0ff");
  CHECK(from_hex("000fa0ff") == "\0\x0f\xa0\xff"s);
  CHECK(from_hex("") == "");
  CHECK_FALSE(from_hex("0"));
  CHECK_FALSE(from_hex("0F"));
  CHECK_FALSE(from_hex("0g"));
  CHECK_FALSE(from_hex("0\0"s));
}
