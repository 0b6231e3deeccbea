// What a matcher says, as a three-valued expression over variables that have few values. What is
// unknown of a customer is Truth::unknown, as in a decision.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/decide/scene.h"

namespace tact {

// A variable's place in its Universe.
using VariableId = std::size_t;

// Values are numbers as they are, or names by their number in the universe, and besides:
inline constexpr int unknown_value = std::numeric_limits<int>::min();  // of a customer
inline constexpr int absent_value = unknown_value + 1;   // left out of a message: fits nothing
inline constexpr int another_value = unknown_value + 2;  // a name that no rule mentions
inline constexpr int open_value = unknown_value + 3;     // not chosen yet
inline constexpr int least_value = unknown_value + 4;    // of numbers and names

struct ValueRange {
  int first = 0;
  int last = 0;

  bool operator==(const ValueRange&) const = default;
};

struct Expression {
  enum class Kind : std::uint8_t { atom, all, any, negation };

  Kind kind = Kind::all;
  VariableId variable = 0;           // of an atom
  std::vector<ValueRange> accepted;  // of an atom: the values that fit
  std::vector<Expression> parts;     // of the others; a negation has one
};

Expression atom(VariableId variable, std::vector<ValueRange> accepted);
Expression all_of(std::vector<Expression> parts);  // of none: always true
Expression any_of(std::vector<Expression> parts);  // of none: never true
Expression negation_of(Expression part);

bool fits(std::span<const ValueRange> accepted, int value);

// What an expression can still come to while some of its variables are open.
struct Bounds {
  Truth least = Truth::no;
  Truth most = Truth::yes;
};

// Exact once no variable is open. `values` are indexed by VariableId.
Bounds bounds_of(const Expression& expression, std::span<const int> values);

}  // namespace tact
