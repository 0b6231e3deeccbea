#include "bench/redis_measure.h"

#include <filesystem>
#include <utility>

#include "bench/cpu_watch.h"
#include "bench/redis_dialogue.h"

namespace tact::bench {
namespace {

constexpr std::size_t pipeline = 32;

// KEYS: the customer's window. ARGV: now and the window in ms, the cap, the request's name.
constexpr std::string_view script = R"(
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1] - ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
)";

std::string sync_name(AofSync sync) { return sync == AofSync::everysec ? "everysec" : "always"; }

Result<std::string> ask(std::uint16_t port, const std::string& command) {
  auto generator = LoadGenerator::connect(port, 1);
  if (!generator) return std::move(generator).error();
  Load load;
  auto made = std::make_unique<RedisCommands>(std::vector<std::string>{command}, Asking{}, load);
  const RedisCommands& commands = *made;
  std::vector<std::unique_ptr<Dialogue>> dialogues;
  dialogues.push_back(std::move(made));
  const auto took = (*generator)->run(dialogues, peer_limit);
  if (!took) return took.error();
  if (auto status = load.check(1); !status) return std::move(status).error();
  return commands.text();
}

}  // namespace

std::string redis_singles_name(AofSync sync) {
  return "Redis Lua, AOF " + sync_name(sync) + ", 64 connections: answered";
}

std::string redis_pipelined_name(AofSync sync) {
  return "Redis Lua, AOF " + sync_name(sync) + ", pipelining of 32: answered";
}

RedisMeasure::RedisMeasure(std::string server, AofSync sync, PeerOptions options)
    : server_(std::move(server)),
      sync_(sync),
      options_(std::move(options)),
      workload_(options_.workload) {}

Status RedisMeasure::prepare() {
  std::filesystem::create_directories(options_.directory);
  port_ = free_port();
  const ProgramOptions options{
      {server_, "--bind", "127.0.0.1", "--port", std::to_string(port_), "--dir", options_.directory,
       "--appendonly", "yes", "--appendfsync", sync_name(sync_), "--save", ""},
      options_.directory + ".log"};
  auto program = Program::start(options, [this] { return ask(port_, resp_command("PING")).ok(); });
  if (!program) return std::move(program).error();
  program_ = *std::move(program);
  auto loaded = ask(port_, resp_command("SCRIPT", "LOAD", script));
  if (!loaded) return std::move(loaded).error();
  script_ = *std::move(loaded);
  auto generator = LoadGenerator::connect(port_, peer_connections);
  if (!generator) return std::move(generator).error();
  generator_ = *std::move(generator);
  Sheet ignored;
  ignored.set_floors(1, 1, 1);
  return run_round(ignored);  // to warm up
}

std::string RedisMeasure::next_command() {
  const Pick pick = workload_.next_pick();
  constexpr std::chrono::milliseconds window = peer_window;
  return resp_command("EVALSHA", script_, "1", "cap:" + customer_id(pick.customer),
                      std::to_string(pick.at.time_since_epoch().count()),
                      std::to_string(window.count()), std::to_string(peer_cap),
                      "r-" + std::to_string(pick.number));
}

Status RedisMeasure::run(const std::string& name, std::size_t requests, std::size_t together,
                         Sheet& sheet) {
  std::vector<std::vector<std::string>> commands(peer_connections);
  for (std::size_t i = 0; i < requests; ++i) {
    commands[i % commands.size()].push_back(next_command());
  }
  Load load;
  std::vector<std::unique_ptr<Dialogue>> dialogues;
  for (auto& list : commands) {
    dialogues.push_back(
        std::make_unique<RedisCommands>(std::move(list), Asking{together, {}}, load));
  }
  const CpuWatch watch(program_->process());
  const auto took = generator_->run(dialogues, peer_limit);
  if (!took) return took.error();
  if (auto status = load.check(requests); !status) return status;
  const auto count = static_cast<double>(requests);
  sheet.add(name, "requests/s", Floor::groups_of_1024, count / *took);
  watch.add_to(sheet, name.substr(0, name.rfind(':')), "Redis", count);
  return Done{};
}

Status RedisMeasure::run_round(Sheet& sheet) {
  if (auto status = run(redis_singles_name(sync_), options_.single_requests_per_round, 1, sheet);
      !status) {
    return status;
  }
  return run(redis_pipelined_name(sync_), options_.pipelined_requests_per_round, pipeline, sheet);
}

}  // namespace tact::bench
