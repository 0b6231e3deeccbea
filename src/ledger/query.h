// Questions to the ledger: which entries say this? A page at a time, each within a bound of work,
// with a place to go on from that stays valid while the ledger grows.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tact/entry.h"
#include "tact/result.h"

#include "store/store.h"

namespace tact {

// An entry is found when it fits every part that is set; "" and empty are not set.
struct LogFilter {
  std::vector<SubjectId> subjects;  // it is about each of these: a customer, an address
  std::string campaign;             // of decisions and contacts
  std::string rule;                 // an enforced rule that refused, or an obligation
  std::optional<Outcome> outcome;   // of decisions
  std::string type;
  // What decisions, contacts, consents, activities, holds and obligations say of themselves; an
  // entry that does not say it is not found.
  std::string brand;
  std::string channel;
  std::string purpose;          // its subtree too
  std::optional<Instant> from;  // entries at or after this
  std::optional<Instant> to;    // entries before this

  bool operator==(const LogFilter&) const = default;
};

struct LogQuestion {
  LogFilter filter;
  Order order = Order::newest_first;
  std::optional<Seq> after;  // the `next` of the page before: go on beyond this entry
  std::size_t entries_max = 100;
  // Entries and postings looked at, roughly: when they are used up the page ends early.
  std::size_t work_max = 20'000;
};

struct LogPage {
  std::vector<std::string> entries;  // canonical bytes, in the order that was asked for
  std::optional<Seq> next;           // absent: nothing more is there now
};

// Whether the entry fits all of the filter but its times.
bool matches(const LogFilter& filter, const Entry& entry);

// Threads: any. Reads the store, so it may take its time.
Result<LogPage> query_log(const Store& store, const LogQuestion& question);

// Calls `visit` with each entry that fits, however many; `question.entries_max` has no meaning.
// Where the work was used up: what `after` must be to go on.
Result<std::optional<Seq>> visit_log(const Store& store, const LogQuestion& question,
                                     const std::function<void(const Entry&)>& visit);

// The first entry from `from` on that was not dropped; nothing where there is none before `end`.
Result<std::optional<Entry>> first_kept(const Store& store, Seq from, Seq end);

// The first entry at or after `at`; size() where there is none. Entries' times never go back.
Result<Seq> first_entry_at(const Store& store, Instant at);

// What is known to have become of an allowed contact: its reports taken together.
Result<ContactStatus> reported_status(const Store& store, Seq decision);

}  // namespace tact
