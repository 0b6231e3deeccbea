#include "daemon/program.h"

#include <cstdlib>
#include <filesystem>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include "daemon/events.h"
#include "daemon/exit_code.h"
#include "daemon/log_keeper.h"
#include "daemon/policy_loader.h"
#include "daemon/system_clock.h"
#include "daemon/token_loader.h"
#include "daemon/witness_loader.h"
#include "engine/memory_shares.h"
#include "engine/retainer.h"
#include "http/server.h"
#include "store/rocks_store.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

int fail(const std::string& message) {
  spdlog::error("{}", message);
  return exit_could_not;
}

void set_up_log() {
  auto log = spdlog::stderr_color_mt("tactd");
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %^%l%$ %v");
  log->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(log));
}

// Each connection takes a descriptor, and so does each of the store's files: raises what the system
// allows, and returns how many connections leave the store enough.
std::size_t connections_with_room(std::size_t wanted) {
  constexpr rlim_t kept_for_files = 1'024;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t room =
      limit.rlim_cur > 2 * kept_for_files ? limit.rlim_cur - kept_for_files : limit.rlim_cur / 2;
  if (room >= wanted) return wanted;
  spdlog::warn("{} connections at most, not {}: the system allows {} open files (ulimit -n)", room,
               wanted, limit.rlim_cur);
  return static_cast<std::size_t>(room);
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

std::string log_key_path(const Options& options) {
  return options.log_key.empty() ? without_slash(options.data) + "/keys/log-key" : options.log_key;
}

Result<std::unique_ptr<RocksStore>> open_store(const Options& options) {
  const std::string path = without_slash(options.data);
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!parent.empty()) std::filesystem::create_directories(parent, error);
  if (error) return Error{"cannot make `" + parent.string() + "`: " + error.message()};
  RocksOptions store;
  store.path = path;
  store.trial = options.trial;
  const MemoryShares memory = shares_of(options.memory_mib << 20);
  store.cache_bytes = memory.reads;
  store.write_behind_bytes_max = memory.write_behind;
  return RocksStore::open(store);
}

EngineOptions engine_options(const Options& options, std::shared_ptr<const ZoneBook> zones) {
  EngineOptions engine;
  engine.decider.clock = options.trial ? ClockMode::trial : ClockMode::live;
  engine.decider.record_bytes_max = shares_of(options.memory_mib << 20).records;
  engine.decider.second_approver = options.second_approver;
  engine.queued_commands_max = options.queued_commands;
  engine.origin = options.origin;
  engine.checkpoint_path = without_slash(options.data) + "/checkpoint";
  engine.cleaner.after = std::chrono::seconds(options.clean_seconds);
  engine.version = TACT_VERSION;
  engine.zones = std::move(zones);
  return engine;
}

// Whether a ledger may be there whose last policy can go on.
bool has_data(const Options& options) {
  std::error_code error;
  return std::filesystem::exists(options.data, error);
}

// The files' policy, or the one that was active when the daemon stopped: a file that was broken
// while it was down must not keep it down. Returns the process's exit code.
int file_policy(const LoadedPolicy& loaded, PolicyLoader& policies, Engine& engine) {
  if (loaded.policy != nullptr && policies.file(engine, loaded)) return 0;
  const auto active = engine.policy();
  if (active == nullptr) return loaded.policy != nullptr ? exit_could_not : loaded.exit_code;
  spdlog::error("the policy files have errors: {}, which was active before, goes on",
                active->version());
  return 0;
}

http::ServerOptions server_options(const Options& options, const Endpoint& endpoint,
                                   const TokenLoader& tokens, const Clock& clock) {
  http::ServerOptions server;
  server.host = endpoint.host;
  server.port = endpoint.port;
  server.threads = options.threads;
  server.reader_threads = options.reader_threads;
  // Batches leave room for single requests.
  server.limits.batch_commands_max = options.queued_commands / 2;
  server.limits.queue_delay_max = std::chrono::milliseconds(options.queue_delay_ms);
  server.limits.connections_max = connections_with_room(options.connections);
  server.limits.head = std::chrono::seconds(options.header_seconds);
  server.limits.body_pause = std::chrono::seconds(options.body_seconds);
  server.limits.idle = std::chrono::seconds(options.idle_seconds);
  server.guard = tokens.guard();
  server.clock = &clock;
  server.complain = [](const std::string& what) { spdlog::error("{}", what); };
  return server;
}

// What was being committed has an unknown outcome: nothing may be said or done after this.
[[noreturn]] void lost(const std::string& why) {
  spdlog::critical("the store has failed, so the process ends: {}", why);
  std::_Exit(exit_could_not);
}

void say_where(const Options& options, const Endpoint& endpoint, std::uint16_t port,
               const Guard* guard) {
  const bool is_v6 = endpoint.host.find(':') != std::string::npos;
  const std::string host = is_v6 ? '[' + endpoint.host + ']' : endpoint.host;
  if (options.trial) spdlog::warn("a trial: the clock is the records' own `at`");
  if (guard == nullptr) {
    spdlog::warn("no tokens are asked for, so only this machine is served");
  } else if (guard->size() == 0) {
    spdlog::warn("the token file holds no token, so nobody may ask: use `tactd token add`");
  } else {
    spdlog::info("tokens are asked for, and {} known", guard->size());
  }
  spdlog::info("listening on http://{}:{} — try: curl http://{}:{}/v1/policy", host, port, host,
               port);
}

void watch(Events& events, const PolicyLoader& policies, const TokenLoader& tokens) {
  std::set<std::string> folders = policies.folders();
  if (tokens.guard() != nullptr) {
    for (const auto& [folder, name] : tokens.places()) {
      folders.insert(folder);
      events.watch_tokens(name);
    }
  }
  if (auto status = events.watch(folders); !status) spdlog::warn("{}", status.error().message);
}

void serve(Events& events, PolicyLoader& policies, TokenLoader& tokens, LogKeeper& keeper,
           WitnessLoader& witnesses, Engine& engine) {
  for (;;) {
    watch(events, policies, tokens);
    switch (events.wait()) {
      case Event::stop: return;
      case Event::reload:
        tokens.reload();
        keeper.reload(engine);
        witnesses.reload();
        policies.reload(engine);
        break;
      case Event::reload_tokens: tokens.reload(); break;
      case Event::second:
        // A policy's time may have come, and nobody has asked anything.
        if (engine.awaits_policy()) engine.handle({{Tick{}, "tactd"}});
        keeper.keep_signed(engine);
    }
  }
}

std::unique_ptr<Retainer> start_retainer(const Options& options, Store& store, Engine& engine) {
  const auto keep = options.keep_log.empty() ? std::nullopt : parse_span(options.keep_log);
  if (keep && before_span(engine.now(), *keep) > engine.retention_limit()) {
    spdlog::warn("--keep-log {}: the policy looks further back, so nothing is dropped",
                 options.keep_log);
  }
  return Retainer::start(store, engine, keep);
}

}  // namespace

int run_daemon(const Options& options) {
  set_up_log();
  auto events = Events::open();
  if (!events) return fail(events.error().message);
  const auto endpoint = parse_endpoint(options.listen);
  if (!endpoint) return fail(endpoint.error().message);
  if (options.second_approver && options.tokens.empty()) {
    return fail("--second-approver needs --tokens: without tokens nobody is a second person");
  }
  auto loaded_zones = load_system_zones();
  if (!loaded_zones) return fail(loaded_zones.error().message);
  const auto zones = std::make_shared<const ZoneBook>(*std::move(loaded_zones));
  const SystemClock clock;
  TokenLoader tokens(options.tokens);
  if (auto status = tokens.start(); !status) return fail(status.error().message);
  WitnessLoader witnesses(options.witnesses);
  if (auto status = witnesses.start(); !status) return fail(status.error().message);
  http::ServerOptions serving = server_options(options, *endpoint, tokens, clock);
  OsRandomness randomness;
  PolicyLoader policies(options.policies, zones, clock);
  // All that can be refused is refused before the store is opened.
  const LoadedPolicy loaded = policies.load();
  if (loaded.policy == nullptr && !has_data(options)) return loaded.exit_code;
  // From here on, so that what is saved while the store recovers is not missed.
  watch(*events, policies, tokens);
  auto store = open_store(options);
  if (!store) return fail(store.error().message);
  LogKeeper keeper(log_key_path(options), options.origin);
  if (auto status = keeper.open(**store, randomness); !status) {
    return fail(status.error().message);
  }
  auto engine = Engine::start(**store, clock, randomness, engine_options(options, zones), lost);
  if (!engine) return fail(engine.error().message);
  if (const int code = file_policy(loaded, policies, **engine); code != 0) return code;
  if (auto status = keeper.begin(**engine); !status) return fail(status.error().message);
  serving.signer = &keeper.signer();
  serving.witnesses = &witnesses.list();
  const auto retainer = start_retainer(options, **store, **engine);
  serving.retainer = retainer.get();
  auto server = http::Server::start(**engine, **store, serving);
  if (!server) return fail(server.error().message);
  say_where(options, *endpoint, (*server)->port(), tokens.guard());
  serve(*events, policies, tokens, keeper, witnesses, **engine);
  spdlog::info("stopping: finishing what was asked");
  if (!(*server)->drain(std::chrono::seconds(options.drain_seconds))) {
    spdlog::warn("some connections were cut off");
  }
  // In this order: no answer may come to a server that is gone.
  retainer->stop();
  (*engine).reset();
  (*server).reset();
  spdlog::info("stopped");
  return 0;
}

}  // namespace tact
