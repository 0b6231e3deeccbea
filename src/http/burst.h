// Calls of one thread's connections that go to the engine together: whatever was ready to be read
// at the same time wakes the engine once, and the answers wake the thread once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "http/call.h"
#include "http/wire.h"

namespace tact::http {

struct Route;
struct Worker;
class Session;

// An answer that is awaited.
struct Pending {
  std::uint64_t slot = 0;  // its place in the order of the connection's answers
  WireForm form;
  const Route* route = nullptr;
  std::chrono::steady_clock::time_point begun;
};

struct Asked {
  std::shared_ptr<Session> session;
  Pending pending;
  std::size_t commands = 0;
  std::function<Response(std::span<Reply>)> answer;
};

struct Burst {
  std::vector<Command> commands;
  std::vector<Asked> asked;
};

// Adds a call of this worker's. It is submitted when what is ready to be read has been read, or
// sooner where much has gathered. REQUIRES: this is the worker's thread; there is a command.
void ask_engine(const std::shared_ptr<Worker>& worker, const std::shared_ptr<Session>& session,
                const Pending& pending, EngineCall call);

// Submits what has gathered now: what comes next must be decided after it.
void submit_burst(const std::shared_ptr<Worker>& worker);

}  // namespace tact::http
