#include <cstdio>
#include <exception>

#include "daemon/program.h"

int main(int argc, char** argv) {
  try {
    const tact::Parsed parsed = tact::parse_options(argc, argv);
    return parsed.options ? tact::run_daemon(*parsed.options) : parsed.exit_code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tactd: %s\n", error.what());
    return 1;
  }
}
