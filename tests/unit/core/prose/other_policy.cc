#include "unit/core/prose/other_policy.h"

#include <chrono>

#include "naive/random_policy.h"

namespace tact::naive {
namespace {

using std::chrono::days;
using std::chrono::hours;

class Change {
 public:
  // `other`: where values may be taken from.
  Change(Dice& dice, const Rule& other) : dice_(dice), other_(other) {}

  void apply(Rule& rule) {
    switch (dice_.below(12)) {
      case 0: change(rule.when); return;
      case 1:
        if (rule.unless && dice_.chance(70)) return change(*rule.unless);
        rule.unless = other_.unless;
        return;
      case 2: rule.mode = other_.mode; return;
      case 3: rule.effective_from = other_.effective_from; return;
      case 4: rule.effective_until = other_.effective_until; return;
      case 5:
        if (!std::holds_alternative<ConsentCheck>(rule.check) &&
            !std::holds_alternative<DenyCheck>(rule.check)) {
          rule.on_fail = OnFail::deny;
        }
        return;
      case 6:
        rule.check = other_.check;
        rule.on_fail = other_.on_fail;
        return;
      default: std::visit(*this, rule.check); return;
    }
  }

  void operator()(ConsentCheck& check) {
    switch (dice_.below(5)) {
      case 0:
        check.model =
            check.model == ConsentModel::opt_in ? ConsentModel::opt_out : ConsentModel::opt_in;
        return;
      case 1: check.level = static_cast<ConsentLevel>(dice_.between(1, 3)); return;
      case 2: change(check.max_age); return;
      case 3: check.registered = !check.registered; return;
      default: check.evidence = !check.evidence; return;
    }
  }

  void operator()(ListCheck& check) {
    switch (dice_.below(4)) {
      case 0: change(check.lists, words().lists); return;
      case 1:
        check.fresh_within =
            dice_.chance(30) ? std::nullopt : std::optional<Duration>(dice_.one_of(lengths()));
        return;
      case 2: check.grace = dice_.one_of(lengths()); return;
      default: check.lifted_by_later_consent = !check.lifted_by_later_consent; return;
    }
  }

  void operator()(CapCheck& check) { change(check.at_most, check.within, check.counting); }
  void operator()(VolumeCheck& check) { change(check.at_most, check.within, check.counting); }

  void operator()(GapCheck& check) {
    if (dice_.chance(50)) {
      check.at_least = dice_.one_of(lengths());
    } else {
      change(check.counting);
    }
  }

  void operator()(HoursCheck& check) {
    switch (dice_.below(4)) {
      case 0:
        if (check.open.size() > 1) check.open.pop_back();
        return;
      case 1: {
        OpenInterval& open =
            check.open[static_cast<std::size_t>(dice_.below(static_cast<int>(check.open.size())))];
        (dice_.chance(50) ? open.end : open.start) += hours(dice_.chance(50) ? 1 : -1);
        if (open.start < hours(0) || open.end <= open.start) open.start = hours(0);
        return;
      }
      case 2: change(check.closed_on, {"public", "bank"}, true); return;
      default:
        // The same hours with each day's end on its own.
        for (std::size_t i = check.open.size(); i-- > 0;) {
          const OpenInterval open = check.open[i];
          if (open.end <= hours(24)) continue;
          check.open[i].end = hours(24);
          check.open.push_back({open.weekday + days(1), hours(0), open.end - hours(24)});
        }
        return;
    }
  }

  void operator()(CooldownCheck& check) {
    switch (dice_.below(5)) {
      case 0: change(check.events, words().events); return;
      case 1: check.channel = dice_.chance(50) ? "" : dice_.one_of(words().channels); return;
      case 2: check.brand = dice_.chance(50) ? "" : dice_.one_of(words().brands); return;
      case 3: change(check.same); return;
      default:
        if (check.length.unit == SpanUnit::exact) {
          check.length.length = dice_.one_of(lengths());
        } else {
          check.length.count = dice_.between(1, 9);
        }
        return;
    }
  }

  void operator()(DenyCheck&) {}

 private:
  void change(int& at_most, Window& within, Counting& counting) {
    switch (dice_.below(3)) {
      case 0: at_most = std::max(0, at_most + (dice_.chance(50) ? 1 : -1)); return;
      case 1:
        if (within.kind == WindowKind::rolling) {
          within.length = dice_.one_of(lengths());
        } else {
          const auto kind = static_cast<WindowKind>(dice_.between(1, 6));
          within = {kind, {}, kind == WindowKind::consecutive_days ? dice_.between(1, 31) : 0, ""};
        }
        return;
      default: change(counting); return;
    }
  }

  void change(Counting& counting) {
    switch (dice_.below(4)) {
      case 0: change(counting.count, true); return;
      case 1: change(counting.same); return;
      case 2: counting.per = static_cast<Per>(dice_.below(3)); return;
      default: counting.basis = static_cast<Basis>(dice_.below(4)); return;
    }
  }

  void change(std::vector<SameField>& same) {
    if (!same.empty() && dice_.chance(50)) {
      same.pop_back();
    } else {
      same.push_back({dice_.chance(50) ? Field::brand : Field::channel, ""});
    }
  }

  void change(std::optional<Span>& span) {
    if (span && dice_.chance(60)) {
      if (span->unit == SpanUnit::exact) span->length = dice_.one_of(lengths());
      if (span->unit == SpanUnit::months) span->count = dice_.between(1, 4);
    } else {
      span = span ? std::nullopt : std::optional<Span>({SpanUnit::months, {}, 2});
    }
  }

  void change(std::vector<std::string>& values, const std::vector<std::string>& all,
              bool may_be_empty = false) {
    if (values.size() > (may_be_empty ? 0U : 1U) && dice_.chance(50)) {
      values.pop_back();
    } else {
      values.push_back(dice_.one_of(all));
    }
  }

  void change(Matcher& matcher, bool contact_only = false) {
    auto* field = matcher.all.empty() ? nullptr : std::get_if<FieldCondition>(&matcher.all.front());
    if (field != nullptr && dice_.chance(60)) {
      if (field->values.size() > 1 && dice_.chance(50)) {
        field->values.pop_back();
      } else if (field->field == Field::channel) {
        field->values.push_back(dice_.one_of(words().channels));
      } else if (field->field == Field::purpose) {
        field->values.push_back(dice_.one_of(words().trees));
      }
    } else if (!matcher.all.empty() && dice_.chance(50)) {
      matcher.all.pop_back();
    } else if (contact_only) {
      matcher.all.push_back(FieldCondition{Field::channel, "", dice_.some_of(words().channels)});
    } else if (!other_.when.all.empty()) {
      matcher.all.push_back(other_.when.all.front());
    }
  }

  Dice& dice_;
  const Rule& other_;
};

void change(Calendar& calendar, Dice& dice, Instant around) {
  const LocalDate date =
      LocalDate{std::chrono::floor<days>(around).time_since_epoch()} + days{dice.between(-2, 2)};
  if (!calendar.closed.empty() && dice.chance(40)) {
    calendar.closed.erase(calendar.closed.begin());
  } else {
    calendar.closed[date] = hours(dice.chance(50) ? 0 : 12);
  }
}

}  // namespace

Policy with_one_change(Policy policy, Dice& dice, const std::shared_ptr<const ZoneBook>& zones,
                       Instant around) {
  if (dice.chance(5)) {
    change(policy.calendars.at("public"), dice, around);
    return policy;
  }
  const auto index = static_cast<std::size_t>(dice.below(static_cast<int>(policy.rules.size())));
  const Policy other = random_policy(dice, zones, around);
  Change(dice, other.rules.front()).apply(policy.rules[index]);
  return policy;
}

}  // namespace tact::naive
