#include "bench/child.h"

#include "bench/http_dialogue.h"

namespace tact::bench {

Result<std::unique_ptr<Child>> Child::start(const std::string& tactd, const std::string& data,
                                            const std::string& policies, const std::string& cores) {
  const std::uint16_t port = free_port();
  ProgramOptions options{{tactd, "--data", data, "--policies", policies, "--listen",
                          "127.0.0.1:" + std::to_string(port)},
                         data + ".log"};
  if (!cores.empty()) {
    options.words.insert(options.words.begin(), {"taskset", "--cpu-list", cores});
  }
  auto program = Program::start(options, [port] { return http_get(port, "/readyz").ok(); });
  if (!program) return std::move(program).error();
  return std::unique_ptr<Child>(new Child(*std::move(program), port));
}

}  // namespace tact::bench
