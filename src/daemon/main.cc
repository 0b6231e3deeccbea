#include <cstdio>
#include <exception>

#include "daemon/key_verbs.h"
#include "daemon/program.h"
#include "daemon/system_clock.h"
#include "daemon/token_verbs.h"

int main(int argc, char** argv) {
  try {
    if (tact::is_token_verb(argc, argv)) {
      tact::OsRandomness randomness;
      return tact::run_token_verb(argc, argv, tact::SystemClock(), randomness);
    }
    if (tact::is_key_verb(argc, argv)) {
      tact::OsRandomness randomness;
      return tact::run_key_verb(argc, argv, randomness);
    }
    const tact::Parsed parsed = tact::parse_options(argc, argv);
    return parsed.options ? tact::run_daemon(*parsed.options) : parsed.exit_code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tactd: %s\n", error.what());
    return 1;
  }
}
