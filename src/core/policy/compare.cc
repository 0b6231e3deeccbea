#include "core/policy/compare.h"

#include <algorithm>
#include <tuple>
#include <type_traits>

#include "tact/check.h"

namespace tact {
namespace {

template <class List, class IsSame>
bool is_same_set(const List& a, const List& b, IsSame same) {
  const auto within = [&](const List& inner, const List& outer) {
    return std::all_of(inner.begin(), inner.end(), [&](const auto& one) {
      return std::any_of(outer.begin(), outer.end(),
                         [&](const auto& other) { return same(one, other); });
    });
  };
  return within(a, b) && within(b, a);
}

bool is_same_text(const std::string& a, const std::string& b) { return a == b; }

bool is_same_matcher(const Matcher& a, const Matcher& b) { return is_same(a, b); }

auto parts(const PriorityCondition& c) { return std::tie(c.comparison, c.value); }
auto parts(const AgeCondition& c) { return std::tie(c.comparison, c.years); }
auto parts(const ActivityCondition& c) { return std::tie(c.within, c.channel, c.brand, c.labels); }
auto parts(const ConsentCheck& c) {
  return std::tie(c.model, c.level, c.max_age, c.purpose, c.channel, c.registered, c.evidence);
}

bool is_same_kind(const FieldCondition& a, const FieldCondition& b) {
  return a.field == b.field && a.label == b.label && is_same_set(a.values, b.values, is_same_text);
}
bool is_same_kind(const ActivityCondition& a, const ActivityCondition& b) {
  return parts(a) == parts(b) && is_same_set(a.events, b.events, is_same_text);
}
bool is_same_kind(const AnyCondition& a, const AnyCondition& b) {
  return is_same_set(a.any, b.any, is_same_matcher);
}
bool is_same_kind(const NotCondition& a, const NotCondition& b) {
  return is_same(a.negated.front(), b.negated.front());
}
template <class Kind>
bool is_same_kind(const Kind& a, const Kind& b) {
  return parts(a) == parts(b);
}

// Whether `wide` accepts every value that `narrow` does.
bool accepts_all(const FieldCondition& wide, const FieldCondition& narrow) {
  if (wide.field != narrow.field || wide.label != narrow.label) return false;
  return std::all_of(narrow.values.begin(), narrow.values.end(), [&](const std::string& value) {
    return std::any_of(wide.values.begin(), wide.values.end(), [&](const std::string& other) {
      return wide.field == Field::purpose ? purpose_covers(other, value) : other == value;
    });
  });
}

bool covers_condition(const Condition& wide, const Condition& narrow) {
  if (is_same(wide, narrow)) return true;
  const auto* wide_field = std::get_if<FieldCondition>(&wide);
  const auto* narrow_field = std::get_if<FieldCondition>(&narrow);
  return wide_field != nullptr && narrow_field != nullptr &&
         accepts_all(*wide_field, *narrow_field);
}

bool is_calendar(WindowKind kind) { return days_most(kind) > 0; }

}  // namespace

int days_most(WindowKind kind) {
  switch (kind) {
    case WindowKind::calendar_day: return 1;
    case WindowKind::calendar_week: return 7;
    case WindowKind::calendar_month: return 31;
    case WindowKind::calendar_quarter: return 92;
    case WindowKind::calendar_year: return 366;
    case WindowKind::rolling:
    case WindowKind::consecutive_days: return 0;
  }
  TACT_CHECK(false);
}

bool is_same(const Condition& a, const Condition& b) {
  return std::visit(
      [&](const auto& kind) {
        const auto* other = std::get_if<std::decay_t<decltype(kind)>>(&b);
        return other != nullptr && is_same_kind(kind, *other);
      },
      a);
}

bool is_same(const Matcher& a, const Matcher& b) {
  return is_same_set(a.all, b.all, [](const Condition& one, const Condition& other) {
    return is_same(one, other);
  });
}

bool covers(const Matcher& wide, const Matcher& narrow) {
  return std::all_of(wide.all.begin(), wide.all.end(), [&](const Condition& condition) {
    return std::any_of(narrow.all.begin(), narrow.all.end(),
                       [&](const Condition& other) { return covers_condition(condition, other); });
  });
}

bool covers(const Window& wide, const Window& narrow) {
  if (wide.kind == WindowKind::rolling || narrow.kind == WindowKind::rolling) {
    return wide.kind == narrow.kind && wide.length >= narrow.length;
  }
  if (wide.kind == WindowKind::consecutive_days) {
    return wide.days >= (is_calendar(narrow.kind) ? days_most(narrow.kind) : narrow.days);
  }
  if (wide.kind == narrow.kind || narrow.kind == WindowKind::calendar_day) return true;
  if (narrow.kind == WindowKind::consecutive_days) return narrow.days == 1;
  // Weeks cross the ends of months, quarters and years.
  return narrow.kind != WindowKind::calendar_week && wide.kind != WindowKind::calendar_week &&
         days_most(wide.kind) >= days_most(narrow.kind);
}

bool covers(const std::vector<SameField>& wide, const std::vector<SameField>& narrow) {
  return std::all_of(wide.begin(), wide.end(), [&](const SameField& field) {
    return std::any_of(narrow.begin(), narrow.end(), [&](const SameField& other) {
      return field.field == other.field && field.label == other.label;
    });
  });
}

}  // namespace tact
