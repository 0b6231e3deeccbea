#include "cli/client.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace tact::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using std::chrono::seconds;

constexpr seconds connecting_max{10};
constexpr seconds usual_patience{60};
constexpr std::uint64_t answer_bytes_max = std::uint64_t{256} << 20;
constexpr int busy_tries = 5;
constexpr seconds busy_wait_max{10};

using Request = http::request<http::string_body>;

// How long a daemon that is over capacity wants to be left alone.
seconds retry_after(const http::fields& fields) {
  const auto text = fields[http::field::retry_after];
  int wait = 1;
  std::from_chars(text.data(), text.data() + text.size(), wait);
  return std::clamp(seconds(wait), seconds(1), busy_wait_max);
}

}  // namespace

struct Client::Call {
  http::verb method = http::verb::get;
  const std::string& target;
  std::string_view accept;
  std::string_view content_type;
  std::string body;
};

// Asynchronous operations, each waited for: only they have deadlines.
struct Client::Wire {
  Wire(ServerAddress to, std::string with) : server(std::move(to)), token(std::move(with)) {
    error_code ignored;
    tls_context.set_default_verify_paths(ignored);
    tls_context.set_verify_mode(asio::ssl::verify_peer);
  }

  template <class Start>
  error_code wait(Start start) {
    error_code result;
    start([&result](const error_code& code, auto&&...) { result = code; });
    io.restart();
    io.run();
    return result;
  }

  beast::tcp_stream& lowest() { return secure ? beast::get_lowest_layer(*secure) : *plain; }

  template <class Action>
  error_code on_stream(Action action) {
    lowest().expires_after(patience);
    return secure ? wait([&](auto done) { action(*secure, std::move(done)); })
                  : wait([&](auto done) { action(*plain, std::move(done)); });
  }

  Error failure(std::string_view doing, const error_code& code) const {
    const std::string place = (server.tls ? "https://" : "http://") + server.name();
    if (code == asio::error::connection_refused) {
      return {"nothing listens at " + place +
              "; start tactd there, or name another with --server or TACT_SERVER"};
    }
    if (code == beast::error::timeout) {
      return {place + " did not answer in time; look at the daemon's log, then try again"};
    }
    const bool hung_up = code == http::error::end_of_stream || code == asio::error::eof ||
                         code == asio::error::connection_reset;
    if (hung_up) {
      return {place + " closed the connection while " + std::string(doing) +
              "; what was not answered may or may not have been taken"};
    }
    if (code.category() == asio::error::get_ssl_category()) {
      return {"no safe connection to " + place + ": " + code.message() +
              "; SSL_CERT_FILE names the certificates to trust"};
    }
    return {"trouble while " + std::string(doing) + ' ' + place + ": " + code.message() +
            "; check --server or TACT_SERVER"};
  }

  Status open() {
    if (is_open) return Done{};
    error_code code;
    tcp::resolver resolver(io);
    const auto places = resolver.resolve(server.host, server.port, code);
    if (code) return failure("looking for", code);
    buffer.clear();
    secure.reset();
    plain.reset();
    if (server.tls) {
      secure.emplace(io, tls_context);
      // What SSL_set_tlsext_host_name does, without the old-style cast in that macro.
      if (SSL_ctrl(secure->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                   server.host.data()) != 1) {
        return Error{"the server's name `" + server.host + "` cannot be used with TLS"};
      }
      secure->set_verify_callback(asio::ssl::host_name_verification(server.host));
    } else {
      plain.emplace(io);
    }
    lowest().expires_after(connecting_max);
    code = wait([&](auto done) { lowest().async_connect(places, std::move(done)); });
    if (code) return failure("connecting to", code);
    lowest().socket().set_option(tcp::no_delay(true), code);
    if (secure) {
      const auto client = asio::ssl::stream_base::client;
      code = wait([&](auto done) { secure->async_handshake(client, std::move(done)); });
      if (code) return failure("agreeing on TLS with", code);
    }
    is_open = true;
    return Done{};
  }

  ServerAddress server;
  std::string token;
  asio::io_context io{1};
  asio::ssl::context tls_context{asio::ssl::context::tls_client};
  std::optional<beast::tcp_stream> plain;  // one of the two
  std::optional<beast::ssl_stream<beast::tcp_stream>> secure;
  beast::flat_buffer buffer;
  bool is_open = false;
  seconds patience = usual_patience;
};

Client::Client(ServerAddress server, std::string token)
    : wire_(std::make_unique<Wire>(std::move(server), std::move(token))) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

void Client::set_patience(seconds patience) { wire_->patience = patience; }

Result<HttpAnswer> Client::get(const std::string& target, std::string_view accept) {
  return exchange({http::verb::get, target, accept, {}, {}});
}

Result<HttpAnswer> Client::post(const std::string& target, std::string_view content_type,
                                std::string body) {
  return exchange({http::verb::post, target, {}, content_type, std::move(body)});
}

Result<HttpAnswer> Client::del(const std::string& target) {
  return exchange({http::verb::delete_, target, {}, {}, {}});
}

Result<HttpAnswer> Client::exchange(const Call& call) {
  Wire& wire = *wire_;
  Request request(call.method, wire.server.path + call.target, 11);
  request.set(http::field::host, wire.server.name());
  request.set(http::field::user_agent, "tact/" TACT_VERSION);
  if (!call.accept.empty()) request.set(http::field::accept, std::string(call.accept));
  if (!wire.token.empty()) request.set(http::field::authorization, "Bearer " + wire.token);
  if (!call.content_type.empty()) {
    request.set(http::field::content_type, std::string(call.content_type));
  }
  request.body() = call.body;
  request.prepare_payload();

  for (int tries = 1;; ++tries) {
    // A connection that stood idle may have been closed; a GET can simply be sent again.
    const bool was_open = wire.is_open;
    if (auto status = wire.open(); !status) return std::move(status).error();
    wire.is_open = false;
    const error_code write_code = wire.on_stream(
        [&](auto& stream, auto done) { http::async_write(stream, request, std::move(done)); });
    http::response_parser<http::string_body> parser;
    parser.body_limit(answer_bytes_max);
    // Also after a failed write: a daemon that refuses a body answers before it has read it all.
    const error_code code = wire.on_stream([&](auto& stream, auto done) {
      http::async_read(stream, wire.buffer, parser, std::move(done));
    });
    if (code) {
      if (was_open && call.method == http::verb::get) continue;
      return wire.failure("asking", write_code ? write_code : code);
    }
    auto& answer = parser.get();
    wire.is_open = !write_code && answer.keep_alive();
    if (answer.result_int() != 503 || tries >= busy_tries) {
      return HttpAnswer{static_cast<int>(answer.result_int()),
                        std::string(answer[http::field::content_type]),
                        std::string(answer["X-Next-Cursor"]), std::move(answer.body())};
    }
    std::this_thread::sleep_for(retry_after(answer));
  }
}

}  // namespace tact::cli
