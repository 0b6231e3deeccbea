// One thread of the server and what belongs to it: its connections are its own, so they need no
// locks and no strands.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "core/hash/sha256.h"
#include "engine/clock.h"
#include "guard/guard.h"
#include "http/burst.h"
#include "http/call.h"
#include "http/limits.h"
#include "http/readers.h"
#include "http/reading_records.h"
#include "http/router.h"

namespace tact::http {

namespace asio = boost::asio;

using SteadyClock = std::chrono::steady_clock;
// The context's own executor: asio's polymorphic one costs an allocation and an indirection each
// time something is resumed.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
using Awaitable = asio::awaitable<void, Executor>;
// Awaited with this, an operation gives its error code as a value and never throws.
inline constexpr auto as_values = asio::as_tuple(asio::use_awaitable_t<Executor>{});

class Session;

// What all connections share. Outlives them.
struct Shared {
  Api api;
  Limits limits;
  Readers& readers;
  // Computes the slow hashes of tokens that are shown for the first time: one thread, so that they
  // take neither the connections' time nor the readers'.
  Readers& provers;
  Guard* guard;        // null: nobody is asked for a token
  const Clock* clock;  // by which tokens expire; null where there is no guard
  // Of what must not happen and did; from any thread.
  std::function<void(const std::string&)> complain;
  std::atomic<std::size_t> connections{0};
  // Commands of batches that the engine has not answered: batches wait for each other here, so
  // that the engine's queue has room for single requests.
  std::atomic<std::size_t> batch_commands{0};
  ReadingRecords reading_records{};
};

struct Worker {
  explicit Worker(Shared& everyone) : shared(everyone) {}

  Shared& shared;
  Desk desk;
  Sha256 sha256;
  std::set<Session*> sessions;
  Burst burst;  // what will be submitted next
  // After what it destroys may look at.
  asio::io_context context{1};
  Timer ticker{context};
};

}  // namespace tact::http
