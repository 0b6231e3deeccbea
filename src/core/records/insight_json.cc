#include "core/records/insight_json.h"

#include "core/names/names.h"

namespace tact {
namespace {

void write_time(JsonWriter& json, std::string_view key, const std::optional<Instant>& time) {
  if (time) json.string(key, format_instant(*time));
}

void write_text(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.string(key, text);
}

template <class Value, class WriteMembers>
void write_objects(JsonWriter& json, std::string_view key, const std::vector<Value>& values,
                   WriteMembers write_members) {
  json.key(key);
  json.begin_array();
  for (const Value& value : values) {
    json.begin_object();
    write_members(value);
    json.end_object();
  }
  json.end_array();
}

void write_window(const SeenWindow& window, JsonWriter& json) {
  json.key("window");
  json.begin_object();
  json.string("from", format_instant(window.from));
  json.string("until", format_instant(window.until));
  write_text(json, "zone", window.zone);
  write_text(json, "from_local", window.from_local);
  write_text(json, "until_local", window.until_local);
  json.end_object();
}

void write_contacts(const Insight& insight, JsonWriter& json) {
  write_objects(json, "contacts", insight.contacts, [&](const SeenContact& contact) {
    json.string("decision", std::to_string(contact.entry.value));
    json.string("at", format_instant(contact.at));
    json.string("status", name_of(contact.status));
  });
}

void write_consents(const Insight& insight, JsonWriter& json) {
  write_objects(json, "consents", insight.consents, [&](const SeenConsent& consent) {
    json.string("seq", std::to_string(consent.entry.value));
    json.string("state", name_of(consent.state));
    if (consent.state == ConsentState::granted) json.string("level", name_of(consent.level));
    json.string("at", format_instant(consent.at));
    write_time(json, "expires_at", consent.expires_at);
    write_text(json, "purpose", consent.purpose);
    write_text(json, "channel", consent.channel);
    write_text(json, "brand", consent.brand);
    if (consent.of_address) json.boolean("of_address", true);
    json.string("verdict", name_of(consent.verdict));
  });
}

void write_lists(const Insight& insight, JsonWriter& json) {
  write_objects(json, "lists", insight.lists, [&](const SeenList& list) {
    json.string("list", list.list);
    json.boolean("counts", list.counts);
    write_time(json, "since", list.since);
    write_time(json, "until", list.until);
    write_time(json, "loaded_at", list.loaded_at);
    write_text(json, "country", list.country);
    if (list.is_stale) json.boolean("stale", true);
  });
}

void write_hours(const SeenHours& hours, JsonWriter& json) {
  json.key("hours");
  json.begin_object();
  json.string("zone", hours.zone);
  json.string("local", hours.local);
  write_time(json, "open_from", hours.open_from);
  write_time(json, "open_until", hours.open_until);
  write_text(json, "closed_on", hours.closed_on);
  write_text(json, "not_covered_by", hours.uncovered_by);
  json.end_object();
}

void write_activity(const SeenActivity& activity, JsonWriter& json) {
  json.key("activity");
  json.begin_object();
  json.string("event", activity.event);
  json.string("at", format_instant(activity.at));
  json.string("until", format_instant(activity.until));
  json.end_object();
}

}  // namespace

void write_insight(const Insight& insight, JsonWriter& json) {
  if (insight == Insight{}) return;
  json.key("seen");
  json.begin_object();
  if (insight.window) write_window(*insight.window, json);
  if (insight.counted) json.integer("counted", *insight.counted);
  if (!insight.contacts.empty()) write_contacts(insight, json);
  if (!insight.consents.empty()) write_consents(insight, json);
  if (!insight.lists.empty()) write_lists(insight, json);
  if (insight.hours) write_hours(*insight.hours, json);
  if (insight.activity) write_activity(*insight.activity, json);
  json.end_object();
}

}  // namespace tact
