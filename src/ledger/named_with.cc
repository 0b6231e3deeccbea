#include "ledger/named_with.h"

#include "ledger/terms.h"

namespace tact {
namespace {

constexpr std::size_t postings_per_read = 1'000;

}  // namespace

Result<std::set<SubjectId>> named_with(const Store& store, const SubjectId& customer, Seq from) {
  std::set<SubjectId> named;
  const std::string term = subject_term(customer);
  for (;;) {
    const auto page = store.postings(term, from, Order::oldest_first, postings_per_read);
    if (!page) return page.error();
    for (const Seq seq : *page) {
      const auto lines = store.entries(seq, 1);
      if (!lines) return lines.error();
      if (lines->empty()) return Error{"entry " + std::to_string(seq.value) + " is missing"};
      if (is_dropped(lines->front())) continue;
      const auto entry = parse_entry(lines->front());
      if (!entry) return entry.error();
      for_each_subject(*entry, [&](const SubjectId& subject) {
        if (subject != customer) named.insert(subject);
      });
    }
    if (page->size() < postings_per_read) return named;
    from = Seq{page->back().value + 1};
  }
}

}  // namespace tact
