// One HTTP request as the resources see it, and what they make of it. No sockets and no threads
// here: the session does the waiting.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/json/reader.h"
#include "engine/command.h"
#include "guard/role.h"
#include "rehearsal/simulation_run.h"

namespace tact::http {

enum class Method : std::uint8_t { get, post, put, del, other };

// "GET", …; del is "DELETE".
std::string_view method_name(Method method);

struct Parameter {
  std::string name;
  std::string value;
};

// A request's target, taken apart.
struct Target {
  std::string path;              // still percent-encoded: see decode_segment()
  std::vector<Parameter> query;  // decoded; `+` read as a space
};

// Empty where it is not a path of ours: an escape that is none, a control character, broken UTF-8.
std::optional<Target> parse_target(std::string_view target);
// One segment of a path, decoded; empty as above.
std::optional<std::string> decode_segment(std::string_view segment);

struct Call {
  Method method = Method::other;
  bool head_only = false;  // HEAD: answered as GET without the body
  std::string target;      // as sent
  std::string path;
  std::vector<Parameter> query;
  std::vector<std::string> names;  // what stands in place of the {…} of the route's pattern
  std::string content_type;        // as sent; "" absent
  std::string accept;              // as sent; "" absent
  bool is_from_page = false;       // a browser sent it for a page: it names an Origin
  std::string body;
  std::string by;  // in whose name commands are given: the token's, where tokens are asked for
  Roles roles;     // what the caller may

  // The parameter's value; null where it was not given.
  const std::string* parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // besides type, length, connection
  // Of an answer that is about people: what is recorded before it is given, where callers have
  // names. Of a ReadCall or a LongCall only.
  std::optional<Accessed> accessed = {};
};

// ---- what a resource makes of a call ----

// Commands for the engine, and how their replies become the response. `answer` runs on the
// connection's thread.
struct EngineCall {
  std::vector<Command> commands;
  std::function<Response(std::span<Reply>)> answer;
};

// Reads the store, so it may take its time: runs on a thread for readers, not the connection's.
struct ReadCall {
  std::function<Response()> run;
};

// Takes seconds or longer: runs on the one thread for long work (long_work.h), one at a time.
struct LongCall {
  std::function<Response(SimulationProgress&)> run;
};

using Action = std::variant<Response, EngineCall, ReadCall, LongCall>;

// A thread's own tools for taking calls apart.
struct Desk {
  JsonParser json;
};

}  // namespace tact::http
