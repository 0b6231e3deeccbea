// One connection. Reads requests as they come, several at a time where the client sends so, has
// them answered, and sends the answers in the requests' order, as many in one write as are ready.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/batch.h"
#include "http/burst.h"
#include "http/request_parser.h"
#include "http/wire.h"
#include "http/worker.h"

namespace tact::http {

// Threads: its worker's only. Whatever waits for something holds a shared_ptr to it.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(std::shared_ptr<Worker> worker, Socket socket);
  ~Session();

  void start();
  // Ends the connection where a deadline has passed, or where the server drains and nothing is left
  // to do.
  void tick(SteadyClock::time_point now);
  // Ends it at once.
  void close();

  // Takes the answer that a slot waits for; flush() then sends what is ready, in order.
  void answer(const Pending& pending, const Response& response);
  void flush();

 private:
  // A place in the order of answers.
  struct Slot {
    bool is_ready = false;
    bool is_last = false;  // the connection ends after it
    std::string bytes;
  };
  struct Streaming {
    Streaming(AskOptions options, std::string by, Roles roles)
        : batch(options, std::move(by), roles) {}
    Batch batch;
    Pending pending;  // its slot is not used
    std::size_t chunks_in_flight = 0;
  };

  static Awaitable run(std::shared_ptr<Session> self);
  Awaitable read_requests();
  Awaitable read_more();
  Awaitable wait_for_change();
  Awaitable wait_a_little();
  Awaitable finish();

  // ---- input ----
  bool take_input();
  bool take_some();
  void take_head();
  void find_caller();
  void prove_caller(PresentedToken presented);
  void let_in(const Finding& finding);
  void turn_away(const Response& response);
  void begin_call();
  void take_body();
  void take_request();
  bool is_behind(std::chrono::nanoseconds limit) const;
  void dispatch(Call call, const Pending& pending, const Route& route);
  void read(ReadCall call, const Pending& pending, std::string by);
  void begin_long(LongCall call, const Pending& pending, std::string by);
  void begin_stream(const Call& call);
  void take_stream();
  bool submit_chunk();
  void refuse(Response response);
  std::string_view input() const { return std::string_view(input_).substr(taken_); }
  bool has_room() const;
  SteadyClock::time_point read_deadline() const;

  // ---- output ----
  Pending open_slot(const Route* route);
  void fill(std::uint64_t slot, std::string bytes, bool is_last);
  void chunk_answered(Streaming& stream, std::uint64_t slot, const BatchChunk& chunk,
                      std::span<const Reply> replies);
  void write_some();
  void end_output();
  void wrote(const boost::system::error_code& error, std::size_t bytes);

  bool is_idle() const;
  void notify() { changed_.cancel(); }

  const std::shared_ptr<Worker> worker_;
  Shared& shared_;
  Socket socket_;
  Timer changed_;
  bool is_closed_ = false;

  RequestParser parser_;
  std::string input_;
  std::size_t taken_ = 0;       // of input_
  std::size_t read_bytes_ = 0;  // how much to read at a time
  bool is_reading_ = false;
  bool stops_reading_ = false;                            // no further request will be taken
  bool input_ended_ = false;                              // the client sends nothing more
  std::optional<SteadyClock::time_point> request_begun_;  // its first byte has come
  SteadyClock::time_point read_at_;                       // when something was read last
  SteadyClock::time_point deadline_;                      // of the present read
  const Route* route_ = nullptr;                          // of the request being read
  Call call_;                                             // the same
  Response refusal_;                                      // where route_ is null: why there is none
  bool is_proving_ = false;  // who sends the request is being found out: nothing else is taken
  std::shared_ptr<Streaming> stream_;
  std::weak_ptr<SimulationProgress> long_call_;  // of this client's, while it runs
  std::optional<BatchChunk> held_chunk_;         // waits for room in the engine

  std::deque<Slot> slots_;
  std::uint64_t first_slot_ = 0;  // the number of slots_.front()
  std::size_t unsent_bytes_ = 0;
  std::string writing_;  // being sent
  std::size_t written_ = 0;
  bool writing_last_ = false;
  bool sent_last_ = false;
  SteadyClock::time_point write_deadline_;
};

}  // namespace tact::http
