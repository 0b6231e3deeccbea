// Many lines to a daemon in pieces that it takes, and its answers line by line, in order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "cli/client.h"
#include "core/json/reader.h"

namespace tact::cli {

// One thread.
class Batch {
 public:
  // Gets the number that add() was given and the line's answer. The value lives during the call.
  using OnAnswer = std::function<void(std::uint64_t number, JsonValue answer)>;

  // `client` outlives the batch. Each line is expected to have exactly one answer.
  Batch(Client& client, std::string target, OnAnswer on_answer);

  // REQUIRES: `line` has no line's end. Sends the piece that is full, and hands out its answers.
  Status add(std::uint64_t number, std::string_view line);
  // Sends what is left.
  Status send();

 private:
  Client& client_;
  const std::string target_;
  const OnAnswer on_answer_;
  JsonParser parser_;
  std::string body_;
  std::vector<std::uint64_t> numbers_;
};

}  // namespace tact::cli
