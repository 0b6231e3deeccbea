#include "bench/offered.h"

namespace tact::bench {

void Offered::count(int status, std::string_view body, std::chrono::nanoseconds took) {
  if (status == 200) {
    admitted.add(took);
  } else if (status == 503) {
    refused.add(took);
  } else if (failed++ == 0) {
    first_failure = std::to_string(status) + " " + std::string(body);
  }
}

Status Offered::check() const {
  if (failed > 0) {
    return Error{std::to_string(failed) + " were answered by an error, the first by " +
                 first_failure};
  }
  if (admitted.count() == 0) return Error{"nothing was admitted"};
  return Done{};
}

void OfferedRequests::write(Steady::time_point now, std::string& out) {
  if (is_awaited_ || next_ == messages_.size() || schedule_.time_of(next_) > now) return;
  out += messages_[next_++];
  is_awaited_ = true;
}

Status OfferedRequests::read(Steady::time_point now, std::string_view bytes) {
  while (!bytes.empty()) {
    if (!is_awaited_) return Error{"an answer to nothing that was asked"};
    const auto taken = reader_.take(bytes);
    if (!taken) return taken.error();
    bytes.remove_prefix(*taken);
    if (!reader_.is_complete()) continue;
    offered_.count(reader_.status(), reader_.body(), now - schedule_.time_of(next_ - 1));
    reader_.begin_next();
    is_awaited_ = false;
  }
  return Done{};
}

std::optional<Steady::time_point> OfferedRequests::next_due() const {
  if (is_awaited_ || next_ == messages_.size()) return std::nullopt;
  return schedule_.time_of(next_);
}

}  // namespace tact::bench
