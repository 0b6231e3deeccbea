// What the resources work with. Nothing in it is theirs: all of it outlives the server.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "engine/engine.h"
#include "engine/retainer.h"
#include "ledger/log_signer.h"
#include "ledger/witnesses.h"
#include "store/store.h"

namespace tact::http {

class Metrics;
class LongWork;

// Threads: any; each part looks after itself.
struct Api {
  Engine& engine;
  const Store& store;
  Metrics& metrics;
  LongWork& long_work;
  LogSigner& signer;
  const WitnessList& witnesses;
  Retainer* retainer;  // null: nothing is dropped
  // Of what must not happen and did; from any thread.
  const std::function<void(const std::string&)>& complain;
  const std::atomic<bool>& draining;  // no new work is wanted: see Server::drain()
};

}  // namespace tact::http
