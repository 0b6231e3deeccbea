#include "bench/load.h"

namespace tact::bench {

// Looks at where a line differs, and no further: parsing it would cost the daemon's cores.
void Load::count(std::string_view line) {
  const std::string_view start = line.substr(0, 64);
  const std::size_t outcome = start.find(R"("outcome":")");
  if (outcome != std::string_view::npos) {
    const std::string_view name = start.substr(outcome + 11);
    const std::size_t index = name.starts_with("allow") ? 0 : name.starts_with("defer") ? 1 : 2;
    ++outcomes[index];
  } else if (start.find(R"("seq":)") != std::string_view::npos) {
    ++recorded;
  } else {
    fail(line);
  }
}

void Load::fail(std::string_view why) {
  if (failed++ == 0) first_failure = why;
}

Status Load::check(std::uint64_t asked) const {
  if (failed > 0) {
    return Error{std::to_string(failed) + " of " + std::to_string(asked) +
                 " were answered by an error, the first by " + first_failure};
  }
  if (answers() == asked) return Done{};
  return Error{"asked " + std::to_string(asked) + ", answered " + std::to_string(answers())};
}

}  // namespace tact::bench
