#include "core/policy/counting.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace tact {
namespace {

// A matcher, or false: what no matcher without conditions of its own can say.
using Bound = std::optional<Matcher>;

// Holds wherever the matcher may hold (upper) or only where it must (lower), whoever the customer.
enum class Side { upper, lower };

Side other(Side side) { return side == Side::upper ? Side::lower : Side::upper; }

Bound bound(const Matcher& matcher, Side side);

const Matcher always{};
const Bound never = std::nullopt;

bool is_always(const Bound& matcher) { return matcher && matcher->all.empty(); }

Bound bound(const AnyCondition& condition, Side side) {
  AnyCondition kept;
  for (const Matcher& alternative : condition.any) {
    Bound bounded = bound(alternative, side);
    if (is_always(bounded)) return always;
    if (bounded) kept.any.push_back(std::move(*bounded));
  }
  if (kept.any.empty()) return never;
  if (kept.any.size() == 1) return std::move(kept.any.front());
  return Matcher{{std::move(kept)}};
}

Bound bound(const NotCondition& condition, Side side) {
  Bound inner = bound(condition.negated.front(), other(side));
  if (!inner) return always;
  if (is_always(inner)) return never;
  return Matcher{{NotCondition{{std::move(*inner)}}}};
}

Bound bound(const Condition& condition, Side side) {
  return std::visit(
      [&](const auto& kind) -> Bound {
        using Kind = std::decay_t<decltype(kind)>;
        if constexpr (std::is_same_v<Kind, AnyCondition> || std::is_same_v<Kind, NotCondition>) {
          return bound(kind, side);
        } else {
          if (looks_at_contact_only(condition)) return Matcher{{kind}};
          return side == Side::upper ? Bound(always) : never;
        }
      },
      condition);
}

Bound bound(const Matcher& matcher, Side side) {
  Matcher kept;
  for (const Condition& condition : matcher.all) {
    Bound bounded = bound(condition, side);
    if (!bounded) return never;
    std::move(bounded->all.begin(), bounded->all.end(), std::back_inserter(kept.all));
  }
  return kept;
}

}  // namespace

bool looks_at_contact_only(const Condition& condition) {
  if (const auto* field = std::get_if<FieldCondition>(&condition)) {
    return field->field <= Field::label;
  }
  if (std::holds_alternative<PriorityCondition>(condition)) return true;
  if (const auto* any = std::get_if<AnyCondition>(&condition)) {
    return std::all_of(any->any.begin(), any->any.end(),
                       [](const Matcher& matcher) { return looks_at_contact_only(matcher); });
  }
  if (const auto* negated = std::get_if<NotCondition>(&condition)) {
    return looks_at_contact_only(negated->negated.front());
  }
  return false;
}

bool looks_at_contact_only(const Matcher& matcher) {
  return std::all_of(matcher.all.begin(), matcher.all.end(),
                     [](const Condition& condition) { return looks_at_contact_only(condition); });
}

Matcher contacts_matched_by(const Matcher& when) {
  Bound upper = bound(when, Side::upper);
  // No contact can match, whatever the customer: `not` of something that always holds.
  if (!upper) return Matcher{{NotCondition{{Matcher{}}}}};
  return std::move(*upper);
}

}  // namespace tact
