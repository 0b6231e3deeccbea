// A program that the benchmark starts and ends: another process, its output in a file.
#pragma once

#include <csignal>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

#include "tact/result.h"

namespace tact::bench {

struct ProgramOptions {
  std::vector<std::string> words;  // the program, then its arguments
  std::string log;                 // where its output goes
  int stop_signal = SIGTERM;
};

// A port of loopback that is free now. Nobody else is likely to take it before a child does.
std::uint16_t free_port();

// Where a program of that name is found, as a shell would; "" where nowhere. A path stays as it is.
std::string find_program(const std::string& name);

class Program {
 public:
  // Asks `is_ready` again and again until it is, for twenty seconds.
  static Result<std::unique_ptr<Program>> start(const ProgramOptions& options,
                                                const std::function<bool()>& is_ready);
  // Waits until the program ended by itself; an Error where that was not by success.
  static Status run(const ProgramOptions& options);
  // Asks it to stop, waits, and after ten seconds ends it.
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  pid_t process() const { return process_; }

 private:
  Program(pid_t process, int stop_signal) : process_(process), stop_signal_(stop_signal) {}
  bool has_ended() const;

  const pid_t process_;
  const int stop_signal_;
  mutable bool ended_ = false;
};

}  // namespace tact::bench
