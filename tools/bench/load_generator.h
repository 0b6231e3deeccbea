// The load generator: one thread that plays many clients against a server on loopback. It takes its
// part of the same cores, so it does as little as it can: what is sent was made before, and of the
// answers only what is needed to count them is read.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tact/result.h"

#include "bench/dialogue.h"

namespace tact::bench {

// Threads: one.
class LoadGenerator {
 public:
  // Opens the connections; they stay open until the end, and go on from one run to the next.
  static Result<std::unique_ptr<LoadGenerator>> connect(std::uint16_t port,
                                                        std::size_t connections);
  ~LoadGenerator();
  LoadGenerator(const LoadGenerator&) = delete;
  LoadGenerator& operator=(const LoadGenerator&) = delete;

  // Leads all dialogues to their end, one on each connection, and returns the seconds it took. An
  // Error where one goes wrong or not all end in time. REQUIRES: as many dialogues as connections.
  Result<double> run(const std::vector<std::unique_ptr<Dialogue>>& dialogues,
                     std::chrono::seconds limit);

 private:
  struct Connection {
    int socket = -1;
    bool waits_to_write = false;
    std::string unsent;
    std::size_t sent = 0;  // of `unsent`
    Dialogue* dialogue = nullptr;
  };

  LoadGenerator();
  Status open(std::uint16_t port);
  // Sends what the dialogue has to say, until it or the socket has enough.
  Status send(std::size_t index);
  Status receive(std::size_t index);
  Status wait_for_room(std::size_t index, bool waits);
  Status send_what_is_due();
  // When the first dialogue would send by itself; `end` where none would before.
  Steady::time_point first_due(Steady::time_point end) const;
  // Waits for sockets and serves them. True: one of their dialogues is done.
  Result<bool> go_on(Steady::time_point end);

  const int poll_;
  std::vector<Connection> connections_;
  std::vector<char> arrived_;
};

}  // namespace tact::bench
