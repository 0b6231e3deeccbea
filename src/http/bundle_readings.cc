#include "http/bundle_readings.h"

#include <algorithm>

#include "tact/check.h"

namespace tact::http {

bool names_span(const AccessEntry& entry) {
  return entry.entries_from.has_value() && entry.entries_to.has_value();
}

std::optional<AccessEntry> BundleReadings::note(const std::string& by, AccessEntry reading,
                                                Instant now) {
  TACT_CHECK(names_span(reading));
  const std::lock_guard lock(mutex_);
  Reader& reader = readers_[by];
  add(reader, reading);
  if (reader.recorded_at && now < *reader.recorded_at + pause) return std::nullopt;
  reader.recorded_at = now;
  return std::exchange(reader.kept, std::nullopt);
}

void BundleReadings::put_back(const std::string& by, const AccessEntry& reading) {
  const std::lock_guard lock(mutex_);
  Reader& reader = readers_[by];
  add(reader, reading);
  reader.recorded_at.reset();
}

BundleReadings::Due BundleReadings::take_due(Instant now) {
  Due due;
  const std::lock_guard lock(mutex_);
  for (auto reader = readers_.begin(); reader != readers_.end();) {
    if (reader->second.recorded_at && now < *reader->second.recorded_at + pause) {
      ++reader;
      continue;
    }
    if (!reader->second.kept) {
      reader = readers_.erase(reader);
      continue;
    }
    due.emplace_back(reader->first, *std::exchange(reader->second.kept, std::nullopt));
    reader->second.recorded_at = now;
    ++reader;
  }
  return due;
}

BundleReadings::Due BundleReadings::take_all() {
  Due due;
  const std::lock_guard lock(mutex_);
  for (auto& [by, reader] : readers_) {
    if (reader.kept) due.emplace_back(by, *std::exchange(reader.kept, std::nullopt));
  }
  return due;
}

void BundleReadings::add(Reader& reader, const AccessEntry& reading) {
  if (!reader.kept) {
    reader.kept = reading;
    return;
  }
  AccessEntry& kept = *reader.kept;
  kept.entries_from = std::min(*kept.entries_from, *reading.entries_from);
  kept.entries_to = std::max(*kept.entries_to, *reading.entries_to);
  kept.returned += reading.returned;
}

}  // namespace tact::http
