#include "engine/record_cache.h"

namespace tact {
namespace {

constexpr std::size_t records_per_read = 1'000;

}  // namespace

RecordCache::RecordCache(const Store& store)
    : store_(store),
      customers_(store, Table::customer),
      addresses_(store, Table::address),
      household_names_(store, Table::household_name),
      secrets_(store, Table::secret),
      refusals_(store, Table::refusal),
      subjects_(store, Table::subject),
      households_(store, Table::household),
      requests_(store, Table::request),
      volume_parts_(store, Table::volume_part),
      registers_(store, Table::registers),
      policy_docket_(store, Table::policy_docket),
      obligations_(store, Table::obligation),
      obligation_hours_(store, Table::obligation_hour),
      all_obligation_hours_(store, Table::obligation_hours) {}

const Registers& RecordCache::registers_now() {
  static const Registers none;
  const Registers* registers = registers_.find("");
  return registers != nullptr ? *registers : none;
}

const PolicyDocket& RecordCache::policy_docket_now() {
  static const PolicyDocket none;
  const PolicyDocket* docket = policy_docket_.find("");
  return docket != nullptr ? *docket : none;
}

SubjectName RecordCache::load_name(const SubjectId& id) const {
  const Key key{Table::subject_name, store_id(id)};
  const auto loaded = store_.load({&key, 1});
  if (!loaded) throw StoreLost{loaded.error().message};
  if (!loaded->front()) return {};
  auto name = decode_value<SubjectName>(*loaded->front());
  if (!name) throw StoreLost{name.error().message};
  return *std::move(name);
}

void RecordCache::rename_subject(const SubjectId& id, SubjectName name) {
  written_once_.push_back({{Table::subject_name, store_id(id)}, encode_value(name)});
}

void RecordCache::name_subject(const SubjectId& id, SubjectName name) {
  rename_subject(id, std::move(name));
  // A pseudonym that was just made has no state to look for.
  subjects_.offer(id, std::nullopt);
  obligations_.offer(id, std::nullopt);
}

void RecordCache::keep_evidence(const SubjectId& id, Seq entry, std::string evidence) {
  written_once_.push_back({{Table::evidence, evidence_id(id, entry)}, std::move(evidence)});
}

void RecordCache::erase_name(const SubjectId& id) {
  written_once_.push_back({{Table::subject_name, store_id(id)}, ""});
}

void RecordCache::erase_evidence(const SubjectId& id, Seq entry) {
  written_once_.push_back({{Table::evidence, evidence_id(id, entry)}, ""});
}

void RecordCache::offer(const Key& key, const std::optional<std::string>& bytes) {
  switch (key.table) {
    case Table::customer: return customers_.offer(key.id, bytes);
    case Table::address: return addresses_.offer(key.id, bytes);
    case Table::request: return requests_.offer(key.id, bytes);
    case Table::subject:
      if (const auto subject = subject_in(key.id)) subjects_.offer(*subject, bytes);
      return;
    case Table::household:
      if (const auto household = subject_in(key.id)) households_.offer(*household, bytes);
      return;
    case Table::obligation:
      if (const auto subject = subject_in(key.id)) obligations_.offer(*subject, bytes);
      return;
    case Table::household_name:
    case Table::subject_name:
    case Table::evidence:
    case Table::policy_source:
    case Table::tile:
    case Table::cosignature:
    case Table::secret:
    case Table::refusal:
    case Table::rollup_base:
    case Table::volume_part:
    case Table::registers:
    case Table::policy_docket:
    case Table::obligation_hour:
    case Table::obligation_hours:
    case Table::rollup: return;  // Not read ahead.
  }
}

void RecordCache::take_changes(Seq end, std::vector<Change>& identities,
                               std::vector<Change>& states) {
  customers_.take_changes(end, identities);
  addresses_.take_changes(end, identities);
  household_names_.take_changes(end, identities);
  secrets_.take_changes(end, identities);
  refusals_.take_changes(end, identities);
  identities.insert(identities.end(), std::make_move_iterator(written_once_.begin()),
                    std::make_move_iterator(written_once_.end()));
  written_once_.clear();
  subjects_.take_changes(end, states);
  households_.take_changes(end, states);
  requests_.take_changes(end, states);
  volume_parts_.take_changes(end, states);
  registers_.take_changes(end, states);
  policy_docket_.take_changes(end, states);
  obligations_.take_changes(end, states);
  obligation_hours_.take_changes(end, states);
  all_obligation_hours_.take_changes(end, states);
}

void RecordCache::visit_volume_parts(std::int64_t first_hour,
                                     const std::function<void(const VolumePart&)>& visit) const {
  volume_parts_.visit([&](const VolumePartId& id, const VolumePart& part) {
    if (id.hour >= first_hour) visit(part);
  });
  std::string from = store_id(VolumePartId{first_hour, 0});
  for (;;) {
    const auto page = store_.records(Table::volume_part, from, records_per_read);
    if (!page) throw StoreLost{page.error().message};
    if (page->empty()) return;
    for (const StoredRecord& record : *page) {
      const auto id = volume_part_in(record.id);
      const auto part = decode_value<VolumePart>(record.value);
      if (!id) throw StoreLost{"a volume_part has an id of another kind"};
      if (!part) throw StoreLost{part.error().message};
      if (!volume_parts_.holds(*id)) visit(*part);
    }
    from = page->back().id + '\0';
  }
}

std::size_t RecordCache::bytes() const {
  return customers_.bytes() + addresses_.bytes() + household_names_.bytes() + refusals_.bytes() +
         subjects_.bytes() + households_.bytes() + requests_.bytes() + volume_parts_.bytes() +
         obligations_.bytes() + obligation_hours_.bytes();
}

void RecordCache::evict(std::size_t bytes_max, Seq stored) {
  const std::size_t held = bytes();
  if (held <= bytes_max) return;
  // Some more than it must be, so that not each group looks at all of them.
  const double share = 1 - 0.9 * static_cast<double>(bytes_max) / static_cast<double>(held);
  const auto evict_from = [&](auto& shelf) {
    shelf.evict(static_cast<std::size_t>(share * static_cast<double>(shelf.bytes())), stored);
  };
  evict_from(customers_);
  evict_from(addresses_);
  evict_from(household_names_);
  evict_from(refusals_);
  evict_from(subjects_);
  evict_from(households_);
  evict_from(requests_);
  evict_from(volume_parts_);
  evict_from(obligations_);
  evict_from(obligation_hours_);
}

}  // namespace tact
