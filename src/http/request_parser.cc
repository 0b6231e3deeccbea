#include "http/request_parser.h"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/parser.hpp>

#include "http/plain_head.h"

namespace tact::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

// A body of any length that is taken away piece by piece. Beast's own string_body reserves what the
// client announces, which may be anything.
struct PiecesBody {
  using value_type = std::string;

  class reader {  // NOLINT: Beast's name
   public:
    template <bool is_request, class Fields>
    reader(beast::http::header<is_request, Fields>&, value_type& body) : body_(body) {}

    void init(const boost::optional<std::uint64_t>&, beast::error_code& error) { error = {}; }

    template <class Buffers>
    std::size_t put(const Buffers& buffers, beast::error_code& error) {
      error = {};
      std::size_t taken = 0;
      const auto end = asio::buffer_sequence_end(buffers);
      for (auto piece = asio::buffer_sequence_begin(buffers); piece != end; ++piece) {
        const asio::const_buffer buffer(*piece);
        body_.append(static_cast<const char*>(buffer.data()), buffer.size());
        taken += buffer.size();
      }
      return taken;
    }

    void finish(beast::error_code& error) { error = {}; }

   private:
    value_type& body_;
  };
};

Method method_of(beast::http::verb name) {
  using beast::http::verb;
  if (name == verb::get || name == verb::head) return Method::get;
  if (name == verb::post) return Method::post;
  if (name == verb::put) return Method::put;
  if (name == verb::delete_) return Method::del;
  return Method::other;
}

}  // namespace

struct RequestParser::Parts {
  explicit Parts(std::size_t head_bytes_max) {
    parser.header_limit(static_cast<std::uint32_t>(head_bytes_max));
    parser.body_limit(boost::none);  // The session looks after it: it depends on the route.
  }

  beast::http::request_parser<PiecesBody> parser;
};

RequestParser::RequestParser(std::size_t head_bytes_max) : head_bytes_max_(head_bytes_max) {}

RequestParser::~RequestParser() = default;

void RequestParser::reset() {
  parts_.reset();
  body_left_ = 0;
  body_.clear();
  state_ = State::head;
  head_ = {};
  failure_ = 0;
}

std::string& RequestParser::body() {
  return parts_ != nullptr ? parts_->parser.get().body() : body_;
}

// Whether the head was taken.
bool RequestParser::take_plain_head(std::string_view bytes, std::size_t& taken) {
  taken = read_plain_head(bytes.substr(0, head_bytes_max_), head_);
  if (taken == 0) {
    head_ = {};
    return false;
  }
  body_left_ = head_.body_bytes.value_or(0);
  state_ = body_left_ > 0 ? State::body : State::done;
  return true;
}

std::size_t RequestParser::take_plain_body(std::string_view bytes) {
  const std::size_t taken = std::min<std::uint64_t>(body_left_, bytes.size());
  body_.append(bytes, 0, taken);
  body_left_ -= taken;
  if (body_left_ == 0) state_ = State::done;
  return taken;
}

std::size_t RequestParser::take(std::string_view bytes) {
  if (parts_ == nullptr) {
    if (state_ == State::body) return take_plain_body(bytes);
    if (state_ != State::head) return 0;
    std::size_t plain = 0;
    if (take_plain_head(bytes, plain)) return plain;
    parts_ = std::make_unique<Parts>(head_bytes_max_);
  }
  beast::error_code error;
  const std::size_t taken = parts_->parser.put(asio::buffer(bytes.data(), bytes.size()), error);
  if (error && error != beast::http::error::need_more) {
    state_ = State::failed;
    failure_ = error == beast::http::error::header_limit ? 431 : 400;
    return taken;
  }
  if (state_ == State::head && parts_->parser.is_header_done()) {
    state_ = State::body;
    read_head();
  }
  if (state_ == State::body && parts_->parser.is_done()) state_ = State::done;
  return taken;
}

void RequestParser::read_head() {
  using beast::http::field;
  const auto& message = parts_->parser.get();
  const auto value = [&message](field name) {
    const auto text = message[name];
    return std::string(text.data(), text.size());
  };
  head_.method = method_of(message.method());
  head_.head_only = message.method() == beast::http::verb::head;
  head_.target = std::string(message.target().data(), message.target().size());
  head_.content_type = value(field::content_type);
  head_.accept = value(field::accept);
  const auto shown = message.equal_range(field::authorization);
  for (auto one = shown.first; one != shown.second; ++one) {
    if (!head_.authorization.empty()) head_.authorization += ", ";
    head_.authorization.append(one->value().data(), one->value().size());
  }
  head_.is_from_page =
      message.count(field::origin) > 0 || message.find("Sec-Fetch-Site") != message.end();
  head_.is_http_1_0 = message.version() < 11;
  head_.keeps_alive = message.keep_alive();
  head_.expects_continue =
      !head_.is_http_1_0 && beast::iequals(message[field::expect], "100-continue");
  if (const auto length = parts_->parser.content_length()) head_.body_bytes = *length;
  // RFC 9112: a request of HTTP/1.1 names its host, once.
  if (!head_.is_http_1_0 && message.count(field::host) != 1) {
    state_ = State::failed;
    failure_ = 400;
  }
}

}  // namespace tact::http
