// The little of URLs that the command line needs.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tact/result.h"

namespace tact::cli {

struct ServerAddress {
  bool tls = false;
  std::string host;  // without the brackets of an IPv6 address
  std::string port;
  std::string path;  // before every target; no slash at its end

  // As a header and a person want it: "127.0.0.1:8080".
  std::string name() const;
};

// "http://127.0.0.1:8080", "https://tact.example", "http://[::1]:8080/under".
Result<ServerAddress> parse_server(std::string_view url);

// Percent-encoded, as one segment of a path or one value of a query.
std::string url_encoded(std::string_view text);

// "?a=b&c=d" of what is not empty; "" where nothing is left.
std::string url_query(const std::vector<std::pair<std::string_view, std::string>>& pairs);

}  // namespace tact::cli
