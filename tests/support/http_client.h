// A client that says exactly what a test tells it to, byte by byte, over a real socket.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tact::test {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;

  const std::string& field(const std::string& name) const {
    static const std::string none;
    const auto found = fields.find(name);
    return found == fields.end() ? none : found->second;
  }
};

// Each call blocks until it is done; a server that never answers ends the test by the receive
// timeout of the socket.
class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    REQUIRE(socket_ >= 0);
    const timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient() { ::close(socket_); }

  // False where the server took no more.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  // The next answer; empty where the connection ended instead. `without_body` is for HEAD.
  std::optional<Answer> receive(bool without_body = false) {
    const auto head = take_until("\r\n\r\n");
    if (!head) return std::nullopt;
    Answer answer;
    REQUIRE(head->substr(0, 9) == "HTTP/1.1 ");
    answer.status = std::stoi(head->substr(9, 3));
    read_fields(*head, answer);
    if (answer.status == 100 || without_body) return answer;
    const bool complete = answer.field("transfer-encoding") == "chunked" ? read_chunks(answer.body)
                                                                         : read_length(answer);
    if (!complete) return std::nullopt;
    return answer;
  }

  // Whether the server has ended the connection, with nothing left to read.
  bool is_at_end() { return received_.empty() && !fill(); }

  Answer call(std::string_view method, std::string_view target, std::string_view body = "",
              std::string_view fields = "Content-Type: application/json\r\n") {
    REQUIRE(send(request(method, target, body, fields)));
    const auto answer = receive(method == "HEAD");
    REQUIRE(answer.has_value());
    return *answer;
  }

  static std::string request(std::string_view method, std::string_view target,
                             std::string_view body = "",
                             std::string_view fields = "Content-Type: application/json\r\n") {
    std::string text(method);
    text.append(" ").append(target).append(" HTTP/1.1\r\nHost: test\r\n").append(fields);
    if (!body.empty()) text.append("Content-Length: " + std::to_string(body.size()) + "\r\n");
    return text.append("\r\n").append(body);
  }

 private:
  bool fill() {
    char bytes[16'384];
    const ssize_t size = ::recv(socket_, bytes, sizeof bytes, 0);
    if (size <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(size));
    return true;
  }

  std::optional<std::string> take_until(std::string_view mark) {
    std::size_t at = received_.find(mark);
    for (; at == std::string::npos; at = received_.find(mark)) {
      if (!fill()) return std::nullopt;
    }
    std::string taken = received_.substr(0, at + mark.size());
    received_.erase(0, taken.size());
    return taken;
  }

  bool take(std::size_t size, std::string& out) {
    while (received_.size() < size) {
      if (!fill()) return false;
    }
    out += received_.substr(0, size);
    received_.erase(0, size);
    return true;
  }

  static void read_fields(const std::string& head, Answer& answer) {
    std::size_t at = head.find("\r\n") + 2;
    for (std::size_t end = head.find("\r\n", at); end > at; end = head.find("\r\n", at)) {
      const std::size_t colon = head.find(": ", at);
      std::string name = head.substr(at, colon - at);
      for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      answer.fields[name] = head.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
  }

  bool read_length(Answer& answer) {
    REQUIRE(!answer.field("content-length").empty());
    return take(std::stoul(answer.field("content-length")), answer.body);
  }

  bool read_chunks(std::string& body) {
    for (;;) {
      const auto size = take_until("\r\n");
      if (!size) return false;
      const std::size_t bytes = std::stoul(*size, nullptr, 16);
      std::string end;
      if (!take(bytes, body) || !take(2, end)) return false;
      REQUIRE(end == "\r\n");
      if (bytes == 0) return true;
    }
  }

  int socket_;
  std::string received_;
};

}  // namespace tact::test
