#include "ledger/postings_walk.h"

#include <algorithm>

#include "tact/check.h"

namespace tact {
namespace {

// Stretches grow while they are used, so that a long walk takes few reads; and shrink where another
// term, found far less often, jumps over most of what was read: a campaign's refusals among all.
constexpr std::size_t stretch_min = 8;
constexpr std::size_t stretch_max = 1'024;
// What beginning a read costs, in postings read on.
constexpr std::size_t postings_per_read = 32;

}  // namespace

Result<std::optional<Seq>> TermCursor::seek(Seq from) {
  const auto is_passed = [&](Seq seq) { return is_before(seq, from); };
  const auto begin = read_.begin() + static_cast<std::ptrdiff_t>(next_);
  const auto found = std::partition_point(begin, read_.end(), is_passed);
  next_ = static_cast<std::size_t>(found - read_.begin());
  if (found != read_.end()) {
    ++answers_;
    return std::optional(*found);
  }
  if (is_at_end_) return std::optional<Seq>{};
  const bool was_used = answers_ * postings_per_read >= read_.size();
  stretch_ = was_used ? std::min(stretch_ * 2, stretch_max) : std::max(stretch_ / 2, stretch_min);
  auto more = store_.postings(term_, from, order_, stretch_);
  if (!more) return more.error();
  is_at_end_ = more->size() < stretch_;
  looked_at_ += more->size() + postings_per_read;
  read_ = *std::move(more);
  next_ = 0;
  answers_ = 1;
  if (read_.empty()) return std::optional<Seq>{};
  return std::optional(read_.front());
}

Intersection::Intersection(const Store& store, std::vector<std::string> terms, Order order)
    : looked_at_(std::make_unique<std::size_t>(0)) {
  TACT_CHECK(!terms.empty());
  for (std::string& term : terms) {
    cursors_.emplace_back(store, std::move(term), order, *looked_at_);
  }
}

// Zig-zag: each cursor in turn jumps to where the one before it stands, until all stand together.
Result<Intersection::Step> Intersection::seek(Seq from, std::size_t work_max) {
  std::size_t agreeing = 0;
  for (std::size_t i = 0; agreeing < cursors_.size(); ++i) {
    // After a whole round without agreement `from` has moved: giving up is never for nothing.
    if (i >= cursors_.size() && looked_at() >= work_max) return Step{std::nullopt, from};
    const auto at = cursors_[i % cursors_.size()].seek(from);
    if (!at) return at.error();
    if (!*at) return Step{};
    agreeing = **at == from ? agreeing + 1 : 1;
    from = **at;
  }
  return Step{from, std::nullopt};
}

}  // namespace tact
