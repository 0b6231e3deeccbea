#include "daemon/log_keeper.h"

#include <filesystem>

#include <spdlog/spdlog.h>

#include "tact/check.h"

#include "core/note/note.h"
#include "ledger/hash_tree.h"
#include "ledger/key_history.h"

namespace tact {
namespace {

constexpr std::chrono::minutes sign_every{1};

}  // namespace

SecretKey make_log_key(const std::string& name, Randomness& randomness) {
  Ed25519Seed seed;
  randomness.fill(seed);
  SecretKey key(name, KeyType::ed25519, seed);
  wipe(seed);
  return key;
}

Result<std::optional<LogKeys>> LogKeeper::read() const {
  auto keys = read_log_keys(path_);
  if (!keys || !keys->has_value()) return keys;
  const std::string& name = (*keys)->key.name;
  if (name == origin_) return keys;
  return Error{"`" + path_ + "` is the key of `" + name + "`, and --origin says `" + origin_ +
               "`: a ledger and its key have one name"};
}

Status LogKeeper::open(const Store& store, Randomness& randomness) {
  store_ = &store;
  auto keys = read();
  if (!keys) return keys.error();
  if (!keys->has_value()) {
    const auto had_one = has_recorded_key(store);
    if (!had_one) return had_one.error();
    if (*had_one || std::filesystem::exists(path_ + ".signed")) {
      return Error{"the key of this ledger is not at `" + path_ +
                   "`: put it back, or make a new one, which the ledger will record: tactd key "
                   "new --origin " +
                   origin_ + " --log-key " + path_};
    }
    LogKeys made{make_log_key(origin_, randomness), std::nullopt};
    if (auto status = write_log_keys(path_, made); !status) return status;
    spdlog::info(
        "made the key that signs checkpoints, `{}`: keep a copy where this machine's "
        "backups are not",
        path_);
    keys = std::optional(std::move(made));
  }
  auto lock = FileLock::try_on(path_ + ".lock");
  if (!lock) return lock.error();
  if (!lock->has_value()) {
    return Error{"another tactd signs with `" + path_ + "`: one key is one ledger's"};
  }
  lock_.emplace(**std::move(lock));
  auto signer = LogSigner::open(store, (*keys)->key.signer(), path_ + ".signed");
  if (!signer) return signer.error();
  signer_ = *std::move(signer);
  return Done{};
}

Status LogKeeper::begin(Engine& engine) {
  if (auto status = record(engine, signer_->key()); !status) return status;
  const auto first = signer_->checkpoint(store_->size().value);
  if (!first) return first.error();
  if (auto status = hand_over(engine); !status) return status;
  signed_at_ = std::chrono::steady_clock::now();
  return Done{};
}

Status LogKeeper::record(Engine& engine, const VerifierKey& key) {
  const auto known = recorded_keys(*store_);
  if (!known) return known.error();
  if (!known->empty() && known->front().key == key) return Done{};
  const std::string previous = known->empty() ? "" : format_verifier_key(known->front().key);
  const auto replies = engine.handle({{RecordKey{format_verifier_key(key), previous}, "tactd"}});
  if (!std::holds_alternative<Recorded>(replies.front())) {
    return Error{"the key that signs checkpoints could not be recorded in the ledger"};
  }
  if (!previous.empty()) {
    spdlog::info("checkpoints are signed with a new key: {}", format_verifier_key(key));
  }
  return Done{};
}

void LogKeeper::reload(Engine& engine) {
  auto keys = read();
  if (keys && !keys->has_value()) keys = Error{"there is no `" + path_ + "` any more"};
  if (!keys) {
    spdlog::error("{}; the key from before goes on", keys.error().message);
    return;
  }
  NoteSigner next = (*keys)->key.signer();
  if (next.verifier() == signer_->key()) return;
  // In the ledger first: whoever sees the new key's signature finds it there.
  if (auto status = record(engine, next.verifier()); !status) {
    spdlog::error("{}; the key from before goes on", status.error().message);
    return;
  }
  signer_->change_key(std::move(next));
  if (auto status = hand_over(engine); !status) {
    spdlog::error("the key before has not vouched for the new one: {}", status.error().message);
  }
}

Status LogKeeper::hand_over(Engine& engine) {
  const auto keys = read();
  if (!keys) return keys.error();
  if (!keys->has_value() || !(*keys)->previous) return Done{};
  const NoteSigner next = (*keys)->key.signer();
  const NoteSigner previous = (*keys)->previous->signer();
  const auto known = recorded_keys(*store_);
  if (!known) return known.error();
  TACT_CHECK(!known->empty() && known->front().key == next.verifier());
  const std::uint64_t size = known->front().entry.value + 1;
  // What is signed is remembered first, as ever.
  if (const auto note = signer_->checkpoint(size); !note) return note.error();
  const auto root = HashTree(*store_).root(size);
  if (!root) return root.error();
  const std::string text = format_checkpoint({origin_, size, *root});
  const Note note{text, {next.sign(text), previous.sign(text)}};
  const auto replies = engine.handle(
      {{KeepCosigned{{size, key_id(previous.verifier()), format_note(note)}}, "tactd"}});
  if (!std::holds_alternative<Recorded>(replies.front())) {
    return Error{"the ledger could not keep its signature"};
  }
  return write_log_keys(path_, {(*keys)->key, std::nullopt});
}

void LogKeeper::keep_signed(const Engine& engine) {
  const auto now = std::chrono::steady_clock::now();
  if (now - signed_at_ < sign_every) return;
  signed_at_ = now;
  if (const auto note = signer_->checkpoint(engine.checkpoint().size); !note) {
    spdlog::error("no checkpoint is signed: {}", note.error().message);
  }
}

}  // namespace tact
