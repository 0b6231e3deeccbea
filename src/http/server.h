// The HTTP face of the engine: listens, accepts, and shares the connections out to its threads.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "tact/result.h"

#include "engine/clock.h"
#include "engine/engine.h"
#include "guard/guard.h"
#include "http/limits.h"
#include "ledger/log_signer.h"
#include "engine/retainer.h"
#include "ledger/witnesses.h"
#include "store/store.h"

namespace tact::http {

struct ServerOptions {
  std::string host = "127.0.0.1";  // an IP address
  std::uint16_t port = 8080;       // 0: any that is free
  std::size_t threads = 2;         // for connections
  std::size_t reader_threads = 1;  // for who reads the log and customers
  std::size_t reads_waiting_max = 256;
  Limits limits;
  // Whose tokens are asked for, and the clock by which they expire; both outlive the server. Null:
  // nobody is asked, and everybody may all.
  Guard* guard = nullptr;
  const Clock* clock = nullptr;
  // Signs the ledger's checkpoints; outlives the server. REQUIRES: not null.
  LogSigner* signer = nullptr;
  // Whose signatures under its checkpoints are kept; outlives the server. Null: nobody's.
  const WitnessList* witnesses = nullptr;
  // Drops old entries; outlives the server. Null: nothing is dropped.
  Retainer* retainer = nullptr;
  // Told of what must not happen and did; from any thread.
  std::function<void(const std::string&)> complain = [](const std::string&) {};
};

// Threads: made, drained and destroyed from one.
// REQUIRES: the engine is destroyed after drain() and before the server, so that no answer comes to
// a server that is gone; the store outlives the server.
class Server {
 public:
  // Listens already when it returns.
  static Result<std::unique_ptr<Server>> start(Engine& engine, const Store& store,
                                               ServerOptions options);
  // Drains without waiting, where drain() was not called.
  ~Server();

  std::uint16_t port() const;

  // Takes no new connections, lets those that are there finish what they asked, and ends what is
  // not finished within `deadline`. Returns whether all finished.
  bool drain(std::chrono::milliseconds deadline);

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);

  const std::unique_ptr<Impl> impl_;
};

}  // namespace tact::http
