#include "http/problem.h"

namespace tact::http {

Response problem(const Problem& problem) {
  Response response;
  response.status = problem.status;
  response.content_type = problem_type;
  write_problem(problem, response.body);
  response.body += '\n';
  if (problem.status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

Response problem(int status, std::string detail) {
  return problem(make_problem(status, std::move(detail)));
}

Problem over_capacity_problem() {
  return make_problem(503, "more is waiting than can be answered in time; ask again in a second");
}

Response over_capacity() { return problem(over_capacity_problem()); }

Response dropped_by_retention(Seq entry) {
  return problem(410, "entry " + std::to_string(entry.value) +
                          " was dropped by retention; its place in the log and its hash are kept");
}

Response bad_parameter(const std::string& name, const std::string& message) {
  return problem(400, "query parameter `" + name + "` " + message);
}

Response json_response(std::string body) {
  Response response;
  response.body = std::move(body);
  response.body += '\n';
  return response;
}

}  // namespace tact::http
