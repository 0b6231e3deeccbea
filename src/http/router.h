// Which resource answers which call. The table of routes is the whole truth: /openapi.json is made
// from it, and what it does not list is answered 404 or 405.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "guard/role.h"
#include "http/api.h"
#include "http/call.h"

namespace tact::http {

struct QueryParameter {
  std::string_view name;
  std::string_view description;
  std::string_view schema = R"({"type":"string"})";  // JSON Schema
};

// What a call's body may be.
enum class BodyKind : std::uint8_t {
  none,
  json,            // one document of at most 1 MiB
  json_or_yaml,    // one document, or one file of a policy, of at most 1 MiB
  json_or_ndjson,  // one document or several lines, at most 1 MiB
  note,            // a signed note, as text, of at most 64 KiB
  ndjson_stream,   // lines of at most 64 KiB, without end (batch.h)
};

struct AnswerNote {
  int status = 200;
  std::string_view type;    // a media type
  std::string_view schema;  // the name of a schema in openapi_schemas.h; "" free text
  std::string_view description;
};

// Who may call a route. Has no default: a route without it does not compile, so that none is open
// because somebody forgot.
class Access {
 public:
  // Who has one of these roles, or admin.
  template <std::same_as<Role>... More>
  Access(Role first, More... more)  // NOLINT: implicit
      : roles_((Roles(first) | ... | Roles(more))) {}
  // Who has a token, whatever its roles.
  static Access any_role() {
    return {Role::sender, Role::writer, Role::officer, Role::auditor, Role::admin};
  }
  // Without a token too: nothing that is anybody's may be behind it.
  static Access everyone() { return Access(Roles()); }

  bool is_open() const { return roles_.is_empty(); }
  Roles roles() const { return roles_; }

 private:
  explicit Access(Roles roles) : roles_(roles) {}

  Roles roles_;
};

using Handler = Action (*)(Api& api, Desk& desk, Call call);

struct Route {
  Method method{};
  std::string_view pattern;  // "/v1/decisions/{id}": {…} stands for one segment
  std::string_view summary;
  BodyKind body = BodyKind::none;
  std::string_view body_schema;  // as AnswerNote::schema
  std::vector<QueryParameter> query;
  std::vector<AnswerNote> answers;  // besides problems, which any route may answer
  Handler handler = nullptr;        // null: the session streams it (ndjson_stream)
  Access access;
  // The last {…} stands for the whole rest of the path, slashes included.
  bool takes_rest = false;
  // Refused while the engine is behind: a question, which can be asked again. What people and
  // officers say is not.
  bool is_shed = false;
};

// All routes, in the order in which people should read them.
std::span<const Route> routes();

struct Match {
  const Route* route = nullptr;  // null: `refusal` says why
  Response refusal;
};

// Fills the call's path, query and names from its method and target, and checks what can be checked
// before the body: 404, 405, 415 and unknown query parameters.
Match match(Call& call);

}  // namespace tact::http
