#include "core/decide/rule_index_draft.h"

#include <algorithm>
#include <optional>
#include <type_traits>

#include "core/decide/match.h"

namespace tact {
namespace {

// Looking a value up costs about as much as asking a few rules.
constexpr std::size_t rules_worth_a_field = 4;

// What all sets may take. A field whose sets would not fit any more is left out.
constexpr std::size_t words_max = (std::size_t{4} << 20) / sizeof(Candidates::Word);

// A customer has several of these.
bool has_one_text(Field field) { return field != Field::segment && field != Field::on_list; }

// What a matcher can be.
struct Range {
  Truth least = Truth::no;
  Truth most = Truth::yes;
};

constexpr Range anything{Truth::no, Truth::yes};

// What matchers can be for a request of which one thing is known: what it says in one field. No
// text: a value that the rule does not name.
class Bounds {
 public:
  Bounds(Field field, std::string_view label, std::optional<std::string_view> text)
      : field_(field), label_(label), text_(text) {}

  Range of(const Matcher& matcher) const {
    Range all{Truth::yes, Truth::yes};
    for (const Condition& condition : matcher.all) {
      const Range one = of(condition);
      all = {std::min(all.least, one.least), std::min(all.most, one.most)};
    }
    return all;
  }

 private:
  Range of(const Condition& condition) const {
    return std::visit(
        [&](const auto& kind) -> Range {
          using Kind = std::decay_t<decltype(kind)>;
          constexpr bool is_modelled = std::is_same_v<Kind, FieldCondition> ||
                                       std::is_same_v<Kind, AnyCondition> ||
                                       std::is_same_v<Kind, NotCondition>;
          if constexpr (is_modelled) return range(kind);
          return anything;
        },
        condition);
  }

  Range range(const FieldCondition& condition) const {
    if (condition.field != field_ || condition.label != label_) return anything;
    if (text_) {
      const Truth known = value_truth(condition, *text_);
      return {known, known};
    }
    return fits_unnamed(condition) ? anything : Range{Truth::no, Truth::no};
  }

  Range range(const AnyCondition& condition) const {
    Range best{Truth::no, Truth::no};
    for (const Matcher& matcher : condition.any) {
      const Range one = of(matcher);
      best = {std::max(best.least, one.least), std::max(best.most, one.most)};
    }
    return best;
  }

  Range range(const NotCondition& condition) const {
    const Range inner = of(condition.negated.front());
    return {negate(inner.most), negate(inner.least)};
  }

  // Whether the condition can hold for a value that is not spelled out in it.
  static bool fits_unnamed(const FieldCondition& condition) {
    return std::any_of(condition.values.begin(), condition.values.end(),
                       [](const std::string& value) {
                         return value.empty() || value.find('*') != std::string::npos;
                       });
  }

  Field field_;
  std::string_view label_;
  std::optional<std::string_view> text_;
};

bool may_apply(const Rule& rule, const Bounds& bounds) {
  if (bounds.of(rule.when).most == Truth::no) return false;
  return !rule.unless || bounds.of(*rule.unless).least != Truth::yes;
}

void put(IndexDraft::Set& set, std::size_t rule, bool is_in) {
  auto& word = set[rule / Candidates::word_bits];
  const auto bit = Candidates::Word{1} << rule % Candidates::word_bits;
  word = is_in ? word | bit : word & ~bit;
}

}  // namespace

IndexDraft::IndexDraft(std::span<const Rule> rules)
    : rules_(rules),
      set_words_((rules.size() + Candidates::word_bits - 1) / Candidates::word_bits) {
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    note_names(rules[rule].when, rule);
    if (rules[rule].unless) note_names(*rules[rule].unless, rule);
  }
  for (const Key& key : worthwhile()) add_field(key, named_.at(key));
}

void IndexDraft::note_names(const Matcher& matcher, std::size_t rule) {
  for (const Condition& condition : matcher.all) {
    if (const auto* field = std::get_if<FieldCondition>(&condition)) {
      if (has_one_text(field->field)) note_name(*field, rule);
    } else if (const auto* any = std::get_if<AnyCondition>(&condition)) {
      for (const Matcher& one : any->any) note_names(one, rule);
    } else if (const auto* negation = std::get_if<NotCondition>(&condition)) {
      note_names(negation->negated.front(), rule);
    }
  }
}

void IndexDraft::note_name(const FieldCondition& condition, std::size_t rule) {
  Naming& naming = named_[{condition.field, condition.label}];
  for (const std::string& value : condition.values) {
    std::vector<std::size_t>& rules = naming[value];
    if (rules.empty() || rules.back() != rule) rules.push_back(rule);
  }
}

// The fields that most rules name.
std::vector<IndexDraft::Key> IndexDraft::worthwhile() const {
  std::vector<std::pair<std::size_t, Key>> counted;
  for (const auto& [key, naming] : named_) {
    std::vector<std::size_t> rules;
    for (const auto& [value, of_value] : naming) {
      rules.insert(rules.end(), of_value.begin(), of_value.end());
    }
    std::sort(rules.begin(), rules.end());
    const auto count = std::unique(rules.begin(), rules.end()) - rules.begin();
    if (static_cast<std::size_t>(count) >= rules_worth_a_field) counted.emplace_back(count, key);
  }
  std::sort(counted.begin(), counted.end(),
            [](const auto& a, const auto& b) { return a.first > b.first; });
  if (counted.size() > Candidates::sets_max) counted.resize(Candidates::sets_max);
  std::vector<Key> keys;
  for (auto& [count, key] : counted) keys.push_back(std::move(key));
  return keys;
}

// A rule is the same for all values that it does not name, so each is judged once for those and
// once for each value that it names; a purpose also has the names above it.
void IndexDraft::add_field(const Key& key, const Naming& naming) {
  const auto& [field, label] = key;
  if (words_.size() + (naming.size() + 2) * set_words_ > words_max) return;
  Set other(set_words_);
  Set absent(set_words_);
  for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
    put(other, rule, may_apply(rules_[rule], Bounds(field, label, std::nullopt)));
    put(absent, rule, may_apply(rules_[rule], Bounds(field, label, "")));
  }
  IndexedField made{field, label, {}, keep(absent), keep(other)};
  for (const auto& [value, own_rules] : naming) {
    if (value.empty()) continue;
    Set set = other;
    const Bounds bounds(field, label, value);
    const auto judge_all = [&](const std::vector<std::size_t>& rules) {
      for (const std::size_t rule : rules) put(set, rule, may_apply(rules_[rule], bounds));
    };
    judge_all(own_rules);
    for (std::size_t slash = value.rfind('/');
         field == Field::purpose && slash != std::string::npos && slash > 0;
         slash = value.rfind('/', slash - 1)) {
      if (const auto above = naming.find(value.substr(0, slash)); above != naming.end()) {
        judge_all(above->second);
      }
    }
    made.values.push_back({value, keep(set)});
  }
  std::sort(made.values.begin(), made.values.end(),
            [](const auto& a, const auto& b) { return is_before(a.text, b.text); });
  fields_.push_back(std::move(made));
}

std::uint32_t IndexDraft::keep(const Set& set) {
  const auto next = static_cast<std::uint32_t>(numbers_.size());
  const auto [found, is_new] = numbers_.emplace(set, next);
  if (is_new) words_.insert(words_.end(), set.begin(), set.end());
  return found->second;
}

}  // namespace tact
