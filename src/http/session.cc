// The session's waiting: reading, deadlines, the end. Its requests are in session_input.cc, its
// answers in session_output.cc.
#include "http/session.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "http/metrics.h"
#include "http/problem.h"

namespace tact::http {
namespace {

constexpr std::size_t read_bytes_min = 4 * 1024;
constexpr std::size_t read_bytes_max = 128 * 1024;
constexpr std::chrono::milliseconds retry_after{5};

}  // namespace

Session::Session(std::shared_ptr<Worker> worker, Socket socket)
    : worker_(std::move(worker)),
      shared_(worker_->shared),
      socket_(std::move(socket)),
      changed_(worker_->context),
      parser_(shared_.limits.head_bytes_max),
      read_bytes_(read_bytes_min),
      read_at_(SteadyClock::now()),
      deadline_(SteadyClock::time_point::max()),
      write_deadline_(SteadyClock::time_point::max()) {
  ++shared_.connections;
  shared_.api.metrics.connected();
}

Session::~Session() {
  shared_.api.metrics.disconnected();
  --shared_.connections;
}

void Session::start() {
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  worker_->sessions.insert(this);
  asio::co_spawn(worker_->context, run(shared_from_this()), asio::detached);
}

// Takes a shared_ptr: the coroutine's frame keeps the session.
Awaitable Session::run(std::shared_ptr<Session> self) {
  try {
    co_await self->read_requests();
    co_await self->finish();
  } catch (const std::exception& error) {
    self->shared_.complain(error.what());
  }
  self->close();
  self->worker_->sessions.erase(self.get());
}

Awaitable Session::read_requests() {
  while (!is_closed_ && !stops_reading_) {
    const bool is_all_taken = take_input();
    flush();
    if (stops_reading_) break;
    if (held_chunk_) {
      co_await wait_a_little();
    } else if (!has_room()) {
      co_await wait_for_change();
    } else if (is_all_taken) {
      co_await read_more();
    }  // Else what was flushed has made room for what has come already.
  }
}

// The buffer grows for who sends much, and shrinks again.
Awaitable Session::read_more() {
  input_.erase(0, taken_);
  taken_ = 0;
  const std::size_t held = input_.size();
  input_.resize(held + read_bytes_);
  deadline_ = read_deadline();
  is_reading_ = true;
  const auto [error, bytes] =
      co_await socket_.async_read_some(asio::buffer(input_.data() + held, read_bytes_), as_values);
  is_reading_ = false;
  input_.resize(held + bytes);
  if (bytes == read_bytes_) {
    read_bytes_ = std::min(read_bytes_ * 4, read_bytes_max);
  } else if (bytes < read_bytes_ / 16) {
    read_bytes_ = std::max(read_bytes_ / 2, read_bytes_min);
  }
  if (error) {
    stops_reading_ = true;
    input_ended_ = error != asio::error::operation_aborted;
    // Nobody waits for it any more.
    if (const auto own = long_call_.lock(); own && input_ended_) own->cancelled = true;
  }
  read_at_ = SteadyClock::now();
  // A client that still sends is alive, and may read only when it has sent all.
  if (!writing_.empty()) write_deadline_ = read_at_ + shared_.limits.write_pause;
}

SteadyClock::time_point Session::read_deadline() const {
  const Limits& limits = shared_.limits;
  const auto now = SteadyClock::now();
  if (stream_ != nullptr) return now + limits.body_pause;
  if (!request_begun_) return now + limits.idle;
  if (parser_.state() == RequestParser::State::head) return *request_begun_ + limits.head;
  return std::min(now + limits.body_pause, *request_begun_ + limits.body_whole);
}

Awaitable Session::wait_for_change() {
  changed_.expires_at(SteadyClock::time_point::max());
  co_await changed_.async_wait(as_values);
}

Awaitable Session::wait_a_little() {
  changed_.expires_after(retry_after);
  co_await changed_.async_wait(as_values);
}

// No request is taken any more: the answers go out, and the client gets time to read them. Closing
// at once while it still sends would make its system throw the answer away.
Awaitable Session::finish() {
  while (!is_closed_ && !(slots_.empty() && writing_.empty())) {
    flush();
    co_await wait_for_change();
  }
  if (is_closed_ || input_ended_) co_return;
  boost::system::error_code error;
  socket_.shutdown(Socket::shutdown_send, error);
  deadline_ = SteadyClock::now() + shared_.limits.linger;
  input_.resize(read_bytes_min);
  while (!is_closed_ && !error) {
    is_reading_ = true;
    const auto [failed, bytes] = co_await socket_.async_read_some(asio::buffer(input_), as_values);
    is_reading_ = false;
    error = failed;
  }
}

void Session::tick(SteadyClock::time_point now) {
  const bool is_slow_to_read = !writing_.empty() && now > write_deadline_;
  if (is_slow_to_read) {
    close();
    return;
  }
  if (shared_.api.draining && is_idle()) {
    // Asio may have read already and not have said so yet: looked at again behind that.
    asio::post(worker_->context, [self = shared_from_this()] {
      if (self->is_idle()) self->close();
    });
    return;
  }
  if (!is_reading_ || now <= deadline_) return;
  const bool can_say_so =
      request_begun_ && stream_ == nullptr && !stops_reading_ && slots_.empty() && writing_.empty();
  if (!can_say_so) {
    // Answers that are on their way are not cut off with the one who is slow to ask for more.
    if (slots_.empty() && writing_.empty()) close();
    if (stream_ != nullptr || stops_reading_) close();
    return;
  }
  refuse(problem(408, "the request did not come in time"));
  boost::system::error_code ignored;
  socket_.cancel(ignored);
  flush();
}

// Bytes that have come and were not read yet may be a request.
bool Session::is_idle() const {
  boost::system::error_code error;
  return slots_.empty() && writing_.empty() && !request_begun_ && stream_ == nullptr &&
         socket_.available(error) == 0;
}

void Session::close() {
  if (is_closed_) return;
  is_closed_ = true;
  boost::system::error_code ignored;
  socket_.close(ignored);
  notify();
}

}  // namespace tact::http
