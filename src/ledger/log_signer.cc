#include "ledger/log_signer.h"

#include "tact/check.h"

#include "core/note/note.h"
#include "ledger/appender.h"

namespace tact {
namespace {

constexpr const char* another_ledger =
    "; put back the ledger that this key has signed, or go on under another name and key, as one "
    "key "
    "must never sign two ledgers: tactd key new --origin NAME --log-key FILE, and tactd with the "
    "same";

Result<Anchor> stored_anchor(const Store& store, const std::string& origin) {
  Sha256 hasher;
  Frontier frontier;
  if (const std::string bytes = store.frontier(); !bytes.empty()) {
    auto decoded = Frontier::decode(hasher, bytes);
    if (!decoded) return decoded.error();
    frontier = *std::move(decoded);
  }
  const Checkpoint checkpoint{origin, frontier.size(), frontier.root(hasher)};
  return Anchor{checkpoint, std::move(frontier)};
}

}  // namespace

Result<std::unique_ptr<LogSigner>> LogSigner::open(const Store& store, NoteSigner key,
                                                   std::string record_path) {
  std::unique_ptr<LogSigner> signer(new LogSigner(store, std::move(key), record_path));
  const auto text = signer->record_.read();
  if (!text) return text.error();
  if (!*text) return signer;
  const auto anchor = parse_anchor(**text);
  if (!anchor) {
    return Error{"`" + record_path + "` is damaged, so nobody knows what the key has signed" +
                 another_ledger};
  }
  const std::string& name = signer->key_.verifier().name;
  if (anchor->checkpoint.origin != name) {
    return Error{"`" + record_path + "` is of the ledger `" + anchor->checkpoint.origin +
                 "`, not of `" + name + '`' + another_ledger};
  }
  if (auto status = check_extends(store, *anchor); !status) {
    return Error{"the key has signed another ledger, says `" + record_path +
                 "`: " + status.error().message + another_ledger};
  }
  signer->signed_ = anchor->checkpoint;
  return signer;
}

LogSigner::LogSigner(const Store& store, NoteSigner key, std::string record_path)
    : store_(store), record_(std::move(record_path)), key_(std::move(key)) {}

Result<std::string> LogSigner::checkpoint(std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  if (note_.empty() || signed_->size < size) {
    if (auto status = sign_all_stored(); !status) return status.error();
  }
  TACT_CHECK(signed_->size >= size);
  return note_;
}

Status LogSigner::sign_all_stored() {
  const auto anchor = stored_anchor(store_, key_.verifier().name);
  if (!anchor) return anchor.error();
  const Checkpoint& next = anchor->checkpoint;
  const bool is_known = signed_ && *signed_ == next;
  if (signed_ && !is_known && next.size <= signed_->size) {
    return Error{"the ledger is not the one that was signed before: nothing is signed any more"};
  }
  if (!is_known) {
    if (auto status = record_.write(format_anchor(*anchor)); !status) return status;
  }
  signed_ = next;
  const std::string text = format_checkpoint(next);
  note_ = format_note({text, {key_.sign(text)}});
  return Done{};
}

VerifierKey LogSigner::key() const {
  const std::lock_guard lock(mutex_);
  return key_.verifier();
}

void LogSigner::change_key(NoteSigner key) {
  const std::lock_guard lock(mutex_);
  TACT_CHECK(key.verifier().name == key_.verifier().name);
  key_ = std::move(key);
  note_.clear();
}

}  // namespace tact
