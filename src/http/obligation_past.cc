// The part of obligation_list.h about what was done: from the ledger, which has it all.
#include <algorithm>

#include "http/obligation_list.h"
#include "ledger/query.h"

namespace tact::http {
namespace {

// Openings come between, and what a filter leaves out: then it is read on, a few times.
constexpr std::size_t reads_max = 16;

// Closings, newest first.
struct Closings {
  std::vector<Entry> entries;
  std::optional<Seq> next;
};

bool fits(const ObligationFilter& filter, const ObligationEntry& body) {
  return body.state == ObligationStatus::closed && body.opening &&
         (filter.rule.empty() || filter.rule == body.rule) &&
         (!filter.due_before || body.due < *filter.due_before);
}

// Of one customer or address; of all where `subject` is null.
Result<Closings> read_closings(const Store& store, const ObligationFilter& filter,
                               const SubjectId* subject, std::optional<Seq> after,
                               const PageSize& size) {
  LogQuestion question;
  question.filter.type = "obligation";
  question.filter.rule = filter.rule;
  if (subject != nullptr) question.filter.subjects.push_back(*subject);
  question.after = after;
  question.work_max = size.work_max / reads_max + 1;
  Closings closings;
  for (std::size_t i = 0; i < reads_max && closings.entries.size() < size.items_max; ++i) {
    question.entries_max = size.items_max - closings.entries.size();
    const auto page = query_log(store, question);
    if (!page) return page.error();
    for (const std::string& line : page->entries) {
      auto entry = parse_entry(line);
      if (!entry) return entry.error();
      const auto* body = std::get_if<ObligationEntry>(&entry->body);
      if (body != nullptr && fits(filter, *body)) closings.entries.push_back(*std::move(entry));
    }
    question.after = closings.next = page->next;
    if (!page->next) break;
  }
  return closings;
}

// What all of `parts` have, as far as each of them has been read.
Closings merge(std::vector<Closings> parts, std::size_t items_max) {
  Closings all;
  for (Closings& part : parts) {
    if (part.next) all.next = std::max(all.next.value_or(Seq{}), *part.next);
    std::move(part.entries.begin(), part.entries.end(), std::back_inserter(all.entries));
  }
  std::sort(all.entries.begin(), all.entries.end(),
            [](const Entry& a, const Entry& b) { return a.seq > b.seq; });
  if (all.next) {
    std::erase_if(all.entries, [&](const Entry& entry) { return entry.seq < *all.next; });
  }
  if (all.entries.size() > items_max) {
    all.entries.erase(all.entries.begin() + static_cast<std::ptrdiff_t>(items_max),
                      all.entries.end());
    all.next = all.entries.back().seq;
  }
  return all;
}

Result<Closings> closings_of_all(const Store& store, const ObligationFilter& filter,
                                 std::optional<Seq> after, const PageSize& size) {
  if (!filter.subjects) return read_closings(store, filter, nullptr, after, size);
  std::vector<Closings> parts;
  for (const SubjectId& subject : *filter.subjects) {
    auto part = read_closings(store, filter, &subject, after, size);
    if (!part) return part;
    parts.push_back(*std::move(part));
  }
  return merge(std::move(parts), size.items_max);
}

}  // namespace

Result<ClosedPage> list_closed(const Store& store, const ObligationFilter& filter,
                               std::optional<Seq> after, const PageSize& size) {
  auto closings = closings_of_all(store, filter, after, size);
  if (!closings) return closings.error();
  ClosedPage page;
  page.next = closings->next;
  for (Entry& closing : closings->entries) {
    const Seq opening = *std::get<ObligationEntry>(closing.body).opening;
    const auto lines = store.entries(opening, 1);
    if (!lines) return lines.error();
    if (lines->empty()) return Error{"an obligation was closed that is not in the ledger"};
    auto entry = parse_entry(lines->front());
    if (!entry) return entry.error();
    page.closed.push_back({*std::move(entry), std::move(closing)});
  }
  return page;
}

}  // namespace tact::http
