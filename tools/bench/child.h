// A tactd of the benchmark's own: another process, on a free port of loopback.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <sys/types.h>

#include "tact/result.h"

#include "bench/program.h"

namespace tact::bench {

class Child {
 public:
  // Waits until it answers /readyz. Its output goes to `data` + ".log". `cores` that it may use are
  // listed as taskset takes them; "" all.
  static Result<std::unique_ptr<Child>> start(const std::string& tactd, const std::string& data,
                                              const std::string& policies,
                                              const std::string& cores = "");

  std::uint16_t port() const { return port_; }
  pid_t process() const { return program_->process(); }

 private:
  Child(std::unique_ptr<Program> program, std::uint16_t port)
      : program_(std::move(program)), port_(port) {}

  const std::unique_ptr<Program> program_;
  const std::uint16_t port_;
};

}  // namespace tact::bench
