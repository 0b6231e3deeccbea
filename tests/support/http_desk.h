// The HTTP front on a free port, with an engine on a store in memory behind it.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/engine.h"
#include "http/server.h"
#include "store/mem_store.h"
#include "support/http_client.h"
#include "support/log_keys.h"
#include "support/policies.h"
#include "support/seeded_randomness.h"
#include "support/set_clock.h"
#include "support/temp_dir.h"

namespace tact::test {

class HttpDesk {
 public:
  // Without a policy no decision can be made.
  explicit HttpDesk(std::shared_ptr<const Policy> policy = capped_policy(5),
                    http::Limits limits = {}, EngineOptions options = {})
      : HttpDesk(nullptr, std::move(policy), limits, std::move(options)) {}
  // Tokens are asked for. `guard` outlives this; its clock is this one's.
  explicit HttpDesk(Guard& guard, EngineOptions options = {})
      : HttpDesk(&guard, capped_policy(5), {}, std::move(options)) {}
  ~HttpDesk() {
    server_->drain(std::chrono::milliseconds(0));
    engine_.reset();
  }

  http::Server& server() { return *server_; }
  Engine& engine() { return *engine_; }
  LogSigner& signer() { return *signer_; }
  WitnessList& witnesses() { return witnesses_; }
  // What the operator was told.
  std::vector<std::string> complaints() {
    const std::lock_guard lock(complaints_mutex_);
    return complaints_;
  }
  // What is signed can be kept no more.
  void lose_signer_folder() { std::filesystem::remove_all(folder_.path()); }
  std::uint16_t port() const { return server_->port(); }
  std::uint64_t size() const { return store.size().value; }

  // One call on a connection of its own.
  Answer call(std::string_view method, std::string_view target, std::string_view body = "",
              std::string_view fields = "Content-Type: application/json\r\n") {
    return HttpClient(port()).call(method, target, body, fields);
  }
  Answer get(std::string_view target, std::string_view accept = "application/json") {
    return call("GET", target, "", "Accept: " + std::string(accept) + "\r\n");
  }
  Answer post(std::string_view target, std::string_view body) { return call("POST", target, body); }

  MemStore store;
  SetClock clock{*parse_instant("2026-11-24T12:00:00Z")};

 private:
  HttpDesk(Guard* guard, std::shared_ptr<const Policy> policy, http::Limits limits,
           EngineOptions options) {
    auto engine =
        Engine::start(store, clock, randomness_, std::move(options),
                      [](const std::string& why) { FAIL("the store was lost: " << why); });
    REQUIRE(engine.ok());
    engine_ = *std::move(engine);
    if (policy) engine_->handle({{Activate{std::move(policy)}, "officer"}});
    signer_ = open_signer(store, folder_);
    http::ServerOptions server_options;
    server_options.signer = signer_.get();
    server_options.witnesses = &witnesses_;
    server_options.complain = [this](const std::string& what) {
      const std::lock_guard guard_of_complaints(complaints_mutex_);
      complaints_.push_back(what);
    };
    server_options.port = 0;
    server_options.limits = limits;
    server_options.guard = guard;
    server_options.clock = &clock;
    auto server = http::Server::start(*engine_, store, server_options);
    REQUIRE(server.ok());
    server_ = *std::move(server);
  }

  SeededRandomness randomness_;
  TempDir folder_;  // of what the signer keeps
  std::unique_ptr<LogSigner> signer_;
  WitnessList witnesses_;
  std::mutex complaints_mutex_;
  std::vector<std::string> complaints_;  // Guarded by complaints_mutex_.
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace tact::test
