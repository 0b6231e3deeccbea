#include "core/analysis/rule_space.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

namespace tact {
namespace {

// All searches for one policy: a second at the very most.
constexpr std::size_t steps_most = std::size_t{1} << 21;

}  // namespace

bool CellSet::is_within(const CellSet& other) const {
  for (std::size_t i = 0; i < bits_.size(); ++i) {
    if ((bits_[i] & ~other.bits_[i]) != 0) return false;
  }
  return true;
}

bool CellSet::meets(const CellSet& other) const {
  for (std::size_t i = 0; i < bits_.size(); ++i) {
    if ((bits_[i] & other.bits_[i]) != 0) return true;
  }
  return false;
}

Universe& RuleSpace::noted(Universe& universe, const std::vector<const Rule*>& rules) {
  for (const Rule* rule : rules) universe.note(*rule);
  return universe;
}

RuleSpace::RuleSpace(const Policy& policy, std::vector<const Rule*> rules)
    : channels_(policy.vocabulary.channels.size()),
      purposes_(policy.vocabulary.purposes.size()),
      universe_(policy),
      search_(noted(universe_, rules), steps_most) {
  for (const Rule* rule : rules) {
    Entry& entry = rules_.emplace_back();
    entry.rule = rule;
    entry.when = universe_.translate(rule->when);
    if (rule->unless) entry.unless = universe_.translate(*rule->unless);
    find_cells(entry);
  }
}

void RuleSpace::find_cells(Entry& entry) const {
  entry.may = CellSet(channels_ * purposes_);
  entry.always = CellSet(channels_ * purposes_);
  std::vector<int> values(universe_.size(), open_value);
  for (std::size_t channel = 0; channel < channels_; ++channel) {
    values[universe_.channel()] = static_cast<int>(channel);
    for (std::size_t purpose = 0; purpose < purposes_; ++purpose) {
      values[universe_.purpose()] = static_cast<int>(purpose);
      const Bounds when = bounds_of(entry.when, values);
      const Bounds unless =
          entry.unless ? bounds_of(*entry.unless, values) : Bounds{Truth::no, Truth::no};
      if (when.most == Truth::no || unless.least == Truth::yes) continue;
      entry.may.add(cell(channel, purpose));
      if (when.least == Truth::no || unless.most == Truth::yes) continue;
      entry.always.add(cell(channel, purpose));
    }
  }
}

// As a decision has it: `when` may be unknown, and so may `unless`.
void RuleSpace::add_applies(std::size_t i, std::vector<Goal>& goals) const {
  const Entry& entry = rules_[i];
  goals.push_back({&entry.when, Truth::unknown, Truth::yes});
  if (entry.unless) goals.push_back({&*entry.unless, Truth::no, Truth::unknown});
}

Answer RuleSpace::can_match(std::size_t i, Customers customers) {
  const Goal goal{&rules_[i].when, Truth::unknown, Truth::yes};
  return search_.ask({&goal, 1}, customers);
}

Answer RuleSpace::can_apply(std::size_t i, Customers customers) {
  std::vector<Goal> goals;
  add_applies(i, goals);
  return search_.ask(goals, customers);
}

Answer RuleSpace::can_exempt(std::size_t i) {
  const Entry& entry = rules_[i];
  TACT_CHECK(entry.unless.has_value());
  const std::vector<Goal> goals{{&entry.when, Truth::unknown, Truth::yes},
                                {&*entry.unless, Truth::yes, Truth::yes}};
  return search_.ask(goals);
}

Answer RuleSpace::can_apply_both(std::size_t i, std::size_t j, Customers customers) {
  std::vector<Goal> goals;
  add_applies(i, goals);
  add_applies(j, goals);
  return search_.ask(goals, customers);
}

Answer RuleSpace::can_hold(const Matcher& part, Customers customers) {
  const Expression expression = universe_.translate(part);
  const Goal goal{&expression, Truth::unknown, Truth::yes};
  return search_.ask({&goal, 1}, customers);
}

Answer RuleSpace::can_count(std::size_t i) {
  const Counting* counting = counting_of(rule(i).check);
  TACT_CHECK(counting != nullptr);
  const Expression count = universe_.translate(counting->count, counting->same);
  std::vector<Goal> goals;
  add_applies(i, goals);
  goals.push_back({&count, Truth::yes, Truth::yes});
  return search_.ask(goals);
}

bool RuleSpace::is_within(std::size_t narrow, std::size_t wide) {
  if (!rules_[narrow].may.is_within(rules_[wide].may)) return false;
  std::vector<Goal> goals;
  add_applies(narrow, goals);
  goals.push_back({&rules_[wide].when, Truth::no, Truth::no});
  if (search_.ask(goals) != Answer::impossible) return false;
  if (!rules_[wide].unless) return true;
  goals.back() = {&*rules_[wide].unless, Truth::yes, Truth::yes};
  return search_.ask(goals) == Answer::impossible;
}

bool RuleSpace::counts_within(std::size_t narrow, std::size_t wide) {
  const Counting* inner = counting_of(rule(narrow).check);
  const Counting* outer = counting_of(rule(wide).check);
  TACT_CHECK(inner != nullptr && outer != nullptr);
  // Both of the contacts that share with the message what the narrow one asks for.
  const Expression counted = universe_.translate(inner->count, inner->same);
  const Expression missed = universe_.translate(outer->count, inner->same);
  std::vector<Goal> goals;
  add_applies(narrow, goals);
  goals.push_back({&counted, Truth::yes, Truth::yes});
  goals.push_back({&missed, Truth::no, Truth::no});
  return search_.ask(goals) == Answer::impossible;
}

const Counting* counting_of(const Check& check) {
  if (const auto* cap = std::get_if<CapCheck>(&check)) return &cap->counting;
  if (const auto* gap = std::get_if<GapCheck>(&check)) return &gap->counting;
  if (const auto* volume = std::get_if<VolumeCheck>(&check)) return &volume->counting;
  return nullptr;
}

}  // namespace tact
