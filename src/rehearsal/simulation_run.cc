#include "rehearsal/simulation_run.h"

#include <unordered_map>
#include <utility>

#include "core/codec/values.h"
#include "engine/shelf.h"
#include "ledger/query.h"

namespace tact {
namespace {

constexpr std::size_t entries_per_read = 1'024;

template <class Value>
std::optional<Value> load_one(const Store& store, Table table, std::string id) {
  const Key key{table, std::move(id)};
  const auto values = store.load({&key, 1});
  if (!values || !values->front()) return std::nullopt;
  auto decoded = decode_value<Value>(*values->front());
  if (!decoded) return std::nullopt;
  return *std::move(decoded);
}

std::optional<std::string> load_address(const Store& store, const SubjectId& subject) {
  auto name = load_one<SubjectName>(store, Table::subject_name, store_id(subject));
  if (!name || name->address.empty()) return std::nullopt;
  return std::move(name->address);
}

std::optional<LocalDate> load_birth_date(const Store& store, const SubjectId& subject) {
  const auto name = load_one<SubjectName>(store, Table::subject_name, store_id(subject));
  // An address that was asked for alone had no customer then, nor a birth date.
  if (!name || name->customer.empty()) return std::nullopt;
  const auto identity = load_one<CustomerIdentity>(store, Table::customer, name->customer);
  return identity ? identity->birth_date : std::nullopt;
}

// Loads what is asked for once.
template <class Value>
std::function<std::optional<Value>(const SubjectId&)> remembering(
    const Store& store, std::optional<Value> (*load)(const Store&, const SubjectId&)) {
  using Known = std::unordered_map<SubjectId, std::optional<Value>, SubjectIdHash>;
  return [&store, load, known = std::make_shared<Known>()](const SubjectId& subject) {
    const auto found = known->find(subject);
    if (found != known->end()) return found->second;
    return known->emplace(subject, load(store, subject)).first->second;
  };
}

}  // namespace

Result<std::optional<SimulationReport>> simulate(const Store& store,
                                                 std::shared_ptr<const Policy> policy,
                                                 SimulationOptions options,
                                                 SimulationProgress& progress) {
  Seq end = store.size();
  if (options.to) {
    const auto first_beyond = first_entry_at(store, *options.to);
    if (!first_beyond) return first_beyond.error();
    end = std::min(end, *first_beyond);
  }
  progress.entries = end.value;
  Simulation simulation(std::move(policy), std::move(options));
  for (Seq next; next < end;) {
    if (progress.cancelled) return std::optional<SimulationReport>{};
    const auto lines =
        store.entries(next, std::min<std::size_t>(entries_per_read, end.value - next.value));
    if (!lines) return lines.error();
    if (lines->empty()) return Error{"the ledger ends before its size"};
    for (const std::string& line : *lines) {
      if (is_dropped(line)) {
        ++next.value;
        continue;
      }
      auto entry = parse_entry(line);
      if (!entry) return std::move(entry).error();
      const auto taken = simulation.take(*std::move(entry));
      if (!taken) return taken.error();
      ++next.value;
    }
    progress.entries_done = next.value;
  }
  return std::optional(simulation.finish());
}

std::function<std::optional<LocalDate>(const SubjectId&)> birth_dates_in(const Store& store) {
  return remembering<LocalDate>(store, load_birth_date);
}

std::function<std::optional<std::string>(const SubjectId&)> addresses_in(const Store& store) {
  return remembering<std::string>(store, load_address);
}

}  // namespace tact
