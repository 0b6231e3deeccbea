#include "rehearsal/simulation_report.h"

#include <algorithm>
#include <numeric>

#include "tact/check.h"

#include "core/json/writer.h"
#include "core/names/names.h"
#include "core/records/answer_json.h"

namespace tact {
namespace {

// What a report lists of one breakdown; the rest is counted together.
constexpr std::size_t listed_max = 1'000;

void write_count(std::string_view name, std::uint64_t count, JsonWriter& json) {
  json.integer(name, static_cast<std::int64_t>(count));
}

using Count = std::pair<std::string_view, std::uint64_t>;

// The largest first, or in the order of names.
void write_tally(std::string_view name, const Tally& tally, bool by_name, JsonWriter& json) {
  std::vector<Count> counts(tally.counts().begin(), tally.counts().end());
  const auto larger = [](const Count& a, const Count& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  };
  if (!by_name) std::sort(counts.begin(), counts.end(), larger);
  std::uint64_t others = tally.others();
  for (std::size_t i = listed_max; i < counts.size(); ++i) others += counts[i].second;
  counts.resize(std::min(counts.size(), listed_max));
  json.key(name);
  json.begin_object();
  json.key("counts");
  json.begin_array();
  for (const auto& [value, count] : counts) {
    json.begin_object();
    json.string("value", value);
    write_count("count", count, json);
    json.end_object();
  }
  json.end_array();
  write_count("others", others, json);
  json.end_object();
}

void write_reasons(std::string_view name, const std::vector<Reason>& reasons, JsonWriter& json) {
  json.key(name);
  json.begin_array();
  for (const Reason& reason : reasons) write_reason(reason, json);
  json.end_array();
}

void write_text(std::string_view name, const std::string& text, JsonWriter& json) {
  if (!text.empty()) json.string(name, text);
}

void write_example(const FlipExample& example, JsonWriter& json) {
  json.begin_object();
  json.string("decision", std::to_string(example.decision.value));
  json.string("at", format_instant(example.at));
  if (example.planned_at != example.at) {
    json.string("planned_at", format_instant(example.planned_at));
  }
  json.string("subject", format_subject(example.subject));
  json.string("channel", example.fields.channel);
  json.string("purpose", example.fields.purpose);
  write_text("brand", example.fields.brand, json);
  write_text("campaign", example.fields.campaign, json);
  json.string("before", outcome_name(example.before));
  json.string("after", example.after ? outcome_name(*example.after) : "refused");
  if (example.retry_at) json.string("retry_at", format_instant(*example.retry_at));
  write_reasons("reasons_before", example.reasons_before, json);
  write_reasons("reasons_after", example.reasons_after, json);
  if (!example.unknown_words.empty()) {
    json.key("unknown");
    json.begin_array();
    for (const std::string& word : example.unknown_words) json.string(word);
    json.end_array();
  }
  json.end_object();
}

void write_flips(const SimulationReport& report, JsonWriter& json) {
  json.key("flips");
  json.begin_object();
  for (std::size_t i = 0; i < flip_kinds; ++i) {
    const Flips& flips = report.flips[i];
    json.key(flip_name(static_cast<FlipKind>(i)));
    json.begin_object();
    write_count("count", flips.count, json);
    write_tally("by_rule", flips.by_rule, false, json);
    write_tally("by_campaign", flips.by_campaign, false, json);
    write_tally("by_channel", flips.by_channel, false, json);
    write_tally("by_purpose", flips.by_purpose, false, json);
    write_tally("by_day", flips.by_day, true, json);
    json.key("examples");
    json.begin_array();
    for (const FlipExample& example : flips.examples) write_example(example, json);
    json.end_array();
    json.end_object();
  }
  json.end_object();
}

// With two decimals.
std::string mean_of(std::uint64_t sum, std::uint64_t count) {
  const std::uint64_t hundredths = count == 0 ? 0 : (sum * 100 + count / 2) / count;
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (rest.size() < 2 ? ".0" : ".") + rest;
}

void write_distribution(std::string_view name, const Distribution& distribution, JsonWriter& json) {
  const auto& counts = distribution.customers;
  const std::uint64_t customers = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  json.key(name);
  json.begin_object();
  write_count("contacts", distribution.contacts, json);
  json.key("mean");
  json.raw(mean_of(distribution.contacts, customers));
  write_count("most", distribution.most, json);
  json.key("customers");
  json.begin_object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    write_count(Distribution::names[i], counts[i], json);
  }
  json.end_object();
  json.end_object();
}

void write_customers(const SimulationReport& report, JsonWriter& json) {
  json.key("customers");
  json.begin_object();
  write_count("asked_for", report.customers, json);
  write_count("with_fewer_contacts", report.customers_with_fewer, json);
  write_count("with_more_contacts", report.customers_with_more, json);
  write_distribution("before", report.contacts_before, json);
  write_distribution("after", report.contacts_after, json);
  json.end_object();
}

void write_outcomes(std::string_view name, const std::array<std::uint64_t, 3>& outcomes,
                    const std::uint64_t* refused, JsonWriter& json) {
  json.key(name);
  json.begin_object();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    write_count(outcome_name(static_cast<Outcome>(i)), outcomes[i], json);
  }
  if (refused != nullptr) write_count("refused", *refused, json);
  json.end_object();
}

void write_lost(const LostReports& lost, JsonWriter& json) {
  json.key("lost_contacts");
  json.begin_object();
  for (std::size_t i = 0; i < lost.by_status.size(); ++i) {
    write_count(name_of(static_cast<ContactStatus>(i)), lost.by_status[i], json);
  }
  json.key("reported_examples");
  json.begin_array();
  for (const Seq seq : lost.examples) json.string(std::to_string(seq.value));
  json.end_array();
  json.end_object();
}

void write_time(std::string_view name, const std::optional<Instant>& at, JsonWriter& json) {
  if (at) json.string(name, format_instant(*at));
}

}  // namespace

void Tally::add(std::string_view name) {
  const auto found = counts_.find(name);
  if (found != counts_.end()) {
    ++found->second;
  } else if (counts_.size() < distinct_max) {
    counts_.emplace(name, 1);
  } else {
    ++others_;
  }
}

std::string_view flip_name(FlipKind kind) {
  switch (kind) {
    case FlipKind::newly_blocked: return "newly_blocked";
    case FlipKind::newly_deferred: return "newly_deferred";
    case FlipKind::newly_allowed: return "newly_allowed";
    case FlipKind::defer_to_deny: return "defer_to_deny";
    case FlipKind::deny_to_defer: return "deny_to_defer";
    case FlipKind::newly_refused: return "newly_refused";
  }
  TACT_CHECK(false);
  return "";
}

void Distribution::add(std::uint64_t of_one_customer) {
  const std::size_t bucket = of_one_customer <= 5    ? static_cast<std::size_t>(of_one_customer)
                             : of_one_customer <= 10 ? 6
                             : of_one_customer <= 20 ? 7
                                                     : 8;
  ++customers[bucket];
  contacts += of_one_customer;
  most = std::max(most, of_one_customer);
}

std::uint64_t SimulationReport::flips_in_all() const {
  return std::accumulate(flips.begin(), flips.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const Flips& one) { return sum + one.count; });
}

void write_simulation(const SimulationReport& report, std::string& out) {
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("policy", report.policy);
  write_time("from", report.from, json);
  write_time("to", report.to, json);
  write_count("entries", report.entries, json);
  write_count("decisions", report.decisions, json);
  write_time("first_at", report.first_at, json);
  write_time("last_at", report.last_at, json);
  write_outcomes("before", report.before, nullptr, json);
  write_outcomes("after", report.after, &report.refused_after, json);
  write_count("flips_in_all", report.flips_in_all(), json);
  json.string("days_of", report.days_of);
  write_flips(report, json);
  write_customers(report, json);
  write_lost(report.lost_reports, json);
  write_count("people_held", report.people_held, json);
  json.key("cannot_know");
  json.begin_array();
  for (const std::string& sentence : report.cannot_know) json.string(sentence);
  json.end_array();
  json.end_object();
}

}  // namespace tact
