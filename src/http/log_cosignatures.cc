// Witnesses' signatures under checkpoints of this log: verified and kept.
#include "core/json/writer.h"
#include "core/merkle/checkpoint.h"
#include "core/note/note.h"
#include "http/notes.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/hash_tree.h"
#include "ledger/key_history.h"

namespace tact::http {
namespace {

// A checkpoint that the log signed once, and the note that it stands in.
struct Posted {
  Note note;
  Checkpoint checkpoint;
  NoteSignature by_log;
};

// Signed by the present key, or by one that the ledger names: else anybody could say anything.
Result<NoteSignature, Response> find_log_signature(const Api& api, const Note& note) {
  const auto recorded = recorded_keys(api.store);
  if (!recorded) return problem(500, "the ledger cannot be read");
  std::vector<VerifierKey> keys = {api.signer.key()};
  for (const RecordedKey& one : *recorded) keys.push_back(one.key);
  for (const NoteSignature& signature : note.signatures) {
    for (const VerifierKey& key : keys) {
      if (verify_signature(note.text, signature, key)) return signature;
    }
  }
  return problem(422, "the checkpoint does not carry the signature of this log");
}

Result<Posted, Response> read_posted(const Api& api, const std::string& body) {
  auto note = parse_note(body);
  if (!note) return problem(400, note.error().message);
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return problem(400, checkpoint.error().message);
  const std::string origin = api.signer.key().name;
  if (checkpoint->origin != origin) {
    return problem(404, "this is the log `" + origin + "`, not `" + checkpoint->origin + '`');
  }
  auto by_log = find_log_signature(api, *note);
  if (!by_log) return by_log.error();
  return Posted{*std::move(note), *std::move(checkpoint), *std::move(by_log)};
}

// The log signed it, so this is either the ledger that it signed or there are two of one name.
std::optional<Response> wrong_with_ledger(const Api& api, const Checkpoint& checkpoint) {
  HashTree tree(api.store);
  std::string fault;
  if (checkpoint.size > tree.size()) {
    fault = "this log signed a checkpoint of " + std::to_string(checkpoint.size) +
            " entries and holds " + std::to_string(tree.size()) + ": entries are missing";
  } else {
    const auto root = tree.root(checkpoint.size);
    if (!root) return problem(500, "the ledger cannot be read");
    if (*root == checkpoint.root) return std::nullopt;
    fault = "this log signed another root for its first " + std::to_string(checkpoint.size) +
            " entries: there are two ledgers of one name";
  }
  api.complain("a witness has proof against this ledger: " + fault);
  return problem(409, fault);
}

std::string as_json(std::uint64_t size, const std::vector<std::string>& witnesses) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.integer("size", static_cast<std::int64_t>(size));
  json.key("witnesses");
  json.begin_array();
  for (const std::string& name : witnesses) json.string(name);
  json.end_array();
  json.end_object();
  return out;
}

Response keep_posted(Api& api, const std::string& body, const std::string& by) {
  auto posted = read_posted(api, body);
  if (!posted) return posted.error();
  const auto witnesses = api.witnesses.keys();
  if (witnesses->empty())
    return problem(422, "no witnesses are known: start tactd with --witnesses");
  const auto verified = verify_note(posted->note, *witnesses);
  if (!verified) return problem(422, verified.error().message);
  if (auto wrong = wrong_with_ledger(api, posted->checkpoint)) return *std::move(wrong);
  std::vector<Command> commands;
  std::vector<std::string> names;
  for (const Verified& one : *verified) {
    const VerifierKey& key = (*witnesses)[one.key];
    const Note note{posted->note.text, {posted->by_log, posted->note.signatures[one.signature]}};
    commands.push_back(
        {KeepCosigned{{posted->checkpoint.size, key_id(key), format_note(note)}}, by});
    names.push_back(key.name);
  }
  for (const Reply& reply : api.engine.handle(std::move(commands))) {
    if (const auto* refused = std::get_if<Refused>(&reply)) return problem(refused->problem);
  }
  return json_response(as_json(posted->checkpoint.size, names));
}

}  // namespace

Action post_cosignatures(Api& api, Desk&, Call call) {
  return ReadCall{[&api, body = std::move(call.body), by = std::move(call.by)] {
    return keep_posted(api, body, by);
  }};
}

}  // namespace tact::http
