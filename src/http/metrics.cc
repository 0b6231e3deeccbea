#include "http/metrics.h"

#include <array>

#include <prometheus/text_serializer.h>

#include "http/problem.h"
#include "http/process_figures.h"
#include "http/resources.h"

namespace tact::http {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

const prometheus::Histogram::BucketBoundaries duration_seconds = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

double seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

// Families of figures that are read, not counted here.
class Metrics::Shown {
 public:
  void counter(std::string name, std::string help, double value) {
    begin(std::move(name), std::move(help), MetricType::Counter);
    add("", "", value);
  }
  void gauge(std::string name, std::string help, double value) {
    begin(std::move(name), std::move(help), MetricType::Gauge);
    add("", "", value);
  }
  void begin(std::string name, std::string help, MetricType type) {
    families_.push_back({std::move(name), std::move(help), type, {}});
  }
  void add(std::string label, std::string_view label_value, double value) {
    MetricFamily& family = families_.back();
    ClientMetric& metric = family.metric.emplace_back();
    if (!label.empty()) metric.label.push_back({std::move(label), std::string(label_value)});
    if (family.type == MetricType::Counter) metric.counter.value = value;
    if (family.type == MetricType::Gauge) metric.gauge.value = value;
  }

  // One more, of what was added last.
  void label(std::string name, std::string_view value) {
    families_.back().metric.back().label.push_back({std::move(name), std::string(value)});
  }

  std::vector<MetricFamily> take() { return std::move(families_); }

 private:
  std::vector<MetricFamily> families_;
};

namespace {

double as_double(std::uint64_t number) { return static_cast<double>(number); }

template <class Shown>
void show_engine(const EngineFigures& engine, Shown& shown) {
  shown.begin("tact_decisions_total", "Decisions made and recorded, by outcome",
              MetricType::Counter);
  for (std::size_t i = 0; i < engine.decisions.size(); ++i) {
    shown.add("outcome", outcome_name(static_cast<Outcome>(i)), as_double(engine.decisions[i]));
  }
  shown.counter("tact_replayed_total", "Answers given again to a known request_id",
                as_double(engine.replayed));
  shown.counter("tact_records_total", "Records taken in", as_double(engine.records));
  shown.counter("tact_refused_total", "Requests and records refused by the engine",
                as_double(engine.refused));
  shown.counter("tact_commit_groups_total", "Groups of entries made durable together",
                as_double(engine.groups));
  shown.gauge("tact_ledger_entries", "Entries in the ledger", as_double(engine.entries));
  shown.gauge("tact_queue_delay_seconds", "How long the first of the commands that wait waits",
              seconds(engine.queue_delay));
  shown.gauge("tact_queued_commands", "Commands that wait to be decided",
              as_double(engine.queued_commands));
  shown.gauge("tact_subjects_cached", "Subjects' records held in memory",
              as_double(engine.subjects_cached));
  shown.gauge("tact_record_cache_bytes", "Memory that records take which are ready to decide with",
              as_double(engine.record_bytes));
  shown.gauge("tact_record_cache_max_bytes", "Memory that they may take before some are forgotten",
              as_double(engine.record_bytes_max));
  shown.gauge("tact_erasures_pending", "Erased customers whom files still hold",
              as_double(engine.erasures.pending));
  const auto oldest = engine.erasures.oldest_pending;
  shown.gauge("tact_erasure_oldest_pending_timestamp_seconds",
              "When the first of them was erased; 0 where there is none",
              oldest ? std::chrono::duration<double>(oldest->time_since_epoch()).count() : 0);
  shown.counter("tact_file_cleanings_total", "Times that files were cleaned of what was erased",
                as_double(engine.erasures.cleanings));
  shown.counter("tact_file_cleanings_failed_total", "Times that this did not work out",
                as_double(engine.erasures.failures));
  shown.counter("tact_deciding_seconds_total", "Time spent in deciding", seconds(engine.deciding));
  shown.counter("tact_committing_seconds_total", "Time spent in making groups durable",
                seconds(engine.committing));
  constexpr std::array<std::string_view, stages> stage_names = {"prefetch", "decide", "commit"};
  shown.begin("tact_stage_cpu_seconds_total",
              "Processor time of the pipeline's threads, by stage, up to its last group",
              MetricType::Counter);
  for (std::size_t i = 0; i < stages; ++i) {
    shown.add("stage", stage_names[i], seconds(engine.cpu[i]));
  }
}

template <class Shown>
void show_retention(const RetainerFigures& retention, Shown& shown) {
  shown.counter("tact_log_retention_runs_total", "Times that old entries of the log were dropped",
                as_double(retention.runs));
  shown.counter("tact_log_retention_failed_total", "Times that this was cut short",
                as_double(retention.failures));
  shown.counter("tact_log_retention_dropped_entries_total", "Entries that were dropped",
                as_double(retention.dropped));
  shown.gauge("tact_log_retention_running", "1 while what was to be dropped is not yet",
              retention.is_running ? 1 : 0);
}

template <class Shown>
void show_obligations(const std::map<std::string, OpenCount>& obligations, Shown& shown) {
  shown.begin("tact_obligations_open", "What must be done, by obligation of the policy",
              MetricType::Gauge);
  for (const auto& [rule, count] : obligations) shown.add("rule", rule, as_double(count.open));
  shown.begin("tact_obligations_overdue",
              "Of these, what should be done by now: counted from the full hour after it was due",
              MetricType::Gauge);
  for (const auto& [rule, count] : obligations) shown.add("rule", rule, as_double(count.overdue));
}

template <class Shown>
void show_process(Shown& shown) {
  const ProcessFigures process = read_process_figures();
  shown.counter("process_cpu_seconds_total", "Processor time used", process.cpu_seconds);
  shown.gauge("process_resident_memory_bytes", "Resident memory", process.resident_bytes);
  shown.gauge("process_open_fds", "Open file descriptors", process.open_files);
  shown.gauge("process_max_fds", "File descriptors that may be open", process.open_files_max);
}

}  // namespace

Metrics::Metrics()
    : requests_(prometheus::BuildCounter()
                    .Name("tact_http_requests_total")
                    .Help("Requests answered, by route and status")
                    .Register(registry_)),
      durations_(prometheus::BuildHistogram()
                     .Name("tact_http_request_duration_seconds")
                     .Help("From a request's last byte to its answer's being ready, by route")
                     .Register(registry_)) {}

void Metrics::answered(std::string_view route, int status, std::chrono::nanoseconds took) {
  prometheus::Counter* counter = nullptr;
  prometheus::Histogram* histogram = nullptr;
  {
    const std::lock_guard lock(mutex_);
    auto found = routes_.find(route);
    if (found == routes_.end()) found = routes_.emplace(std::string(route), OfRoute{}).first;
    OfRoute& of_route = found->second;
    const std::string label = route.empty() ? "none" : std::string(route);
    prometheus::Counter*& of_status = of_route.by_status[status];
    if (of_status == nullptr) {
      of_status = &requests_.Add({{"route", label}, {"status", std::to_string(status)}});
    }
    if (of_route.took == nullptr) {
      of_route.took = &durations_.Add({{"route", label}}, duration_seconds);
    }
    counter = of_status;
    histogram = of_route.took;
  }
  counter->Increment();
  histogram->Observe(seconds(took));
}

void Metrics::decided(const Decided& decided) {
  if (!decided.id || decided.replayed) return;
  for (const Reason& reason : decided.decision.reasons) {
    ++reasons_[static_cast<std::size_t>(reason.code)];
  }
  if (decided.decision.reasons.empty() && decided.decision.shadow.empty()) return;
  const std::lock_guard lock(rules_mutex_);
  const auto of = [](auto& map, const std::string& rule) {
    const auto found = map.find(rule);
    if (found != map.end()) return &found->second;
    return map.size() < rules_max ? &map[rule] : nullptr;
  };
  for (const Reason& reason : decided.decision.reasons) {
    if (reason.rule.empty()) continue;
    if (auto* count = of(refusals_, reason.rule)) ++*count;
  }
  for (const Reason& reason : decided.decision.shadow) {
    const Would would = would_have(decided.decision, reason, std::nullopt);
    if (auto* count = of(shadow_refusals_, reason.rule)) {
      ++count->by_would[static_cast<std::size_t>(would)];
    }
  }
}

void Metrics::show_rules(Shown& shown) const {
  const std::lock_guard lock(rules_mutex_);
  shown.begin("tact_rule_refusals_total", "Decisions that a rule refused, alone or with others",
              MetricType::Counter);
  for (const auto& [rule, count] : refusals_) shown.add("rule", rule, as_double(count));
  shown.begin("tact_shadow_rule_refusals_total",
              "Decisions that a shadow rule would have refused, by what it would have made of them",
              MetricType::Counter);
  for (const auto& [rule, counts] : shadow_refusals_) {
    for (std::size_t i = 0; i < counts.by_would.size(); ++i) {
      shown.add("rule", rule, as_double(counts.by_would[i]));
      shown.label("would", name_of(static_cast<Would>(i)));
    }
  }
}

std::string Metrics::render(const EngineFigures& engine, const RetainerFigures& retention,
                            const std::map<std::string, OpenCount>& obligations) const {
  Shown shown;
  show_engine(engine, shown);
  show_retention(retention, shown);
  shown.begin("tact_reasons_total", "Reasons given for not allowing, by code", MetricType::Counter);
  for (std::size_t i = 1; i < reasons_.size(); ++i) {
    shown.add("code", code_name(static_cast<Code>(i)), as_double(reasons_[i]));
  }
  show_rules(shown);
  show_obligations(obligations, shown);
  shown.counter("tact_batch_lines_total", "Lines taken in through the batch endpoint",
                as_double(batch_lines_));
  shown.gauge("tact_http_connections", "Open connections", static_cast<double>(connections_));
  show_process(shown);
  std::vector<MetricFamily> families = shown.take();
  for (MetricFamily& family : registry_.Collect()) families.push_back(std::move(family));
  return prometheus::TextSerializer{}.Serialize(families);
}

Action get_metrics(Api& api, Desk&, Call) {
  return ReadCall{[&api] {
    auto obligations = count_open(api.store, api.engine.now());
    if (!obligations) return problem(500, "the ledger cannot be read");
    // An alarm on a figure that was never there is no alarm: what can be opened is shown as 0.
    if (const auto policy = api.engine.policy()) {
      for (const Obligation& one : policy->obligations) obligations->try_emplace(one.id);
    }
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    const RetainerFigures retention =
        api.retainer != nullptr ? api.retainer->figures() : RetainerFigures{};
    response.body = api.metrics.render(api.engine.figures(), retention, *obligations);
    return response;
  }};
}

}  // namespace tact::http
