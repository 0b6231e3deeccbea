#include <algorithm>
#include <memory>
#include <utility>

#include "core/json/writer.h"
#include "core/records/parse.h"
#include "http/lines.h"
#include "http/permission.h"
#include "http/problem.h"
#include "http/recorded.h"
#include "http/resources.h"

namespace tact::http {
namespace {

constexpr std::string_view ask_elsewhere = "a request is asked, not told; send it to /v1/decisions";

Problem not_told() { return bad_record({{"/type", std::string(ask_elsewhere)}}); }

// Whether the body is lines of documents of their own, and not one document that is broken.
bool looks_like_lines(JsonParser& json, std::string_view body) {
  LineReader lines(body);
  while (const auto line = lines.next()) {
    if (is_blank(line->text) || line->text.size() == body.size()) continue;
    const auto value = json.parse(line->text);
    if (value && value->is(JsonKind::object)) return true;
  }
  return false;
}

bool is_ndjson(std::string_view content_type) {
  return content_type.find("ndjson") != std::string_view::npos ||
         content_type.find("json-lines") != std::string_view::npos ||
         content_type.find("jsonl") != std::string_view::npos;
}

Action tell_lines(Desk& desk, const Call& call) {
  // What is answered of each line: the command with this index, or the problem.
  struct Answered {
    std::uint64_t line = 0;
    std::optional<Problem> problem;
  };
  auto answered = std::make_shared<std::vector<Answered>>();
  EngineCall work;
  LineReader lines(call.body);
  while (const auto line = lines.next()) {
    if (is_blank(line->text)) continue;
    auto record = parse_line(desk.json, *line, RecordShape::any);
    if (record && std::holds_alternative<tact::Request>(record->body)) record = not_told();
    if (record) {
      if (auto problem = wrong_with_role(call.roles, *record)) record = *std::move(problem);
    }
    if (record) {
      work.commands.push_back({Tell{*std::move(record)}, call.by});
      answered->push_back({line->number, {}});
    } else {
      answered->push_back({line->number, std::move(record).error()});
    }
  }
  work.answer = [answered](std::span<Reply> replies) {
    Response response;
    response.content_type = ndjson_type;
    std::size_t next = 0;
    for (const Answered& one : *answered) {
      if (one.problem) {
        write_line_problem(one.line, *one.problem, response.body);
      } else {
        write_line_reply(one.line, replies[next++], response.body);
      }
      response.body += '\n';
    }
    return response;
  };
  return work;
}

}  // namespace

Response recorded_response(const Reply& reply) {
  if (const auto* refused = std::get_if<Refused>(&reply)) return problem(refused->problem);
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("seq", std::to_string(std::get<Recorded>(reply).seq.value));
  json.end_object();
  return json_response(std::move(out));
}

EngineCall tell_one(Record record, std::string by) {
  EngineCall work;
  work.commands.push_back({Tell{std::move(record)}, std::move(by)});
  work.answer = [](std::span<Reply> replies) { return recorded_response(replies.front()); };
  return work;
}

Action post_records(Api&, Desk& desk, Call call) {
  if (is_ndjson(call.content_type)) return tell_lines(desk, call);
  const auto value = desk.json.parse(call.body);
  if (!value) {
    const JsonError& error = value.error();
    if (looks_like_lines(desk.json, call.body)) return tell_lines(desk, call);
    return problem(bad_record({error}));
  }
  auto record = parse_record(*value, RecordShape::any);
  if (!record) return problem(bad_record(std::move(record).error()));
  if (std::holds_alternative<tact::Request>(record->body)) return problem(not_told());
  if (const auto refusal = wrong_with_role(call.roles, *record)) return problem(*refusal);
  return tell_one(*std::move(record), std::move(call.by));
}

}  // namespace tact::http
