#include "core/records/problem.h"

#include <utility>

#include "tact/check.h"

#include "core/json/writer.h"

namespace tact {
namespace {

void write(const Problem& problem, JsonWriter& json) {
  json.begin_object();
  json.string("type", "about:blank");
  json.string("title", problem.title);
  json.integer("status", problem.status);
  if (!problem.detail.empty()) json.string("detail", problem.detail);
  json.key("errors");
  json.begin_array();
  for (const FieldError& error : problem.errors) {
    json.begin_object();
    json.string("pointer", error.pointer);
    json.string("message", error.message);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace

Problem make_problem(int status, std::string detail) {
  return {status, std::string(status_phrase(status)), std::move(detail), {}};
}

Problem bad_record(std::vector<FieldError> errors) {
  TACT_CHECK(!errors.empty());
  const FieldError& first = errors.front();
  std::string detail = (first.pointer.empty() ? "the record" : first.pointer) + ' ' + first.message;
  if (errors.size() > 1) detail += "; " + std::to_string(errors.size() - 1) + " more in `errors`";
  Problem problem = make_problem(400, std::move(detail));
  problem.errors = std::move(errors);
  return problem;
}

std::string_view status_phrase(int status) {
  switch (status) {
    case 202: return "Accepted";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Error";  // A number, not an enum of ours.
  }
}

void write_problem(const Problem& problem, std::string& out) {
  JsonWriter json(out, KeyOrder::as_written);
  write(problem, json);
}

void write_line_problem(std::uint64_t line, const Problem& problem, std::string& out) {
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.integer("line", static_cast<std::int64_t>(line));
  json.key("error");
  write(problem, json);
  json.end_object();
}

}  // namespace tact
