// What tactd can be told, each option declared once: its name, sentence, default, unit and bounds
// make the parser, --help and what a --config file may say.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "tact/result.h"

#include "daemon/machine_memory.h"

namespace tact {

struct Options {
  std::string data;
  std::string policies;
  std::string listen = "127.0.0.1:8080";
  std::string tokens;     // "": nobody is asked for one
  std::string witnesses;  // "": none are known
  std::string keep_log;   // "": the contact log is kept for good
  bool trial = false;
  bool second_approver = false;
  std::string origin = "localhost/tact";
  std::string log_key;  // "": DATA/keys/log-key
  std::size_t threads = 2;
  std::size_t reader_threads = 1;
  std::size_t connections = 10'000;
  std::size_t queued_commands = 50'000;
  std::size_t queue_delay_ms = 250;
  std::size_t memory_mib = memory_of_machine() / 2 >> 20;
  std::size_t header_seconds = 10;
  std::size_t body_seconds = 10;
  std::size_t idle_seconds = 75;
  std::size_t drain_seconds = 10;
  std::size_t clean_seconds = 30;
};

// Where to listen. Only a loopback address is accepted: without TLS a token, and what is asked with
// it, could be read on the way.
struct Endpoint {
  std::string host;  // an IP address
  std::uint16_t port = 0;
};
Result<Endpoint> parse_endpoint(const std::string& text);

struct Parsed {
  std::optional<Options> options;  // empty: `exit_code` and no more to do
  int exit_code = 0;
};
// Prints help, the version or what is wrong.
Parsed parse_options(int argc, const char* const* argv);

}  // namespace tact
