#include <algorithm>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "core/analysis/analysis.h"
#include "core/analysis/canonical.h"
#include "core/analysis/stricter.h"

namespace tact {
namespace {

// Comparisons of two rules that take the same cells; beyond it nothing more is looked for.
constexpr std::size_t comparisons_most = 2'000'000;

// Two laws may ask for the same: each has its rule, so that answers can name it.
bool cite_different_laws(const Rule& a, const Rule& b) {
  return !a.law.empty() && !b.law.empty() && a.law != b.law;
}

void warn_of_duplicates(Analysis& analysis) {
  std::map<std::string, std::vector<std::size_t>> seen;
  for (std::size_t i = 0; i < analysis.space.size(); ++i) {
    if (analysis.settled[i]) continue;
    std::vector<std::size_t>& same = seen[canonical(analysis.rule(i))];
    const auto is_with_it = [&](std::size_t other) {
      return analysis.comes_with(i, other) || analysis.comes_with(other, i);
    };
    const auto first = std::find_if(same.begin(), same.end(), is_with_it);
    if (first == same.end()) {
      same.push_back(i);
      continue;
    }
    const Rule& rule = analysis.rule(i);
    const Rule& other = analysis.rule(*first);
    analysis.settled[i] = true;  // Needless either way, whether it is said or not.
    if (cite_different_laws(rule, other)) continue;
    analysis.diagnostics.warning(analysis.draft(i).id_spot,
                                 "this rule says the same as " + quoted_input(other.id),
                                 "remove one of them");
  }
}

struct Words {
  std::string message;
  std::string hint;
};

// How a check of this kind is made needless by one of its own kind.
struct OfKind {
  const std::string& id;

  Words operator()(const ConsentCheck&) const {
    return {"this consent never decides: " + quoted_input(id) + " asks for at least as much",
            "remove it, or make it ask for more than `" + id + '`'};
  }
  Words operator()(const ListCheck&) const {
    return {"these lists never decide: " + quoted_input(id) + " refuses all that they refuse",
            "remove the rule, or name a list that `" + id + "` does not name"};
  }
  Words operator()(const CapCheck&) const { return limit("cap"); }
  Words operator()(const GapCheck&) const { return limit("gap"); }
  Words operator()(const VolumeCheck&) const { return limit("volume"); }
  Words operator()(const HoursCheck&) const {
    return {"these hours never decide: " + quoted_input(id) + " is closed whenever they are",
            "remove the rule, or open it for less time than `" + id + '`'};
  }
  Words operator()(const CooldownCheck&) const {
    return {"this cooldown never decides: " + quoted_input(id) + " lasts at least as long",
            "remove it, or make it longer than `" + id + '`'};
  }
  Words operator()(const DenyCheck&) const {
    return {"this rule never matters: " + quoted_input(id) + " already refuses all that it takes",
            "remove it, or exempt something in `" + id + '`'};
  }

  Words limit(std::string_view kind) const {
    return {"this " + std::string(kind) + " can never bind: " + quoted_input(id) +
                " is always reached first",
            "remove it, or make it stricter than `" + id + '`'};
  }
};

class NeedlessRules {
 public:
  explicit NeedlessRules(Analysis& analysis)
      : analysis_(analysis), strictness_(rules_of(analysis), analysis.input.policy.defaults) {}

  void warn() {
    std::vector<std::size_t> needless;
    for (std::size_t i = 0; i < analysis_.space.size(); ++i) {
      if (!analysis_.binds(i)) continue;
      if (const auto other = find_stricter(i)) {
        say(i, *other);
        needless.push_back(i);
      }
    }
    for (const std::size_t i : needless) analysis_.settled[i] = true;
  }

 private:
  static std::vector<const Rule*> rules_of(const Analysis& analysis) {
    std::vector<const Rule*> rules;
    for (const RuleDraft& draft : analysis.input.rules) rules.push_back(&draft.rule);
    return rules;
  }

  std::optional<std::size_t> find_stricter(std::size_t i) {
    for (std::size_t j = 0; j < analysis_.space.size(); ++j) {
      if (i == j || !makes_needless(j, i)) continue;
      // Of two that come to the same the first stands.
      if (i < j && analysis_.always_binds(i) && makes_needless(i, j)) continue;
      return j;
    }
    return std::nullopt;
  }

  // Whether `other` refuses all that `i` refuses, and no less finally.
  bool makes_needless(std::size_t other, std::size_t i) {
    RuleSpace& space = analysis_.space;
    if (!analysis_.always_binds(other) || !analysis_.comes_with(i, other)) return false;
    if (!space.cells(i).is_within(space.cells(other))) return false;
    if (++comparisons_ > comparisons_most) return false;
    return refuses_all_of(other, i, space, strictness_);
  }

  void say(std::size_t i, std::size_t other) {
    const Rule& rule = analysis_.rule(i);
    const Rule& stricter = analysis_.rule(other);
    const OfKind of_kind{stricter.id};
    const bool is_denied = std::holds_alternative<DenyCheck>(stricter.check);
    const Words words = is_denied ? of_kind(DenyCheck{}) : std::visit(of_kind, rule.check);
    const RuleDraft& draft = analysis_.draft(i);
    analysis_.diagnostics.warning(is_denied ? draft.id_spot : draft.check_spot, words.message,
                                  words.hint);
  }

  Analysis& analysis_;
  const Strictness strictness_;
  std::size_t comparisons_ = 0;
};

}  // namespace

void warn_of_needless(Analysis& analysis) {
  warn_of_duplicates(analysis);
  NeedlessRules(analysis).warn();
}

}  // namespace tact
