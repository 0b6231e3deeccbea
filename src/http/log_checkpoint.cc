// What the ledger commits to, signed, and whose signature it is.
#include "core/json/writer.h"
#include "http/decisions.h"
#include "http/notes.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/key_history.h"
#include "ledger/log_signer.h"

namespace tact::http {
namespace {

Response show_checkpoint(Api& api, std::uint64_t size) {
  auto note = api.signer.checkpoint(size);
  if (!note) return cannot_sign(api, note.error());
  return text_response(*std::move(note));
}

Response show_witnessed(Api& api) {
  auto note = newest_cosigned(api.store, *api.witnesses.keys());
  if (!note) return problem(500, "the ledger cannot be read");
  if (!*note) return no_witness();
  return text_response(**std::move(note));
}

// The checkpoint that first names the key, signed by the one before as well.
Result<std::optional<std::string>> handover_to(const Store& store, const RecordedKey& key,
                                               const RecordedKey& before) {
  return cosigned_at(store, key.entry.value + 1, {&before.key, 1});
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
  for (std::size_t i = 0; i < keys->size(); ++i) {
    const RecordedKey& one = (*keys)[i];
    json.begin_object();
    json.string("key", format_verifier_key(one.key));
    json.string("entry", std::to_string(one.entry.value));
    json.string("at", format_instant(one.at));
    if (i + 1 < keys->size()) {
      const auto handover = handover_to(api.store, one, (*keys)[i + 1]);
      if (!handover) return problem(500, "the ledger cannot be read");
      if (*handover) json.string("handover", **handover);
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(std::move(out));
}

}  // namespace

// Not older than the engine's, which is of a second ago at most; signing anew for each who asks
// would be a write to the disk for each.
Action get_checkpoint(Api& api, Desk&, Call call) {
  const auto witnessed = read_flag(call, "witnessed");
  if (!witnessed) return witnessed.error();
  if (*witnessed) return ReadCall{[&api] { return show_witnessed(api); }};
  const std::uint64_t size = api.engine.checkpoint().size;
  return ReadCall{[&api, size] { return show_checkpoint(api, size); }};
}

Action get_log_key(Api& api, Desk&, Call) {
  return ReadCall{[&api] { return show_keys(api); }};
}

}  // namespace tact::http
