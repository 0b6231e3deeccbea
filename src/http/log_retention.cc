// What of the contact log was dropped, and having it dropped.
#include <utility>

#include "core/json/object_reader.h"
#include "core/json/writer.h"
#include "http/decisions.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/query.h"

namespace tact::http {
namespace {

constexpr std::size_t runs_max = 1'000;

void write_run(const Entry& entry, JsonWriter& json) {
  const auto& body = std::get<RetentionEntry>(entry.body);
  json.begin_object();
  json.string("seq", std::to_string(entry.seq.value));
  json.string("at", format_instant(entry.at));
  json.string("by", entry.by);
  json.string("before", format_instant(body.before));
  json.string("first", std::to_string(body.first.value));
  json.integer("dropped", static_cast<std::int64_t>(body.dropped));
  json.end_object();
}

// What a run would reach.
Status write_reach(const Api& api, Instant before, JsonWriter& json) {
  const auto reach = retention_reach(api.store, before);
  if (!reach) return reach.error();
  json.key("preview");
  json.begin_object();
  json.string("before", format_instant(before));
  json.string("first", std::to_string(std::max(reach->first, reach->done_before).value));
  const std::uint64_t more =
      reach->first > reach->done_before ? reach->first.value - reach->done_before.value : 0;
  json.integer("looked_at", static_cast<std::int64_t>(more));
  json.boolean("allowed", before <= api.engine.retention_limit());
  json.end_object();
  return Done{};
}

Response show(const Api& api, std::optional<Instant> before) {
  LogQuestion question;
  question.filter.type = "retention";
  question.entries_max = runs_max;
  const auto runs = query_log(api.store, question);
  if (!runs) return problem(500, "the ledger cannot be read");
  const RetainerFigures figures = api.retainer->figures();
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.key("keep");
  if (api.retainer->keep()) {
    json.string(format_span(*api.retainer->keep()));
  } else {
    json.null();
  }
  json.string("limit", format_instant(api.engine.retention_limit()));
  json.boolean("running", figures.is_running);
  json.integer("failures", static_cast<std::int64_t>(figures.failures));
  if (before) {
    if (auto status = write_reach(api, *before, json); !status) {
      return problem(500, "the ledger cannot be read");
    }
  }
  json.key("runs");
  json.begin_array();
  for (const std::string& line : runs->entries) {
    const auto entry = parse_entry(line);
    if (!entry) return problem(500, "the ledger cannot be read");
    write_run(*entry, json);
  }
  json.end_array();
  json.end_object();
  return json_response(std::move(out));
}

Response none() { return problem(404, "this daemon drops nothing"); }

}  // namespace

Action get_log_retention(Api& api, Desk&, Call call) {
  if (api.retainer == nullptr) return none();
  std::optional<Instant> before;
  if (const std::string* text = call.parameter("before")) {
    before = parse_instant(*text);
    if (!before) return bad_parameter("before", "must be a time, such as 2026-11-01T00:00:00Z");
  }
  return ReadCall{[&api, before] { return show(api, before); }};
}

Action post_log_retention(Api& api, Desk& desk, Call call) {
  if (api.retainer == nullptr) return none();
  const auto value = desk.json.parse(call.body);
  if (!value) return problem(bad_record({value.error()}));
  std::vector<FieldError> errors;
  ObjectReader reader(*value, "", errors);
  const auto text = reader.optional_string("before");
  const auto before = text ? parse_instant(*text) : std::nullopt;
  if (!before) reader.fail("before", "must be a time with an offset, like 2026-12-01T00:00:00Z");
  if (!reader.finish()) return problem(bad_record(std::move(errors)));
  return ReadCall{[&api, before = *before, by = std::move(call.by)] {
    if (auto refusal = api.retainer->request(before, by)) return problem(*refusal);
    Response response = show(api, before);
    response.status = 202;
    return response;
  }};
}

}  // namespace tact::http
