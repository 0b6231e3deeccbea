#include "engine/forgotten.h"

#include <utility>

#include "core/codec/values.h"
#include "engine/log_retention.h"

namespace tact {
namespace {

template <class State>
std::optional<std::string> unless_empty(State state) {
  // An entry that was dropped may have been the last one about it.
  state.valid_before = Seq{};
  if (state == State{}) return std::nullopt;
  return encode_value(state);
}

template <class State>
Result<std::optional<std::string>> without_contacts(const std::string& value, Instant before) {
  auto state = decode_value<State>(value);
  if (!state) return std::move(state).error();
  std::erase_if(state->contacts, [&](const Contact& contact) { return contact.at < before; });
  return unless_empty(*std::move(state));
}

}  // namespace

Result<Forgotten> Forgotten::of(const Store& ledger) {
  const auto last = last_retention(ledger);
  if (!last) return last.error();
  if (!*last) return Forgotten(std::nullopt);
  return Forgotten(std::get<RetentionEntry>((*last)->body));
}

Result<std::optional<std::string>> Forgotten::remains(Table table, std::string value) const {
  if (!last_) return std::optional(std::move(value));
  switch (table) {
    case Table::subject: return without_contacts<SubjectState>(value, last_->before);
    case Table::volume_part: return without_contacts<VolumePart>(value, last_->before);
    case Table::request: {
      const auto request = decode_value<RequestState>(value);
      if (!request) return request.error();
      if (request->decision < last_->first) return std::optional<std::string>{};
      break;
    }
    case Table::customer:
    case Table::address:
    case Table::household_name:
    case Table::subject_name:
    case Table::evidence:
    case Table::policy_source:
    case Table::tile:
    case Table::cosignature:
    case Table::secret:
    case Table::refusal:
    case Table::rollup_base:
    case Table::household:
    case Table::registers:
    case Table::policy_docket:
    case Table::obligation:
    case Table::obligation_hour:
    case Table::obligation_hours:
    case Table::rollup: break;
  }
  return std::optional(std::move(value));
}

}  // namespace tact
