// From replies to answers to bytes, in the requests' order.
#include <utility>

#include "tact/check.h"

#include "http/metrics.h"
#include "http/session.h"

namespace tact::http {
namespace {

// Small answers leave together; a large one is not copied into a larger still.
constexpr std::size_t write_bytes_gathered = 256 * 1024;

}  // namespace

Pending Session::open_slot(const Route* route) {
  Pending pending;
  pending.slot = first_slot_ + slots_.size();
  pending.route = route;
  pending.begun = SteadyClock::now();
  if (parser_.state() == RequestParser::State::done ||
      parser_.state() == RequestParser::State::body) {
    const RequestHead& head = parser_.head();
    pending.form = {head.keeps_alive && !shared_.api.draining, head.is_http_1_0, head.head_only};
  }
  slots_.emplace_back();
  return pending;
}

void Session::fill(std::uint64_t slot, std::string bytes, bool is_last) {
  if (sent_last_) return;
  TACT_CHECK(slot >= first_slot_ && slot - first_slot_ < slots_.size());
  Slot& place = slots_[static_cast<std::size_t>(slot - first_slot_)];
  TACT_CHECK(!place.is_ready);
  unsent_bytes_ += bytes.size();
  place.is_ready = true;
  place.is_last = is_last;
  place.bytes = std::move(bytes);
}

void Session::answer(const Pending& pending, const Response& response) {
  if (is_closed_) return;
  std::string bytes;
  write_response(response, pending.form, bytes);
  fill(pending.slot, std::move(bytes), !pending.form.keeps_alive);
  shared_.api.metrics.answered(pending.route != nullptr ? pending.route->pattern : "",
                               response.status, SteadyClock::now() - pending.begun);
}

void Session::chunk_answered(Streaming& stream, std::uint64_t slot, const BatchChunk& chunk,
                             std::span<const Reply> replies) {
  --stream.chunks_in_flight;
  if (is_closed_) return;
  std::string lines;
  stream.batch.answer(chunk, replies, shared_.api.metrics, lines);
  std::string bytes;
  write_stream_chunk(lines, stream.pending.form, bytes);
  fill(slot, std::move(bytes), false);
  notify();
}

void Session::flush() {
  if (is_closed_ || sent_last_ || !writing_.empty()) return;
  while (!slots_.empty() && slots_.front().is_ready && !writing_last_ &&
         writing_.size() < write_bytes_gathered) {
    Slot& slot = slots_.front();
    writing_last_ = slot.is_last;
    if (writing_.empty()) {
      writing_ = std::move(slot.bytes);
    } else {
      writing_ += slot.bytes;
    }
    slots_.pop_front();
    ++first_slot_;
  }
  written_ = 0;
  if (!writing_.empty()) {
    write_some();
  } else if (writing_last_) {
    end_output();
  }
}

// What was asked after the last answer is not answered.
void Session::end_output() {
  sent_last_ = true;
  slots_.clear();
  stops_reading_ = true;
  boost::system::error_code ignored;
  if (is_reading_) socket_.cancel(ignored);
  notify();
}

void Session::write_some() {
  write_deadline_ = SteadyClock::now() + shared_.limits.write_pause;
  socket_.async_write_some(
      asio::buffer(writing_.data() + written_, writing_.size() - written_),
      [self = shared_from_this()](const boost::system::error_code& error, std::size_t bytes) {
        self->wrote(error, bytes);
      });
}

void Session::wrote(const boost::system::error_code& error, std::size_t bytes) {
  if (error) {
    writing_.clear();
    close();
    return;
  }
  written_ += bytes;
  unsent_bytes_ -= bytes;
  if (written_ < writing_.size()) {
    write_some();
    return;
  }
  writing_.clear();
  if (writing_last_) {
    end_output();
    return;
  }
  flush();
  notify();
}

}  // namespace tact::http
