#include "core/prose/narrow.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "tact/check.h"

#include "core/names/names.h"

namespace tact::prose {
namespace {

// The value of a field, where it is known.
std::optional<std::string_view> value_of(Field field, const Known& known) {
  const auto unless_empty = [](std::string_view text) {
    return text.empty() ? std::optional<std::string_view>() : text;
  };
  switch (field) {
    case Field::purpose: return unless_empty(known.purpose);
    case Field::channel: return unless_empty(known.channel);
    case Field::brand: return unless_empty(known.brand);
    case Field::country: return unless_empty(known.country);
    case Field::kind:
      return known.kind ? std::optional<std::string_view>(name_of(*known.kind)) : std::nullopt;
    case Field::campaign:
    case Field::label:
    case Field::region:
    case Field::language:
    case Field::stage:
    case Field::segment:
    case Field::on_list: return std::nullopt;
  }
  TACT_CHECK(false);
  return std::nullopt;
}

std::optional<Matcher> rest_of(const FieldCondition& condition, const Known& known) {
  const auto value = value_of(condition.field, known);
  if (!value) return Matcher{{condition}};
  const bool holds =
      std::any_of(condition.values.begin(), condition.values.end(), [&](const std::string& wanted) {
        return condition.field == Field::purpose ? purpose_covers(wanted, *value)
                                                 : wanted == *value;
      });
  return holds ? std::optional<Matcher>(Matcher{}) : std::nullopt;
}

std::optional<Matcher> rest_of(const AnyCondition& condition, const Known& known) {
  AnyCondition left;
  for (const Matcher& alternative : condition.any) {
    std::optional<Matcher> rest = narrowed(alternative, known);
    if (!rest) continue;
    if (rest->all.empty()) return Matcher{};
    left.any.push_back(std::move(*rest));
  }
  if (left.any.empty()) return std::nullopt;
  if (left.any.size() == 1) return std::move(left.any.front());
  return Matcher{{std::move(left)}};
}

std::optional<Matcher> rest_of(const NotCondition& condition, const Known& known) {
  std::optional<Matcher> rest = narrowed(condition.negated.front(), known);
  if (!rest) return Matcher{};
  if (rest->all.empty()) return std::nullopt;
  return Matcher{{NotCondition{{std::move(*rest)}}}};
}

// Of priorities, ages, activities and consents nothing is known.
template <class Kind>
std::optional<Matcher> rest_of(const Kind& condition, const Known&) {
  return Matcher{{condition}};
}

}  // namespace

std::optional<Matcher> narrowed(const Matcher& matcher, const Known& known) {
  Matcher left;
  for (const Condition& condition : matcher.all) {
    std::optional<Matcher> rest =
        std::visit([&](const auto& kind) { return rest_of(kind, known); }, condition);
    if (!rest) return std::nullopt;
    std::move(rest->all.begin(), rest->all.end(), std::back_inserter(left.all));
  }
  return left;
}

}  // namespace tact::prose
