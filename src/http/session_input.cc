// From bytes to requests to commands.
#include <utility>

#include <boost/asio/post.hpp>

#include "http/long_work.h"
#include "http/metrics.h"
#include "http/policy_header.h"
#include "http/problem.h"
#include "http/session.h"

namespace tact::http {
namespace {

using State = RequestParser::State;

Response too_large() { return problem(413, "a body may have at most 1 MiB; a batch has no limit"); }

Response malformed(int status) {
  return status == 431 ? problem(431, "a request's head may have at most 16 KiB")
                       : problem(400, "this is not a request of HTTP/1.1");
}

// Of the answers to a batch. Should another policy become active meanwhile, each line names its
// own.
Response stream_head(const Engine& engine) {
  Response head;
  head.content_type = ndjson_type;
  if (const auto policy = engine.policy()) {
    head.headers.emplace_back(policy_header_name, policy_header(policy->version(), policy.get()));
  }
  return head;
}

}  // namespace

bool Session::has_room() const {
  if (is_proving_) return false;
  const Limits& limits = shared_.limits;
  if (stream_ != nullptr && stream_->chunks_in_flight >= limits.batch_chunks_max) return false;
  return slots_.size() < limits.pipelined_max && unsent_bytes_ <= limits.unsent_bytes_max;
}

// Takes all that has come, or as much as there is room for. Whether it was all.
bool Session::take_input() {
  if (held_chunk_ && !submit_chunk()) return false;
  bool is_all_taken = false;
  while (!stops_reading_ && !held_chunk_ && has_room() && !is_all_taken) {
    is_all_taken = !take_some();
  }
  // What this read brought is decided now; the next may be long in coming.
  if (stream_ != nullptr && stream_->batch.has_chunk() && !held_chunk_) {
    held_chunk_ = stream_->batch.take_chunk();
    submit_chunk();
  }
  return is_all_taken;
}

// Whether there was something to take.
bool Session::take_some() {
  if (stream_ != nullptr && !parser_.body().empty()) {
    take_stream();
    return true;
  }
  if (parser_.state() == State::done) {
    take_request();
    return true;
  }
  if (input().empty()) return false;
  if (!request_begun_) request_begun_ = SteadyClock::now();
  const State before = parser_.state();
  const std::size_t taken = parser_.take(input());
  taken_ += taken;
  if (parser_.state() == State::failed) {
    refuse(malformed(parser_.failure()));
    return false;
  }
  const bool has_head = before == State::head && parser_.state() != State::head;
  if (has_head) take_head();
  if (stops_reading_) return false;
  if (before == State::body) take_body();
  return taken > 0 || has_head;
}

void Session::take_head() {
  const RequestHead& head = parser_.head();
  call_ = Call{};
  call_.method = head.method;
  call_.head_only = head.head_only;
  call_.target = head.target;
  call_.content_type = head.content_type;
  call_.accept = head.accept;
  call_.is_from_page = head.is_from_page;
  Match matched = match(call_);
  route_ = matched.route;
  refusal_ = std::move(matched.refusal);
  find_caller();
}

// Who calls is known, and may.
void Session::begin_call() {
  if (route_ == nullptr) {
    turn_away(refusal_);
    return;
  }
  const RequestHead& head = parser_.head();
  const bool has_body = parser_.state() != State::done;
  const bool streams = route_->body == BodyKind::ndjson_stream;
  if (!streams && head.body_bytes.value_or(0) > shared_.limits.body_bytes_max) {
    refuse(too_large());
    return;
  }
  if (streams) begin_stream(call_);
  if (head.expects_continue && has_body && !stops_reading_) {
    const Pending pending = open_slot(nullptr);
    fill(pending.slot, std::string(continue_line), false);
  }
  if (streams && stream_ != nullptr) {
    const Pending pending = open_slot(route_);
    std::string bytes;
    write_stream_head(stream_head(shared_.api.engine), stream_->pending.form, bytes);
    fill(pending.slot, std::move(bytes), false);
  }
}

void Session::take_body() {
  if (stream_ != nullptr) return;
  if (parser_.body().size() > shared_.limits.body_bytes_max) refuse(too_large());
}

// The request is complete.
void Session::take_request() {
  if (stream_ != nullptr) {
    if (!stream_->batch.is_chunk_full()) stream_->batch.finish(worker_->desk.json);
    if (stream_->batch.has_chunk()) {
      held_chunk_ = stream_->batch.take_chunk();
      // The end of the answers comes after this chunk's: on the way back here.
      submit_chunk();
      return;
    }
    const Pending pending = open_slot(route_);
    std::string end;
    write_stream_end(stream_->pending.form, end);
    fill(pending.slot, std::move(end), !stream_->pending.form.keeps_alive);
    shared_.api.metrics.answered(route_->pattern, 200, SteadyClock::now() - stream_->pending.begun);
    if (!stream_->pending.form.keeps_alive) stops_reading_ = true;
    stream_.reset();
  } else if (route_ != nullptr) {
    call_.body = std::move(parser_.body());
    const Pending pending = open_slot(route_);
    dispatch(std::exchange(call_, {}), pending, *route_);
    if (!pending.form.keeps_alive) stops_reading_ = true;
  }
  parser_.reset();
  request_begun_.reset();
  route_ = nullptr;
}

bool Session::is_behind(std::chrono::nanoseconds limit) const {
  return shared_.api.engine.queue_delay() > limit;
}

void Session::dispatch(Call call, const Pending& pending, const Route& route) {
  if (route.is_shed && is_behind(shared_.limits.queue_delay_max)) {
    return answer(pending, over_capacity());
  }
  // Without tokens nobody has a name under which reading could be recorded.
  std::string by = shared_.guard != nullptr ? call.by : std::string();
  Action action = route.handler(shared_.api, worker_->desk, std::move(call));
  if (const auto* response = std::get_if<Response>(&action)) {
    answer(pending, *response);
  } else if (auto* asked = std::get_if<EngineCall>(&action)) {
    if (asked->commands.empty()) return answer(pending, asked->answer({}));
    ask_engine(worker_, shared_from_this(), pending, std::move(*asked));
  } else if (auto* to_read = std::get_if<ReadCall>(&action)) {
    read(std::move(*to_read), pending, std::move(by));
  } else {
    begin_long(std::move(std::get<LongCall>(action)), pending, std::move(by));
  }
}

namespace {

// Hands what was read to the engine, without waiting. What cannot be recorded is not given. Without
// tokens nobody has a name, `by`, under which it could be recorded.
void record_reading(Shared& shared, Response& response, const std::string& by) {
  if (!response.accessed || by.empty()) return;
  if (!shared.reading_records.record(shared.api.engine, by, *std::move(response.accessed),
                                     shared.clock->now())) {
    response = over_capacity();
  }
}

}  // namespace

void Session::read(ReadCall call, const Pending& pending, std::string by) {
  auto work = [run = std::move(call.run), pending, worker = worker_, self = shared_from_this(),
               by = std::move(by)] {
    auto response = std::make_shared<Response>();
    try {
      *response = run();
      record_reading(worker->shared, *response, by);
    } catch (const std::exception& error) {
      worker->shared.complain(error.what());
      *response = problem(500, "");
    }
    asio::post(worker->context, [self, pending, response] {
      self->answer(pending, *response);
      self->flush();
    });
  };
  if (!shared_.readers.run(std::move(work))) answer(pending, over_capacity());
}

void Session::begin_long(LongCall call, const Pending& pending, std::string by) {
  auto response = std::make_shared<Response>();
  auto work = [run = std::move(call.run), response, worker = worker_,
               by = std::move(by)](auto& progress) {
    try {
      *response = run(progress);
      record_reading(worker->shared, *response, by);
    } catch (const std::exception& error) {
      worker->shared.complain(error.what());
      *response = problem(500, "");
    }
  };
  auto then = [pending, response, worker = worker_, self = shared_from_this()] {
    asio::post(worker->context, [self, pending, response] {
      self->answer(pending, *response);
      self->flush();
    });
  };
  if (auto progress = shared_.api.long_work.begin(std::move(work), std::move(then))) {
    long_call_ = progress;
    return;
  }
  if (shared_.api.draining) return answer(pending, problem(503, "the daemon is stopping"));
  Response busy = problem(409, "another simulation is running; GET this address for its progress");
  busy.headers.emplace_back("Retry-After", "5");
  answer(pending, busy);
}

void Session::begin_stream(const Call& call) {
  submit_burst(worker_);  // What came before the stream is decided before it.
  const auto options = read_ask_options(call);
  if (!options) {
    refuse(options.error());
    return;
  }
  stream_ = std::make_shared<Streaming>(*options, call.by, call.roles);
  stream_->pending.form = {
      parser_.head().keeps_alive && !parser_.head().is_http_1_0 && !shared_.api.draining,
      parser_.head().is_http_1_0, false};
  stream_->pending.begun = SteadyClock::now();
}

void Session::take_stream() {
  std::string& body = parser_.body();
  Batch& batch = stream_->batch;
  const std::size_t taken = batch.take(worker_->desk.json, body);
  body.erase(0, taken);
  if (!batch.is_chunk_full()) return;
  held_chunk_ = batch.take_chunk();
  submit_chunk();
}

// Whether the held chunk could be given to the engine; it is held no more then.
bool Session::submit_chunk() {
  if (is_behind(shared_.limits.queue_delay_max / 2)) return false;
  const std::size_t commands = held_chunk_->commands.size();
  const std::size_t before = shared_.batch_commands.fetch_add(commands);
  if (before > 0 && before + commands > shared_.limits.batch_commands_max) {
    shared_.batch_commands -= commands;
    return false;
  }
  auto chunk = std::make_shared<BatchChunk>(*std::move(held_chunk_));
  held_chunk_.reset();
  const std::uint64_t slot = open_slot(route_).slot;
  ++stream_->chunks_in_flight;
  auto answered = [self = shared_from_this(), stream = stream_, slot, chunk,
                   commands](std::vector<Reply> replies) {
    self->shared_.batch_commands -= commands;
    self->chunk_answered(*stream, slot, *chunk, replies);
    self->flush();
  };
  if (commands == 0) {
    answered({});
    return true;
  }
  std::vector<Command> given = std::exchange(chunk->commands, {});
  const bool taken = shared_.api.engine.submit(
      std::move(given), [worker = worker_, answered](std::vector<Reply> replies) {
        asio::post(worker->context, [answered, replies = std::move(replies)]() mutable {
          answered(std::move(replies));
        });
      });
  if (!taken) answered(std::vector<Reply>(commands, Refused{over_capacity_problem()}));
  return true;
}

// Answers what is wrong with the request as a whole, and takes no other.
void Session::refuse(Response response) {
  Pending pending = open_slot(route_);
  pending.form.keeps_alive = false;
  stops_reading_ = true;
  answer(pending, response);
}

}  // namespace tact::http
