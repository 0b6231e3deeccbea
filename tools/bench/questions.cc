#include "bench/questions.h"

#include <algorithm>
#include <utility>

namespace tact::bench {

Questions::Questions(std::vector<std::string> messages, const Asking& asking, Load& load)
    : messages_(std::move(messages)), asking_(asking), load_(load) {}

void Questions::write(Steady::time_point now, std::string& out) {
  if (!begun_.empty()) return;
  const std::size_t end = std::min(messages_.size(), next_ + asking_.together);
  while (next_ < end) {
    const auto due = asking_.schedule ? asking_.schedule->time_of(next_) : now;
    if (due > now) return;
    out += messages_[next_++];
    begun_.push_back(due);
  }
}

std::optional<Steady::time_point> Questions::next_due() const {
  if (!asking_.schedule || !begun_.empty() || next_ == messages_.size()) return std::nullopt;
  return asking_.schedule->time_of(next_);
}

Status Questions::read(Steady::time_point now, std::string_view bytes) {
  const auto ended = take(bytes);
  if (!ended) return ended.error();
  if (*ended > begun_.size()) return Error{"an answer to nothing that was asked"};
  for (std::size_t i = 0; i < *ended; ++i) {
    load_.latencies.add(now - begun_.front());
    begun_.pop_front();
  }
  return Done{};
}

}  // namespace tact::bench
