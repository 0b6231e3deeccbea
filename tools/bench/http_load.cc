#include "bench/http_load.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "bench/measure.h"

namespace tact::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::use_awaitable;
using asio::ip::tcp;

std::string head(std::string_view path, std::string_view type, std::size_t size) {
  std::string text = "POST ";
  text += path;
  text += " HTTP/1.1\r\nHost: localhost\r\nContent-Type: ";
  text += type;
  text += "\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
  return text;
}

// One client. Its coroutines run on its own strand.
class Client {
 public:
  explicit Client(asio::io_context& io) : socket_(asio::make_strand(io)) {}
  virtual ~Client() = default;

  void start(std::uint16_t port) {
    const tcp::endpoint server{asio::ip::address_v4::loopback(), port};
    auto noted = [this](const std::exception_ptr& failure) {
      failure_ = failure;
      ended_ = true;
    };
    asio::co_spawn(socket_.get_executor(), connect_and_run(server), noted);
  }

  // Why it failed; empty where it did what it should. After all threads ended.
  std::optional<std::string> failure() const {
    if (!ended_) return "a connection was not done in time";
    if (!failure_) return std::nullopt;
    try {
      std::rethrow_exception(failure_);
    } catch (const std::exception& error) {
      return error.what();
    }
  }
  const Load& result() const { return load_; }

 protected:
  virtual asio::awaitable<void> run() = 0;

  tcp::socket& socket() { return socket_; }
  Load& load() { return load_; }

 private:
  asio::awaitable<void> connect_and_run(tcp::endpoint server) {
    co_await socket_.async_connect(server, use_awaitable);
    socket_.set_option(tcp::no_delay(true));
    co_await run();
  }

  tcp::socket socket_;
  Load load_;
  std::exception_ptr failure_;
  bool ended_ = false;
};

constexpr std::size_t piece_bytes = std::size_t{64} << 10;

class BatchClient final : public Client {
 public:
  BatchClient(asio::io_context& io, const std::string& body)
      : Client(io),
        body_(body),
        head_(head("/v1/decisions/batch", "application/x-ndjson", body.size())) {}

 private:
  asio::awaitable<void> run() override {
    // What fails in sending is seen in reading: the answer then ends early.
    auto ignored = [](const std::exception_ptr&) {};
    asio::co_spawn(socket().get_executor(), send(), ignored);
    return receive();
  }

  asio::awaitable<void> send() {
    const std::array<asio::const_buffer, 2> parts = {asio::buffer(head_), asio::buffer(body_)};
    co_await asio::async_write(socket(), parts, use_awaitable);
  }

  asio::awaitable<void> receive() {
    boost::beast::flat_buffer buffer;
    http::response_parser<http::buffer_body> parser;
    parser.body_limit(boost::none);
    co_await http::async_read_header(socket(), buffer, parser, use_awaitable);
    std::vector<char> piece(piece_bytes);
    while (!parser.is_done()) {
      parser.get().body().data = piece.data();
      parser.get().body().size = piece.size();
      boost::system::error_code error;
      co_await http::async_read_some(socket(), buffer, parser,
                                     asio::redirect_error(use_awaitable, error));
      if (error && error != http::error::need_buffer) throw boost::system::system_error(error);
      take({piece.data(), piece.size() - parser.get().body().size});
    }
    if (!line_.empty()) load().count(line_);
  }

  void take(std::string_view bytes) {
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
         end = bytes.find('\n')) {
      line_ += bytes.substr(0, end);
      load().count(line_);
      line_.clear();
      bytes.remove_prefix(end + 1);
    }
    line_ += bytes;
  }

  const std::string& body_;
  const std::string head_;
  std::string line_;  // begun
};

class SingleClient final : public Client {
 public:
  SingleClient(asio::io_context& io, const std::vector<std::string>& requests)
      : Client(io), requests_(requests) {
    load().latencies_us.reserve(requests.size());
  }

 private:
  asio::awaitable<void> run() override {
    boost::beast::flat_buffer buffer;
    std::string message;
    for (const std::string& request : requests_) {
      message = head("/v1/decisions", "application/json", request.size());
      message += request;
      const auto begun = Steady::now();
      co_await asio::async_write(socket(), asio::buffer(message), use_awaitable);
      http::response<http::string_body> response;
      co_await http::async_read(socket(), buffer, response, use_awaitable);
      load().latencies_us.push_back(static_cast<float>(seconds_since(begun) * 1e6));
      load().count(response.body());
    }
  }

  const std::vector<std::string>& requests_;
};

Result<Load> run_all(asio::io_context& io, std::vector<std::unique_ptr<Client>>& clients,
                     std::uint16_t port, std::chrono::seconds limit) {
  for (const auto& client : clients) client->start(port);
  const auto begun = Steady::now();
  std::thread second([&io, limit] { io.run_for(limit); });
  io.run_for(limit);
  second.join();
  Load load;
  load.seconds = seconds_since(begun);
  std::optional<std::string> failure;
  for (const auto& client : clients) {
    if (!failure) failure = client->failure();
    load.add(client->result());
  }
  if (failure) return Error{"the load generator: " + *failure};
  return load;
}

}  // namespace

void Load::add(const Load& other) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += other.outcomes[i];
  if (failed == 0) first_failure = other.first_failure;
  recorded += other.recorded;
  failed += other.failed;
  latencies_us.insert(latencies_us.end(), other.latencies_us.begin(), other.latencies_us.end());
}

// Looks at where a line differs, and no further: parsing it would cost the daemon's cores.
void Load::count(const std::string& line) {
  const std::string_view start(line.data(), std::min<std::size_t>(line.size(), 64));
  const std::size_t outcome = start.find(R"("outcome":")");
  if (outcome != std::string_view::npos) {
    const std::string_view name = start.substr(outcome + 11);
    const std::size_t index = name.starts_with("allow") ? 0 : name.starts_with("defer") ? 1 : 2;
    ++outcomes[index];
  } else if (start.find(R"("seq":)") != std::string_view::npos) {
    ++recorded;
  } else if (failed++ == 0) {
    first_failure = line;
  }
}

Result<Load> send_batches(std::uint16_t port, const std::vector<std::string>& bodies,
                          std::chrono::seconds limit) {
  asio::io_context io(2);
  std::vector<std::unique_ptr<Client>> clients;
  clients.reserve(bodies.size());
  for (const std::string& body : bodies) clients.push_back(std::make_unique<BatchClient>(io, body));
  return run_all(io, clients, port, limit);
}

Result<Load> send_singles(std::uint16_t port, const std::vector<std::vector<std::string>>& requests,
                          std::chrono::seconds limit) {
  asio::io_context io(2);
  std::vector<std::unique_ptr<Client>> clients;
  clients.reserve(requests.size());
  for (const auto& list : requests) clients.push_back(std::make_unique<SingleClient>(io, list));
  return run_all(io, clients, port, limit);
}

}  // namespace tact::bench
