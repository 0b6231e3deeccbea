// What is certain of the rules of one policy over all messages and customers that there can be:
// which of them can apply, and which only together. Errs towards "it can".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tact/policy.h"

#include "core/analysis/search.h"
#include "core/analysis/universe.h"

namespace tact {

// Cells of the table channels × purposes of the vocabulary.
class CellSet {
 public:
  explicit CellSet(std::size_t count) : bits_((count + 63) / 64) {}

  void add(std::size_t cell) { bits_[cell / 64] |= std::uint64_t{1} << cell % 64; }
  bool has(std::size_t cell) const { return (bits_[cell / 64] >> cell % 64 & 1) != 0; }
  bool is_within(const CellSet& other) const;
  bool meets(const CellSet& other) const;

 private:
  std::vector<std::uint64_t> bits_;
};

// Rules are named by their index. All outlive this. One thread.
class RuleSpace {
 public:
  // `policy` gives vocabulary and defaults; its own rules are not looked at.
  RuleSpace(const Policy& policy, std::vector<const Rule*> rules);

  std::size_t size() const { return rules_.size(); }
  const Rule& rule(std::size_t i) const { return *rules_[i].rule; }
  const Universe& universe() const { return universe_; }

  // Whether `when` takes anything; whether it leaves something after `unless`; whether `unless`
  // lifts the rule of anything; whether two apply together. The last answer's witness() says where.
  Answer can_match(std::size_t i, Customers customers = Customers::all);
  Answer can_apply(std::size_t i, Customers customers = Customers::all);
  Answer can_exempt(std::size_t i);
  Answer can_apply_both(std::size_t i, std::size_t j, Customers customers);
  // Whether a part of a rule's `when` takes anything.
  Answer can_hold(const Matcher& part, Customers customers);
  // Whether an earlier contact can count for a message that the rule applies to. REQUIRES: the rule
  // counts.
  Answer can_count(std::size_t i);

  // Certain: wherever `narrow` applies `wide` does.
  bool is_within(std::size_t narrow, std::size_t wide);
  // Certain: for a message that `narrow` applies to, what it counts `wide` counts as well.
  // REQUIRES: both count.
  bool counts_within(std::size_t narrow, std::size_t wide);

  const Witness& witness() const { return search_.witness(); }

  std::size_t channels() const { return channels_; }
  std::size_t purposes() const { return purposes_; }
  std::size_t cell(std::size_t channel, std::size_t purpose) const {
    return channel * purposes_ + purpose;
  }
  // Where a rule may apply; where it does whatever else the message and the customer are.
  const CellSet& cells(std::size_t i) const { return rules_[i].may; }
  const CellSet& cells_always(std::size_t i) const { return rules_[i].always; }

 private:
  struct Entry {
    const Rule* rule = nullptr;
    Expression when;
    std::optional<Expression> unless;
    CellSet may{0};
    CellSet always{0};
  };

  static Universe& noted(Universe& universe, const std::vector<const Rule*>& rules);
  void add_applies(std::size_t i, std::vector<Goal>& goals) const;
  void find_cells(Entry& entry) const;

  std::size_t channels_;
  std::size_t purposes_;
  Universe universe_;
  Search search_;
  std::vector<Entry> rules_;
};

// What a check that counts contacts counts; null for the others.
const Counting* counting_of(const Check& check);

}  // namespace tact
