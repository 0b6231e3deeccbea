#include "http/obligation_list.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "tact/state.h"

#include "core/codec/values.h"
#include "engine/shelf.h"
#include "ledger/postings_walk.h"
#include "ledger/query.h"
#include "ledger/terms.h"

namespace tact::http {
namespace {

// Openings, or hours, that are looked at together: one read of the store for the states of all.
constexpr std::size_t looked_at_once = 256;

Result<Entry> read_entry(const Store& store, Seq seq) {
  const auto lines = store.entries(seq, 1);
  if (!lines) return lines.error();
  if (lines->empty()) return Error{"entry " + std::to_string(seq.value) + " is missing"};
  return parse_entry(lines->front());
}

// REQUIRES: the index or a state says that it is one.
Result<Entry> read_opening(const Store& store, Seq seq) {
  auto entry = read_entry(store, seq);
  if (!entry) return entry;
  const auto* body = std::get_if<ObligationEntry>(&entry->body);
  if (body == nullptr || body->state != ObligationStatus::open || !entry->subject) {
    return Error{"entry " + std::to_string(seq.value) + " opens no obligation"};
  }
  return entry;
}

const ObligationEntry& obligation_of(const Entry& entry) {
  return std::get<ObligationEntry>(entry.body);
}

// The records of `keys` that are there; a default one in place of those that are not.
template <class Value>
Result<std::vector<Value>> load_all(const Store& store, std::span<const Key> keys) {
  const auto read = store.load(keys);
  if (!read) return read.error();
  std::vector<Value> values(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::optional<std::string>& bytes = (*read)[i];
    if (!bytes) continue;
    auto value = decode_value<Value>(*bytes);
    if (!value) return value.error();
    values[i] = *std::move(value);
  }
  return values;
}

Result<std::vector<std::int64_t>> hours_with_any(const Store& store) {
  const std::array<Key, 1> key = {Key{Table::obligation_hours, ""}};
  auto hours = load_all<ObligationHours>(store, key);
  if (!hours) return hours.error();
  return std::move(hours->front().hours);
}

Result<std::vector<ObligationHour>> counts_of(const Store& store,
                                              std::span<const std::int64_t> hours) {
  std::vector<Key> keys;
  for (const std::int64_t hour : hours) keys.push_back({Table::obligation_hour, store_id(hour)});
  return load_all<ObligationHour>(store, keys);
}

bool counts_rule(const ObligationHour& hour, const std::string& rule) {
  return std::any_of(hour.open.begin(), hour.open.end(),
                     [&](const auto& one) { return one.first == rule; });
}

Instant begin_of(std::int64_t hour) { return Instant(std::chrono::hours(hour)); }

bool is_open_in(const ObligationState& state, Seq id) {
  return std::any_of(state.open.begin(), state.open.end(),
                     [&](const OpenObligation& one) { return one.id == id; });
}

bool fits(const ObligationFilter& filter, const std::string& rule, Instant due) {
  return (filter.rule.empty() || filter.rule == rule) &&
         (!filter.due_before || due < *filter.due_before);
}

void sort_by_due(std::vector<Entry>& openings) {
  std::sort(openings.begin(), openings.end(), [](const Entry& a, const Entry& b) {
    return std::pair(obligation_of(a).due, a.seq) < std::pair(obligation_of(b).due, b.seq);
  });
}

// From hour to hour, from opening to opening: those that were closed are left out.
class OpenWalk {
 public:
  OpenWalk(const Store& store, const ObligationFilter& filter, std::optional<DuePlace> after,
           const PageSize& size)
      : store_(store), filter_(filter), after_(after), size_(size) {}

  Result<OpenPage> run() {
    auto hours = hours_with_any(store_);
    if (!hours) return hours.error();
    const auto from =
        after_ ? std::lower_bound(hours->begin(), hours->end(), after_->hour) : hours->begin();
    std::span<const std::int64_t> rest(from, hours->end());
    while (!rest.empty()) {
      const auto some = rest.first(std::min(rest.size(), looked_at_once));
      rest = rest.subspan(some.size());
      const auto goes_on = walk(some);
      if (!goes_on) return goes_on.error();
      if (!*goes_on) break;
    }
    sort_by_due(page_.openings);
    return std::move(page_);
  }

 private:
  // Whether to go on beyond them; likewise below.
  Result<bool> walk(std::span<const std::int64_t> hours) {
    std::vector<ObligationHour> counts;
    if (!filter_.rule.empty()) {
      auto loaded = counts_of(store_, hours);
      if (!loaded) return loaded.error();
      counts = *std::move(loaded);
      work_ += hours.size();
    }
    for (std::size_t i = 0; i < hours.size(); ++i) {
      if (filter_.due_before && begin_of(hours[i]) >= *filter_.due_before) return false;
      if (!counts.empty() && !counts_rule(counts[i], filter_.rule)) continue;
      auto goes_on = walk(hours[i]);
      if (!goes_on || !*goes_on) return goes_on;
    }
    return true;
  }

  Result<bool> walk(std::int64_t hour) {
    std::vector<std::string> terms = {due_term(hour)};
    if (!filter_.rule.empty()) terms.push_back(rule_term(filter_.rule));
    Intersection intersection(store_, std::move(terms), Order::oldest_first);
    Seq from = after_ && after_->hour == hour ? Seq{after_->opening.value + 1} : Seq{};
    for (;;) {
      std::vector<Seq> some;
      Intersection::Step step;
      while (some.size() < looked_at_once) {
        const std::size_t work_left = size_.work_max - std::min(work_, size_.work_max);
        const auto taken = intersection.seek(from, work_left);
        if (!taken) return taken.error();
        step = *taken;
        if (!step.found) break;
        some.push_back(*step.found);
        from = Seq{step.found->value + 1};
      }
      auto goes_on = look_at(hour, some);
      if (!goes_on || !*goes_on) return goes_on;
      // Many of other rules were passed by.
      if (step.given_up) page_.next = {hour, Seq{step.given_up->value - 1}};
      if (step.given_up) return false;
      if (!step.found) return true;
    }
  }

  Result<bool> look_at(std::int64_t hour, const std::vector<Seq>& seqs) {
    std::vector<Entry> openings;
    std::vector<Key> keys;
    for (const Seq seq : seqs) {
      auto opening = read_opening(store_, seq);
      if (!opening) return opening.error();
      keys.push_back({Table::obligation, store_id(*opening->subject)});
      openings.push_back(*std::move(opening));
    }
    const auto states = load_all<ObligationState>(store_, keys);
    if (!states) return states.error();
    for (std::size_t i = 0; i < openings.size(); ++i) {
      const ObligationEntry& body = obligation_of(openings[i]);
      if (!is_open_in((*states)[i], seqs[i]) || !fits(filter_, body.rule, body.due)) continue;
      // One more than asked for says whether there is more.
      if (page_.openings.size() == size_.items_max) {
        page_.next = last_;
        return false;
      }
      last_ = {hour, seqs[i]};
      page_.openings.push_back(std::move(openings[i]));
    }
    work_ += seqs.size();
    if (work_ < size_.work_max || seqs.empty()) return true;
    page_.next = {hour, seqs.back()};
    return false;
  }

  const Store& store_;
  const ObligationFilter& filter_;
  const std::optional<DuePlace> after_;
  const PageSize& size_;
  OpenPage page_;
  DuePlace last_;  // of the page
  std::size_t work_ = 0;
};

// Those of a few people, from what is known of them.
Result<OpenPage> list_open_of(const Store& store, const ObligationFilter& filter,
                              const std::optional<DuePlace>& after, const PageSize& size) {
  std::vector<Key> keys;
  for (const SubjectId& id : *filter.subjects) keys.push_back({Table::obligation, store_id(id)});
  const auto states = load_all<ObligationState>(store, keys);
  if (!states) return states.error();
  std::vector<DuePlace> places;
  for (const ObligationState& state : *states) {
    for (const OpenObligation& one : state.open) {
      const DuePlace place{hour_of(one.due), one.id};
      if (fits(filter, one.rule, one.due) && (!after || place > *after)) places.push_back(place);
    }
  }
  std::sort(places.begin(), places.end());
  OpenPage page;
  if (places.size() > size.items_max) {
    places.resize(size.items_max);
    page.next = places.back();
  }
  for (const DuePlace& place : places) {
    auto opening = read_opening(store, place.opening);
    if (!opening) return opening.error();
    page.openings.push_back(*std::move(opening));
  }
  sort_by_due(page.openings);
  return page;
}

}  // namespace

std::string format_place(const DuePlace& place) {
  return std::to_string(place.hour) + '-' + std::to_string(place.opening.value);
}

std::optional<DuePlace> parse_place(std::string_view text) {
  const char* const end = text.data() + text.size();
  DuePlace place;
  const auto hour = std::from_chars(text.data(), end, place.hour);
  if (hour.ec != std::errc() || hour.ptr == end || *hour.ptr != '-') return std::nullopt;
  const auto opening = std::from_chars(hour.ptr + 1, end, place.opening.value);
  if (opening.ec != std::errc() || opening.ptr != end) return std::nullopt;
  return place;
}

Result<OpenPage> list_open(const Store& store, const ObligationFilter& filter,
                           std::optional<DuePlace> after, const PageSize& size) {
  if (filter.subjects) return list_open_of(store, filter, after, size);
  return OpenWalk(store, filter, after, size).run();
}

Result<std::map<std::string, OpenCount>> count_open(const Store& store, Instant now) {
  const auto hours = hours_with_any(store);
  if (!hours) return hours.error();
  const auto counts = counts_of(store, *hours);
  if (!counts) return counts.error();
  std::map<std::string, OpenCount> by_rule;
  for (std::size_t i = 0; i < hours->size(); ++i) {
    const bool is_over = (*hours)[i] < hour_of(now);
    for (const auto& [rule, number] : (*counts)[i].open) {
      OpenCount& count = by_rule[rule];
      count.open += number;
      if (is_over) count.overdue += number;
    }
  }
  return by_rule;
}

}  // namespace tact::http
