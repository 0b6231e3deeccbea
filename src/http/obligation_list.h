// What must be done, and what was: read from the store a page at a time, each within a bound of
// work, with a place to go on from that stays valid while obligations open and close.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/entry.h"
#include "tact/result.h"

#include "store/store.h"

namespace tact::http {

// An open obligation's place in the list: by the hour in which it is due, counted from 1970 UTC,
// and within the hour in the order of opening.
struct DuePlace {
  std::int64_t hour = 0;
  Seq opening;

  auto operator<=>(const DuePlace&) const = default;
};

// As a cursor: "495120-17".
std::string format_place(const DuePlace& place);
std::optional<DuePlace> parse_place(std::string_view text);

// An obligation is found when it fits every part that is set.
struct ObligationFilter {
  std::optional<std::vector<SubjectId>> subjects;  // one of these has it
  std::string rule;
  std::optional<Instant> due_before;
};

// How much at once.
struct PageSize {
  std::size_t items_max = 100;
  std::size_t work_max = 20'000;  // entries looked at, roughly: then the page ends early
};

struct OpenPage {
  std::vector<Entry> openings;   // by due time; those of one hour may be on several pages
  std::optional<DuePlace> next;  // absent: nothing more is there now
};

struct ClosedObligation {
  Entry opening;
  Entry closing;
};

struct ClosedPage {
  std::vector<ClosedObligation> closed;  // what was closed last comes first
  std::optional<Seq> next;
};

// Threads: any. Both read the store, so they may take their time. Nothing that is open throughout a
// walk from page to page is missed, and nothing comes twice.
Result<OpenPage> list_open(const Store& store, const ObligationFilter& filter,
                           std::optional<DuePlace> after, const PageSize& size);
Result<ClosedPage> list_closed(const Store& store, const ObligationFilter& filter,
                               std::optional<Seq> after, const PageSize& size);

struct OpenCount {
  std::uint64_t open = 0;
  std::uint64_t overdue = 0;  // of these: the hour in which they were due has ended
};

// By rule. Two reads of the store, whatever their number. Threads: any.
Result<std::map<std::string, OpenCount>> count_open(const Store& store, Instant now);

}  // namespace tact::http
