// An engine that is behind: its commit thread is held, and all stages before it are full.
#pragma once

#include <future>
#include <memory>
#include <thread>

#include <catch2/catch.hpp>

#include "engine/engine.h"
#include "support/decider_desk.h"

namespace tact::test {

class Stall {
 public:
  // REQUIRES: the engine's group_commands_max is 1, and nobody else asks meanwhile.
  explicit Stall(Engine& engine) {
    // A callback that does what none may: it waits.
    REQUIRE(engine.submit({{Ask{sms_to("first")}, "x"}},
                          [gate = gate_.get_future().share()](auto) { gate.wait(); }));
    for (int i = 0; i < waiting + held_by_stages; ++i) {
      REQUIRE(engine.submit({{Ask{sms_to("other")}, "x"}}, [](auto) {}));
    }
    while (engine.figures().queued_commands != waiting) std::this_thread::yield();
  }
  Stall(const Stall&) = delete;
  Stall& operator=(const Stall&) = delete;
  ~Stall() { release(); }

  void release() {
    if (!std::exchange(released_, true)) gate_.set_value();
  }

 private:
  static constexpr int waiting = 3;
  // One waits to be committed, one to be handed on by the decide thread, one is prepared, and one
  // waits to be handed on by the prefetch thread.
  static constexpr int held_by_stages = 4;

  std::promise<void> gate_;
  bool released_ = false;
};

}  // namespace tact::test
