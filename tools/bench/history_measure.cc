#include "bench/history_measure.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "bench/past_contacts.h"
#include "core/policy/compile.h"
#include "core/policy/policy_files.h"
#include "zones/system_zones.h"

namespace tact::bench {
namespace {

constexpr std::array<std::size_t, 3> contacts_each = {10, 100, 1'000};
constexpr std::size_t group = 128;
constexpr std::size_t group_of_contacts = 4'096;
constexpr std::string_view refused = "survey/satisfaction";
constexpr std::string_view never_refused = "service/order";

// All contacts lie in this month, and within 30 days of the present.
constexpr Instant month_begin =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2).time_since_epoch());
constexpr std::chrono::days contacts_over{27};
constexpr Instant present = month_begin + std::chrono::days(28) + std::chrono::hours(6);

// A cap of each kind of window that counts everything; surveys reach theirs at once.
constexpr std::string_view policy_text = R"(tact: 1
policy: history
title: Caps that count much
defaults: { timezone: Europe/Istanbul, country: TR, kind: individual }
vocabulary:
  channels: [email, sms, call, push, whatsapp, inapp, post]
  purposes: [service/order, service/change, service/security, service/otp, survey/satisfaction,
             marketing/promotion, marketing/newsletter, celebration]
  labels: [subject]
  brands: [acme, acme-outlet]
rules:
  - id: days
    text: Much is too much.
    cap: { at_most: 5000, within: 30d }
  - id: month
    text: Much is too much.
    cap: { at_most: 5000, within: calendar month }
  - id: dates
    text: Much is too much.
    cap: { at_most: 5000, within: 30 calendar days }
  - id: surveys
    text: Surveys are for those to whom little is sent.
    when: { purpose: survey }
    cap: { at_most: 3, within: 30d, count: { purpose: [service, survey, marketing, celebration] } }
)";

class OneFile final : public PolicyFiles {
 public:
  Result<std::string> read(const std::string&) override { return std::string(policy_text); }
};

Result<std::shared_ptr<const Policy>> history_policy() {
  auto book = load_system_zones();
  if (!book) return std::move(book).error();
  OneFile files;
  const Compiled compiled = compile_policy(
      "history.yaml", files, std::make_shared<const ZoneBook>(*std::move(book)), std::nullopt);
  if (compiled.policy != nullptr) return compiled.policy;
  return Error{"the bench's policy does not compile: " + render_diagnostics(compiled.diagnostics)};
}

void run_in_groups(Pipeline& pipeline, std::vector<Command> commands, std::size_t size) {
  for (auto from = commands.begin(); from != commands.end();) {
    const auto left = static_cast<std::size_t>(commands.end() - from);
    const auto to = from + static_cast<std::ptrdiff_t>(std::min(left, size));
    pipeline.run({std::make_move_iterator(from), std::make_move_iterator(to)});
    from = to;
  }
}

}  // namespace

std::string history_name(std::size_t contacts, const std::string& how) {
  const std::string count = contacts == 1'000 ? "1,000" : std::to_string(contacts);
  return count + " contacts, " + how;
}

Status HistoryMeasure::prepare() {
  auto policy = history_policy();
  if (!policy) return std::move(policy).error();
  policy_ = *std::move(policy);
  for (const std::size_t each : contacts_each) {
    const WorkloadOptions workload{options_.seed, options_.contacts / each, 0, month_begin};
    towns_.push_back(std::make_unique<Town>(each, workload));
    settle_in(*towns_.back());
  }
  return Done{};
}

void HistoryMeasure::settle_in(Town& town) {
  Pipeline pipeline(town.store, present, 7);
  std::vector<Command> activation;
  activation.push_back({Activate{policy_}, "bench"});
  pipeline.run(std::move(activation));
  std::vector<std::string> lines = town.workload.register_lines();
  for (std::size_t customer = 0; customer < town.workload.customers(); ++customer) {
    town.workload.append_customer(customer, lines);
  }
  run_in_groups(pipeline, parse_commands(lines), group_of_contacts);
  const auto step = Duration(contacts_over) / static_cast<std::int64_t>(town.contacts_each);
  for (std::size_t nth = 0; nth < town.contacts_each; ++nth) {
    const Instant at = month_begin + static_cast<std::int64_t>(nth) * step;
    run_in_groups(pipeline, contact_with_each(town.workload, at), group_of_contacts);
  }
}

void HistoryMeasure::ask_all(Town& town, Pipeline& pipeline, const std::string& how, Sheet& sheet) {
  const std::size_t customers = town.workload.customers();
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < customers; ++i) {
    const std::size_t customer = i * 2'654'435'761U % customers;  // No neighbours in a group.
    lines.push_back(town.workload.request_of(
        {town.requests++, customer, present + std::chrono::seconds(i / group)}));
  }
  std::vector<Command> commands = parse_commands(lines);
  for (Command& command : commands) {
    std::string& purpose = std::get<Ask>(command.what).request.fields.purpose;
    if (how == "refused") {
      purpose = refused;
    } else if (purpose == refused) {
      purpose = never_refused;
    }
  }
  static_cast<void>(pipeline.take_used());
  run_in_groups(pipeline, std::move(commands), group);
  const Pipeline::UsedByStage used = pipeline.take_used();
  const auto spent =
      used[Pipeline::prefetch].cpu + used[Pipeline::decide].cpu + used[Pipeline::close].cpu;
  const auto each = [&](auto cpu) {
    return std::chrono::duration<double, std::micro>(cpu).count() / static_cast<double>(customers);
  };
  const std::string name = history_name(town.contacts_each, how);
  sheet.add(name, "µs", Floor::none, each(spent));
  sheet.add(name + ": decide", "µs", Floor::none, each(used[Pipeline::decide].cpu));
  sheet.add(name + ": changed states as bytes", "µs", Floor::none, each(used[Pipeline::close].cpu));
}

// A decider that begins has nothing in memory: what it is asked first, it loads.
Status HistoryMeasure::run_round(Sheet& sheet) {
  for (const std::unique_ptr<Town>& town : towns_) {
    Pipeline pipeline(town->store, present, town->store.size().value);
    pipeline.resume(policy_);
    for (const char* how : {"loaded", "held", "refused"}) ask_all(*town, pipeline, how, sheet);
  }
  return Done{};
}

}  // namespace tact::bench
