#include "http/router.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "core/suggest/suggest.h"
#include "http/policy_body.h"
#include "http/problem.h"

namespace tact::http {
namespace {

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

std::string_view take_rest(std::string_view& path) { return std::exchange(path, {}).substr(1); }

// Whether the route's pattern fits; `names` gets what stands for its {…}.
bool fits(const Route& route, std::string_view path, std::vector<std::string>& names) {
  names.clear();
  std::string_view pattern = route.pattern;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view expected = take_segment(pattern);
    const bool is_rest = route.takes_rest && pattern.empty();
    const auto segment = decode_segment(is_rest ? take_rest(path) : take_segment(path));
    if (!segment || segment->empty()) return false;
    if (expected.front() == '{') {
      names.push_back(*segment);
    } else if (*segment != expected) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Without its parameters: "application/json; charset=utf-8" is application/json.
std::string media_type(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  return lower(type);
}

bool is_json(std::string_view type) {
  constexpr std::string_view suffix = "+json";
  return type == "application/json" ||
         (type.size() > suffix.size() && type.substr(type.size() - suffix.size()) == suffix);
}

bool is_ndjson(std::string_view type) {
  constexpr std::array<std::string_view, 4> names = {ndjson_type, "application/ndjson",
                                                     "application/jsonl", "application/json-lines"};
  return std::find(names.begin(), names.end(), type) != names.end();
}

// What command-line clients say where nobody told them the type.
bool is_default(std::string_view type) {
  return type == "application/x-www-form-urlencoded" || type == "text/plain" ||
         type == "application/octet-stream";
}

// The default types are those that a page in somebody's browser can post to this machine without
// being asked: they pass only where no page is behind them.
bool is_accepted(const Route& route, const Call& call) {
  if (call.content_type.empty() || route.body == BodyKind::none) return true;
  const std::string type = media_type(call.content_type);
  if (is_default(type)) return !call.is_from_page;
  switch (route.body) {
    case BodyKind::none:
    case BodyKind::note: return false;  // Only as text/plain, which is_default() knows.
    case BodyKind::json: return is_json(type);
    case BodyKind::json_or_yaml: return is_json(type) || is_yaml(type);
    case BodyKind::json_or_ndjson:
    case BodyKind::ndjson_stream: return is_json(type) || is_ndjson(type);
  }
  return false;
}

std::string wanted_type(BodyKind body) {
  if (body == BodyKind::note) return "the content type must be text/plain";
  std::string text = "the content type must be application/json";
  if (body == BodyKind::json_or_yaml) text += " or application/yaml";
  if (body == BodyKind::json_or_ndjson || body == BodyKind::ndjson_stream) {
    text += " or application/x-ndjson";
  }
  return text;
}

std::optional<Response> wrong_query(const Route& route, const Call& call) {
  if (call.query.empty()) return std::nullopt;
  std::vector<std::string_view> known;
  for (const QueryParameter& parameter : route.query) known.push_back(parameter.name);
  for (std::size_t i = 0; i < call.query.size(); ++i) {
    const std::string& name = call.query[i].name;
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return problem(400, "unknown query parameter `" + name + '`' + did_you_mean(name, known));
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (call.query[j].name == name) return bad_parameter(name, "is given twice");
    }
  }
  return std::nullopt;
}

Match refuse(Response response) { return {nullptr, std::move(response)}; }

// What is at a path.
struct Found {
  const Route* route = nullptr;    // that takes the method
  std::vector<std::string> names;  // of that route
  std::string allowed;             // the methods of all routes there; "" where there is none
};

Found search(Method method, std::string_view path) {
  Found found;
  for (const Route& route : routes()) {
    std::vector<std::string> names;
    if (!fits(route, path, names)) continue;
    if (!found.allowed.empty()) found.allowed += ", ";
    found.allowed += method_name(route.method);
    if (route.method == Method::get) found.allowed += ", HEAD";
    if (route.method == method) {
      found.route = &route;
      found.names = std::move(names);
    }
  }
  return found;
}

using RoutesByMethod = std::array<const Route*, static_cast<std::size_t>(Method::other) + 1>;

// What search() finds where a path is a pattern's own text, as most are: it takes every path apart
// once for each route, which costs more than all else that is done with a decision's head.
std::unordered_map<std::string_view, RoutesByMethod> search_plain_paths() {
  std::unordered_map<std::string_view, RoutesByMethod> plain;
  for (const Route& route : routes()) {
    if (route.pattern.find('{') != std::string_view::npos) continue;
    const Found found = search(route.method, route.pattern);
    // A {…} of another route may stand for it as well; its name is taken from the path.
    if (found.route != &route) continue;
    plain[route.pattern][static_cast<std::size_t>(route.method)] = &route;
  }
  return plain;
}

// Null where only search() can tell.
const Route* find_plain(Method method, std::string_view path) {
  static const auto plain = search_plain_paths();
  const auto found = plain.find(path);
  return found == plain.end() ? nullptr : found->second[static_cast<std::size_t>(method)];
}

}  // namespace

Match match(Call& call) {
  auto target = parse_target(call.target);
  if (!target) {
    return refuse(problem(400, "the address is not one: it must be a path, percent-encoded UTF-8"));
  }
  call.path = std::move(target->path);
  call.query = std::move(target->query);
  const Route* found = find_plain(call.method, call.path);
  if (found == nullptr) {
    Found searched = search(call.method, call.path);
    if (searched.allowed.empty()) {
      return refuse(problem(404, "there is nothing at this address; /openapi.json lists what is"));
    }
    if (searched.route == nullptr) {
      Response response = problem(405, "this address takes " + searched.allowed);
      response.headers.emplace_back("Allow", searched.allowed);
      return refuse(std::move(response));
    }
    found = searched.route;
    call.names = std::move(searched.names);
  }
  if (!is_accepted(*found, call)) {
    return refuse(problem(415, wanted_type(found->body)));
  }
  if (auto refusal = wrong_query(*found, call)) return refuse(*std::move(refusal));
  return {found, {}};
}

}  // namespace tact::http
