#include "core/suite/fields.h"

#include "core/grammar/words.h"
#include "core/json/canonical_order.h"
#include "core/json/writer.h"
#include "core/records/address.h"

namespace tact {

Place place_of(const Spot& spot) { return {spot.source->path(), spot.line, spot.column}; }

std::string SuiteFields::text(std::string_view key) {
  const YamlNode* node = map_.take(key);
  if (node == nullptr) return {};
  return read_text(*node, key, diagnostics_).value_or("");
}

std::string SuiteFields::required_text(std::string_view key) {
  const YamlNode* node = map_.require(key);
  if (node == nullptr) return {};
  return read_text(*node, key, diagnostics_).value_or("");
}

std::optional<Instant> SuiteFields::time(std::string_view key) {
  const YamlNode* node = map_.take(key);
  if (node == nullptr) return std::nullopt;
  return read_instant(*node, key, diagnostics_);
}

std::vector<std::string> SuiteFields::text_set(std::string_view key) {
  std::vector<std::string> texts;
  const YamlNode* node = map_.take(key);
  if (node == nullptr) return texts;
  for (const YamlNode* item : items_of(*node)) {
    if (auto text = read_text(*item, key, diagnostics_)) texts.push_back(std::move(*text));
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

std::string SuiteFields::address() { return address_at(map_.take("address")); }

std::string SuiteFields::required_address() { return address_at(map_.require("address")); }

std::string SuiteFields::address_at(const YamlNode* node) {
  if (node == nullptr) return {};
  const std::optional<std::string> text = read_text(*node, "address", diagnostics_, 320);
  if (!text) return {};
  const Result<std::string> address = normalise_address(*text);
  if (address.ok()) return address.value();
  diagnostics_.error(node->spot, "`address` " + address.error().message);
  return {};
}

Labels SuiteFields::labels() {
  Labels labels;
  const YamlNode* node = map_.take("labels");
  if (node == nullptr) return labels;
  if (!expect_map(*node, map_.declared("labels"), diagnostics_)) {
    return labels;
  }
  for (const YamlEntry& entry : node->entries) {
    if (auto value = read_text(entry.value, entry.key, diagnostics_)) {
      labels.emplace_back(entry.key, std::move(*value));
    }
  }
  std::sort(labels.begin(), labels.end());
  return labels;
}

std::string SuiteFields::evidence() {
  const YamlNode* node = map_.take("evidence");
  if (node == nullptr || !expect_map(*node, map_.declared("evidence"), diagnostics_)) return {};
  std::vector<std::pair<std::string, std::string>> members;
  for (const YamlEntry& entry : node->entries) {
    if (auto value = read_text(entry.value, entry.key, diagnostics_, prose_bytes_max)) {
      members.emplace_back(entry.key, std::move(*value));
    }
  }
  if (members.empty()) return {};
  std::sort(members.begin(), members.end(),
            [](const auto& a, const auto& b) { return canonical_less(a.first, b.first); });
  std::string json;
  JsonWriter writer(json, KeyOrder::sorted);
  writer.begin_object();
  for (const auto& [key, value] : members) writer.string(key, value);
  writer.end_object();
  return json;
}

int SuiteFields::times() {
  const YamlNode* node = map_.take("times");
  if (node == nullptr) return 1;
  return read_whole(*node, "times", 1, contact_times_max, diagnostics_).value_or(1);
}

ContactFields SuiteFields::contact_fields() {
  ContactFields fields;
  fields.channel = required_text("channel");
  fields.purpose = required_text("purpose");
  fields.brand = text("brand");
  fields.campaign = text("campaign");
  if (const YamlNode* priority = map_.take("priority")) {
    fields.priority =
        read_whole(*priority, "priority", 0, priority_max, diagnostics_).value_or(fields.priority);
  }
  fields.labels = labels();
  return fields;
}

}  // namespace tact
