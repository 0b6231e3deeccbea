// HTTP/1.1 requests out of bytes, however they arrive. Beast's parser, apart from any socket; a
// head that came whole and is of the usual form takes a shorter way (plain_head.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/call.h"

namespace tact::http {

struct RequestHead {
  Method method = Method::other;
  bool head_only = false;
  std::string target;
  std::string content_type;
  std::string accept;
  std::string authorization;  // as sent; "" absent; of several fields, all with commas between
  bool is_from_page = false;  // see Call
  bool is_http_1_0 = false;
  bool keeps_alive = true;  // the client wants the connection kept
  bool expects_continue = false;
  std::optional<std::uint64_t> body_bytes;  // where the client says so beforehand
};

// Threads: one at a time.
class RequestParser {
 public:
  enum class State : std::uint8_t { head, body, done, failed };

  explicit RequestParser(std::size_t head_bytes_max);
  ~RequestParser();

  // Takes what it can from the front of `bytes`; the rest is to be given again with what follows.
  // Stops at the end of the head and of the request. Where it takes nothing it needs more bytes.
  std::size_t take(std::string_view bytes);
  State state() const { return state_; }

  // REQUIRES: the head is complete.
  const RequestHead& head() const { return head_; }
  // The body, as far as it has come and was not taken before.
  std::string& body();
  // Why it failed: 400, or 431 for a head that is too long.
  int failure() const { return failure_; }

  // For the next request.
  void reset();

 private:
  struct Parts;

  bool take_plain_head(std::string_view bytes, std::size_t& taken);
  std::size_t take_plain_body(std::string_view bytes);
  void read_head();

  const std::size_t head_bytes_max_;
  std::unique_ptr<Parts> parts_;  // null until Beast is asked about this request
  std::uint64_t body_left_ = 0;   // of a request that Beast is not asked about
  std::string body_;              // of the same
  State state_ = State::head;
  RequestHead head_;
  int failure_ = 0;
};

}  // namespace tact::http
