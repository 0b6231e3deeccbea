// Another policy over the recorded log, on the thread for long work.
#include <utility>

#include "core/policy/bundle.h"
#include "engine/policy_archive.h"
#include "http/accessed.h"
#include "http/decisions.h"
#include "http/log_filter.h"
#include "http/long_work.h"
#include "http/policy_body.h"
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

bool is_backwards(const SimulationOptions& options) {
  return options.from && options.to && *options.from >= *options.to;
}

// One file of a policy; what else is wished for stands in the address.
Result<Wish, Response> read_yaml_wish(Desk& desk, const Call& call) {
  const auto from = read_time(call, "from");
  if (!from) return from.error();
  const auto to = read_time(call, "to");
  if (!to) return to.error();
  Wish wish;
  wish.options.from = *from;
  wish.options.to = *to;
  if (is_backwards(wish.options)) return bad_parameter("to", "must be after `from`");
  wish.options.examples_max = static_cast<std::size_t>(examples_usual);
  if (const std::string* examples = call.parameter("examples")) {
    const auto number = parse_seq_text(*examples);
    if (!number || number->value > static_cast<std::uint64_t>(examples_max)) {
      return bad_parameter("examples", "must be a number from 0 to 1000");
    }
    wish.options.examples_max = static_cast<std::size_t>(number->value);
  }
  auto bundle = read_policy_bundle(desk, call);
  if (!bundle) return std::move(bundle).error();
  wish.bundle = *std::move(bundle);
  return wish;
}

Result<Wish, Response> read_wish(Desk& desk, const Call& call) {
  if (is_yaml(call.content_type)) return read_yaml_wish(desk, call);
  if (!call.query.empty()) {
    return bad_parameter(call.query.front().name, "goes with a YAML body; JSON says it inside");
  }
  const auto document = desk.json.parse(call.body);
  if (!document) return problem(bad_record({document.error()}));
  std::vector<FieldError> errors;
  ObjectReader reader(*document, "", errors);
  Wish wish;
  wish.bundle = read_bundle(reader, errors);
  wish.options.from = read_time(reader, "from");
  wish.options.to = read_time(reader, "to");
  if (is_backwards(wish.options)) reader.fail("to", "must be after `from`");
  wish.options.examples_max = static_cast<std::size_t>(
      reader.optional_integer("examples", 0, examples_max).value_or(examples_usual));
  reader.finish();
  if (!errors.empty()) return problem(bad_record(std::move(errors)));
  return wish;
}

Response run(const Store& store, const std::shared_ptr<const ZoneBook>& zones, Wish wish,
             SimulationProgress& progress, Accessed reading) {
  Examined examined;  // Its tests are of no matter here.
  examined.compiled = compile_bundle(wish.bundle, zones, std::nullopt);
  const Compiled& compiled = examined.compiled;
  if (compiled.policy == nullptr) return not_fine(examined);
  wish.options.birth_date = birth_dates_in(store);
  wish.options.address = addresses_in(store);
  const auto report = simulate(store, compiled.policy, std::move(wish.options), progress);
  if (!report) return problem(500, "the ledger cannot be read");
  if (!*report) return problem(503, "the simulation was cancelled; the daemon may be stopping");
  std::string out;
  write_simulation(**report, out);
  Response response = json_response(std::move(out));
  reading.entry.returned = (*report)->decisions;
  response.accessed = std::move(reading);
  return response;
}

}  // namespace

Action post_simulation(Api& api, Desk& desk, Call call) {
  auto wish = read_wish(desk, call);
  if (!wish) return std::move(wish).error();
  return LongCall{[&api, zones = api.engine.archive().zones(), wish = *std::move(wish),
                   reading = reading_of("simulation", call)](auto& progress) {
    return run(api.store, zones, wish, progress, reading);
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
