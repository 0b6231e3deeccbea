#include "core/json/writer.h"

#include <algorithm>
#include <csignal>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "core/json/canonical_order.h"

using namespace tact;

namespace {

template <class Write>
std::string written(KeyOrder order, Write write) {
  std::string out;
  JsonWriter writer(out, order);
  write(writer);
  CHECK(writer.complete());
  return out;
}

std::string as_string(std::string_view text) {
  return written(KeyOrder::sorted, [&](JsonWriter& json) { json.string(text); });
}

// Whether this use of a canonical writer is caught as a bug. It runs in a child process.
template <class Misuse>
bool aborts(Misuse misuse) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);  // Catch2's handler would report a failed test.
    close(STDERR_FILENO);
    std::string out;
    JsonWriter json(out, KeyOrder::sorted);
    misuse(json);
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}  // namespace

TEST_CASE("a record is written compactly, after what the string holds already", "[json]") {
  std::string out = "line: ";
  JsonWriter json(out, KeyOrder::sorted);
  json.begin_object();
  json.key("addresses");
  json.begin_array();
  json.begin_object();
  json.string("channel", "sms");
  json.end_object();
  json.string("x");
  json.begin_array();
  json.end_array();
  json.integer(-7);
  json.end_array();
  json.boolean("granted", true);
  json.key("labels");
  json.begin_object();
  json.end_object();
  json.key("none");
  json.null();
  CHECK_FALSE(json.complete());
  json.integer("priority", 50);
  json.key("raw");
  json.raw(R"({"a":[1,2]})");
  json.key("withdrawn");
  json.boolean(false);
  json.end_object();
  CHECK(json.complete());
  CHECK(out == R"(line: {"addresses":[{"channel":"sms"},"x",[],-7],"granted":true,"labels":{},)"
               R"("none":null,"priority":50,"raw":{"a":[1,2]},"withdrawn":false})");
}

TEST_CASE("strings carry the fewest escapes, as in RFC 8785", "[json]") {
  // The sample of RFC 8785, section 3.2.2: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/".
  CHECK(as_string("\u20ac$\x0f\nA'B\"\\\\\"/") == "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  CHECK(as_string("") == R"("")");
  CHECK(as_string("\b\t\n\f\r") == R"("\b\t\n\f\r")");
  CHECK(as_string(std::string_view("\0\x01\x1f", 3)) == R"("\u0000\u0001\u001f")");
  CHECK(as_string("\x7f\u0080\u2028\U0001f600") == "\"\x7f\u0080\u2028\U0001f600\"");
  CHECK(as_string("</script>") == "\"</script>\"");
}

TEST_CASE("integers are written digit by digit", "[json]") {
  const auto sorted = [](std::int64_t number) {
    return written(KeyOrder::sorted, [&](JsonWriter& json) { json.integer(number); });
  };
  CHECK(sorted(0) == "0");
  CHECK(sorted(-1) == "-1");
  CHECK(sorted(canonical_integer_max) == "9007199254740991");
  CHECK(sorted(-canonical_integer_max) == "-9007199254740991");
  CHECK(written(KeyOrder::as_written, [](JsonWriter& json) {
          json.integer(std::numeric_limits<std::int64_t>::min());
        }) == "-9223372036854775808");
}

TEST_CASE("keys ascend in the order of RFC 8785's own sample", "[json]") {
  // Section 3.2.3; by bytes, the last two would stand the other way round.
  const std::vector<std::string> expected = {"\r",     "1",          "\u0080", "\u00f6",
                                             "\u20ac", "\U0001f600", "\ufb33"};
  std::vector<std::string> keys = expected;
  std::sort(keys.begin(), keys.end());
  CHECK(keys != expected);
  std::sort(keys.begin(), keys.end(), canonical_less);
  CHECK(keys == expected);
  CHECK(written(KeyOrder::sorted,
                [&](JsonWriter& json) {
                  json.begin_object();
                  for (const std::string& key : expected) json.integer(key, 1);
                  json.end_object();
                }) ==
        "{\"\\r\":1,\"1\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,\"\U0001f600\":1,"
        "\"\ufb33\":1}");
}

TEST_CASE("a key comes before every longer key that starts with it", "[json]") {
  CHECK(canonical_less("", "a"));
  CHECK(canonical_less("a", "ab"));
  CHECK_FALSE(canonical_less("ab", "a"));
  CHECK_FALSE(canonical_less("a", "a"));
}

TEST_CASE("answers keep the order in which they were written", "[json]") {
  CHECK(written(KeyOrder::as_written, [](JsonWriter& json) {
          json.begin_object();
          json.string("outcome", "defer");
          json.string("decision", "1");
          json.end_object();
        }) == R"({"outcome":"defer","decision":"1"})");
}

TEST_CASE("the order of keys is the object's own, whatever is nested between them", "[json]") {
  CHECK(written(KeyOrder::sorted, [](JsonWriter& json) {
          json.begin_object();
          json.key("b");
          json.begin_object();
          json.integer("z", 1);
          json.end_object();
          json.integer("c", 2);
          json.end_object();
        }) == R"({"b":{"z":1},"c":2})");
}

TEST_CASE("keys are compared as they are, not as they are escaped", "[json]") {
  // 0x01 is before "!", although its escape starts with a backslash, which is after it.
  CHECK(written(KeyOrder::sorted, [](JsonWriter& json) {
          json.begin_object();
          for (const char* key : {"\x01", "\t", "\n", "\x1f", "!", "\"", "#", "\\", "]"}) {
            json.integer(key, 1);
          }
          json.end_object();
        }) == R"({"\u0001":1,"\t":1,"\n":1,"\u001f":1,"!":1,"\"":1,"#":1,"\\":1,"]":1})");
}

TEST_CASE("what would not be canonical JSON aborts", "[json]") {
  CHECK_FALSE(aborts([](JsonWriter& json) { json.integer(1); }));
  CHECK(aborts(
      [](JsonWriter& json) { json.begin_object(), json.integer("b", 1), json.integer("a", 1); }));
  CHECK(aborts(
      [](JsonWriter& json) { json.begin_object(), json.integer("a", 1), json.integer("a", 1); }));
  CHECK(aborts([](JsonWriter& json) {
    json.begin_object(), json.integer("!", 1), json.integer("\x01", 1);
  }));
  CHECK(aborts(
      [](JsonWriter& json) { json.begin_object(), json.integer("\"", 1), json.integer("!", 1); }));
  CHECK(aborts([](JsonWriter& json) { json.integer(canonical_integer_max + 1); }));
  CHECK(aborts([](JsonWriter& json) { json.integer(-canonical_integer_max - 1); }));
}

TEST_CASE("what would not be JSON at all aborts", "[json]") {
  CHECK(aborts([](JsonWriter& json) { json.key("a"); }));
  CHECK(aborts([](JsonWriter& json) { json.begin_array(), json.key("a"); }));
  CHECK(aborts([](JsonWriter& json) { json.begin_object(), json.integer(1); }));
  CHECK(aborts([](JsonWriter& json) { json.begin_object(), json.key("a"), json.key("b"); }));
  CHECK(aborts([](JsonWriter& json) { json.begin_object(), json.key("a"), json.end_object(); }));
  CHECK(aborts([](JsonWriter& json) { json.begin_object(), json.end_array(); }));
  CHECK(aborts([](JsonWriter& json) { json.end_object(); }));
  CHECK(aborts([](JsonWriter& json) { json.null(), json.null(); }));
  CHECK(aborts([](JsonWriter& json) { json.raw(""); }));
  CHECK_FALSE(aborts([](JsonWriter& json) {
    for (std::size_t i = 0; i < JsonWriter::depth_max; ++i) json.begin_array();
  }));
  CHECK(aborts([](JsonWriter& json) {
    for (std::size_t i = 0; i <= JsonWriter::depth_max; ++i) json.begin_array();
  }));
}
