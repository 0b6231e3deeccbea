#include "core/records/request_json.h"

#include <algorithm>

#include "core/json/canonical_writer.h"
#include "core/names/canonical_labels.h"

namespace tact {
namespace {

constexpr std::size_t request_bytes_common = 512;

void write_text(CanonicalWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.key(key), json.string(text);
}

void write_time(CanonicalWriter& json, std::string_view key, const std::optional<Instant>& time) {
  if (time) json.key(key), json.instant(*time);
}

}  // namespace

void write_request(const Request& request, std::string& out) {
  const ContactFields& fields = request.fields;
  CanonicalWriter json(out);
  json.begin_object();
  write_text(json, "address", request.person.address);
  write_time(json, "at", request.at);
  write_text(json, "brand", fields.brand);
  write_text(json, "campaign", fields.campaign);
  write_text(json, "channel", fields.channel);
  write_text(json, "customer", request.person.customer);
  write_time(json, "expires_at", request.expires_at);
  if (!fields.labels.empty()) {
    json.key("labels");
    write_labels(fields.labels, json);
  }
  if (fields.priority != ContactFields{}.priority) {
    json.key("priority");
    json.integer(fields.priority);
  }
  write_text(json, "purpose", fields.purpose);
  write_text(json, "request_id", request.request_id);
  json.end_object();
  json.finish();
}

RequestDigest request_digest(Sha256& hasher, const Request& request) {
  std::string room;
  return request_digest(hasher, request, room);
}

RequestDigest request_digest(Sha256& hasher, const Request& request, std::string& room) {
  room.clear();
  room.reserve(request_bytes_common);
  write_request(request, room);
  const Hash256 hash = hasher.hash(room);
  RequestDigest digest;
  std::copy_n(hash.begin(), digest.size(), digest.begin());
  return digest;
}

}  // namespace tact
