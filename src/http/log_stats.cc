// Counts of decisions over time. A bounded walk through the log: where it does not reach the end it
// says where to go on.
#include <utility>

#include "core/json/writer.h"
#include "http/accessed.h"
#include "http/decisions.h"
#include "http/log_filter.h"
#include "http/problem.h"
#include "http/resources.h"
#include "ledger/stats.h"

namespace tact::http {
namespace {

// About a second's reading.
constexpr std::size_t entries_max = 250'000;
constexpr std::chrono::days usual_span{30};

struct StatsCall {
  StatsBy by = StatsBy::day;
  StatsGroup group = StatsGroup::outcome;
  LogPeople people;
  LogQuestion question;
  Accessed reading;
};

std::optional<Response> read_call(const Call& call, StatsCall& stats) {
  if (const std::string* by = call.parameter("by")) {
    const auto known = parse_stats_by(*by);
    if (!known) return bad_parameter("by", "must be `hour` or `day`");
    stats.by = *known;
  }
  if (const std::string* group = call.parameter("group")) {
    const auto known = parse_stats_group(*group);
    if (!known) {
      return bad_parameter("group",
                           "must be `outcome`, `channel`, `purpose`, `brand`, `campaign`, `rule`, "
                           "`code` or `shadow`");
    }
    stats.group = *known;
  }
  if (const std::string* after = call.parameter("after")) {
    stats.question.after = parse_seq_text(*after);
    if (!stats.question.after) {
      return bad_parameter("after", "must be a cursor that an earlier answer gave as `next`");
    }
  }
  if (auto wrong = read_log_people(call, stats.people)) return wrong;
  if (auto wrong = read_log_filter(call, stats.question.filter)) return wrong;
  stats.question.filter.type = "decision";
  stats.question.order = Order::oldest_first;
  stats.question.work_max = entries_max;
  return std::nullopt;
}

// A month up to the log's last entry, where no beginning was asked for.
Status set_beginning(const Store& store, LogFilter& filter) {
  if (filter.from) return Done{};
  if (filter.to) {
    filter.from = *filter.to - usual_span;
    return Done{};
  }
  const Seq size = store.size();
  filter.from = Instant{};
  if (size.value == 0) return Done{};
  const auto lines = store.entries(Seq{size.value - 1}, 1);
  if (!lines) return lines.error();
  if (lines->empty()) return Error{"the ledger ends before its size"};
  const auto last = parse_entry(lines->front());
  if (!last) return last.error();
  filter.from = last->at - usual_span;
  return Done{};
}

void write_count(const StatsCount& count, StatsGroup group, JsonWriter& json) {
  json.integer("decisions", static_cast<std::int64_t>(count.decisions()));
  for (std::size_t i = 0; i < count.outcomes.size(); ++i) {
    json.integer(outcome_name(static_cast<Outcome>(i)),
                 static_cast<std::int64_t>(count.outcomes[i]));
  }
  if (group != StatsGroup::shadow) return;
  for (const Would would : {Would::defer, Would::deny}) {
    json.integer("would_" + std::string(name_of(would)),
                 static_cast<std::int64_t>(count.would[static_cast<std::size_t>(would)]));
  }
}

void write_value(const std::optional<std::string>& value, JsonWriter& json) {
  json.key("value");
  if (value) {
    json.string(*value);
  } else {
    json.null();
  }
}

std::string as_json(const StatsCall& call, const Stats& stats, std::optional<Seq> next) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("by", name_of(call.by));
  json.string("group", name_of(call.group));
  json.string("from", format_instant(*call.question.filter.from));
  if (call.question.filter.to) json.string("to", format_instant(*call.question.filter.to));
  json.key("rows");
  json.begin_array();
  for (const auto& [key, count] : stats.rows()) {
    json.begin_object();
    json.string("start", format_instant(key.first));
    write_value(key.second, json);
    write_count(count, call.group, json);
    json.end_object();
  }
  json.end_array();
  json.key("totals");
  json.begin_array();
  for (const auto& [value, count] : stats.totals()) {
    json.begin_object();
    write_value(value, json);
    write_count(count, call.group, json);
    json.end_object();
  }
  json.end_array();
  json.key("next");
  if (next) {
    json.string(std::to_string(next->value));
  } else {
    json.null();
  }
  json.end_object();
  return out;
}

Response read_stats(const Store& store, StatsCall call) {
  const auto known = look_up(store, call.people, call.question.filter);
  const Status begun = set_beginning(store, call.question.filter);
  if (!known || !begun) return problem(500, "the ledger cannot be read");
  Stats stats(call.by, call.group);
  std::optional<Seq> next;
  if (*known) {
    const auto walked =
        visit_log(store, call.question, [&](const Entry& entry) { stats.add(entry); });
    if (!walked) return problem(500, "the ledger cannot be read");
    next = *walked;
  }
  Response response = json_response(as_json(call, stats, next));
  if (call.people.customer.empty() && call.people.address.empty()) return response;
  // Of one person these are no mere figures.
  if (*known) call.reading.subject = call.question.filter.subjects.front();
  call.reading.entry.returned = stats.rows().size();
  response.accessed = std::move(call.reading);
  return response;
}

}  // namespace

Action get_log_stats(Api& api, Desk&, Call call) {
  StatsCall stats;
  if (auto wrong = read_call(call, stats)) return *std::move(wrong);
  stats.reading = reading_of("stats", call);
  return ReadCall{[&api, stats = std::move(stats)] { return read_stats(api.store, stats); }};
}

}  // namespace tact::http
