#include "bench/child.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace tact::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::chrono::milliseconds pause{20};
constexpr int patience = 1'000;  // pauses: twenty seconds

tcp::endpoint loopback(std::uint16_t port) { return {asio::ip::address_v4::loopback(), port}; }

// A port that is free now. Nobody else is likely to take it before the daemon does.
std::uint16_t free_port() {
  asio::io_context io;
  const tcp::acceptor acceptor(io, loopback(0));
  return acceptor.local_endpoint().port();
}

bool answers_ready(std::uint16_t port) {
  asio::io_context io;
  tcp::socket socket(io);
  boost::system::error_code failure;
  socket.connect(loopback(port), failure);
  if (failure) return false;
  const std::string request =
      "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  asio::write(socket, asio::buffer(request), failure);
  std::array<char, 12> start{};  // "HTTP/1.1 200"
  asio::read(socket, asio::buffer(start), failure);
  return !failure && std::memcmp(start.data() + 9, "200", 3) == 0;
}

}  // namespace

Result<std::unique_ptr<Child>> Child::start(const std::string& tactd, const std::string& data,
                                            const std::string& policies) {
  const std::uint16_t port = free_port();
  std::array<std::string, 7> words = {tactd,
                                      "--data",
                                      data,
                                      "--policies",
                                      policies,
                                      "--listen",
                                      "127.0.0.1:" + std::to_string(port)};
  std::array<char*, 8> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();

  const std::string log = data + ".log";
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  pid_t process = 0;
  const int failure =
      posix_spawn(&process, tactd.c_str(), &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failure != 0) return Error{tactd + ": " + std::strerror(failure)};

  std::unique_ptr<Child> child(new Child(process, port));
  if (auto status = child->wait_until_ready(log); !status) return std::move(status).error();
  return child;
}

Status Child::wait_until_ready(const std::string& log) const {
  for (int i = 0; i < patience; ++i) {
    if (has_ended()) return Error{"tactd ended at its start; see " + log};
    if (answers_ready(port_)) return Done{};
    std::this_thread::sleep_for(pause);
  }
  return Error{"tactd did not become ready; see " + log};
}

bool Child::has_ended() const {
  if (!ended_) ended_ = waitpid(process_, nullptr, WNOHANG) == process_;
  return ended_;
}

Child::~Child() {
  if (has_ended()) return;
  kill(process_, SIGTERM);
  for (int i = 0; i < patience / 2; ++i) {
    if (has_ended()) return;
    std::this_thread::sleep_for(pause);
  }
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

}  // namespace tact::bench
