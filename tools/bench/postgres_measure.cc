#include "bench/postgres_measure.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <utility>

#include <pwd.h>
#include <unistd.h>

#include "bench/cpu_watch.h"
#include "bench/postgres_dialogue.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* user = "postgres";
constexpr const char* database = "postgres";
constexpr const char* statement = "ask";
constexpr std::chrono::seconds filling_limit{300};

// Seven of eight have agreed, much as in the workload.
std::string schema(std::size_t customers) {
  return R"(
create table consents (customer text primary key, granted boolean not null);
create table contacts (customer text not null, at timestamptz not null, request text not null);
create index contacts_of on contacts (customer, at);
create function ask(who text, name text, now timestamptz) returns boolean
language plpgsql as $$
begin
  if not exists (select from consents where customer = who and granted) then
    return false;
  end if;
  if (select count(*) from contacts
      where customer = who and at > now - interval ')" +
         std::to_string(peer_window.count()) + R"( hours') >= )" + std::to_string(peer_cap) +
         R"( then
    return false;
  end if;
  insert into contacts values (who, now, name);
  return true;
end $$;
insert into consents
  select 'c-' || lpad(i::text, 8, '0'), i % 8 <> 0 from generate_series(0, )" +
         std::to_string(customers - 1) + R"() i;
analyze consents;
)";
}

std::vector<std::string> as_its_user(std::vector<std::string> words) {
  if (geteuid() != 0) return words;
  const std::string name = user;
  words.insert(words.begin(),
               {"setpriv", "--reuid=" + name, "--regid=" + name, "--init-groups", "--"});
  return words;
}

Status give_to_its_user(const std::string& directory) {
  if (geteuid() != 0) return Done{};
  const passwd* const entry = getpwnam(user);
  if (entry == nullptr) return Error{"there is no user `postgres` to run it as"};
  if (chown(directory.c_str(), entry->pw_uid, entry->pw_gid) == 0) return Done{};
  return Error{directory + ": " + std::strerror(errno)};
}

}  // namespace

std::string postgres_name() { return "PostgreSQL function, 64 connections: answered"; }

std::string find_postgres() {
  const fs::path installed = "/usr/lib/postgresql";
  std::string newest;
  if (!fs::exists(installed)) return newest;
  for (const auto& version : fs::directory_iterator(installed)) {
    const fs::path programs = version.path() / "bin";
    if (fs::exists(programs / "initdb")) newest = std::max(newest, programs.string());
  }
  return newest;
}

PostgresMeasure::PostgresMeasure(std::string programs, PeerOptions options)
    : programs_(std::move(programs)), options_(std::move(options)), workload_(options_.workload) {}

Status PostgresMeasure::prepare() {
  if (auto status = make_cluster(); !status) return status;
  if (auto status = start(); !status) return status;
  if (auto status = fill(); !status) return status;
  auto generator = LoadGenerator::connect(port_, peer_connections);
  if (!generator) return std::move(generator).error();
  generator_ = *std::move(generator);
  const std::vector<std::string> greeting = {
      postgres_startup(user, database),
      postgres_prepare(statement, "select ask($1, $2, $3)"),
  };
  const auto greeted =
      run(std::vector(peer_connections, greeting), *generator_, peer_connections * greeting.size());
  if (!greeted) return greeted.error();
  Sheet ignored;
  ignored.set_floors(1, 1, 1);
  return run_round(ignored);  // to warm up
}

Status PostgresMeasure::make_cluster() {
  fs::create_directories(options_.directory);
  if (auto status = give_to_its_user(options_.directory); !status) return status;
  return Program::run(
      {as_its_user({programs_ + "/initdb", "--pgdata", options_.directory, "--username", user,
                    "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-instructions"}),
       options_.directory + ".log"});
}

Status PostgresMeasure::start() {
  port_ = free_port();
  const ProgramOptions options{
      as_its_user({programs_ + "/postgres", "-D", options_.directory, "-c",
                   "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
                   "port=" + std::to_string(port_), "-c", "fsync=on", "-c", "synchronous_commit=on",
                   "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB"}),
      options_.directory + ".log", SIGINT};
  auto program = Program::start(options, [this] {
    auto generator = LoadGenerator::connect(port_, 1);
    return generator && run({{postgres_startup(user, database)}}, **generator, 1).ok();
  });
  if (!program) return std::move(program).error();
  program_ = *std::move(program);
  return Done{};
}

Status PostgresMeasure::fill() {
  auto generator = LoadGenerator::connect(port_, 1);
  if (!generator) return std::move(generator).error();
  const auto filled =
      run({{postgres_startup(user, database), postgres_query(schema(options_.workload.customers))}},
          **generator, 2);
  if (!filled) return filled.error();
  return Done{};
}

Result<double> PostgresMeasure::run(std::vector<std::vector<std::string>> messages,
                                    LoadGenerator& generator, std::size_t asked) {
  Load load;
  std::vector<std::unique_ptr<Dialogue>> dialogues;
  for (auto& list : messages) {
    dialogues.push_back(std::make_unique<PostgresMessages>(std::move(list), Asking{}, load));
  }
  const auto took = generator.run(dialogues, filling_limit);
  if (!took) return took.error();
  if (auto status = load.check(asked); !status) return std::move(status).error();
  return *took;
}

Status PostgresMeasure::run_round(Sheet& sheet) {
  std::vector<std::vector<std::string>> messages(peer_connections);
  for (std::size_t i = 0; i < options_.single_requests_per_round; ++i) {
    const Pick pick = workload_.next_pick();
    messages[i % messages.size()].push_back(postgres_ask(
        statement,
        {customer_id(pick.customer), "r-" + std::to_string(pick.number), format_instant(pick.at)}));
  }
  const CpuWatch watch(program_->process());
  const auto took = run(std::move(messages), *generator_, options_.single_requests_per_round);
  if (!took) return took.error();
  const auto count = static_cast<double>(options_.single_requests_per_round);
  sheet.add(postgres_name(), "requests/s", Floor::groups_of_1024, count / *took);
  watch.add_to(sheet, "PostgreSQL function", "PostgreSQL", count);
  return Done{};
}

}  // namespace tact::bench
