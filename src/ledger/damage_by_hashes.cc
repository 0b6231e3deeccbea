// Where lines differ from hashes that are known to be right.
#include <algorithm>

#include "ledger/damage.h"

namespace tact {
namespace {

// The line as it would be under another number; "" where it has none.
std::string renumbered(const std::string& line, std::uint64_t number) {
  constexpr std::string_view key = "\"seq\":";
  const auto stated = stated_number(line);
  if (!stated) return {};
  const std::string was = std::string(key) + std::to_string(*stated);
  std::string changed = line;
  return changed.replace(changed.find(was), was.size(), std::string(key) + std::to_string(number));
}

// Which entry a hash is of, in the order of the hashes: found by halves.
class Places {
 public:
  explicit Places(std::span<const Hash256> truth) : truth_(truth), order_(truth.size()) {
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::sort(order_.begin(), order_.end(),
              [this](std::size_t a, std::size_t b) { return truth_[a] < truth_[b]; });
  }

  std::optional<std::size_t> of(const Hash256& hash) const {
    const auto at = std::lower_bound(
        order_.begin(), order_.end(), hash,
        [this](std::size_t place, const Hash256& wanted) { return truth_[place] < wanted; });
    if (at == order_.end() || truth_[*at] != hash) return std::nullopt;
    return *at;
  }

 private:
  std::span<const Hash256> truth_;
  std::vector<std::size_t> order_;
};

class Comparison {
 public:
  Comparison(EvidencePart part, const FoundLines& lines, std::span<const Hash256> truth,
             std::uint64_t first)
      : part_(part), lines_(lines), found_(lines.tokens), truth_(truth), first_(first) {
    if (lines_.has_dropped) standing_.emplace(found_);
    const std::size_t both = std::min(found_.size(), truth_.size());
    while (at_ < both && fits(at_)) ++at_;
  }

  Damage find() {
    const std::size_t size = truth_.size();
    if (at_ == found_.size()) return of_the_end();
    const Places places(truth_);
    const auto here = places.of(found_[at_]);
    if (at_ + 1 == found_.size() && !lines_.is_ended && !here && at_ < size) {
      const std::string text = lines_.text(at_);
      if (token(text.substr(0, text.empty() ? 0 : text.size() - 1)) == truth_[at_]) {
        return damage(DamageKind::altered, at_, "was altered: its line's end");
      }
      return damage(DamageKind::cut_off, at_, "was cut off in the middle of its line");
    }
    if (at_ == size && !here) {
      return damage(DamageKind::added, at_, "was added after the last one that was signed");
    }
    if (at_ == size) {
      return damage(DamageKind::duplicated, *here, "stands a second time" + at_line());
    }
    return here ? of_known(*here) : of_unknown();
  }

 private:
  Damage of_the_end() const {
    if (!lines_.is_ended) {
      return damage(DamageKind::cut_off, at_ - 1, "was cut off: its line has no end");
    }
    return damage(
        DamageKind::cut_off, at_,
        "and all after it were cut off: " + std::to_string(truth_.size() - at_) + " of them");
  }

  // The line is no entry of this ledger.
  Damage of_unknown() const {
    if (is_dropped(at_) && found_.size() == truth_.size()) {
      return damage(DamageKind::reordered, at_, "was reordered: an empty line in its place");
    }
    const std::size_t surplus = found_.size() - std::min(found_.size(), truth_.size());
    const bool is_before_dropped = surplus > 0 && is_dropped(at_ + surplus);
    if (comes_later(truth_[at_]) || is_before_dropped) {
      return damage(DamageKind::added, at_, "was added" + at_line() + ": the true one comes later");
    }
    if (auto forged = of_renumbered()) return *std::move(forged);
    return damage(DamageKind::altered, at_, "was altered," + at_line());
  }

  // A forger who takes a line out, or puts one in, may give those after it new numbers.
  std::optional<Damage> of_renumbered() const {
    const std::size_t lines = found_.size();
    const std::size_t size = truth_.size();
    if (size > lines && at_ + (size - lines) < size) {
      const std::size_t place = at_ + (size - lines);
      if (token(renumbered(lines_.text(at_), first_ + place)) == truth_[place]) {
        return of_removed("was removed, and the numbers after it were changed");
      }
    }
    if (lines > size && at_ + (lines - size) < lines) {
      const std::string moved = renumbered(lines_.text(at_ + (lines - size)), first_ + at_);
      if (token(moved) == truth_[at_]) {
        return damage(DamageKind::added, at_, "was added, and the numbers after it were changed");
      }
    }
    return std::nullopt;
  }

  // The line is the entry `here`, which belongs elsewhere.
  Damage of_known(std::size_t here) const {
    const std::string that = "entry " + std::to_string(first_ + here);
    // Of a dropped one none comes later: the number of lines tells whether one was put in.
    const bool is_put_in = lines_.has_dropped && found_.size() > truth_.size();
    const bool is_missing = !comes_later(truth_[at_]) && !is_put_in;
    const bool is_twice = here < at_ || comes_later(found_[at_]);
    if (is_twice && is_missing && goes_on()) {
      return damage(DamageKind::altered, at_, "was altered: a copy of " + that + " in its place");
    }
    if (is_twice && !(is_missing && here > at_)) {
      return damage(DamageKind::duplicated, here, "stands twice, once too often" + at_line());
    }
    const bool is_exchanged = is_dropped(here) && found_.size() == truth_.size();
    if (!is_missing || is_exchanged) {
      return damage(DamageKind::reordered, at_, "was reordered: " + that + " in its place");
    }
    return of_removed("was removed: line " + std::to_string(at_ + 1) + " is " + that);
  }

  // Empty lines do not say which entry they were: any one of them and of this one is missing.
  Damage of_removed(const std::string& why) const {
    Damage found = damage(DamageKind::removed, at_, why);
    std::size_t begin = at_;
    while (begin > 0 && is_dropped(begin - 1)) --begin;
    if (begin == at_) return found;
    found.first = first_ + begin;
    found.why += ", after dropped ones: it may have been any from " + std::to_string(*found.first);
    return found;
  }

  bool comes_later(const Hash256& hash) const {
    return std::find(found_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, found_.end(), hash) !=
           found_.end();
  }

  // Whether the line after this one is the one that should be there.
  bool goes_on() const {
    const std::size_t next = at_ + 1;
    if (next >= found_.size() || next >= truth_.size()) {
      return next >= found_.size() && next >= truth_.size();
    }
    return fits(next);
  }

  bool is_dropped(std::size_t line) const {
    return lines_.has_dropped && line < found_.size() && found_[line] == token_of_dropped();
  }
  // An empty line stands for the entry of its place, unless that one stands elsewhere.
  bool fits(std::size_t line) const {
    return found_[line] == truth_[line] || (is_dropped(line) && !standing_->of(truth_[line]));
  }

  Hash256 token(std::string_view line) const {
    Sha256 hasher;
    return lines_.token(hasher, line);
  }
  std::string at_line() const { return " at line " + std::to_string(at_ + 1); }

  Damage damage(DamageKind kind, std::size_t at, const std::string& why) const {
    const std::uint64_t entry = first_ + at;
    return {part_, kind, entry, entry, "entry " + std::to_string(entry) + ' ' + why};
  }

  const EvidencePart part_;
  const FoundLines& lines_;
  const std::vector<Hash256>& found_;
  const std::span<const Hash256> truth_;
  const std::uint64_t first_;
  std::optional<Places> standing_;  // of the lines; where some are empty
  std::size_t at_ = 0;              // of the first difference
};

}  // namespace

Damage find_by_hashes(EvidencePart part, const FoundLines& lines, std::span<const Hash256> truth,
                      std::uint64_t first) {
  return Comparison(part, lines, truth, first).find();
}

}  // namespace tact
