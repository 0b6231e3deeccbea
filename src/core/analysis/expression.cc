#include "core/analysis/expression.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

namespace tact {
namespace {

Expression joined(Expression::Kind kind, std::vector<Expression> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Expression expression;
  expression.kind = kind;
  expression.parts = std::move(parts);
  return expression;
}

Bounds bounds_of_atom(const Expression& expression, std::span<const int> values) {
  const int value = values[expression.variable];
  if (value == open_value) return {};
  const Truth exact =
      value == unknown_value ? Truth::unknown : truth(fits(expression.accepted, value));
  return {exact, exact};
}

}  // namespace

Expression atom(VariableId variable, std::vector<ValueRange> accepted) {
  Expression expression;
  expression.kind = Expression::Kind::atom;
  expression.variable = variable;
  expression.accepted = std::move(accepted);
  return expression;
}

Expression all_of(std::vector<Expression> parts) {
  return joined(Expression::Kind::all, std::move(parts));
}

Expression any_of(std::vector<Expression> parts) {
  return joined(Expression::Kind::any, std::move(parts));
}

Expression negation_of(Expression part) {
  Expression expression;
  expression.kind = Expression::Kind::negation;
  expression.parts.push_back(std::move(part));
  return expression;
}

bool fits(std::span<const ValueRange> accepted, int value) {
  return std::any_of(accepted.begin(), accepted.end(), [&](const ValueRange& range) {
    return range.first <= value && value <= range.last;
  });
}

Bounds bounds_of(const Expression& expression, std::span<const int> values) {
  switch (expression.kind) {
    case Expression::Kind::atom: return bounds_of_atom(expression, values);
    case Expression::Kind::all: {
      Bounds bounds{Truth::yes, Truth::yes};
      for (const Expression& part : expression.parts) {
        const Bounds one = bounds_of(part, values);
        bounds.least = std::min(bounds.least, one.least);
        bounds.most = std::min(bounds.most, one.most);
        if (bounds.most == Truth::no) break;
      }
      return bounds;
    }
    case Expression::Kind::any: {
      Bounds bounds{Truth::no, Truth::no};
      for (const Expression& part : expression.parts) {
        const Bounds one = bounds_of(part, values);
        bounds.least = std::max(bounds.least, one.least);
        bounds.most = std::max(bounds.most, one.most);
        if (bounds.least == Truth::yes) break;
      }
      return bounds;
    }
    case Expression::Kind::negation: {
      const Bounds inner = bounds_of(expression.parts.front(), values);
      return {negate(inner.most), negate(inner.least)};
    }
  }
  TACT_CHECK(false);
  return {};
}

}  // namespace tact
