// Speaks HTTP to a daemon, one exchange after another, on one connection that is kept open.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "tact/result.h"

#include "cli/url.h"
#include "core/json/reader.h"

namespace tact::cli {

struct HttpAnswer {
  int status = 0;
  std::string content_type;
  std::string next_cursor;  // of a page of the log: where the next one begins; "" at the end
  std::string body;

  bool is_fine() const { return status >= 200 && status < 300; }
};

// One thread. Every wait has a deadline. A daemon that answers 503 is asked again when it says, a
// few times: what it refused has changed nothing.
class Client {
 public:
  // `token` is sent as Bearer; "" sends none.
  Client(ServerAddress server, std::string token);
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  // How long an answer may be in coming, from here on; a minute by default.
  void set_patience(std::chrono::seconds patience);

  // Errors say what to do: start the daemon, give another --server. Any answer of the daemon's,
  // whatever its status, is no Error.
  Result<HttpAnswer> get(const std::string& target, std::string_view accept);
  Result<HttpAnswer> post(const std::string& target, std::string_view content_type,
                          std::string body);
  Result<HttpAnswer> del(const std::string& target);

 private:
  struct Wire;
  struct Call;
  Result<HttpAnswer> exchange(const Call& call);

  std::unique_ptr<Wire> wire_;
};

// What a problem says, in words: each field's mistake, or what is wrong with the whole.
std::string problem_words(JsonValue problem, std::string_view separator);

// The same of an answer, for standard error; for 401 and 403 what to do about tokens.
std::string problem_text(const HttpAnswer& answer);

}  // namespace tact::cli
