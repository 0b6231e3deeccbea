#include "http/server.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "tact/check.h"

#include "http/long_work.h"
#include "http/metrics.h"
#include "http/session.h"

namespace tact::http {
namespace {

using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using WorkGuard = asio::executor_work_guard<Executor>;

constexpr std::chrono::milliseconds accept_again_after{100};
// Each takes a slow hash: what waits behind more than these would not be answered in time.
constexpr std::size_t proofs_waiting_max = 64;

// Often enough that no deadline is missed by much.
std::chrono::milliseconds tick_length(const Limits& limits) {
  const auto shortest = std::min({limits.idle, limits.head, limits.body_pause, limits.body_whole,
                                  limits.write_pause, limits.linger});
  return std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
}

void run_context(Worker& worker) {
  for (;;) {
    try {
      worker.context.run();
      return;
    } catch (const std::exception& error) {
      worker.shared.complain(error.what());
    }
  }
}

}  // namespace

class Server::Impl {
 public:
  Impl(Engine& engine, const Store& store, ServerOptions options)
      : readers_(options.reader_threads, options.reads_waiting_max),
        provers_(1, proofs_waiting_max),
        complain_(options.complain),
        shared_{{engine, store, metrics_, long_work_, *options.signer,
                 options.witnesses != nullptr ? *options.witnesses : no_witnesses_,
                 options.retainer, complain_, draining_},
                options.limits,
                readers_,
                provers_,
                options.guard,
                options.clock,
                options.complain} {
    TACT_CHECK(options.guard == nullptr || options.clock != nullptr);
    for (std::size_t i = 0; i < std::max<std::size_t>(options.threads, 1); ++i) {
      workers_.push_back(std::make_shared<Worker>(shared_));
      guards_.emplace_back(workers_.back()->context.get_executor());
    }
    acceptor_.emplace(workers_.front()->context);
  }

  ~Impl() {
    drain(std::chrono::milliseconds(0));
    // Answers that came after the end: they find closed connections.
    for (const auto& worker : workers_) {
      worker->context.restart();
      worker->context.poll();
    }
  }

  Status listen(const std::string& host, std::uint16_t port) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error) return Error{"`" + host + "` is not an IP address"};
    const asio::ip::tcp::endpoint endpoint(address, port);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return Error{"cannot listen on " + host + " port " + std::to_string(port) + ": " +
                   error.message()};
    }
    port_ = acceptor_->local_endpoint().port();
    return Done{};
  }

  void run() {
    asio::co_spawn(workers_.front()->context, accept(), asio::detached);
    for (const auto& worker : workers_) {
      asio::co_spawn(worker->context, tick(*worker), asio::detached);
      threads_.emplace_back([worker] { run_context(*worker); });
    }
  }

  bool drain(std::chrono::milliseconds deadline) {
    if (is_ended_) return true;
    is_ended_ = true;
    draining_ = true;
    long_work_.cancel();
    asio::post(workers_.front()->context, [this] { acceptor_->close(); });
    for (const auto& worker : workers_) {
      asio::post(worker->context, [worker] { tick_all(*worker); });
    }
    const bool finished = wait_until_empty(deadline);
    readers_.end();
    long_work_.end();
    shared_.reading_records.record_all(shared_.api.engine);
    provers_.end();
    for (const auto& worker : workers_) asio::post(worker->context, [worker] { end(*worker); });
    guards_.clear();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    return finished;
  }

  std::uint16_t port() const { return port_; }

 private:
  Awaitable accept() {
    for (std::size_t next = 0; !draining_; next = (next + 1) % workers_.size()) {
      const std::shared_ptr<Worker> worker = workers_[next];
      auto [error, socket] =
          co_await acceptor_->async_accept(worker->context.get_executor(), as_values);
      if (draining_) co_return;
      if (error) {
        // Out of descriptors, most likely: some will be free in a moment.
        Timer timer(workers_.front()->context, accept_again_after);
        co_await timer.async_wait(as_values);
        continue;
      }
      if (shared_.connections >= shared_.limits.connections_max) continue;  // Closes it.
      admit(worker, std::move(socket));
    }
  }

  static void admit(const std::shared_ptr<Worker>& worker, Socket socket) {
    auto session = std::make_shared<Session>(worker, std::move(socket));
    asio::post(worker->context, [session] { session->start(); });
  }

  // Ends with the worker's context: see end().
  Awaitable tick(Worker& worker) {
    while (!is_stopping_) {
      worker.ticker.expires_after(tick_length(shared_.limits));
      co_await worker.ticker.async_wait(as_values);
      tick_all(worker);
    }
  }

  static void tick_all(Worker& worker) {
    Shared& shared = worker.shared;
    if (shared.guard != nullptr) {
      shared.reading_records.record_due(shared.api.engine, shared.clock->now());
    }
    const auto now = SteadyClock::now();
    // A copy: a session that ends takes itself off the list.
    const std::vector<Session*> sessions(worker.sessions.begin(), worker.sessions.end());
    for (Session* session : sessions) session->tick(now);
  }

  static void end(Worker& worker) {
    const std::vector<Session*> sessions(worker.sessions.begin(), worker.sessions.end());
    for (Session* session : sessions) session->close();
    worker.ticker.cancel();
  }

  bool wait_until_empty(std::chrono::milliseconds deadline) {
    const auto until = SteadyClock::now() + deadline;
    while (shared_.connections > 0 && SteadyClock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    const bool is_empty = shared_.connections == 0;
    is_stopping_ = true;
    return is_empty;
  }

  std::atomic<bool> draining_{false};
  std::atomic<bool> is_stopping_{false};
  bool is_ended_ = false;
  Metrics metrics_;
  Readers readers_;
  LongWork long_work_;
  Readers provers_;
  const WitnessList no_witnesses_;
  const std::function<void(const std::string&)> complain_;
  Shared shared_;
  std::uint16_t port_ = 0;
  std::vector<std::shared_ptr<Worker>> workers_;
  std::optional<Acceptor> acceptor_;
  std::vector<WorkGuard> guards_;
  std::vector<std::thread> threads_;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(Engine& engine, const Store& store,
                                              ServerOptions options) {
  TACT_CHECK(options.signer != nullptr);
  auto impl = std::make_unique<Impl>(engine, store, options);
  if (auto status = impl->listen(options.host, options.port); !status) {
    return std::move(status).error();
  }
  impl->run();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->port(); }
bool Server::drain(std::chrono::milliseconds deadline) { return impl_->drain(deadline); }

}  // namespace tact::http
