// One connection's side of a protocol: what it sends next, and how it reads the answers. The load
// generator does the rest, the same way for every protocol, so that each side of a comparison pays
// the same for being asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tact/result.h"

#include "bench/measure.h"

namespace tact::bench {

// Threads: the generator's only.
class Dialogue {
 public:
  Dialogue() = default;
  Dialogue(const Dialogue&) = delete;
  Dialogue& operator=(const Dialogue&) = delete;
  virtual ~Dialogue() = default;

  // Appends what is to be sent now: nothing while answers are awaited, or a time to come. Called
  // at the start, after each answer, and at next_due(), once all is sent that was appended before.
  virtual void write(Steady::time_point now, std::string& out) = 0;
  // Takes what arrived, all of it. An Error ends the run.
  virtual Status read(Steady::time_point now, std::string_view bytes) = 0;
  // All is sent and answered.
  virtual bool is_done() const = 0;
  // When it would send though nothing arrives.
  virtual std::optional<Steady::time_point> next_due() const { return std::nullopt; }
};

}  // namespace tact::bench
