#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/analysis/analysis.h"
#include "core/analysis/open_week.h"
#include "core/analysis/wording.h"

namespace tact {
namespace {

// Pairs of hours that are laid over each other; beyond it nothing more is looked for.
constexpr std::size_t pairs_most = 500'000;

class ClosedHours {
 public:
  explicit ClosedHours(Analysis& analysis) : analysis_(analysis) {
    for (std::size_t i = 0; i < analysis.space.size(); ++i) {
      const auto* hours = std::get_if<HoursCheck>(&analysis.rule(i).check);
      if (hours != nullptr && analysis.always_binds(i)) weeks_.emplace(i, open_week(*hours));
    }
  }

  void warn_of_own() {
    for (const auto& [i, week] : weeks_) {
      // The reader says of hours without a minute that they are never open.
      if (week.none()) analysis_.settled[i] = true;
      if (week.none() || !is_never_open({i})) continue;
      analysis_.settled[i] = true;
      const std::vector<std::string>& names = hours(i).closed_on;
      analysis_.diagnostics.warning(
          analysis_.draft(i).check_spot,
          "these hours are never open: " + quoted_in_words(names, "and") +
              (names.size() == 1 ? " closes" : " close") +
              " each of their days, so that no later time is ever found",
          "open them on other days, or to forbid always, write `deny: true`");
    }
  }

  void warn_of_pairs() {
    std::size_t pairs = 0;
    for (auto later = weeks_.begin(); later != weeks_.end(); ++later) {
      for (auto earlier = weeks_.begin(); earlier != later; ++earlier) {
        const std::size_t i = earlier->first;
        const std::size_t j = later->first;
        if (clock_of(i) != clock_of(j)) continue;
        if (!analysis_.space.cells(i).meets(analysis_.space.cells(j))) continue;
        if (++pairs > pairs_most) return;
        if (!is_never_open({i, j})) continue;
        // What is unknown matches every rule: that alone makes no two of them meet.
        if (analysis_.space.can_apply_both(i, j, Customers::known) != Answer::possible) continue;
        said_.insert({i, j});
        say({i}, j, described(analysis_.space.witness()));
        break;
      }
    }
  }

  // Three and more that all messages of a cell have to fit.
  void warn_of_cells() {
    const RuleSpace& space = analysis_.space;
    for (std::size_t channel = 0; channel < space.channels(); ++channel) {
      for (std::size_t purpose = 0; purpose < space.purposes(); ++purpose) {
        std::map<const TimeZone*, std::vector<std::size_t>> by_clock;
        for (const auto& [i, week] : weeks_) {
          if (space.cells_always(i).has(space.cell(channel, purpose))) {
            by_clock[clock_of(i)].push_back(i);
          }
        }
        const Vocabulary& vocabulary = analysis_.input.policy.vocabulary;
        const std::string cell = vocabulary.channels[channel] + ", " + vocabulary.purposes[purpose];
        for (const auto& [clock, rules] : by_clock) warn_of_cell(rules, cell);
      }
    }
  }

 private:
  const HoursCheck& hours(std::size_t i) const {
    return std::get<HoursCheck>(analysis_.rule(i).check);
  }
  const TimeZone* clock_of(std::size_t i) const { return hours(i).clock; }

  std::vector<const Calendar*> calendars_of(const std::vector<std::size_t>& rules) const {
    std::vector<const Calendar*> calendars;
    for (const std::size_t i : rules) {
      for (const std::string& name : hours(i).closed_on) {
        calendars.push_back(&analysis_.input.policy.calendars.at(name));
      }
    }
    return calendars;
  }

  bool is_never_open(const std::vector<std::size_t>& rules) const {
    OpenWeek week = weeks_.at(rules.front());
    for (const std::size_t i : rules) week &= weeks_.at(i);
    return week.none() || is_closed_by(calendars_of(rules), week, analysis_.input.today);
  }

  void warn_of_cell(std::vector<std::size_t> rules, const std::string& cell) {
    if (rules.size() < 3 || !is_never_open(rules)) return;
    for (std::size_t i = 0; i < rules.size();) {
      std::vector<std::size_t> less = rules;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      if (!less.empty() && is_never_open(less)) {
        rules = std::move(less);
      } else {
        ++i;
      }
    }
    const bool holds_a_said_pair =
        rules.size() == 2 && std::any_of(said_.begin(), said_.end(), [&](const auto& said) {
          return said.contains(rules.front()) || said.contains(rules.back());
        });
    if (holds_a_said_pair || !said_.insert({rules.begin(), rules.end()}).second) return;
    const std::size_t last = rules.back();
    rules.pop_back();
    say(rules, last, cell);
  }

  // "sms, marketing/promotion": the names that the witness chose.
  std::string described(Witness witness) const {
    std::sort(witness.begin(), witness.end());  // Channel and purpose come first.
    std::string text;
    for (const auto& [id, value] : witness) {
      const Variable& variable = analysis_.space.universe().variable(id);
      if (variable.names == nullptr || value < 0) continue;
      if (!text.empty()) text += ", ";
      text += (*variable.names)[static_cast<std::size_t>(value)];
    }
    return text;
  }

  void say(const std::vector<std::size_t>& others, std::size_t i, const std::string& cell) {
    const std::string where = cell.empty() ? "" : " (" + cell + ')';
    std::vector<std::string> ids;
    for (const std::size_t other : others) ids.push_back(analysis_.rule(other).id);
    analysis_.diagnostics.warning(analysis_.draft(i).check_spot,
                                  "these hours leave no open minute together with those of " +
                                      quoted_in_words(ids, "and") + ": what both take" + where +
                                      " is never allowed",
                                  "let the hours overlap, or exempt something in one of them");
  }

  Analysis& analysis_;
  std::map<std::size_t, OpenWeek> weeks_;  // of the rules that bind at all times
  std::set<std::set<std::size_t>> said_;
};

}  // namespace

void warn_of_hours_alone(Analysis& analysis) { ClosedHours(analysis).warn_of_own(); }

void warn_of_hours_together(Analysis& analysis) {
  ClosedHours hours(analysis);
  hours.warn_of_pairs();
  hours.warn_of_cells();
}

}  // namespace tact
