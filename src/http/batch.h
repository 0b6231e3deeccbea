// A batch being read: lines in, chunks of commands out, answers for each chunk in the lines' order.
// No sockets here: the session feeds it and sends what it answers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "guard/role.h"
#include "http/api.h"
#include "http/call.h"
#include "http/decisions.h"
#include "http/lines.h"

namespace tact::http {

// Lines that are decided together. `commands` are for the engine, the rest makes their answer.
struct BatchChunk {
  struct Answered {
    std::uint64_t line = 0;
    std::optional<Problem> problem;  // nothing was given to the engine
  };
  std::vector<Command> commands;
  std::vector<Answered> lines;
};

// Threads: one at a time.
class Batch {
 public:
  static constexpr std::size_t chunk_lines_max = 1'024;

  Batch(AskOptions options, std::string by, Roles roles)
      : options_(options), by_(std::move(by)), roles_(roles) {}

  // Takes in whole lines from the front of `bytes`, until a chunk is full; the rest is to be given
  // again, with what follows it. Returns how many bytes it took.
  std::size_t take(JsonParser& json, std::string_view bytes);
  // The body is complete: what is left is the last line.
  void finish(JsonParser& json);

  bool has_chunk() const { return !chunk_.lines.empty(); }
  bool is_chunk_full() const { return chunk_.lines.size() >= chunk_lines_max; }
  BatchChunk take_chunk();

  // Appends one line for each of the chunk's lines. `replies` are those to its commands.
  void answer(const BatchChunk& chunk, std::span<const Reply> replies, Metrics& metrics,
              std::string& out) const;

 private:
  void take_line(JsonParser& json, std::string_view text);
  Result<Command, Problem> read(JsonParser& json, const Line& line) const;

  const AskOptions options_;
  const std::string by_;
  const Roles roles_;  // a line that these may not say is answered with 403
  std::uint64_t lines_ = 0;
  std::string begun_;         // the beginning of a line whose end has not come
  bool is_too_long_ = false;  // begun_ has been given up: the rest up to the line's end is skipped
  BatchChunk chunk_;
};

}  // namespace tact::http
