#include "bench/load_generator.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tact/check.h"

namespace tact::bench {
namespace {

constexpr std::size_t arrived_bytes = std::size_t{256} << 10;

Error failed(const char* what) { return Error{std::string(what) + ": " + std::strerror(errno)}; }

bool would_wait() { return errno == EAGAIN || errno == EINTR; }

timespec time_until(Steady::time_point end) {
  const auto left = std::max<std::chrono::nanoseconds>(end - Steady::now(), {});
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(left);
  return {whole.count(), (left - whole).count()};
}

}  // namespace

LoadGenerator::LoadGenerator() : poll_(epoll_create1(EPOLL_CLOEXEC)), arrived_(arrived_bytes) {}

LoadGenerator::~LoadGenerator() {
  for (const Connection& connection : connections_) close(connection.socket);
  if (poll_ >= 0) close(poll_);
}

Result<std::unique_ptr<LoadGenerator>> LoadGenerator::connect(std::uint16_t port,
                                                              std::size_t connections) {
  std::unique_ptr<LoadGenerator> made(new LoadGenerator);
  if (made->poll_ < 0) return failed("epoll_create1");
  // Else a wait may last 50 µs longer than asked for: the open loop would send late.
  prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
  for (std::size_t i = 0; i < connections; ++i) {
    if (auto status = made->open(port); !status) return std::move(status).error();
  }
  return made;
}

Status LoadGenerator::open(std::uint16_t port) {
  const int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) return failed("socket");
  connections_.emplace_back().socket = made;
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0) {
    return failed("connect");
  }
  const int yes = 1;
  if (setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0) {
    return failed("TCP_NODELAY");
  }
  if (fcntl(made, F_SETFL, O_NONBLOCK) != 0) return failed("O_NONBLOCK");
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = connections_.size() - 1;
  if (epoll_ctl(poll_, EPOLL_CTL_ADD, made, &event) != 0) return failed("epoll_ctl");
  return Done{};
}

Status LoadGenerator::wait_for_room(std::size_t index, bool waits) {
  Connection& connection = connections_[index];
  if (connection.waits_to_write == waits) return Done{};
  connection.waits_to_write = waits;
  epoll_event event{};
  event.events = waits ? EPOLLIN | EPOLLOUT : EPOLLIN;
  event.data.u64 = index;
  if (epoll_ctl(poll_, EPOLL_CTL_MOD, connection.socket, &event) != 0) return failed("epoll_ctl");
  return Done{};
}

Status LoadGenerator::send(std::size_t index) {
  Connection& connection = connections_[index];
  std::string& unsent = connection.unsent;
  while (true) {
    if (connection.sent == unsent.size()) {
      unsent.clear();
      connection.sent = 0;
      connection.dialogue->write(Steady::now(), unsent);
      if (unsent.empty()) return wait_for_room(index, false);
    }
    const ssize_t sent = ::send(connection.socket, unsent.data() + connection.sent,
                                unsent.size() - connection.sent, MSG_NOSIGNAL);
    if (sent < 0) return would_wait() ? wait_for_room(index, true) : failed("send");
    connection.sent += static_cast<std::size_t>(sent);
  }
}

Status LoadGenerator::receive(std::size_t index) {
  Connection& connection = connections_[index];
  const ssize_t size = recv(connection.socket, arrived_.data(), arrived_.size(), 0);
  if (size < 0) return would_wait() ? Status(Done{}) : failed("recv");
  if (size == 0) return Error{"the server closed a connection"};
  return connection.dialogue->read(Steady::now(),
                                   {arrived_.data(), static_cast<std::size_t>(size)});
}

Status LoadGenerator::send_what_is_due() {
  const auto now = Steady::now();
  for (std::size_t i = 0; i < connections_.size(); ++i) {
    const auto due = connections_[i].dialogue->next_due();
    if (!due || *due > now) continue;
    if (auto status = send(i); !status) return status;
  }
  return Done{};
}

Steady::time_point LoadGenerator::first_due(Steady::time_point end) const {
  for (const Connection& connection : connections_) {
    if (const auto due = connection.dialogue->next_due()) end = std::min(end, *due);
  }
  return end;
}

Result<bool> LoadGenerator::go_on(Steady::time_point end) {
  std::array<epoll_event, 64> events{};
  const timespec left = time_until(end);
  const int ready = epoll_pwait2(poll_, events.data(), events.size(), &left, nullptr);
  if (ready < 0 && errno != EINTR) return failed("epoll_pwait2");
  bool has_ended = false;
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    const std::size_t index = event.data.u64;
    if ((event.events & ~EPOLLOUT) != 0) {
      if (auto status = receive(index); !status) return std::move(status).error();
    }
    if (auto status = send(index); !status) return std::move(status).error();
    has_ended = has_ended || connections_[index].dialogue->is_done();
  }
  return has_ended;
}

Result<double> LoadGenerator::run(const std::vector<std::unique_ptr<Dialogue>>& dialogues,
                                  std::chrono::seconds limit) {
  TACT_CHECK(dialogues.size() == connections_.size());
  for (std::size_t i = 0; i < dialogues.size(); ++i) connections_[i].dialogue = dialogues[i].get();
  const auto begun = Steady::now();
  const auto end = begun + limit;
  const bool is_timed = first_due(end) < end;
  for (std::size_t i = 0; i < connections_.size() && !is_timed; ++i) {
    if (auto status = send(i); !status) return std::move(status).error();
  }
  const auto is_done = [](const auto& dialogue) { return dialogue->is_done(); };
  bool has_ended = true;
  while (!has_ended || !std::all_of(dialogues.begin(), dialogues.end(), is_done)) {
    if (Steady::now() > end) return Error{"a connection was not done in time"};
    if (is_timed) {
      if (auto status = send_what_is_due(); !status) return std::move(status).error();
    }
    const auto went_on = go_on(is_timed ? first_due(end) : end);
    if (!went_on) return went_on.error();
    has_ended = *went_on;
  }
  return seconds_since(begun);
}

}  // namespace tact::bench
