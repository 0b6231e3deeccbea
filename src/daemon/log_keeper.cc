#include "daemon/log_keeper.h"

#include <filesystem>

#include <spdlog/spdlog.h>

#include "ledger/key_history.h"

namespace tact {
namespace {

VerifierKey public_part(const SecretKey& key) { return key.signer().verifier(); }

}  // namespace

SecretKey make_log_key(const std::string& name, Randomness& randomness) {
  Ed25519Seed seed;
  randomness.fill(seed);
  SecretKey key(name, KeyType::ed25519, seed);
  wipe(seed);
  return key;
}

Status LogKeeper::check_name(const LogKeys& keys) const {
  if (keys.key.name == origin_) return Done{};
  return Error{"`" + path_ + "` is the key of `" + keys.key.name + "`, and --origin says `" +
               origin_ + "`: a ledger and its key have one name"};
}

Status LogKeeper::open(const Store& store, Randomness& randomness) {
  store_ = &store;
  auto keys = read_log_keys(path_);
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
    spdlog::info("made the key that signs checkpoints, `{}`: keep a copy where this machine's "
                 "backups are not",
                 path_);
    keys = std::optional(std::move(made));
  }
  if (auto status = check_name(**keys); !status) return status;
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

Status LogKeeper::record(Engine& engine) {
  const auto known = recorded_keys(*store_);
  if (!known) return known.error();
  const VerifierKey key = signer_->key();
  if (!known->empty() && known->front().key == key) return Done{};
  const std::string previous = known->empty() ? "" : format_verifier_key(known->front().key);
  const auto replies = engine.handle({{RecordKey{format_verifier_key(key), previous}, "tactd"}});
  if (!std::holds_alternative<Recorded>(replies.front())) {
    return Error{"the key that signs checkpoints could not be recorded in the ledger"};
  }
  if (!previous.empty()) spdlog::info("checkpoints are signed with `{}` now", key.name);
  return Done{};
}

}  // namespace tact
