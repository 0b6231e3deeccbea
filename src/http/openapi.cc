#include "http/openapi.h"

#include <algorithm>
#include <vector>

#include "core/json/writer.h"
#include "http/problem.h"
#include "http/resources.h"

namespace tact::http {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

void write_schema(std::string_view name, JsonWriter& json) {
  json.key("schema");
  if (name.empty()) {
    json.raw(R"({"type":"string"})");
    return;
  }
  json.begin_object();
  json.string("$ref", "#/components/schemas/" + std::string(name));
  json.end_object();
}

void write_content(std::string_view type, std::string_view schema, JsonWriter& json) {
  json.key(type);
  json.begin_object();
  write_schema(schema, json);
  json.end_object();
}

void write_parameter(std::string_view place, std::string_view name, std::string_view description,
                     std::string_view schema, JsonWriter& json) {
  json.begin_object();
  json.string("name", name);
  json.string("in", place);
  json.boolean("required", place == "path");
  if (!description.empty()) json.string("description", description);
  json.key("schema");
  json.raw(schema);
  json.end_object();
}

void write_parameters(const Route& route, JsonWriter& json) {
  json.key("parameters");
  json.begin_array();
  std::string_view rest = route.pattern;
  for (std::size_t open = rest.find('{'); open != rest.npos; open = rest.find('{')) {
    const std::size_t close = rest.find('}');
    write_parameter("path", rest.substr(open + 1, close - open - 1), "", R"({"type":"string"})",
                    json);
    rest.remove_prefix(close + 1);
  }
  for (const QueryParameter& parameter : route.query) {
    write_parameter("query", parameter.name, parameter.description, parameter.schema, json);
  }
  json.end_array();
}

void write_body(const Route& route, JsonWriter& json) {
  if (route.body == BodyKind::none) return;
  json.key("requestBody");
  json.begin_object();
  json.boolean("required", true);
  json.key("content");
  json.begin_object();
  if (route.body == BodyKind::note) {
    write_content("text/plain", "", json);
  } else if (route.body != BodyKind::ndjson_stream) {
    write_content("application/json", route.body_schema, json);
  }
  if (route.body == BodyKind::json_or_yaml) write_content("application/yaml", "", json);
  if (route.body == BodyKind::json_or_ndjson || route.body == BodyKind::ndjson_stream) {
    write_content(ndjson_type, route.body_schema, json);
  }
  json.end_object();
  json.end_object();
}

void write_problems(JsonWriter& json) {
  json.key("default");
  json.begin_object();
  json.string("description", "A problem (RFC 9457): nothing was changed.");
  json.key("content");
  json.begin_object();
  write_content(problem_type, "Problem", json);
  json.end_object();
  json.end_object();
}

void write_answers(const Route& route, JsonWriter& json) {
  json.key("responses");
  json.begin_object();
  std::vector<int> statuses;
  for (const AnswerNote& answer : route.answers) {
    if (std::find(statuses.begin(), statuses.end(), answer.status) != statuses.end()) continue;
    statuses.push_back(answer.status);
    json.key(std::to_string(answer.status));
    json.begin_object();
    json.string("description", answer.description);
    json.key("content");
    json.begin_object();
    for (const AnswerNote& same : route.answers) {
      if (same.status == answer.status) write_content(same.type, same.schema, json);
    }
    json.end_object();
    json.end_object();
  }
  write_problems(json);
  json.end_object();
}

// One requirement for each role that is enough by itself; none where no token is asked for.
void write_security(const Access& access, JsonWriter& json) {
  json.key("security");
  json.begin_array();
  for (std::size_t i = 0; i < role_names().size() && !access.is_open(); ++i) {
    const Role role = static_cast<Role>(i);
    if (role != Role::admin && !access.roles().has(role)) continue;
    json.begin_object();
    json.key("token");
    json.begin_array();
    json.string(role_names()[i]);
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_paths(std::span<const Route> routes, JsonWriter& json) {
  std::vector<std::string_view> patterns;
  for (const Route& route : routes) {
    if (std::find(patterns.begin(), patterns.end(), route.pattern) == patterns.end()) {
      patterns.push_back(route.pattern);
    }
  }
  for (const std::string_view pattern : patterns) {
    json.key(pattern);
    json.begin_object();
    for (const Route& route : routes) {
      if (route.pattern != pattern) continue;
      json.key(lower(method_name(route.method)));
      json.begin_object();
      json.string("summary", route.summary);
      write_parameters(route, json);
      write_body(route, json);
      write_answers(route, json);
      write_security(route.access, json);
      json.end_object();
    }
    json.end_object();
  }
}

}  // namespace

std::string describe(std::span<const Route> routes) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("openapi", "3.1.0");
  json.key("info");
  json.begin_object();
  json.string("title", "Tact");
  json.string("description", "May this message go to this person now?");
  json.string("version", TACT_VERSION);
  json.end_object();
  json.key("paths");
  json.begin_object();
  write_paths(routes, json);
  json.end_object();
  json.key("components");
  json.begin_object();
  json.key("schemas");
  json.raw(openapi_schemas());
  json.key("securitySchemes");
  json.begin_object();
  json.key("token");
  json.begin_object();
  json.string("type", "http");
  json.string("scheme", "bearer");
  json.string("bearerFormat", "tact_ID_SECRET");
  json.string("description",
              "Asked for where tactd was started with --tokens. Each call names the roles of which "
              "one is enough; in a batch and in records each line takes the role of its type: "
              "sender for request and outcome, officer for hold, writer for the others.");
  json.end_object();
  json.end_object();
  json.end_object();
  json.end_object();
  return out;
}

Action get_openapi(Api&, Desk&, Call) { return json_response(describe(routes())); }

}  // namespace tact::http
