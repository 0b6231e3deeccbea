#include "daemon/options.h"

#include <charconv>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <arpa/inet.h>

#include "tact/time.h"

#include "core/merkle/checkpoint.h"

namespace tact {
namespace {

constexpr const char* description =
    R"(Example:
  tactd --data /var/lib/tact --policies policies/example
  curl -s localhost:8080/v1/decisions -H 'content-type: application/json' \
    -d '{"customer":"c-1","channel":"email","purpose":"service/order"}'
  tactd token --help
  tactd key --help

tactd answers whether a message may go to a person now, and keeps the log of its answers.
SIGHUP, or a saved file, loads the policies and tokens again; SIGTERM finishes what was asked and
stops.
Exit codes: 0 stopped as asked, 1 could not start or had to stop, 2 bad arguments, 3 the policies do
not compile, 4 their tests fail; 3 and 4 only where no policy was active before.
)";

void declare_numbers(CLI::App& app, Options& options) {
  const auto number = [&app](const char* name, std::size_t& value, const char* sentence,
                             const char* unit, std::size_t min, std::size_t max) {
    app.add_option(name, value, sentence)
        ->type_name(unit)
        ->check(CLI::Range(min, max))
        ->capture_default_str();
  };
  number("--threads", options.threads, "Threads for connections", "COUNT", 1, 256);
  number("--reader-threads", options.reader_threads, "Threads for who reads the log and customers",
         "COUNT", 1, 64);
  number("--connections", options.connections, "Connections open at a time, at most", "COUNT", 1,
         1'000'000);
  // One body of records may hold nearly 40,000 of them, and must fit when nothing else waits.
  number("--queued-commands", options.queued_commands,
         "Requests and records that may wait before the answer is 503", "COUNT", 40'000,
         10'000'000);
  number("--queue-delay", options.queue_delay_ms,
         "Time that the first who waits may wait, before requests and records are answered 503",
         "MS", 10, 60'000);
  number("--memory", options.memory_mib,
         "Memory to stay within: customers' records take three eighths of it", "MIB", 512,
         16'777'216);
  number("--header-timeout", options.header_seconds, "Time for a request's head to come", "SECONDS",
         1, 3'600);
  number("--body-timeout", options.body_seconds, "Time between two pieces of a request's body",
         "SECONDS", 1, 3'600);
  number("--idle-timeout", options.idle_seconds, "Time between two requests of a connection",
         "SECONDS", 1, 86'400);
  number("--drain-timeout", options.drain_seconds, "Time to finish what was asked, when stopping",
         "SECONDS", 0, 3'600);
  number("--clean-after", options.clean_seconds,
         "Time that an erasure waits for others, before the files are cleaned of them together",
         "SECONDS", 0, 1'800);
}

std::string wrong_with_origin(const std::string& origin) {
  return is_valid_origin(origin) ? "" : "must be printable ASCII without space and `+`";
}

std::string wrong_with_endpoint(const std::string& text) {
  const auto endpoint = parse_endpoint(text);
  return endpoint ? "" : endpoint.error().message;
}

std::string wrong_with_period(const std::string& text) {
  return parse_span(text) ? "" : "must be a period, such as `3 years`, `18 months` or `800d`";
}

void declare(CLI::App& app, Options& options) {
  app.set_version_flag("--version", std::string("tactd ") + TACT_VERSION);
  app.set_config("--config", "", "Reads these options from a file: lines of name=value");
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.add_option("--data", options.data, "Where the ledger is kept; made if absent")
      ->type_name("DIR")
      ->required();
  app.add_option("--policies", options.policies,
                 "The policy file, or the folder that holds policy.yaml")
      ->type_name("PATH")
      ->required();
  app.add_option("--listen", options.listen, "Address and port; port 0 takes a free one")
      ->type_name("HOST:PORT")
      ->check(wrong_with_endpoint)
      ->capture_default_str();
  app.add_option("--tokens", options.tokens,
                 "Who may ask: the file that `tactd token add` writes. Without it everybody who "
                 "reaches this machine's own address may all")
      ->type_name("FILE");
  app.add_flag("--trial", options.trial,
               "For rehearsals with past data: the clock is the records' own `at`, and the data "
               "directory opens only with --trial");
  app.add_flag("--second-approver", options.second_approver,
               "A policy that replaces another waits until a second token approves it; one that "
               "was active before comes back at once. Of a file that was saved nobody knows by "
               "whom: whoever may save files must have no officer's token");
  app.add_option("--origin", options.origin,
                 "The ledger's name in its checkpoints, and its key's: best one that is yours "
                 "alone, such as acme.example/tact")
      ->type_name("NAME")
      ->check(wrong_with_origin)
      ->capture_default_str();
  app.add_option("--log-key", options.log_key,
                 "The key that signs checkpoints; made at the first start. By default "
                 "DIR/keys/log-key, but best kept where the data directory's backups are not: then "
                 "a data directory that was put back to an older state is noticed")
      ->type_name("FILE");
  app.add_option("--witnesses", options.witnesses,
                 "Whose signatures under checkpoints are kept: public keys, one a line")
      ->type_name("FILE");
  app.add_option("--keep-log", options.keep_log,
                 "How long entries of the contact log are kept, such as `3 years` or `800d`; older "
                 "ones are dropped once a day, their hashes stay. Without it all are kept")
      ->type_name("PERIOD")
      ->check(wrong_with_period);
  declare_numbers(app, options);
}

bool is_loopback(const std::string& host) {
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace

Result<Endpoint> parse_endpoint(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  Endpoint endpoint;
  const char* const end = text.data() + text.size();
  const char* const port = colon == std::string::npos ? end : text.data() + colon + 1;
  const auto [stop, error] = std::from_chars(port, end, endpoint.port);
  if (port == end || error != std::errc{} || stop != end) {
    return Error{"`" + text + "` is not HOST:PORT, such as 127.0.0.1:8080"};
  }
  endpoint.host = text.substr(0, colon);
  if (endpoint.host == "localhost") endpoint.host = "127.0.0.1";
  if (endpoint.host.size() > 2 && endpoint.host.front() == '[' && endpoint.host.back() == ']') {
    endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
  }
  if (!is_loopback(endpoint.host)) {
    return Error{"`" + endpoint.host +
                 "` is not a loopback address; tactd serves this machine only, with --tokens too, "
                 "as it has no TLS yet and tokens could be read on the way: use 127.0.0.1 or "
                 "[::1], behind a proxy that speaks TLS"};
  }
  return endpoint;
}

Parsed parse_options(int argc, const char* const* argv) {
  CLI::App app(description, "tactd");
  Options options;
  declare(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool is_fine = error.get_exit_code() == 0;  // --help, --version
    app.exit(error, std::cout, std::cerr);
    return {std::nullopt, is_fine ? 0 : 2};
  }
  return {std::move(options), 0};
}

}  // namespace tact
