#include "http/people_names.h"

#include <array>

#include "core/codec/values.h"
#include "engine/shelf.h"

namespace tact::http {

Status PeopleNames::load() {
  std::vector<Key> keys;
  for (const auto& [id, name] : names_) keys.push_back({Table::subject_name, store_id(id)});
  const auto values = store_.load(keys);
  if (!values) return values.error();
  auto value = values->begin();
  for (auto& [id, name] : names_) {
    const std::optional<std::string>& bytes = *value++;
    if (!bytes) continue;
    auto decoded = decode_value<SubjectName>(*bytes);
    if (!decoded) return decoded.error();
    name = *std::move(decoded);
  }
  return Done{};
}

SubjectName PeopleNames::of(const SubjectId& id) const {
  const auto found = names_.find(id);
  return found == names_.end() ? SubjectName{} : found->second;
}

template <class Value>
Result<std::optional<Value>> load_value(const Store& store, Table table, std::string id) {
  const std::array<Key, 1> keys = {Key{table, std::move(id)}};
  const auto values = store.load(keys);
  if (!values) return values.error();
  if (!values->front()) return std::optional<Value>{};
  auto decoded = decode_value<Value>(*values->front());
  if (!decoded) return decoded.error();
  return std::optional<Value>(*std::move(decoded));
}

template Result<std::optional<CustomerIdentity>> load_value(const Store&, Table, std::string);
template Result<std::optional<AddressIdentity>> load_value(const Store&, Table, std::string);
template Result<std::optional<SubjectState>> load_value(const Store&, Table, std::string);

}  // namespace tact::http
