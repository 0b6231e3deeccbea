#include "daemon/options.h"

#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/temp_dir.h"

namespace tact {
namespace {

Parsed parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "tactd");
  return parse_options(static_cast<int>(arguments.size()), arguments.data());
}

TEST_CASE("only a loopback address is listened on", "[daemon]") {
  struct Row {
    std::string text;
    std::string host;  // "" refused
    int port;
  };
  const auto row = GENERATE(values<Row>({
      {"127.0.0.1:8080", "127.0.0.1", 8080},
      {"127.8.8.8:0", "127.8.8.8", 0},
      {"localhost:65535", "127.0.0.1", 65535},
      {"[::1]:8080", "::1", 8080},
      {"0.0.0.0:8080", "", 0},
      {"[::]:8080", "", 0},
      {"192.168.1.5:8080", "", 0},
      {"127.0.0.1.evil.example:80", "", 0},
      {"example.com:80", "", 0},
      {"127.0.0.1", "", 0},
      {"127.0.0.1:", "", 0},
      {"127.0.0.1:65536", "", 0},
      {"127.0.0.1:80x", "", 0},
      {":8080", "", 0},
      {"", "", 0},
  }));
  const auto endpoint = parse_endpoint(row.text);
  INFO(row.text);
  CHECK(endpoint.ok() == !row.host.empty());
  if (endpoint) CHECK(endpoint->host == row.host);
  if (endpoint) CHECK(endpoint->port == row.port);
}

TEST_CASE("what must be said is the data and the policies", "[daemon]") {
  const Parsed parsed = parse({"--data", "d", "--policies", "p"});
  REQUIRE(parsed.options.has_value());
  CHECK(parsed.options->data == "d");
  CHECK(parsed.options->listen == "127.0.0.1:8080");
  CHECK_FALSE(parsed.options->trial);
  CHECK(parse({"--data", "d"}).exit_code == 2);
}

TEST_CASE("nobody is asked for a token unless a file says whose there are", "[daemon]") {
  CHECK(parse({"--data", "d", "--policies", "p"}).options->tokens.empty());
  CHECK(parse({"--data", "d", "--policies", "p", "--tokens", "t"}).options->tokens == "t");
  // With tokens, too, nothing but this machine is served.
  CHECK(parse({"--data", "d", "--policies", "p", "--tokens", "t", "--listen", "0.0.0.0:80"})
            .exit_code == 2);
  CHECK_THAT(parse_endpoint("0.0.0.0:80").error().message, Catch::Contains("no TLS yet"));
}

TEST_CASE("bad arguments are refused, each with exit code 2", "[daemon]") {
  const auto bad = GENERATE(values<std::vector<const char*>>({
      {"--threads", "0"},
      {"--threads", "many"},
      {"--listen", "0.0.0.0:80"},
      {"--origin", "two words"},
      {"--no-such-option"},
      {"--config", "there/is/no/such/file"},
  }));
  std::vector<const char*> arguments = {"--data", "d", "--policies", "p"};
  arguments.insert(arguments.end(), bad.begin(), bad.end());
  const Parsed parsed = parse(arguments);
  CHECK_FALSE(parsed.options.has_value());
  CHECK(parsed.exit_code == 2);
}

TEST_CASE("a file may say what the command line does, which has the last word", "[daemon]") {
  const TempDir folder;
  const std::string path = folder.path() + "/tactd.conf";
  std::ofstream(path) << "data=d\npolicies=p\nthreads=7\ntrial=true\nlisten=127.0.0.1:99\n";
  const Parsed parsed = parse({"--config", path.c_str(), "--threads", "3"});
  REQUIRE(parsed.options.has_value());
  CHECK(parsed.options->data == "d");
  CHECK(parsed.options->threads == 3);
  CHECK(parsed.options->trial);
  CHECK(parsed.options->listen == "127.0.0.1:99");
  std::ofstream(path) << "data=d\npolicies=p\nthraeds=7\n";
  CHECK(parse({"--config", path.c_str()}).exit_code == 2);
}

TEST_CASE("asking for help is no mistake", "[daemon]") {
  const Parsed parsed = parse({"--help"});
  CHECK_FALSE(parsed.options.has_value());
  CHECK(parsed.exit_code == 0);
}

}  // namespace
}  // namespace tact
