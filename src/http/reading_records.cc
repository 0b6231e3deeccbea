#include "http/reading_records.h"

#include <utility>

namespace tact::http {

bool ReadingRecords::record(Engine& engine, const std::string& by, Accessed reading, Instant now) {
  if (!names_span(reading.entry)) return submit(engine, by, std::move(reading));
  auto due = bundles_.note(by, std::move(reading.entry), now);
  return !due || submit(engine, by, {*std::move(due), std::nullopt});
}

void ReadingRecords::record_due(Engine& engine, Instant now) {
  submit_all(engine, bundles_.take_due(now));
}

void ReadingRecords::record_all(Engine& engine) { submit_all(engine, bundles_.take_all()); }

bool ReadingRecords::submit(Engine& engine, const std::string& by, Accessed reading) {
  std::vector<Command> commands;
  const AccessEntry kept = reading.entry;
  commands.push_back({std::move(reading), by});
  if (engine.submit(std::move(commands), [](std::vector<Reply>) {})) return true;
  // Those that it was put together of were given; that the last of them may not have been is no
  // reason to lose them.
  if (names_span(kept)) bundles_.put_back(by, kept);
  return false;
}

void ReadingRecords::submit_all(Engine& engine, BundleReadings::Due due) {
  for (auto& [by, reading] : due) {
    static_cast<void>(submit(engine, by, {std::move(reading), std::nullopt}));
  }
}

}  // namespace tact::http
