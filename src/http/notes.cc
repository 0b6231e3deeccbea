#include "http/notes.h"

#include "http/problem.h"

namespace tact::http {

Response text_response(std::string text) {
  Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

Response cannot_sign(const Api& api, const Error& why) {
  api.complain("no checkpoint is signed: " + why.message);
  return problem(500, "the checkpoint cannot be signed");
}

Response no_witness() { return problem(404, "no witness has signed a checkpoint yet"); }

}  // namespace tact::http
