// `calendars`: the days without contacts, by name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tact/policy.h"

#include "core/yaml/values.h"

namespace tact {

// Calendars while files are read: a calendar may have its days in one file and more in another.
class CalendarDrafts {
 public:
  // Adds what one file has.
  void read(const YamlNode& node, Diagnostics& diagnostics);

  // All calendars, after the last file. A day outside the covered years is an error.
  std::map<std::string, Calendar, std::less<>> finish(Diagnostics& diagnostics) const;

  // Where a calendar first stands. REQUIRES: there is one of that name.
  const Spot& spot(const std::string& name) const { return drafts_.at(name).spot; }

 private:
  struct Days {
    LocalDate first;
    LocalDate last;
    std::chrono::minutes from{};  // the closed part of the day begins; 0 for all of it
    Spot spot;
  };
  struct Draft {
    Spot spot;
    std::vector<int> covers;
    std::vector<Days> days;
  };

  static void read_covers(const YamlNode& node, Draft& draft, Diagnostics& diagnostics);
  static void read_days(const YamlNode& node, Draft& draft, Diagnostics& diagnostics);

  std::map<std::string, Draft> drafts_;
};

}  // namespace tact
