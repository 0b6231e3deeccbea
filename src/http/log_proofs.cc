// Proofs about the log's Merkle tree.
#include <span>
#include <utility>

#include "core/hash/encoding.h"
#include "core/json/writer.h"
#include "core/merkle/tree_hash.h"
#include "http/decisions.h"
#include "http/forever.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/hash_tree.h"

namespace tact::http {
namespace {

constexpr const char* unreadable = "the ledger cannot be read";

// Two numbers: an entry or a size, and the size of the log that it is asked about.
struct ProofCall {
  std::uint64_t first = 0;
  std::uint64_t size = 0;
  bool is_of_checkpoint = false;  // no size was asked for
};

Result<std::uint64_t, Response> read_number(const std::string& name, const std::string& text) {
  if (const auto number = parse_seq_text(text)) return number->value;
  return bad_parameter(name, "must be a whole number, like 182736");
}

Result<ProofCall, Response> read_call(const Api& api, const Call& call, const std::string& first,
                                      const std::string& size) {
  ProofCall proof;
  const std::string* first_text = call.parameter(first);
  if (first_text == nullptr) return bad_parameter(first, "is required");
  const auto first_number = read_number(first, *first_text);
  if (!first_number) return first_number.error();
  proof.first = *first_number;
  if (const std::string* size_text = call.parameter(size)) {
    const auto size_number = read_number(size, *size_text);
    if (!size_number) return size_number.error();
    proof.size = *size_number;
    return proof;
  }
  const Checkpoint checkpoint = api.engine.checkpoint();
  if (checkpoint.origin.empty()) return problem(503, "there is no checkpoint yet");
  proof.size = checkpoint.size;
  proof.is_of_checkpoint = true;
  return proof;
}

Response no_such_size(std::uint64_t size, const HashTree& tree) {
  return problem(404, "the log has " + std::to_string(tree.size()) +
                          " entries by now: there is no log of " + std::to_string(size));
}

void write_hash(std::string_view key, const Hash256& hash, JsonWriter& json) {
  json.string(key, to_base64(bytes_of(hash)));
}

void write_hashes(const MerkleProof& proof, JsonWriter& json) {
  json.key("hashes");
  json.begin_array();
  for (const Hash256& hash : proof) json.string(to_base64(bytes_of(hash)));
  json.end_array();
}

Response answer(std::string body, const ProofCall& call) {
  Response response = json_response(std::move(body));
  // The newest checkpoint is another one in a second.
  return call.is_of_checkpoint ? response : kept_forever(std::move(response));
}

Response read_inclusion(const Store& store, const ProofCall& call) {
  HashTree tree(store);
  if (call.size > tree.size()) return no_such_size(call.size, tree);
  if (call.first >= call.size) {
    if (!call.is_of_checkpoint) return bad_parameter("seq", "must be below `size`");
    return problem(404, "entry " + std::to_string(call.first) +
                            " is not in the newest checkpoint, "
                            "of " +
                            std::to_string(call.size) + " entries");
  }
  const auto leaf = tree.leaf(Seq{call.first});
  const auto root = tree.root(call.size);
  const auto proof = tree.inclusion(Seq{call.first}, call.size);
  if (!leaf || !root || !proof) return problem(500, unreadable);
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("seq", std::to_string(call.first));
  json.string("size", std::to_string(call.size));
  write_hash("leaf_hash", *leaf, json);
  write_hash("root", *root, json);
  write_hashes(*proof, json);
  json.end_object();
  return answer(std::move(out), call);
}

Response read_consistency(const Store& store, const ProofCall& call) {
  HashTree tree(store);
  if (call.size > tree.size()) return no_such_size(call.size, tree);
  if (call.first > call.size) return bad_parameter("from", "must not be above `to`");
  const auto from_root = tree.root(call.first);
  const auto to_root = tree.root(call.size);
  const auto proof = tree.consistency(call.first, call.size);
  if (!from_root || !to_root || !proof) return problem(500, unreadable);
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("from", std::to_string(call.first));
  json.string("to", std::to_string(call.size));
  write_hash("from_root", *from_root, json);
  write_hash("to_root", *to_root, json);
  write_hashes(*proof, json);
  json.end_object();
  return answer(std::move(out), call);
}

}  // namespace

Action get_inclusion_proof(Api& api, Desk&, Call call) {
  const auto proof = read_call(api, call, "seq", "size");
  if (!proof) return proof.error();
  return ReadCall{[&api, proof = *proof] { return read_inclusion(api.store, proof); }};
}

Action get_consistency_proof(Api& api, Desk&, Call call) {
  const auto proof = read_call(api, call, "from", "to");
  if (!proof) return proof.error();
  return ReadCall{[&api, proof = *proof] { return read_consistency(api.store, proof); }};
}

}  // namespace tact::http
