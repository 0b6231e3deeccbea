// Where lines differ from what they should be called, where no hashes are at hand.
#include <algorithm>

#include "ledger/damage.h"

namespace tact {
namespace {

class Numbers {
 public:
  Numbers(const FoundLines& lines, std::uint64_t size, std::uint64_t known_good)
      : lines_(lines), numbers_(lines.numbers), size_(size), known_good_(known_good) {
    while (at_ < numbers_.size() && numbers_[at_] == at_) ++at_;
  }

  Damage find() const {
    const std::size_t count = numbers_.size();
    if (at_ == count) return of_good_numbers();
    const auto here = numbers_[at_];
    if (at_ + 1 == count && !lines_.is_ended && at_ < size_ && !here) {
      return damage(DamageKind::cut_off, at_, "was cut off in the middle of its line");
    }
    if (at_ >= size_ && (!here || *here >= at_)) {
      return damage(DamageKind::added, at_, "was added after the last one that was signed");
    }
    if (!here && comes_later(at_)) {
      return damage(DamageKind::added, at_, "was added" + at_line() + ": the true one comes later");
    }
    if (!here) return damage(DamageKind::altered, at_, "was altered," + at_line());
    return of_number(*here);
  }

 private:
  Damage of_good_numbers() const {
    const std::uint64_t count = numbers_.size();
    if (count < size_) {
      const std::uint64_t at = lines_.is_ended ? count : count - 1;
      return damage(DamageKind::cut_off, at,
                    "and all after it were cut off: " + std::to_string(size_ - at) + " of them");
    }
    if (count > size_) {
      return damage(DamageKind::added, size_, "was added after the last one that was signed");
    }
    if (!lines_.is_ended) {
      return damage(DamageKind::cut_off, count - 1, "was cut off: its line has no end");
    }
    const std::uint64_t last = size_ == 0 ? 0 : size_ - 1;
    return {EvidencePart::entries, DamageKind::altered, known_good_, last,
            "entries were altered, somewhere from " + text(known_good_) + " to " + text(last) +
                "; which of them only hashes can tell: export again, or ask for FILE.hashes"};
  }

  // The line calls itself `here`, which is not its place.
  Damage of_number(std::uint64_t here) const {
    if (at_ < size_ && goes_on() && !comes_later(at_)) {
      return damage(DamageKind::altered, at_, "was altered: it calls itself " + text(here));
    }
    if (here < at_ || comes_later(here)) return of_twins(here);
    if (comes_later(at_)) {
      return damage(DamageKind::reordered, at_,
                    "was reordered: entry " + text(here) + " in its place");
    }
    return damage(DamageKind::removed, at_,
                  "was removed: line " + text(at_ + 1) + " is entry " + text(here));
  }

  Damage of_twins(std::uint64_t here) const {
    const std::uint64_t twin =
        here < at_ ? here : static_cast<std::uint64_t>(find_later(here) - numbers_.begin());
    if (lines_.tokens[twin] == lines_.tokens[at_]) {
      return damage(DamageKind::duplicated, here, "stands twice, once too often" + at_line());
    }
    // A forged one in front of the true one, most likely.
    const std::uint64_t at = here + 1 == at_ ? here : at_;
    return damage(DamageKind::added, at,
                  "was added: lines " + text(std::min<std::uint64_t>(twin, at_) + 1) + " and " +
                      text(std::max<std::uint64_t>(twin, at_) + 1) + " call themselves " +
                      text(here));
  }

  std::vector<std::optional<std::uint64_t>>::const_iterator find_later(std::uint64_t number) const {
    return std::find(numbers_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, numbers_.end(),
                     number);
  }
  bool comes_later(std::uint64_t number) const { return find_later(number) != numbers_.end(); }

  bool goes_on() const {
    if (at_ + 1 == numbers_.size()) return numbers_.size() == size_;
    return numbers_[at_ + 1] == at_ + 1;
  }

  static std::string text(std::uint64_t number) { return std::to_string(number); }
  std::string at_line() const { return " at line " + text(at_ + 1); }

  static Damage damage(DamageKind kind, std::uint64_t entry, const std::string& why) {
    return {EvidencePart::entries, kind, entry, entry, "entry " + text(entry) + ' ' + why};
  }

  const FoundLines& lines_;
  const std::vector<std::optional<std::uint64_t>>& numbers_;
  const std::uint64_t size_;
  const std::uint64_t known_good_;
  std::size_t at_ = 0;  // of the first line that does not call itself by its place
};

}  // namespace

Damage find_by_numbers(const FoundLines& lines, std::uint64_t size, std::uint64_t known_good) {
  return Numbers(lines, size, known_good).find();
}

}  // namespace tact
