#include "cli/record_json.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/json/writer.h"
#include "core/yaml/source.h"

namespace tact::cli {
namespace {

// What follows the prefix; "" where the name does not begin with it.
std::string_view after(std::string_view name, std::string_view prefix) {
  return name.starts_with(prefix) ? name.substr(prefix.size()) : std::string_view();
}

bool is_nested(std::string_view name) { return name.find('.') != std::string_view::npos; }

void write_plain(const std::string& name, const std::string& value, JsonWriter& json) {
  json.key(name);
  if (name == "segments") {
    json.begin_array();
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t end = std::min(value.find(';', begin), value.size());
      if (end > begin) json.string(std::string_view(value).substr(begin, end - begin));
      begin = end + 1;
    }
    json.end_array();
    return;
  }
  int number = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  const bool is_number = name == "priority" && error == std::errc() && stop == end;
  // A priority that is none goes as it is: the daemon says what it must be.
  is_number ? json.integer(number) : json.string(value);
}

void write_object(std::string_view key, std::string_view prefix, const RecordFields& fields,
                  JsonWriter& json) {
  bool is_open = false;
  for (const auto& [name, value] : fields) {
    const std::string_view inner = after(name, prefix);
    if (inner.empty() || value.empty()) continue;
    if (!is_open) json.key(key), json.begin_object();
    is_open = true;
    json.string(inner, value);
  }
  if (is_open) json.end_object();
}

void write_addresses(const RecordFields& fields, JsonWriter& json) {
  bool is_open = false;
  for (const auto& [name, value] : fields) {
    const std::string_view channel = after(name, "address.");
    if (channel.empty() || value.empty()) continue;
    if (!is_open) json.key("addresses"), json.begin_array();
    is_open = true;
    json.begin_object();
    json.string("channel", channel);
    json.string("address", value);
    json.end_object();
  }
  if (is_open) json.end_array();
}

}  // namespace

Result<std::string> record_json(std::string_view type, const RecordFields& fields) {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : fields) {
    for (const std::string& text : {name, value}) {
      if (find_invalid_utf8(text) == std::string_view::npos) continue;
      return Error{quoted_input(name) + " is not UTF-8; write it in UTF-8"};
    }
    if (!value.empty() && !seen.insert(name).second) {
      return Error{quoted_input(name) + " is given twice"};
    }
  }
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("type", type);
  for (const auto& [name, value] : fields) {
    if (!value.empty() && !is_nested(name)) write_plain(name, value, json);
  }
  write_object("labels", "label.", fields, json);
  write_object("evidence", "evidence.", fields, json);
  write_addresses(fields, json);
  json.end_object();
  return out;
}

std::vector<std::string_view> columns_of(std::string_view type) {
  if (type == "request") {
    return {"request_id", "customer", "address", "channel",    "purpose", "brand",
            "campaign",   "priority", "at",      "expires_at", "label.*"};
  }
  if (type == "contact") {
    return {"customer", "address",  "channel", "purpose", "brand",
            "campaign", "priority", "at",      "status",  "label.*"};
  }
  if (type == "consent") {
    return {"customer", "address",    "purpose", "channel",       "brand",  "state",
            "at",       "expires_at", "level",   "registered_at", "source", "evidence.*"};
  }
  if (type == "customer") {
    return {"customer", "at",    "timezone", "country",    "region",    "language",
            "kind",     "stage", "segments", "birth_date", "household", "address.*"};
  }
  if (type == "listing") return {"list", "customer", "address", "state", "at", "since", "until"};
  if (type == "activity") return {"customer", "event", "at", "channel", "brand", "label.*"};
  if (type == "obligation") return {"obligation", "state", "at", "note"};
  return {};
}

RecordFields fields_of(const CsvHeader& header, const CsvRow& row) {
  RecordFields fields;
  for (std::size_t i = 0; i < row.fields.size() && i < header.names().size(); ++i) {
    fields.emplace_back(header.names()[i], row.fields[i]);
  }
  return fields;
}

}  // namespace tact::cli
