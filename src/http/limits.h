// How much one connection may ask for, and how long it may take.
#pragma once

#include <chrono>
#include <cstddef>

namespace tact::http {

struct Limits {
  std::size_t head_bytes_max = 16 * 1024;
  std::size_t body_bytes_max = 1024 * 1024;
  // Requests of one connection that are being answered at a time.
  std::size_t pipelined_max = 256;
  std::size_t batch_chunks_max = 4;
  // Answers that a client has not read yet: beyond that its requests are not read either.
  std::size_t unsent_bytes_max = std::size_t{64} << 20;
  std::size_t batch_commands_max = 32'768;  // of all connections
  std::size_t connections_max = 10'000;
  // While what the engine has not taken up waits longer, what may be shed (Route) is answered 503.
  // From half of it on batches wait, so that they do not crowd out single requests.
  std::chrono::milliseconds queue_delay_max{250};

  std::chrono::milliseconds idle{75'000};         // between requests
  std::chrono::milliseconds head{10'000};         // from a request's first byte to its head's end
  std::chrono::milliseconds body_pause{10'000};   // between two pieces of a body
  std::chrono::milliseconds body_whole{60'000};   // a body that is not a batch
  std::chrono::milliseconds write_pause{30'000};  // while the client reads nothing
  std::chrono::milliseconds linger{5'000};        // for the client to read the last answer
};

}  // namespace tact::http
