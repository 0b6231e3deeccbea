#include "cli/url.h"

#include <algorithm>

namespace tact::cli {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string ServerAddress::name() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  return (is_v6 ? '[' + host + ']' : host) + ':' + port;
}

Result<ServerAddress> parse_server(std::string_view url) {
  const Error wrong{"the server `" + std::string(url) +
                    "` is no address; write it like http://127.0.0.1:8080"};
  ServerAddress server;
  if (url.starts_with("https://")) {
    server.tls = true;
    url.remove_prefix(8);
  } else if (url.starts_with("http://")) {
    url.remove_prefix(7);
  } else {
    return wrong;
  }
  const std::size_t slash = std::min(url.find('/'), url.size());
  server.path = url.substr(slash);
  while (server.path.ends_with('/')) server.path.pop_back();
  std::string_view authority = url.substr(0, slash);
  std::string_view rest;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return wrong;
    server.host = authority.substr(1, close - 1);
    rest = authority.substr(close + 1);
  } else {
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    server.host = authority.substr(0, colon);
    rest = authority.substr(colon);
  }
  if (!rest.empty() && rest.front() != ':') return wrong;
  server.port = rest.empty() ? (server.tls ? "443" : "80") : std::string(rest.substr(1));
  const bool has_odd_host = server.host.empty() ||
                            server.host.find_first_of("@?# \t\r\n") != std::string::npos ||
                            server.path.find_first_of("?# \t\r\n") != std::string::npos;
  if (has_odd_host || !is_digits(server.port) || server.port.size() > 5) return wrong;
  return server;
}

std::string url_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::string url_query(const std::vector<std::pair<std::string_view, std::string>>& pairs) {
  std::string out;
  for (const auto& [key, value] : pairs) {
    if (value.empty()) continue;
    out += (out.empty() ? '?' : '&') + std::string(key) + '=' + url_encoded(value);
  }
  return out;
}

}  // namespace tact::cli
