#include "http/problem.h"
#include "http/resources.h"

namespace tact::http {

Action get_health(Api&, Desk&, Call) { return json_response(R"({"status":"alive"})"); }

Action get_ready(Api& api, Desk&, Call) {
  if (api.draining) return problem(503, "the daemon is stopping");
  if (api.engine.policy() == nullptr) return problem(503, "no policy is active yet");
  return json_response(R"({"status":"ready"})");
}

}  // namespace tact::http
