#include "http/batch.h"

#include <algorithm>
#include <utility>

#include "core/records/plain_request.h"
#include "http/metrics.h"
#include "http/permission.h"

namespace tact::http {
namespace {

// A line of the usual fields, and a short one at that.
constexpr std::size_t line_bytes_common = 128;

constexpr std::string_view asks_only = "a dry run takes requests only, as records leave a trace";

bool has_type(JsonValue value) {
  if (!value.is(JsonKind::object)) return false;
  for (const JsonValue member : value) {
    if (member.key() == "type") return true;
  }
  return false;
}

}  // namespace

std::size_t Batch::take(JsonParser& json, std::string_view bytes) {
  if (chunk_.commands.empty()) {  // Growing step by step would move each command once more.
    chunk_.commands.reserve(std::min(chunk_lines_max, bytes.size() / line_bytes_common + 1));
  }
  std::size_t taken = 0;
  while (taken < bytes.size() && !is_chunk_full()) {
    const std::string_view rest = bytes.substr(taken);
    const std::size_t end = rest.find('\n');
    const std::string_view part = rest.substr(0, end);
    if (end != std::string_view::npos && begun_.empty() && !is_too_long_) {
      take_line(json, part);  // The usual case, without a copy.
    } else {
      // One byte over the limit is enough to know that a line is too long.
      if (!is_too_long_) begun_ += part.substr(0, line_bytes_max + 1);
      is_too_long_ = begun_.size() > line_bytes_max;
      if (end != std::string_view::npos) finish(json);
    }
    taken += part.size() + (end != std::string_view::npos ? 1 : 0);
  }
  return taken;
}

void Batch::finish(JsonParser& json) {
  const std::string line = std::exchange(begun_, {});
  is_too_long_ = false;
  take_line(json, line);
}

void Batch::take_line(JsonParser& json, std::string_view text) {
  ++lines_;
  if (is_blank(text)) return;
  auto command = read(json, {lines_, text});
  BatchChunk::Answered answered;
  answered.line = lines_;
  if (command) {
    chunk_.commands.push_back(*std::move(command));
  } else {
    answered.problem = std::move(command).error();
  }
  chunk_.lines.push_back(std::move(answered));
}

// A line without a type is a request.
Result<Command, Problem> Batch::read(JsonParser& json, const Line& line) const {
  if (line.text.size() > line_bytes_max) {
    return make_problem(413, "a line may have at most 64 KiB");
  }
  const auto value = json.parse(line.text);
  if (!value) return bad_record({value.error()});
  if (roles_.may(Role::sender)) {
    if (auto request = read_plain_request(*value)) {
      return Command{Ask{*std::move(request), options_.dry_run, options_.explain}, by_};
    }
  }
  auto record = parse_record(*value, has_type(*value) ? RecordShape::any : RecordShape::request);
  if (!record) return bad_record(std::move(record).error());
  if (auto problem = wrong_with_role(roles_, *record)) return *std::move(problem);
  if (auto* request = std::get_if<tact::Request>(&record->body)) {
    return Command{Ask{std::move(*request), options_.dry_run, options_.explain}, by_};
  }
  if (options_.dry_run) return bad_record({{"/type", std::string(asks_only)}});
  return Command{Tell{*std::move(record)}, by_};
}

BatchChunk Batch::take_chunk() { return std::exchange(chunk_, {}); }

void Batch::answer(const BatchChunk& chunk, std::span<const Reply> replies, Metrics& metrics,
                   std::string& out) const {
  std::size_t next = 0;
  for (const BatchChunk::Answered& line : chunk.lines) {
    if (line.problem) {
      write_line_problem(line.line, *line.problem, out);
    } else {
      const Reply& reply = replies[next++];
      const auto* decided = std::get_if<Decided>(&reply);
      if (decided != nullptr) {
        metrics.decided(*decided);
        write_decided(*decided, options_, out);
      } else {
        write_line_reply(line.line, reply, out);
      }
    }
    out += '\n';
  }
  metrics.batch_lines(chunk.lines.size());
}

}  // namespace tact::http
