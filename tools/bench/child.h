// A tactd of the benchmark's own: another process, on a free port of loopback.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <sys/types.h>

#include "tact/result.h"

namespace tact::bench {

class Child {
 public:
  // Waits until it answers /readyz. Its output goes to `data` + ".log".
  static Result<std::unique_ptr<Child>> start(const std::string& tactd, const std::string& data,
                                              const std::string& policies);
  // Asks it to stop, waits, and after ten seconds ends it.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  std::uint16_t port() const { return port_; }
  pid_t process() const { return process_; }

 private:
  Child(pid_t process, std::uint16_t port) : process_(process), port_(port) {}
  bool has_ended() const;
  Status wait_until_ready(const std::string& log) const;

  const pid_t process_;
  const std::uint16_t port_;
  mutable bool ended_ = false;
};

}  // namespace tact::bench
