#include "bench/program.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace tact::bench {
namespace {

constexpr std::chrono::milliseconds pause{20};
constexpr int patience = 1'000;  // pauses: twenty seconds

Result<pid_t> spawn(const ProgramOptions& options) {
  std::vector<std::string> words = options.words;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, options.log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                   0644);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  pid_t process = 0;
  const int failure =
      posix_spawnp(&process, arguments.front(), &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failure != 0) return Error{words.front() + ": " + std::strerror(failure)};
  return process;
}

}  // namespace

std::uint16_t free_port() {
  boost::asio::io_context io;
  using boost::asio::ip::tcp;
  const tcp::acceptor acceptor(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  return acceptor.local_endpoint().port();
}

std::string find_program(const std::string& name) {
  const auto is_program = [](const std::string& path) { return access(path.c_str(), X_OK) == 0; };
  if (name.find('/') != std::string::npos) return is_program(name) ? name : "";
  const char* const places = std::getenv("PATH");
  std::istringstream folders(places == nullptr ? "" : places);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (is_program(folder + '/' + name)) return folder + '/' + name;
  }
  return "";
}

Result<std::unique_ptr<Program>> Program::start(const ProgramOptions& options,
                                                const std::function<bool()>& is_ready) {
  const auto process = spawn(options);
  if (!process) return process.error();
  std::unique_ptr<Program> program(new Program(*process, options.stop_signal));
  for (int i = 0; i < patience; ++i) {
    if (program->has_ended()) {
      return Error{options.words.front() + " ended at its start; see " + options.log};
    }
    if (is_ready()) return program;
    std::this_thread::sleep_for(pause);
  }
  return Error{options.words.front() + " did not become ready; see " + options.log};
}

Status Program::run(const ProgramOptions& options) {
  const auto process = spawn(options);
  if (!process) return process.error();
  int result = 0;
  if (waitpid(*process, &result, 0) == *process && result == 0) return Done{};
  return Error{options.words.front() + " failed; see " + options.log};
}

bool Program::has_ended() const {
  if (!ended_) ended_ = waitpid(process_, nullptr, WNOHANG) == process_;
  return ended_;
}

Program::~Program() {
  if (has_ended()) return;
  kill(process_, stop_signal_);
  for (int i = 0; i < patience / 2; ++i) {
    if (has_ended()) return;
    std::this_thread::sleep_for(pause);
  }
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

}  // namespace tact::bench
