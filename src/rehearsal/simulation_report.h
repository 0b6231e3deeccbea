// What a simulation found: how the recorded decisions would have gone under another policy.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/decision.h"
#include "tact/ids.h"
#include "tact/records.h"

namespace tact {

// Counts by a name. Of names without end, campaigns say, the first `distinct_max` have a count of
// their own and the rest are counted together.
class Tally {
 public:
  static constexpr std::size_t distinct_max = 100'000;

  void add(std::string_view name);
  // By name.
  const std::map<std::string, std::uint64_t, std::less<>>& counts() const { return counts_; }
  std::uint64_t others() const { return others_; }

 private:
  std::map<std::string, std::uint64_t, std::less<>> counts_;
  std::uint64_t others_ = 0;
};

// How a decision differs from the recorded one.
enum class FlipKind : std::uint8_t {
  newly_blocked,   // allow → deny
  newly_deferred,  // allow → defer
  newly_allowed,   // defer or deny → allow
  defer_to_deny,
  deny_to_defer,
  newly_refused,  // a bad request under the new vocabulary, whatever it was
};
inline constexpr std::size_t flip_kinds = 6;

// "newly_blocked", …: the one spelling, in JSON and options.
std::string_view flip_name(FlipKind kind);

// One flip. People by their pseudonyms only.
struct FlipExample {
  Seq decision;
  Instant at{};
  Instant planned_at{};
  SubjectId subject;
  ContactFields fields;
  Outcome before{};
  std::optional<Outcome> after;  // absent: a bad request
  std::optional<Instant> retry_at;
  std::vector<Reason> reasons_before;
  std::vector<Reason> reasons_after;
  std::vector<std::string> unknown_words;  // of a bad request: what its fields say that is unknown
};

struct Flips {
  std::uint64_t count = 0;
  // The rules that make the difference; a flip counts once for each of its rules. What no rule says
  // goes by its code (`on-hold`).
  Tally by_rule;
  Tally by_campaign;
  Tally by_channel;
  Tally by_purpose;
  Tally by_day;
  std::vector<FlipExample> examples;  // the first ones
};

// How many allowed contacts each customer who was asked for gets.
struct Distribution {
  // 0, 1, 2, 3, 4, 5, 6 to 10, 11 to 20, 21 and more.
  std::array<std::uint64_t, 9> customers{};
  std::uint64_t contacts = 0;
  std::uint64_t most = 0;  // of one customer

  static constexpr std::array<std::string_view, 9> names = {"0", "1",    "2",     "3",  "4",
                                                            "5", "6-10", "11-20", "21+"};
  void add(std::uint64_t of_one_customer);
};

// Recorded contacts that would not have been: what was reported of them.
struct LostReports {
  std::array<std::uint64_t, 6> by_status{};  // by ContactStatus, the last one reported
  std::vector<Seq> examples;                 // the first that had a report
};

struct SimulationReport {
  std::string policy;               // Policy::version() of the new one
  std::optional<Instant> from;      // as asked for
  std::optional<Instant> to;        // as asked for
  std::uint64_t entries = 0;        // read, of every type
  std::uint64_t decisions = 0;      // compared: those from `from` on
  std::optional<Instant> first_at;  // of the decisions compared
  std::optional<Instant> last_at;
  std::array<std::uint64_t, 3> before{};  // by Outcome
  std::array<std::uint64_t, 3> after{};   // by Outcome
  std::uint64_t refused_after = 0;        // bad requests
  std::array<Flips, flip_kinds> flips;    // by FlipKind
  std::string days_of;                    // the time zone of Flips::by_day
  std::uint64_t customers = 0;            // who were asked for
  std::uint64_t customers_with_fewer = 0;
  std::uint64_t customers_with_more = 0;
  Distribution contacts_before;
  Distribution contacts_after;
  LostReports lost_reports;
  std::uint64_t people_held = 0;         // subjects in memory at the end
  std::vector<std::string> cannot_know;  // sentences for people

  std::uint64_t flips_in_all() const;
};

// Appends one JSON object, without a line's end.
void write_simulation(const SimulationReport& report, std::string& out);

}  // namespace tact
