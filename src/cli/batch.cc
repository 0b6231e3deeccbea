#include "cli/batch.h"

#include <algorithm>
#include <utility>

#include "cli/json_view.h"
#include "cli/lines.h"

namespace tact::cli {
namespace {

// A daemon takes bodies up to 1 MiB.
constexpr std::size_t body_bytes_max = 900 * 1024;
static_assert(body_bytes_max + line_bytes_max < (1 << 20));
// Small enough for a progress bar that moves, large enough to be quick.
constexpr std::size_t lines_max = 2'000;

}  // namespace

Batch::Batch(Client& client, std::string target, OnAnswer on_answer)
    : client_(client), target_(std::move(target)), on_answer_(std::move(on_answer)) {}

Status Batch::add(std::uint64_t number, std::string_view line) {
  body_ += line;
  body_ += '\n';
  numbers_.push_back(number);
  if (body_.size() < body_bytes_max && numbers_.size() < lines_max) return Done{};
  return send();
}

Status Batch::send() {
  if (numbers_.empty()) return Done{};
  const std::string range =
      "lines " + std::to_string(numbers_.front()) + " to " + std::to_string(numbers_.back()) + ": ";
  auto answer = client_.post(target_, "application/x-ndjson", std::move(body_));
  body_.clear();
  if (!answer) return Error{range + answer.error().message};
  if (!answer->is_fine()) return Error{range + problem_text(*answer)};
  const std::string_view text = answer->body;
  std::size_t answered = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.empty()) continue;
    const auto value = parser_.parse(line);
    if (!value || !value->is(JsonKind::object) || answered == numbers_.size()) {
      return Error{range +
                   "the answer is not one line of JSON for each; is tactd what listens "
                   "there?"};
    }
    on_answer_(numbers_[answered++], *value);
  }
  if (answered < numbers_.size()) {
    return Error{"lines " + std::to_string(numbers_[answered]) + " to " +
                 std::to_string(numbers_.back()) + ": the daemon did not answer them"};
  }
  numbers_.clear();
  return Done{};
}

}  // namespace tact::cli
