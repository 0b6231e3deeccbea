#include "ledger/query.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "tact/check.h"
#include "tact/policy.h"

#include "ledger/postings_walk.h"
#include "ledger/terms.h"

namespace tact {
namespace {

// Of the entries of a page; a page has one at least.
constexpr std::size_t page_bytes_max = std::size_t{4} << 20;
constexpr std::size_t block_entries = 256;

// What an entry says of the contact that it is about, or of which it speaks; "" where it does not.
struct Said {
  std::string_view brand;
  std::string_view channel;
  std::string_view purpose;
  std::string_view campaign;
};

Said said_by(const ContactFields& fields) {
  return {fields.brand, fields.channel, fields.purpose, fields.campaign};
}

Said said_by(const Entry& entry) {
  if (const auto* body = std::get_if<DecisionEntry>(&entry.body)) return said_by(body->fields);
  if (const auto* body = std::get_if<ContactEntry>(&entry.body)) return said_by(body->fields);
  if (const auto* body = std::get_if<ConsentEntry>(&entry.body)) {
    return {body->consent.brand, body->consent.channel, body->consent.purpose, {}};
  }
  if (const auto* body = std::get_if<ActivityEntry>(&entry.body)) {
    return {body->activity.brand, body->activity.channel, {}, {}};
  }
  if (const auto* body = std::get_if<HoldEntry>(&entry.body)) {
    return {body->scope.brand, body->scope.channel, body->scope.purpose, {}};
  }
  if (const auto* body = std::get_if<ObligationEntry>(&entry.body)) {
    return {body->brand, body->channel, {}, {}};
  }
  return {};
}

bool is_about(const Entry& entry, const SubjectId& subject) {
  bool found = false;
  for_each_subject(entry, [&](const SubjectId& other) { found = found || other == subject; });
  return found;
}

bool is_by(const Entry& entry, const std::string& rule) {
  if (const auto* body = std::get_if<ObligationEntry>(&entry.body)) return body->rule == rule;
  const auto* body = std::get_if<DecisionEntry>(&entry.body);
  return body != nullptr &&
         std::any_of(body->decision.reasons.begin(), body->decision.reasons.end(),
                     [&](const Reason& reason) { return reason.rule == rule; });
}

bool says(const LogFilter& filter, const Said& said) {
  const auto is = [](const std::string& wanted, std::string_view value) {
    return wanted.empty() || wanted == value;
  };
  return is(filter.brand, said.brand) && is(filter.channel, said.channel) &&
         is(filter.campaign, said.campaign) &&
         (filter.purpose.empty() ||
          (!said.purpose.empty() && purpose_covers(filter.purpose, said.purpose)));
}

std::vector<std::string> terms_of(const LogFilter& filter) {
  std::vector<std::string> terms;
  for (const SubjectId& subject : filter.subjects) terms.push_back(subject_term(subject));
  if (!filter.campaign.empty()) terms.push_back(campaign_term(filter.campaign));
  if (!filter.rule.empty()) terms.push_back(rule_term(filter.rule));
  if (filter.outcome) terms.push_back(outcome_term(*filter.outcome));
  // Decisions are most of the ledger: their type has no term, each is read and looked at.
  if (!filter.type.empty() && filter.type != "decision") terms.push_back(type_term(filter.type));
  return terms;
}

// Whether the terms say all that the filter asks, so that no entry need be parsed to know.
bool is_said_by_terms(const LogFilter& filter) {
  const bool type_is_said = filter.type != "decision" || filter.outcome;
  return type_is_said && filter.brand.empty() && filter.channel.empty() && filter.purpose.empty();
}

// One question's way through the ledger, from one end of [first_, last_] to the other.
class Walk {
 public:
  using Visit = std::function<void(const Entry&)>;

  // Fills a page where `visit` is null.
  Walk(const Store& store, const LogQuestion& question, const Visit* visit = nullptr)
      : store_(store), question_(question), visit_(visit) {}

  Result<LogPage> run() {
    if (auto status = find_range(); !status) return std::move(status).error();
    if (is_empty_) return LogPage{};
    const std::vector<std::string> terms = terms_of(question_.filter);
    takes_all_ = !terms.empty() && visit_ == nullptr && is_said_by_terms(question_.filter);
    const Status status = terms.empty() ? scan() : follow(terms);
    if (!status) return status.error();
    return std::move(page_);
  }

 private:
  bool is_forward() const { return question_.order == Order::oldest_first; }
  bool is_full() const {
    return page_.entries.size() >= question_.entries_max || bytes_ >= page_bytes_max;
  }

  Status find_range() {
    const Seq size = store_.size();
    const LogFilter& filter = question_.filter;
    std::uint64_t first = 0;
    std::uint64_t end = size.value;
    if (filter.from) {
      const auto seq = first_entry_at(store_, *filter.from);
      if (!seq) return seq.error();
      first = seq->value;
    }
    if (filter.to) {
      const auto seq = first_entry_at(store_, *filter.to);
      if (!seq) return seq.error();
      end = std::min(end, seq->value);
    }
    if (question_.after && is_forward()) first = std::max(first, question_.after->value + 1);
    if (question_.after && !is_forward()) end = std::min(end, question_.after->value);
    is_empty_ = first >= end;
    first_ = first;
    last_ = is_empty_ ? first : end - 1;
    return Done{};
  }

  // Takes the entry if it fits. Whether to go on beyond it.
  Result<bool> look_at(Seq seq, std::string line) {
    ++work_;
    if (is_dropped(line)) return go_on_beyond(seq);  // The index may still name it.
    if (takes_all_) {
      bytes_ += line.size();
      page_.entries.push_back(std::move(line));
      return go_on_beyond(seq);
    }
    const auto entry = parse_entry(line);
    if (!entry) return entry.error();
    const bool fits = matches(question_.filter, *entry);
    if (fits && visit_ != nullptr) {
      (*visit_)(*entry);
    } else if (fits) {
      bytes_ += line.size();
      page_.entries.push_back(std::move(line));
    }
    return go_on_beyond(seq);
  }

  bool go_on_beyond(Seq seq) {
    const bool is_last = is_forward() ? seq.value >= last_ : seq.value <= first_;
    if (is_last) return false;
    if (!is_full() && work_ < question_.work_max) return true;
    page_.next = seq;
    return false;
  }

  Status follow(const std::vector<std::string>& terms) {
    Intersection intersection(store_, terms, question_.order);
    Seq from{is_forward() ? first_ : last_};
    for (;;) {
      // Half is for the entries that are found.
      const std::size_t postings_max = question_.work_max / 2;
      const std::size_t work_left = postings_max - std::min(work_, postings_max);
      const auto step = intersection.seek(from, work_left);
      if (!step) return step.error();
      if (step->given_up && !is_beyond(*step->given_up)) page_.next = before(*step->given_up);
      if (!step->found || is_beyond(*step->found)) return Done{};
      auto lines = store_.entries(*step->found, 1);
      if (!lines) return lines.error();
      if (lines->empty()) return Error{"the index names an entry that is not there"};
      const auto goes_on = look_at(*step->found, std::move(lines->front()));
      if (!goes_on) return goes_on.error();
      if (!*goes_on) return Done{};
      from = beyond(*step->found);
    }
  }

  bool is_beyond(Seq seq) const { return is_forward() ? seq.value > last_ : seq.value < first_; }
  // REQUIRES: there is such an entry.
  Seq beyond(Seq seq) const { return Seq{is_forward() ? seq.value + 1 : seq.value - 1}; }
  // What `after` must be to go on with `seq`.
  Seq before(Seq seq) const {
    TACT_CHECK(!is_forward() || seq.value > 0);
    return Seq{is_forward() ? seq.value - 1 : seq.value + 1};
  }

  Status scan() {
    for (std::uint64_t at = is_forward() ? first_ : last_;;) {
      const std::uint64_t left = is_forward() ? last_ - at + 1 : at - first_ + 1;
      const std::uint64_t count = std::min<std::uint64_t>(left, block_entries);
      const std::uint64_t begin = is_forward() ? at : at - count + 1;
      auto lines = read_block(begin, count);
      if (!lines) return lines.error();
      for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t index = is_forward() ? i : count - 1 - i;
        const auto goes_on = look_at(Seq{begin + index}, std::move((*lines)[index]));
        if (!goes_on) return goes_on.error();
        if (!*goes_on) return Done{};
      }
      at = is_forward() ? at + count : at - count;
    }
  }

  // The store ends a read early where the entries are large.
  Result<std::vector<std::string>> read_block(std::uint64_t begin, std::uint64_t count) const {
    std::vector<std::string> lines;
    while (lines.size() < count) {
      auto more = store_.entries(Seq{begin + lines.size()}, count - lines.size());
      if (!more) return more.error();
      if (more->empty()) return Error{"the ledger ends before its size"};
      std::move(more->begin(), more->end(), std::back_inserter(lines));
    }
    return lines;
  }

  const Store& store_;
  const LogQuestion& question_;
  const Visit* const visit_;
  std::uint64_t first_ = 0;
  std::uint64_t last_ = 0;
  bool is_empty_ = true;
  bool takes_all_ = false;  // what the terms find
  std::size_t work_ = 0;
  std::size_t bytes_ = 0;
  LogPage page_;
};

}  // namespace

bool matches(const LogFilter& filter, const Entry& entry) {
  const bool is_about_all =
      std::all_of(filter.subjects.begin(), filter.subjects.end(),
                  [&](const SubjectId& subject) { return is_about(entry, subject); });
  if (!is_about_all) return false;
  if (!filter.type.empty() && filter.type != entry_type(entry)) return false;
  if (!filter.rule.empty() && !is_by(entry, filter.rule)) return false;
  if (filter.outcome) {
    const auto* decision = std::get_if<DecisionEntry>(&entry.body);
    if (decision == nullptr || decision->decision.outcome != *filter.outcome) return false;
  }
  return says(filter, said_by(entry));
}

Result<LogPage> query_log(const Store& store, const LogQuestion& question) {
  return Walk(store, question).run();
}

Result<std::optional<Seq>> visit_log(const Store& store, const LogQuestion& question,
                                     const std::function<void(const Entry&)>& visit) {
  auto walked = Walk(store, question, &visit).run();
  if (!walked) return std::move(walked).error();
  return walked->next;
}

Result<std::optional<Entry>> first_kept(const Store& store, Seq from, Seq end) {
  while (from < end) {
    // Where one was dropped, nearly all around it were.
    const auto lines = store.entries(from, from.value % block_entries == 0 ? block_entries : 1);
    if (!lines) return lines.error();
    if (lines->empty()) return Error{"entry " + std::to_string(from.value) + " is missing"};
    for (const std::string& line : *lines) {
      if (from >= end) break;
      if (!is_dropped(line)) {
        auto entry = parse_entry(line);
        if (!entry) return std::move(entry).error();
        return std::optional(*std::move(entry));
      }
      ++from.value;
    }
  }
  return std::optional<Entry>{};
}

Result<Seq> first_entry_at(const Store& store, Instant at) {
  std::uint64_t first = 0;
  std::uint64_t end = store.size().value;
  // Most ask for what is after all that was dropped: then none of it is looked through.
  std::uint64_t middle = store.dropped_before().value;
  if (middle == 0 || middle >= end) middle = end / 2;
  while (first < end) {
    const auto entry = first_kept(store, Seq{middle}, Seq{end});
    if (!entry) return entry.error();
    if (*entry && (*entry)->at < at) {
      first = (*entry)->seq.value + 1;
    } else {
      end = middle;
    }
    middle = first + (end - first) / 2;
  }
  return Seq{first};
}

Result<ContactStatus> reported_status(const Store& store, Seq decision) {
  // A contact has a handful of reports; what a broken sender repeats for ever is not read for ever.
  constexpr std::size_t reports_max = 1'000;
  const auto reports =
      store.postings(reported_term(decision), decision, Order::oldest_first, reports_max);
  if (!reports) return reports.error();
  ContactStatus status = ContactStatus::reserved;
  for (const Seq seq : *reports) {
    const auto entry = first_kept(store, seq, Seq{seq.value + 1});
    if (!entry) return entry.error();
    if (!*entry) continue;
    if (const auto* outcome = std::get_if<OutcomeEntry>(&(*entry)->body)) {
      raise_status(status, outcome->status);
    }
  }
  return status;
}

}  // namespace tact
