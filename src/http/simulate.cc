// Another policy over the recorded log, on the thread for long work.
#include <limits>
#include <utility>

#include "core/policy/bundle.h"
#include "http/long_work.h"
#include "http/problem.h"
#include "http/resources.h"
#include "rehearsal/simulation_run.h"

namespace tact::http {
namespace {

constexpr std::int64_t examples_max = 1'000;
constexpr std::int64_t examples_usual = 10;

struct Wish {
  PolicyBundle bundle;
  SimulationOptions options;
};

std::optional<Instant> read_time(ObjectReader& reader, std::string_view key) {
  const auto text = reader.optional_string(key);
  if (!text) return std::nullopt;
  const auto instant = parse_instant(*text);
  if (!instant) {
    reader.fail(key, "must be a time with an offset, like 2026-11-24T14:00:00+03:00");
  }
  return instant;
}

Result<Wish, Response> read_wish(JsonParser& parser, const std::string& body) {
  const auto document = parser.parse(body);
  if (!document) return problem(bad_record({document.error()}));
  std::vector<FieldError> errors;
  ObjectReader reader(*document, "", errors);
  Wish wish;
  wish.bundle = read_bundle(reader, errors);
  wish.options.from = read_time(reader, "from");
  wish.options.to = read_time(reader, "to");
  if (wish.options.from && wish.options.to && *wish.options.from >= *wish.options.to) {
    reader.fail("to", "must be after `from`");
  }
  wish.options.examples_max = static_cast<std::size_t>(
      reader.optional_integer("examples", 0, examples_max).value_or(examples_usual));
  reader.finish();
  if (!errors.empty()) return problem(bad_record(std::move(errors)));
  return wish;
}

// 422 with every mistake in the policy's files.
Response does_not_compile(const Compiled& compiled) {
  Response response = problem(422, "the policy does not compile; nothing was simulated");
  std::string& body = response.body;
  body.resize(body.rfind('}'));
  body += R"(,"diagnostics":)";
  JsonWriter json(body, KeyOrder::as_written);
  json.begin_array();
  for (const Diagnostic& diagnostic : compiled.diagnostics) write_diagnostic(diagnostic, json);
  json.end_array();
  body += "}\n";
  return response;
}

Response run(const Store& store, const std::shared_ptr<const ZoneBook>& zones, Wish wish,
             SimulationProgress& progress) {
  const Compiled compiled = compile_bundle(wish.bundle, zones, std::nullopt);
  if (compiled.policy == nullptr) return does_not_compile(compiled);
  wish.options.birth_date = birth_dates_in(store);
  const auto report = simulate(store, compiled.policy, std::move(wish.options), progress);
  if (!report) return problem(500, "the ledger cannot be read");
  if (!*report) return problem(503, "the simulation was cancelled; the daemon may be stopping");
  std::string out;
  write_simulation(**report, out);
  return json_response(std::move(out));
}

}  // namespace

Action post_simulation(Api& api, Desk& desk, Call call) {
  const auto active = api.engine.policy();
  if (active == nullptr) return problem(503, "no policy is active yet");
  auto wish = read_wish(desk.json, call.body);
  if (!wish) return std::move(wish).error();
  return LongCall{[&api, zones = active->zones, wish = *std::move(wish)](auto& progress) {
    return run(api.store, zones, wish, progress);
  }};
}

Action get_simulation(Api& api, Desk&, Call) {
  const auto progress = api.long_work.progress();
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.boolean("running", progress != nullptr);
  if (progress != nullptr) {
    json.integer("entries_done", static_cast<std::int64_t>(progress->entries_done.load()));
    json.integer("entries", static_cast<std::int64_t>(progress->entries.load()));
  }
  json.end_object();
  return json_response(std::move(out));
}

}  // namespace tact::http
