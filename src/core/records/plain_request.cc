#include "core/records/plain_request.h"

#include <algorithm>

#include "core/records/address.h"
#include "core/records/fields.h"

namespace tact {
namespace {

// Each of these: whether the value may stand there; if not, nothing is known of what was read.

bool read_text(JsonValue value, std::string& out) {
  if (!value.is(JsonKind::string)) return false;
  const std::string_view text = value.string();
  if (!wrong_with_text(text).empty()) return false;
  out = text;
  return true;
}

bool read_address(JsonValue value, std::string& out) {
  // What no text may have, no address may have either.
  if (!value.is(JsonKind::string) || has_control_characters(value.string())) return false;
  auto address = normalise_address(value.string());
  if (!address) return false;
  out = *std::move(address);
  return true;
}

bool read_time(JsonValue value, std::optional<Instant>& out) {
  if (!value.is(JsonKind::string)) return false;
  out = parse_instant(value.string());
  return out.has_value();
}

bool read_priority(JsonValue value, int& out) {
  if (!value.is(JsonKind::integer)) return false;
  const std::int64_t number = value.integer();
  if (number < priority_min || number > priority_max) return false;
  out = static_cast<int>(number);
  return true;
}

bool read_labels(JsonValue value, Labels& out) {
  if (!value.is(JsonKind::object)) return false;
  out.reserve(value.size());
  std::size_t bytes = 0;
  for (const JsonValue label : value) {
    auto& [name, text] = out.emplace_back(label.key(), std::string_view());
    if (!wrong_with_text(name).empty() || !read_text(label, text)) return false;
    bytes += name.size() + text.size() + text_bytes_around;
  }
  std::sort(out.begin(), out.end());
  return bytes <= texts_bytes_max;
}

bool read_member(JsonValue member, Request& request) {
  const std::string_view key = member.key();
  ContactFields& fields = request.fields;
  switch (key.size()) {  // A number, not an enum: comparing is then one look at the right key.
    case 2: return key == "at" && read_time(member, request.at);
    case 4: return key == "type" && member.is(JsonKind::string) && member.string() == "request";
    case 5: return key == "brand" && read_text(member, fields.brand);
    case 6: return key == "labels" && read_labels(member, fields.labels);
    case 7:
      if (key == "channel") return read_text(member, fields.channel);
      if (key == "purpose") return read_text(member, fields.purpose);
      return key == "address" && read_address(member, request.person.address);
    case 8:
      if (key == "customer") return read_text(member, request.person.customer);
      if (key == "campaign") return read_text(member, fields.campaign);
      return key == "priority" && read_priority(member, fields.priority);
    case 10:
      if (key == "request_id") return read_text(member, request.request_id);
      return key == "expires_at" && read_time(member, request.expires_at);
    default: return false;
  }
}

}  // namespace

std::optional<Request> read_plain_request(JsonValue value) {
  if (!value.is(JsonKind::object)) return std::nullopt;
  std::optional<Request> request(std::in_place);
  for (const JsonValue member : value) {
    if (!read_member(member, *request)) return std::nullopt;
  }
  const bool has_person = !request->person.customer.empty() || !request->person.address.empty();
  const bool has_required = !request->fields.channel.empty() && !request->fields.purpose.empty();
  if (!has_person || !has_required) return std::nullopt;
  return request;
}

}  // namespace tact
