// Keys of logs and witnesses, each made from one byte, and a signer on a store.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "core/note/signing.h"
#include "ledger/log_signer.h"
#include "support/temp_dir.h"

namespace tact::test {

inline NoteSigner key_of(std::uint8_t byte, const std::string& name = "localhost/tact",
                         KeyType type = KeyType::ed25519) {
  Ed25519Seed seed;
  seed.fill(byte);
  return {name, type, seed};
}

// What it has signed is kept in `folder`.
inline std::unique_ptr<LogSigner> open_signer(const Store& store, const TempDir& folder,
                                              NoteSigner key = key_of(1)) {
  auto signer = LogSigner::open(store, std::move(key), folder.path() + "/log-key.signed");
  if (!signer) FAIL(signer.error().message);
  return *std::move(signer);
}

}  // namespace tact::test
