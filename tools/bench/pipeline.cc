#include "bench/pipeline.h"

#include <algorithm>

#include "tact/check.h"

#include "bench/dice.h"

namespace tact::bench {

class Pipeline::DiceRandomness final : public Randomness {
 public:
  explicit DiceRandomness(std::uint64_t seed) : dice_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(dice_.next());
  }

 private:
  Dice dice_;
};

Pipeline::Pipeline(Store& store, Instant now, std::uint64_t seed)
    : store_(store),
      now_(now),
      randomness_(std::make_unique<DiceRandomness>(seed)),
      prefetcher_(store_, 500'000),
      decider_(store_, *randomness_, {}) {
  decider_.recover().value();
  auto appender = Appender::open(store_, "bench/stages");
  appender_ = std::make_unique<Appender>(*std::move(appender));
}

template <class Work>
void Pipeline::measure(Stage stage, Work work) {
  const std::uint64_t instructions = instructions_.now();
  const auto cpu = own_cpu();  // There is no other thread.
  work();
  used_[stage].cpu += own_cpu() - cpu;
  used_[stage].instructions += instructions_.now() - instructions;
}

void Pipeline::run(std::vector<Command> commands) {
  Prefetched read;
  std::vector<Reply> replies;
  Group group;
  measure(prefetch, [&] {
    for (const Command& command : commands) prefetcher_.want(command);
    read = prefetcher_.fetch().value();
  });
  measure(decide, [&] {
    decider_.prepare(read.stored, read.keys, read.values);
    replies.reserve(commands.size());
    for (const Command& command : commands) replies.push_back(decider_.handle(command, now_));
  });
  measure(close, [&] { group = decider_.take_group(); });
  measure(seal, [&] { appender_->seal(group); });
  store_.commit(std::move(group)).value();
  TACT_CHECK(std::none_of(replies.begin(), replies.end(), [](const Reply& reply) {
    return std::holds_alternative<Refused>(reply);
  }));
}

}  // namespace tact::bench
