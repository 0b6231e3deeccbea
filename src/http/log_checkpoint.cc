// What the ledger commits to, signed, and whose signature it is.
#include "core/json/writer.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/key_history.h"
#include "ledger/log_signer.h"

namespace tact::http {
namespace {

constexpr const char* note_type = "text/plain; charset=utf-8";

Response show_checkpoint(Api& api, std::uint64_t size) {
  auto note = api.signer.checkpoint(size);
  if (!note) return problem(500, "the checkpoint cannot be signed");
  Response response;
  response.content_type = note_type;
  response.body = *std::move(note);
  return response;
}

Response show_keys(Api& api) {
  const auto keys = recorded_keys(api.store);
  if (!keys) return problem(500, "the ledger cannot be read");
  const VerifierKey present = api.signer.key();
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("origin", present.name);
  json.string("key", format_verifier_key(present));
  json.key("keys");
  json.begin_array();
  for (const RecordedKey& one : *keys) {
    json.begin_object();
    json.string("key", format_verifier_key(one.key));
    json.string("entry", std::to_string(one.entry.value));
    json.string("at", format_instant(one.at));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(std::move(out));
}

}  // namespace

// Not older than the engine's, which is of a second ago at most; signing anew for each who asks
// would be a write to the disk for each.
Action get_checkpoint(Api& api, Desk&, Call) {
  const std::uint64_t size = api.engine.checkpoint().size;
  return ReadCall{[&api, size] { return show_checkpoint(api, size); }};
}

Action get_log_key(Api& api, Desk&, Call) {
  return ReadCall{[&api] { return show_keys(api); }};
}

}  // namespace tact::http
